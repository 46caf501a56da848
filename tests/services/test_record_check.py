# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Frozen records checked again: beside the precinct's other sheets, by their times, people and rows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.handover import ExpectedSigner, HandedProtocol
from precinct_app.domain.protocol.check import CheckReport
from precinct_app.domain.protocol.record import Presence, ProtocolRecord, Value
from precinct_app.domain.protocol.sheet import Source
from precinct_app.services.day_comparison import day_verdicts, record_sheet
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_record import Night
from precinct_app.services.record_check import recheck
from tests.services.conftest import Station
from tests.services.registered import registered_day, typed_figures
from tests.services.sheets import LIST, WITH_MEMBER, ballots, type_twice

NAMED = {"E602", "A603", "A604", "A605", "A606", "W501", "E701", "W702", "W401", "W402"}


@pytest.fixture
def records(station: Station) -> dict[str, ProtocolRecord]:
    """Every ballot's final record of a night of which the registers know everything."""
    registered_day(station)
    roles = (Role.CHAIR, Role.SECRETARY)
    signers = tuple(ExpectedSigner(station.actor(role).member_id, role) for role in roles)
    found: dict[str, ProtocolRecord] = {}
    for ballot_id in ballots(station):
        type_twice(station, ballot_id, typed_figures(station, ballot_id))
        now = station.clock.now()
        said = Night(Presence(7, 7, 0, 0, 0, 0), now - timedelta(minutes=9), now)
        frozen = freeze(
            station.workspace,
            station.actor(Role.CHAIR),
            ballot_id,
            said,
            signers,
            agreed=WITH_MEMBER,
        )
        assert frozen.record is not None
        found[ballot_id] = frozen.record
    return found


def check(station: Station, record: ProtocolRecord, *beside: ProtocolRecord) -> CheckReport:
    election = station.workspace.election
    roles = ((Role.CHAIR, "m1"), (Role.SECRETARY, "m3"))
    signers = tuple(ExpectedSigner(member, role) for role, member in roles)
    handed = HandedProtocol(record.ballot_id, record.version, "", "", (1,), "0" * 64, signers)
    forms = station.workspace.forms
    day = [record_sheet(election, one, forms[one.form_id]) for one in (record, *beside)]
    found = day_verdicts(election, record.precinct_id, day, record.level)[record.ballot_id]
    return recheck(record, forms[record.form_id], handed, election, found)


def changed(record: ProtocolRecord, cell: str, figure: int, source: Source) -> ProtocolRecord:
    values = tuple(
        Value(cell, figure, source) if value.cell == cell else value for value in record.values
    )
    return replace(record, values=values)


def test_alone_a_record_says_nothing_of_the_day_and_nothing_unknown_passes(
    station: Station, records: dict[str, ProtocolRecord]
) -> None:
    found = check(station, records[LIST])
    assert found.findings == ()
    assert {"E602", "A604", "A605", "A606", "A116"} <= set(found.passed)
    unknown = {"A603", "W501", "E701", "W702", "W401", "W402"}
    assert unknown <= set(found.not_checked)
    assert not unknown & set(found.passed)


def test_some_of_a_circle_show_a_difference_and_all_of_it_passes(
    station: Station, records: dict[str, ProtocolRecord]
) -> None:
    first, *others = records.values()
    some = check(station, first, *others[:-1])
    assert {"W401", "W402"} <= set(some.not_checked)
    assert {"W401", "W402"} <= set(check(station, first, *others).passed)
    wrong = changed(others[0], "ballots_refused", 2, Source.REGISTER)
    for one, beside in ((first, wrong), (wrong, first)):
        (finding,) = check(station, one, beside).findings
        assert finding.code == "W402"


def test_what_the_record_itself_shows_of_the_night_is_judged(
    station: Station, records: dict[str, ProtocolRecord]
) -> None:
    record = records[LIST]
    early = replace(record.times, voting_closed=record.times.voting_closed - timedelta(hours=1))
    late = replace(record.times, count_ended=record.times.voting_closed + timedelta(hours=13))
    for times in (early, late):
        (finding,) = check(station, replace(record, times=times)).findings
        assert finding.code == "A603"
    again = replace(record, times=late, version=2)
    assert check(station, again).findings == ()
    few = replace(record, presence=Presence(4, 7, 0, 0, 0, 0))
    assert [f.code for f in check(station, few).findings] == ["A604"]


def test_a_leader_s_row_and_lines_from_paper_are_seen(
    station: Station, records: dict[str, ProtocolRecord]
) -> None:
    record = records[LIST]
    issued = record.figure("member.m7.issued")
    assert issued == 0
    by_chair = replace(
        record, values=(*record.values, Value("member.m1.issued", 0, Source.COUNTED))
    )
    assert "A605" in check(station, by_chair).passed
    typed = changed(record, "voters_listed", 121, Source.PAPER)
    assert [f.code for f in check(station, typed).findings] == ["A116"]
