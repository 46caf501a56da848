# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a transaction worked out is worked out once, and never outlives a write inside it."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from precinct_app.domain.certificates import Certificate, CertificateDirection
from precinct_app.domain.election import Ballot, Level
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.services.ballot_sheet import given_lines, sheet_cells
from precinct_app.services.entries_at_hand import comparison_of
from precinct_app.services.ports import StoredEntry, StoredProtocol, StoredValue, Work
from precinct_app.services.registers.keeping import keep, undo
from tests.services.conftest import Station
from tests.services.registers.day import LIST


def ballot(station: Station) -> Ballot:
    return station.workspace.election.ballot(LIST)


def received(station: Station, work: Work) -> int | None:
    line = given_lines(station.workspace, work, ballot(station)).get("ballots_received")
    return None if line is None else line.figure


def test_lines_are_worked_out_once_in_a_transaction(station: Station) -> None:
    with station.workspace.store.begin() as work:
        first = given_lines(station.workspace, work, ballot(station))
        assert given_lines(station.workspace, work, ballot(station)) is first
        cells = sheet_cells(station.workspace, work, ballot(station))
        assert sheet_cells(station.workspace, work, ballot(station)) is cells
    with station.workspace.store.begin() as work:
        assert given_lines(station.workspace, work, ballot(station)) is not first


def test_another_level_has_other_lines(station: Station) -> None:
    info = replace(station.workspace.info, level=Level.COUNT_ONLY)
    lower = replace(station.workspace, info=info)
    with station.workspace.store.begin() as work:
        assert given_lines(station.workspace, work, ballot(station))
        assert not given_lines(lower, work, ballot(station))


def test_a_register_is_added_up_anew_after_each_write(station: Station) -> None:
    workspace, actor = station.workspace, station.actor()
    content = BallotMovement(Movement.RECEIVED, LIST, 30, "", "7")
    with workspace.store.begin() as work:
        assert received(station, work) is None
        entry = keep(workspace, work, actor, content)
        assert received(station, work) == 30
        undo(workspace, work, actor, BallotMovement, entry.entry_id, "wrong act")
        assert received(station, work) != 30
        keep(workspace, work, actor, content)
        assert received(station, work) == 30
        work.registers.wipe(())
        assert received(station, work) is None


def test_certificates_count_as_soon_as_they_are_kept(station: Station) -> None:
    def accepted(work: Work) -> int:
        return given_lines(station.workspace, work, ballot(station))["certificates_in"].figure

    certificate = Certificate(
        uuid4().hex, CertificateDirection.ACCEPTED, "avc", "AB", "1", "KZ-KOS-9002",
        station.voters[0].voter_id, (LIST,), station.clock.now(),
    )  # fmt: skip
    with station.workspace.store.begin() as work:
        assert accepted(work) == 0
        work.certificates.add(certificate)
        assert accepted(work) == 1
        work.certificates.remove(certificate.certificate_id)
        assert accepted(work) == 0
        work.certificates.add(certificate)
        work.certificates.wipe()
        assert accepted(work) == 0


def _kept(work: Work, station: Station) -> None:
    """A version with two entries under way."""
    work.protocols.save(StoredProtocol(LIST, 1, Status.DRAFT))
    now = station.clock.now()
    for kind in ("first", "second"):
        value = StoredValue("votes.amanat", 1, Source.COUNTED, now)
        entry = StoredEntry(kind * 4, LIST, 1, kind, "m4", now, now, (value,))
        work.protocols.start_entry(entry)


@pytest.mark.parametrize(
    "write",
    [
        lambda work, now: work.protocols.finish_entry("second" * 4, None),
        lambda work, now: work.protocols.clear_value("second" * 4, "votes.amanat"),
        lambda work, now: work.protocols.save_value(
            "second" * 4, StoredValue("votes.amanat", 2, Source.COUNTED, now)
        ),
        lambda work, now: work.protocols.save(StoredProtocol(LIST, 2, Status.DRAFT)),
    ],
    ids=["opened again", "emptied", "typed", "a new version"],
)
def test_sheets_are_compared_anew_after_each_write(
    station: Station, write: Callable[[Work, object], None]
) -> None:
    with station.workspace.store.begin() as work:
        assert comparison_of(station.workspace, work, ballot(station)) is None
        _kept(work, station)
        before = comparison_of(station.workspace, work, ballot(station))
        assert before is not None
        assert comparison_of(station.workspace, work, ballot(station)) is before
        write(work, station.clock.now())
        assert comparison_of(station.workspace, work, ballot(station)) != before
