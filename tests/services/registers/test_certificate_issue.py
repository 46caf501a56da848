# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificates issued in a real workspace: to whom, until when, of which blanks, and the undo."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from precinct_app.domain.certificates import Destination
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.election import Distance, Level
from precinct_app.domain.errors import InputError, NotAllowedError, PrecinctError
from precinct_app.domain.night import Step
from precinct_app.domain.registers.certificate_facts import Absence
from precinct_app.domain.registers.certificate_stock import Stock, StockEntry
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.registers.number_range import NumberRange
from precinct_app.domain.registers.voter_changes import (
    ExclusionGround,
    Inclusion,
    InclusionGround,
    Standing,
)
from precinct_app.services.registers import (
    certificate_issue,
    certificate_stock,
    certificates,
    home_voting,
    marks,
    steps,
    voter_changes,
    voter_lookup,
)
from tests.services.certificates import (
    KIND,
    application,
    far,
    give_certificate,
    neighbour,
    with_election,
)
from tests.services.conftest import Station


@pytest.fixture
def days_before(station: Station) -> Station:
    station.at(10, days=-3)
    return station


def key(caught: pytest.ExceptionInfo[PrecinctError]) -> str:
    return caught.value.reasons[0].key


def standing(station: Station, voter_id: str) -> Standing:
    return voter_lookup.card(station.workspace, station.actor(), voter_id).standing


def stock(station: Station, what: Stock, *ranges: NumberRange, count: int = 0) -> None:
    certificate_stock.keep_stock(
        station.workspace,
        station.actor(),
        StockEntry(KIND, what, count or len(ranges), ranges, "act 4"),
    )


def test_whoever_has_a_certificate_left_the_list(days_before: Station) -> None:
    station, voter = days_before, days_before.voters[4]
    entry = give_certificate(station, voter.voter_id, "00 17")
    assert standing(station, voter.voter_id) is Standing.LEFT_WITH_CERTIFICATE
    certificate = entry.content.certificate
    assert (certificate.told, certificate.voter_id) == ("AB 0017", voter.voter_id)
    (row,) = certificates.registers(station.workspace, station.actor()).issued
    assert (row.row, row.voter, row.entry, row.is_out) == (1, voter, entry, True)
    assert row.issued_by.member_id == station.actor().member_id
    assert row.going_precinct == far(station)
    assert row.going_region.region_id == far(station).region_id
    assert row.given is not None
    assert [b.kind for b in row.given.give] == ["mazhilis_list"]


def test_the_journal_has_neither_voter_nor_number(days_before: Station) -> None:
    voter = days_before.voters[4]
    give_certificate(days_before, voter.voter_id, "004711")
    with days_before.workspace.store.begin() as work:
        said = repr(list(work.journal.all())[-1:])
    assert "certificate_issued" in said
    assert not [w for w in ("004711", voter.voter_id, voter.surname) if w in said]


@pytest.mark.parametrize(
    ("days", "hour", "minute", "allowed"),
    [
        (-16, 23, 59, False), (-15, 0, 0, True), (-1, 18, 0, True), (-1, 18, 1, False),
        (0, 9, 0, False),
    ],
)  # fmt: skip
def test_the_days_of_issue_are_those_of_the_precincts_zone(
    station: Station, days: int, hour: int, minute: int, allowed: bool
) -> None:
    moment = station.at(hour, minute, days=days)
    station.at(10, days=0)
    if allowed:
        entry = give_certificate(station, station.voters[4].voter_id, "1", happened=moment)
        assert entry.happened == moment < entry.recorded
        return
    with pytest.raises(NotAllowedError) as caught:
        give_certificate(station, station.voters[4].voter_id, "1", happened=moment)
    assert key(caught) == "certificate.deadline"
    assert set(caught.value.reasons[0].values) == {"first", "last"}


def test_what_happens_now_is_late_on_polling_day(station: Station) -> None:
    with pytest.raises(NotAllowedError) as caught:
        give_certificate(station, station.voters[4].voter_id, "1")
    assert key(caught) == "certificate.deadline"


def test_nobody_gets_one_for_his_own_settlement(days_before: Station) -> None:
    station = days_before
    here = station.workspace.precinct
    near = neighbour(station)
    for going in (
        Destination(near.region_id, "", near.precinct_id),
        Destination(here.region_id, "", here.precinct_id),
        Destination(here.region_id, here.settlement.kk),
    ):
        with pytest.raises(NotAllowedError) as caught:
            give_certificate(station, station.voters[4].voter_id, "1", destination=going)
        assert key(caught) == "certificate.going_same_settlement"
    other = Destination(here.region_id, "Басқа ауыл")
    give_certificate(station, station.voters[4].voter_id, "1", destination=other)
    (row,) = certificates.registers(station.workspace, station.actor()).issued
    assert row.going_precinct is None
    assert row.given is not None
    assert row.given.distance is Distance.SAME_REGION


def test_a_certificate_that_gives_nothing_is_not_issued(days_before: Station) -> None:
    station = days_before
    kind = station.workspace.election.certificate_kinds[0]
    with_election(station, certificate_kinds=(replace(kind, gives=((Distance.ELSEWHERE, ()),)),))
    with pytest.raises(NotAllowedError) as caught:
        give_certificate(station, station.voters[4].voter_id, "1")
    assert key(caught) == "certificate.gives_nothing"


@pytest.mark.parametrize(
    ("changes", "refusals"),
    [
        ({"document": ""}, {"certificate.no_document"}),
        ({"issued_by": "m99", "collected_by": "Ким Л."},
         {"certificate.no_member", "certificate.no_power"}),
        ({"absence": Absence.OTHER}, {"certificate.no_reason"}),
        ({"destination": Destination("XXX", "Ақкөл")}, {"certificate.place_unknown"}),
        ({"destination": Destination("KOS", "", "KZ-KOS-1")}, {"certificate.place_unknown"}),
    ],
)  # fmt: skip
def test_what_is_typed_wrongly_is_told_at_once(
    days_before: Station, changes: dict[str, Any], refusals: set[str]
) -> None:
    with pytest.raises(InputError) as caught:
        give_certificate(days_before, days_before.voters[4].voter_id, "1", **changes)
    assert {reason.key for reason in caught.value.reasons} == refusals
    assert certificates.registers(days_before.workspace, days_before.actor()).issued == ()


@pytest.mark.parametrize(
    ("kind", "number", "refusal"),
    [("other", "1", "certificate.kind_unknown"), (KIND, " ", "certificate.no_number")],
)
def test_a_strange_kind_or_no_number_is_refused(
    days_before: Station, kind: str, number: str, refusal: str
) -> None:
    station = days_before
    with pytest.raises(InputError) as caught:
        certificate_issue.issue(
            station.workspace, station.actor(), station.voters[4].voter_id, kind_id=kind,
            series="AB", number=number, application=application(station),
        )  # fmt: skip
    assert key(caught) == refusal


def test_there_is_no_duplicate(days_before: Station) -> None:
    station = days_before
    first, second = station.voters[4].voter_id, station.voters[5].voter_id
    give_certificate(station, first, "1")
    with pytest.raises(NotAllowedError) as caught:
        give_certificate(station, first, "2")
    assert key(caught) == "certificate.already"
    assert caught.value.reasons[0].values == {"number": "AB 1"}
    with pytest.raises(InputError) as twice:
        give_certificate(station, second, "1")
    assert key(twice) == "certificate.twice"
    assert standing(station, second) is Standing.LISTED


def test_only_who_is_on_the_list_gets_one(days_before: Station) -> None:
    station, actor = days_before, days_before.actor()
    voter = station.voters[4].voter_id
    voter_changes.exclude(station.workspace, actor, voter, ExclusionGround.MOVED, document="act 2")
    with pytest.raises(NotAllowedError) as caught:
        give_certificate(station, voter, "1")
    assert key(caught) == "list.not_listed"
    with pytest.raises(InputError) as unknown:
        give_certificate(station, "x" * 32, "1")
    assert key(unknown) == "list.unknown"


def test_whoever_votes_here_gets_none(station: Station) -> None:
    station.level(Level.MARKS)
    earlier = station.at(10, days=-2)
    station.at(11)
    at_home, marked = station.voters[4].voter_id, station.voters[5].voter_id
    home_voting.apply(station.workspace, station.actor(), at_home, Ground.HEALTH, written=True)
    marks.mark(
        station.workspace, station.actor(), marked, issued_by=station.actor().member_id, table="1"
    )
    for voter, refusal in ((at_home, "certificate.applied_home"), (marked, "list.marked")):
        with pytest.raises(NotAllowedError) as caught:
            give_certificate(station, voter, "1", happened=earlier)
        assert key(caught) == refusal


def test_a_blank_must_be_of_the_stock(days_before: Station) -> None:
    station = days_before
    stock(station, Stock.RECEIVED, NumberRange("АВ", "0001", "0050"), count=50)
    stock(station, Stock.SPOILED, NumberRange("AB", "0007", "0007"))
    voter = station.voters[4].voter_id
    for number, refusal in (
        ("0051", "certificate.not_of_stock"), ("51", "certificate.not_of_stock"),
        ("0007", "certificate.blank_gone"),
    ):  # fmt: skip
        with pytest.raises(InputError) as caught:
            give_certificate(station, voter, number)
        assert key(caught) == refusal
    give_certificate(station, voter, "0008")


def test_an_issue_recorded_by_mistake_is_undone(days_before: Station) -> None:
    station, workspace, actor = days_before, days_before.workspace, days_before.actor()
    wrong, right = station.voters[4].voter_id, station.voters[5].voter_id
    entry = give_certificate(station, wrong, "1")
    with pytest.raises(InputError) as caught:
        certificate_issue.undo_issue(workspace, actor, entry.entry_id, " ")
    assert key(caught) == "register.no_reason"
    certificate_issue.undo_issue(workspace, actor, entry.entry_id, "another voter")
    assert standing(station, wrong) is Standing.LISTED
    give_certificate(station, right, "1")
    first, second = certificates.registers(workspace, actor).issued
    assert (first.row, first.is_out, second.row, second.is_out) == (1, False, 2, True)
    assert first.entry.undone is not None
    assert first.entry.content.certificate.told == "AB 1"


def test_back_with_the_own_certificate_and_away_again(days_before: Station) -> None:
    station, workspace, actor = days_before, days_before.workspace, days_before.actor()
    voter = station.voters[4].voter_id
    issued = give_certificate(station, voter, "1")
    back = voter_changes.include_again(workspace, actor, voter)
    (row,) = certificates.registers(workspace, actor).issued
    assert (row.is_out, row.returned) == (False, back.happened)
    with pytest.raises(NotAllowedError) as caught:
        certificate_issue.undo_issue(workspace, actor, issued.entry_id, "mistake")
    assert key(caught) == "certificate.returned"
    with pytest.raises(NotAllowedError) as again:
        give_certificate(station, voter, "2")
    assert key(again) == "certificate.already_returned"
    voter_changes.undo_change(workspace, actor, Inclusion, back.entry_id, "takes it away again")
    assert standing(station, voter) is Standing.LEFT_WITH_CERTIFICATE


def test_an_included_voter_may_leave_too(days_before: Station) -> None:
    station = days_before
    newcomer = replace(station.voters[4], iin="", surname="Жаңабаев", given_name="Ерлан")
    entry = voter_changes.include(
        station.workspace, station.actor(), newcomer, InclusionGround.COURT, document="No 5"
    )
    give_certificate(station, entry.content.voter_id, "1")
    assert standing(station, entry.content.voter_id) is Standing.LEFT_WITH_CERTIFICATE


def test_a_closed_list_is_closed_for_certificates(station: Station) -> None:
    earlier = station.at(10, days=-2)
    entry = give_certificate(station, station.voters[4].voter_id, "1")
    station.at(20, 5)
    for step in (Step.VOTING_CLOSED, Step.LIST_CLOSED):
        steps.take_step(station.workspace, station.actor(Role.CHAIR), step)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: give_certificate(station, station.voters[5].voter_id, "2", happened=earlier),
        lambda: certificate_issue.undo_issue(
            station.workspace, station.actor(), entry.entry_id, "mistake"
        ),
    )
    for attempt in attempts:
        with pytest.raises(NotAllowedError) as caught:
            attempt()
        assert key(caught) == "list.closed"


def test_observers_issue_nothing(days_before: Station) -> None:
    station, watcher = days_before, Actor("o1", Role.OBSERVER)
    entry = give_certificate(station, station.voters[4].voter_id, "1")
    going = application(station).destination
    attempts: tuple[Callable[[], object], ...] = (
        lambda: certificate_issue.issue(
            station.workspace, watcher, station.voters[5].voter_id, kind_id=KIND, series="AB",
            number="2", application=application(station),
        ),
        lambda: certificate_issue.would_give(station.workspace, watcher, KIND, going),
        lambda: certificate_issue.undo_issue(station.workspace, watcher, entry.entry_id, "x"),
        lambda: certificates.registers(station.workspace, watcher),
        lambda: certificate_stock.stock(station.workspace, watcher),
        lambda: certificate_stock.undo_stock(station.workspace, watcher, "e", "x"),
    )  # fmt: skip
    for attempt in attempts:
        with pytest.raises(NotAllowedError) as caught:
            attempt()
        assert key(caught) == "not_allowed.role"


def test_the_stock_is_an_account(days_before: Station) -> None:
    station, workspace, actor = days_before, days_before.workspace, days_before.actor()
    stock(station, Stock.RECEIVED, NumberRange("AB", "001", "050"), count=50)
    stock(station, Stock.SURPLUS, NumberRange("AB", "051", "051"))
    stock(station, Stock.SPOILED, NumberRange("AB", "003", "003"))
    stock(station, Stock.LOST, NumberRange("AB", "050", "050"))
    give_certificate(station, station.voters[4].voter_id, "001")
    (row,) = certificate_stock.stock(workspace, actor)
    assert [one.told for one in row.should_lie] == ["AB 002", "AB 004-049", "AB 051"]
    assert (row.balance.left, row.cancelled, len(row.entries)) == (48, None, 4)
    moment = station.at(18, days=-1)
    station.at(18, 30, days=-1)
    certificate_stock.keep_stock(
        workspace, actor, StockEntry(KIND, Stock.UNUSED, 48, row.should_lie, "act 9"), moment
    )
    (row,) = certificate_stock.stock(workspace, actor)
    assert (row.cancelled, row.balance.unused, row.balance.gap) == (moment, 48, 0)


@pytest.mark.parametrize(
    ("what", "count", "happened_later", "refusal"),
    [
        (Stock.UNUSED, 5, True, "stock.cancelled_twice"),
        (Stock.RECEIVED, 5, True, "stock.cancelled"),
        (Stock.SPOILED, 1, True, "stock.cancelled"),
        (Stock.SPOILED, 1, False, None),
        (Stock.LOST, 1, True, None),
        (Stock.SURPLUS, 1, True, None),
    ],
)
def test_after_cancelling_only_what_is_found_out(
    days_before: Station, what: Stock, count: int, happened_later: bool, refusal: str | None
) -> None:
    station = days_before
    stock(station, Stock.RECEIVED, count=50)
    earlier = station.clock.now()
    station.at(18, days=-1)
    stock(station, Stock.UNUSED, count=49)
    station.clock.set(station.clock.now() + timedelta(hours=1))
    moment = station.clock.now() if happened_later else earlier
    entry = StockEntry(KIND, what, count, (), "act 4")
    if refusal is None:
        certificate_stock.keep_stock(station.workspace, station.actor(), entry, moment)
        return
    with pytest.raises(NotAllowedError) as caught:
        certificate_stock.keep_stock(station.workspace, station.actor(), entry, moment)
    assert key(caught) == refusal


def test_nothing_is_cancelled_while_certificates_may_be_issued(station: Station) -> None:
    station.at(17, 59, days=-1)
    with pytest.raises(NotAllowedError) as caught:
        stock(station, Stock.UNUSED, count=50)
    assert key(caught) == "stock.early"


def test_stock_entries_are_looked_at_and_undone(days_before: Station) -> None:
    station, workspace, actor = days_before, days_before.workspace, days_before.actor()
    with pytest.raises(InputError) as strange:
        certificate_stock.keep_stock(
            workspace, actor, StockEntry("other", Stock.RECEIVED, 1, (), "act")
        )
    assert key(strange) == "certificate.kind_unknown"
    with pytest.raises(InputError) as faults:
        certificate_stock.keep_stock(workspace, actor, StockEntry(KIND, Stock.LOST, 0, (), ""))
    assert {r.key for r in faults.value.reasons} == {"stock.count", "stock.no_act"}
    stock(station, Stock.RECEIVED, NumberRange("AB ", "0 01", "050"), count=50)
    with pytest.raises(InputError) as twice:
        stock(station, Stock.RECEIVED, NumberRange("AB", "050", "060"), count=11)
    assert key(twice) == "stock.numbers_twice"
    (row,) = certificate_stock.stock(workspace, actor)
    certificate_stock.undo_stock(workspace, actor, row.entries[0].entry_id, "typed wrongly")
    stock(station, Stock.RECEIVED, NumberRange("AB", "050", "060"), count=11)
    (row,) = certificate_stock.stock(workspace, actor)
    assert (row.balance.received, len(row.entries)) == (11, 2)
