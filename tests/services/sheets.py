# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A night's figures for a real station's sheets, and typing them as members do."""

from collections.abc import Mapping

import pytest

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.protocol.status import Status
from precinct_app.services.ballot_sheet import form_and_rows
from precinct_app.services.mock_counts import MockNight, mock_counts
from precinct_app.services.ports import StoredValue
from precinct_app.services.protocol_entry import finish, is_typed, open_entry, typed_source
from precinct_app.services.two_people import Agreed
from tests.services.conftest import Station

LIST, SINGLE = "mazhilis_list", "mazhilis_single"
WITH_MEMBER = Agreed(Actor("m4", Role.MEMBER))
"""A member who says yes to a leader's decisive step."""


def reasons(caught: pytest.ExceptionInfo[PrecinctError]) -> list[str]:
    """Keys of all reasons of a refusal."""
    return [reason.key for reason in caught.value.reasons]


def ballots(station: Station) -> list[str]:
    """The precinct's ballots in the day's order."""
    workspace = station.workspace
    found = workspace.election.ballots_of(workspace.info.precinct_id)
    return [ballot.ballot_id for ballot in found]


def truth(station: Station, ballot_id: str, seed: int = 1, **night: int) -> dict[str, Figure]:
    """Every figure of a quiet night at *count only*."""
    workspace = station.workspace
    with workspace.store.begin() as work:
        form, rows = form_and_rows(workspace, work, workspace.election.ballot(ballot_id))
    facts = {"voters_delivered": 1000, "certificates_out": 0, "certificates_in": 0} | night
    return mock_counts(form, rows, MockNight(**facts), seed)  # type: ignore[arg-type]


def number(figures: Mapping[str, Figure], cell: str) -> int:
    """A figure that is a number."""
    figure = figures[cell]
    assert isinstance(figure, int)
    return figure


def type_entry(
    station: Station, actor: Actor, ballot_id: str, kind: str, figures: Mapping[str, Figure]
) -> Status:
    """Type and finish an entry; the cells are kept at once, as `put` would keep each."""
    view = open_entry(station.workspace, actor, ballot_id, kind)
    with station.workspace.store.begin() as work:
        for spec in view.in_order:
            if is_typed(view, spec) and spec.cell not in view.figures:
                figure, now = figures[spec.cell], station.clock.now()
                value = StoredValue(spec.cell, figure, typed_source(spec), now)
                work.protocols.save_value(view.entry_id, value)
    return finish(station.workspace, actor, view)


def type_twice(
    station: Station,
    ballot_id: str,
    first: Mapping[str, Figure],
    second: Mapping[str, Figure] | None = None,
) -> Status:
    """Both entries, by two members."""
    type_entry(station, station.actor(Role.MEMBER, 0), ballot_id, "first", first)
    again = first if second is None else second
    return type_entry(station, station.actor(Role.MEMBER, 1), ballot_id, "second", again)
