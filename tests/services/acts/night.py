# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts of a real station: drawn up, made, printed and read back."""

from collections import defaultdict

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.papers.act import Fact
from precinct_app.domain.registers.acts import Act, ActKind
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.wording import Wording
from precinct_app.services.acts import due, making
from precinct_app.services.acts.due import Offer, State
from precinct_app.services.acts.making import Decision
from precinct_app.services.acts.scene import Draft
from tests.documents.reading import whole_text
from tests.services.conftest import Station
from tests.services.sheets import type_twice

AGREED = Decision(Wording("келісілді.", "согласовано.", "agreed."), in_favour=6, against=1)


def chair(station: Station) -> Actor:
    return station.actor(Role.CHAIR)


def propose(station: Station, kind: ActKind, thing: str = "") -> Draft:
    return making.propose(station.workspace, chair(station), kind, thing)


def make(station: Station, kind: ActKind, thing: str = "", **more: object) -> Entry[Act]:
    return making.make(station.workspace, chair(station), kind, thing, **more)  # type: ignore[arg-type]


def printed(station: Station, entry: Entry[Act]) -> str:
    """The text of an act's paper, without white space."""
    press = station.tools.press
    return whole_text(making.print_act(station.workspace, chair(station), entry.entry_id, press))


def offers(station: Station, *states: State) -> list[Offer]:
    found = due.offers(station.workspace, chair(station))
    return [offer for offer in found if not states or offer.state in states]


def kinds(station: Station, *states: State) -> list[ActKind]:
    return [offer.kind for offer in offers(station, *states)]


def figures(draft: Draft) -> dict[str, int]:
    """Figures of a draft by their numbers."""
    return {fact.number: fact.figure for fact in facts(draft)}


def facts(draft: Draft) -> tuple[Fact, ...]:
    return tuple(fact for table in draft.content.tables for fact in table.facts)


def typed(station: Station, ballot_id: str, **cells: int) -> None:
    """Type a sheet twice with these figures, every other cell 0."""
    type_twice(
        station, ballot_id, defaultdict(int, {k.replace("__", "."): v for k, v in cells.items()})
    )
