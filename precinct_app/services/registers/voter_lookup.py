# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the list answers at the door: a voter's card, his place in the paper list, his right station.

`paper_place` (domain) says "table 3, page 14, row 7" in the reader's language.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from precinct_app.domain.certificates import Certificate
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.directory import stations_for
from precinct_app.domain.doubles import find_doubles
from precinct_app.domain.election import Precinct
from precinct_app.domain.errors import TextKey
from precinct_app.domain.iin import DIGITS
from precinct_app.domain.registers.voter_changes import PRESENT, Standing
from precinct_app.domain.voters import Voter, fold, paper_place
from precinct_app.services.ports import Work
from precinct_app.services.registers.standings import find_voter, standing, standings
from precinct_app.services.registers.voter_changes import present_rows
from precinct_app.services.workspace import Workspace, require

_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody on the own list, with what the member must know before he reads on."""

    voter: Voter
    standing: Standing
    has_namesake: bool
    """Then birth year and address are compared, and a second key is needed (field: M7)."""

    @property
    def place(self) -> TextKey:
        """Where the paper list has him."""
        return paper_place(self.voter)


@dataclass(frozen=True, slots=True)
class Card:
    """A voter as the screen shows him: his row, his standing, and people of the same name."""

    voter: Voter
    standing: Standing
    certificates: tuple[Certificate, ...]
    namesakes: tuple[Voter, ...]

    @property
    def place(self) -> TextKey:
        """Where the paper list has him."""
        return paper_place(self.voter)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where somebody votes: on the own list, or at the stations that serve an address."""

    own: tuple[Found, ...]
    stations: tuple[Precinct, ...]


@dataclass(frozen=True, slots=True)
class DoubleRow:
    """Two rows of the list that may be one person."""

    first: Voter
    second: Voter
    by_number: bool


def card(workspace: Workspace, actor: Actor, voter_id: str) -> Card:
    """A voter's card; InputError ``list.unknown``."""
    require(actor, Right.SEARCH_VOTERS)
    with workspace.store.begin() as work:
        voter = find_voter(work, voter_id)
        return Card(
            voter, standing(work, voter_id), tuple(work.certificates.of_voter(voter_id)),
            tuple(present_rows(work, work.voters.namesakes(voter))),
        )  # fmt: skip


def find(workspace: Workspace, actor: Actor, text: str, limit: int = _AT_MOST) -> tuple[Found, ...]:
    """Voters by name, address, list number, place or end of the personal number, with standing."""
    require(actor, Right.SEARCH_VOTERS)
    with workspace.store.begin() as work:
        return _told(work, work.voters.search(text, limit))


def whereabouts(
    workspace: Workspace, actor: Actor, person: str = "", address: str = ""
) -> Whereabouts:
    """Tell somebody his station: in the own list by name or personal number, elsewhere by address.

    A personal number is looked for in the own list alone: no directory has it.
    """
    require(actor, Right.SEARCH_VOTERS)
    number = "".join(person.split())
    with workspace.store.begin() as work:
        if len(number) == DIGITS and number.isdigit():
            own = _told(work, work.voters.by_iin(number))
        else:
            own = _told(work, work.voters.search(person, _AT_MOST))
    return Whereabouts(own, stations_for(address, workspace.election.precincts))


def double_rows(workspace: Workspace, actor: Actor) -> tuple[DoubleRow, ...]:
    """Rows that may be one person twice, of all who are on the list now."""
    require(actor, Right.SEARCH_VOTERS)
    with workspace.store.begin() as work:
        rows = list(work.voters.all())
        found = [(rows[d.first], rows[d.place], d.by_number) for d in find_doubles(rows)]
        return tuple(
            DoubleRow(*pair) for pair in found if len(present_rows(work, pair[:2])) == len(pair[:2])
        )


def _told(work: Work, voters: Sequence[Voter]) -> tuple[Found, ...]:
    everybody = work.voters.of_their_names(voters)
    found = standings(work, everybody)
    names = Counter(fold(v.full_name) for v in everybody if found[v.voter_id] in PRESENT)
    return tuple(Found(v, found[v.voter_id], _has_namesake(v, names, found)) for v in voters)


def _has_namesake(voter: Voter, names: Counter[str], found: Mapping[str, Standing]) -> bool:
    """Somebody else of the name is present; he himself is one of them where he is."""
    return names[fold(voter.full_name)] > (found[voter.voter_id] in PRESENT)
