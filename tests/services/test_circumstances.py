# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What stands around a sheet in a real workspace: walls, order, people, turnout, the day's sheets."""

from collections.abc import Sequence
from datetime import time

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.check import CheckReport
from precinct_app.domain.protocol.record import Presence, ProtocolRecord
from precinct_app.domain.wording import Wording
from precinct_app.services.circumstances import Signing
from precinct_app.services.protocol_entry import open_entry, put
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_notes import Asked, answer_findings
from precinct_app.services.protocol_record import Night
from precinct_app.services.registers import people, steps, turnout
from precinct_app.services.registers.paper_rows import set_paper_rows
from precinct_app.services.sheet_report import current_report
from tests.services.conftest import Station
from tests.services.registered import registered_day, typed_figures
from tests.services.registers.day import take
from tests.services.sheets import (
    LIST,
    WITH_MEMBER,
    ballots,
    number,
    reasons,
    truth,
    type_entry,
    type_twice,
)

ALL = Presence(7, 7, 0, 0, 0, 0)
BOTH = (Role.CHAIR, Role.SECRETARY)
SAID = Wording("Себебі айтылды", "Причина названа", "The reason was told")


@pytest.fixture
def paper(station: Station) -> Station:
    """A night at *count only*."""
    station.level(Level.COUNT_ONLY)
    station.at(20, 30)
    return station


@pytest.fixture
def day(station: Station) -> Station:
    """A night of which the registers know everything."""
    registered_day(station)
    return station


def report(station: Station, signing: Signing | None = None, ballot_id: str = LIST) -> CheckReport:
    return current_report(station.workspace, station.actor(), ballot_id, signing)


def codes(found: CheckReport) -> set[str]:
    return {finding.code for finding in found.findings}


def make_final(
    station: Station, ballot_id: str = LIST, presence: Presence = ALL, roles: Sequence[Role] = BOTH
) -> ProtocolRecord:
    now = station.clock.now()
    signers = tuple(ExpectedSigner(station.actor(role).member_id, role) for role in roles)
    chair = station.actor(Role.CHAIR)
    frozen = freeze(
        station.workspace, chair, ballot_id, Night(presence, now, now), signers, agreed=WITH_MEMBER
    )
    assert frozen.record is not None
    return frozen.record


# --- walls ---------------------------------------------------------------------------------------


def test_what_is_found_in_boxes_waits_for_the_walls_where_the_night_is_kept(
    station: Station,
) -> None:
    station.at(20, 30)
    actor = station.actor()
    view = open_entry(station.workspace, actor, LIST, "first")
    put(station.workspace, actor, view, "ballots_issued", 700)
    for cell in ("found_stationary", "votes.amanat", "ballots_invalid"):
        with pytest.raises(NotAllowedError) as caught:
            put(station.workspace, actor, view, cell, 1)
        assert reasons(caught) == ["night.first"] * 3
    take(station, Step.VOTING_CLOSED, Step.LIST_CLOSED, Step.UNUSED_CANCELLED)
    put(station.workspace, actor, view, "found_stationary", 1)


def test_at_count_only_there_is_no_wall(paper: Station) -> None:
    view = open_entry(paper.workspace, paper.actor(), LIST, "first")
    put(paper.workspace, paper.actor(), view, "found_stationary", 1)


# --- the night and its people --------------------------------------------------------------------


def test_nothing_is_said_of_a_night_that_is_not_kept(paper: Station) -> None:
    type_twice(paper, LIST, truth(paper, LIST))
    unknown = {"A603", "A604", "A606", "E602", "W401", "W402", "W501"}
    found = report(paper)
    assert unknown <= set(found.not_checked)
    assert not unknown & set(found.passed)
    assert {"E701", "W702", "A605"} <= set(found.passed)


def test_an_early_close_is_told_before_the_walls_and_after(paper: Station) -> None:
    paper.at(19)
    take(paper, Step.VOTING_CLOSED)
    type_twice(paper, LIST, truth(paper, LIST))
    (finding,) = report(paper).findings
    assert (finding.code, finding.left) == ("A603", 1)


def test_a_night_in_order_passes_and_one_out_of_order_does_not(day: Station) -> None:
    type_twice(day, LIST, typed_figures(day, LIST))
    assert "A603" in report(day).passed
    steps.mend_time(
        day.workspace, day.actor(Role.CHAIR), Step.LIST_CLOSED, day.at(19, 59), "read from paper"
    )
    day.at(21)
    assert "A603" in codes(report(day))


def test_the_quorum_is_as_kept_else_as_said(paper: Station) -> None:
    type_twice(paper, LIST, truth(paper, LIST))
    few = Signing(BOTH, Presence(4, 7, 0, 0, 0, 0))
    assert "A604" in codes(report(paper, few))
    assert "A604" in report(paper, Signing(BOTH, ALL)).passed
    for member in paper.workspace.precinct.members[:5]:
        people.member_there(paper.workspace, paper.actor(Role.CHAIR), member.member_id, there=True)
    assert "A604" in report(paper, few).passed


def test_a_lone_signature_and_a_strange_certifier_are_told_when_signers_are_named(
    paper: Station,
) -> None:
    type_twice(paper, LIST, truth(paper, LIST))
    assert codes(report(paper, Signing((Role.CHAIR,), ALL))) == {"A606"}
    assert codes(report(paper, Signing((Role.MEMBER, Role.CHAIR), ALL))) == {"E602"}


def test_ballots_issued_by_the_chair_are_told_at_every_level(paper: Station) -> None:
    chair = paper.actor(Role.CHAIR)
    set_paper_rows(paper.workspace, chair, 1, [chair.member_id])
    figures = truth(paper, LIST)
    figures = {**figures, "member.m4.issued": number(figures, "member.m4.issued") - 5}
    figures["member.m1.issued"] = number(figures, "member.m1.issued") + 5
    type_twice(paper, LIST, figures)
    (finding,) = report(paper).findings
    assert (finding.code, finding.left) == ("A605", number(figures, "member.m1.issued"))


def test_one_typist_needs_an_explanation(paper: Station) -> None:
    figures, actor = truth(paper, LIST), paper.actor()
    type_entry(paper, actor, LIST, "first", figures)
    open_entry(paper.workspace, actor, LIST, "second", alone="nobody else is left")
    type_entry(paper, actor, LIST, "second", figures)
    assert codes(report(paper)) == {"W702"}


def test_a_cell_on_which_the_entries_differ_is_an_error(paper: Station) -> None:
    figures = truth(paper, LIST)
    type_twice(paper, LIST, figures, {**figures, "ballots_refused": 1})
    (finding,) = report(paper).findings
    assert (finding.code, finding.left) == ("E701", 1)


# --- turnout -------------------------------------------------------------------------------------


def reported(station: Station, *voters: int) -> None:
    hours = (time(10), time(12), time(14))
    for hour, count in zip(hours, voters, strict=False):
        turnout.report_turnout(station.workspace, station.actor(), hour, count)


def test_a_fall_between_reports_is_told(paper: Station) -> None:
    reported(paper, 20, 19)
    type_twice(paper, LIST, truth(paper, LIST))
    (finding,) = report(paper).findings
    assert (finding.code, finding.left, finding.right) == ("W501", 19, 20)


def test_the_close_below_the_last_report_is_told_once_every_ballot_is_known(
    paper: Station,
) -> None:
    """Fewer may have received one ballot than came: only the ballot that most received tells."""
    reported(paper, 20, 990)
    for seed, ballot_id in enumerate(ballots(paper)):
        assert "W501" not in codes(report(paper)) if seed else True
        type_twice(paper, ballot_id, truth(paper, ballot_id, seed))
    (finding,) = [f for f in report(paper).findings if f.code == "W501"]
    assert finding.right == 990


def test_a_close_above_the_last_report_passes_at_once(paper: Station) -> None:
    reported(paper, 1, 2)
    type_twice(paper, LIST, truth(paper, LIST))
    assert "W501" in report(paper).passed


# --- the day's other sheets ----------------------------------------------------------------------


def test_sheets_are_compared_as_they_are_settled_and_pass_when_all_are(day: Station) -> None:
    for ballot_id in ballots(day):
        type_twice(day, ballot_id, typed_figures(day, ballot_id))
        whole = ballot_id == ballots(day)[-1]
        assert ({"W401", "W402"} <= set(report(day, None, ballot_id).passed)) is whole
    assert {"W401", "W402"} <= set(report(day).passed)


def test_a_sheet_apart_from_the_others_is_told_on_each_of_them(paper: Station) -> None:
    first, second, third, *_ = ballots(paper)
    for place, ballot_id in enumerate((first, second, third)):
        figures = truth(paper, ballot_id, day=4)
        if ballot_id == third:
            figures |= {"voters_included": number(figures, "voters_included") + 1,
                        "voters_listed": number(figures, "voters_listed") + 1}  # fmt: skip
        type_twice(paper, ballot_id, figures)
        assert ("W401" in codes(report(paper, None, first))) is (place == 2)
    told = [f for f in report(paper, None, first).findings if f.code == "W401"]
    assert paper.workspace.election.ballot(third).short_name.ru in told[0].said.ru


def test_a_sheet_with_an_error_is_compared_when_it_is_mended(paper: Station) -> None:
    first, second, third, *_ = ballots(paper)
    for ballot_id in (first, second, third):
        figures = truth(paper, ballot_id, day=4)
        if ballot_id == third:
            figures |= {"voters_listed": number(figures, "voters_listed") + 10}
        type_twice(paper, ballot_id, figures)
    # The error on its own sheet is the one message of this cause, on no other one a second.
    assert codes(report(paper, None, third)) == {"E109"}
    assert "W401" not in codes(report(paper, None, first))
    for ballot_id in (first, third):
        assert "W401" in report(paper, None, ballot_id).not_checked


def test_a_blind_entry_is_not_seen_through_another_sheet(paper: Station) -> None:
    first, second, *_ = ballots(paper)
    type_twice(paper, first, truth(paper, first, day=4))
    other = truth(paper, second, day=4)
    wrong = {**other, "ballots_refused": 3}
    type_entry(paper, paper.actor(), second, "first", wrong)
    assert "W402" not in codes(report(paper, None, first))
    type_entry(paper, paper.actor(Role.MEMBER, 1), second, "second", other)
    assert "W402" not in codes(report(paper, None, first))


def test_a_final_sheet_is_still_compared(paper: Station) -> None:
    first, second, *_ = ballots(paper)
    type_twice(paper, first, truth(paper, first, day=4))
    make_final(paper, first)
    type_twice(paper, second, {**truth(paper, second, day=4), "ballots_refused": 3})
    assert codes(report(paper, None, second)) == {"W402"}


# --- made final ----------------------------------------------------------------------------------


def refused(station: Station, **more: object) -> list[tuple[str, object]]:
    with pytest.raises(NotAllowedError) as caught:
        make_final(station, **more)  # type: ignore[arg-type]
    return [(r.key, r.values.get("code", r.values.get("step", ""))) for r in caught.value.reasons]


def test_freezing_tells_every_reason(paper: Station) -> None:
    figures = truth(paper, LIST)
    figures["ballots_unused"] = number(figures, "ballots_unused") + 1
    figures["issued_without_signature"] = 2
    figures["voters_received_ballots"] = number(figures, "voters_received_ballots") - 2
    type_twice(paper, LIST, figures, {**figures, "ballots_refused": 1})
    assert refused(paper, roles=(Role.MEMBER,), presence=Presence(4, 7, 0, 0, 0, 0)) == [
        ("freeze.not_entered_twice", ""), ("freeze.empty_cells", ""), ("freeze.error", "E102"),
        ("freeze.unanswered", "A114"), ("freeze.unanswered", "A604"),
        ("freeze.unanswered", "A606"), ("freeze.certifier", ""),
    ]  # fmt: skip


def test_before_the_second_entry_freezing_tells_nothing_of_the_figures(paper: Station) -> None:
    figures = {**truth(paper, LIST), "ballots_unused": 0}
    type_entry(paper, paper.actor(), LIST, "first", figures)
    assert refused(paper) == [("freeze.not_entered_twice", "")]


def test_a_night_that_is_kept_must_be_recorded_before_a_sheet_is_final(paper: Station) -> None:
    type_twice(paper, LIST, truth(paper, LIST))
    paper.level(Level.REGISTERS)
    told = refused(paper)
    assert [key for key, _ in told].count("freeze.night") == 3


def test_what_is_said_at_signing_can_be_answered_and_then_frozen(paper: Station) -> None:
    type_twice(paper, LIST, truth(paper, LIST))
    few = Presence(4, 7, 0, 0, 0, 0)
    told = refused(paper, presence=few, roles=(Role.DEPUTY,))
    assert told == [("freeze.unanswered", "A604"), ("freeze.unanswered", "A606")]
    signing = Signing((Role.DEPUTY,), few)
    answer_findings(
        paper.workspace, paper.actor(), [Asked(LIST, "A604"), Asked(LIST, "A606")], SAID,
        signing=signing,
    )  # fmt: skip
    record = make_final(paper, presence=few, roles=(Role.DEPUTY,))
    assert record.presence == few
    assert [act.codes for act in record.acts] == [("A604", "A606")]


def test_a_final_sheet_says_when_voting_was_and_who_was_there(day: Station) -> None:
    for member in day.workspace.precinct.members[:6]:
        people.member_there(day.workspace, day.actor(Role.CHAIR), member.member_id, there=True)
    type_twice(day, LIST, typed_figures(day, LIST))
    record = make_final(day)
    assert (record.times.voting_opened.hour, record.times.voting_closed.minute) == (7, 5)
    assert (record.presence.members, record.presence.members_in_all) == (6, 7)
    with pytest.raises(NotAllowedError) as caught:
        make_final(day)
    assert reasons(caught) == ["entry.frozen"]
