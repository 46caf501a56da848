# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Marking a voter in a real workspace: exactly his ballots, once, with undo; refusals at any level."""

from datetime import timedelta

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.night import Step
from precinct_app.domain.registers.marks import Place
from precinct_app.domain.registers.voter_changes import ExclusionGround
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence
from precinct_app.services.registers import issuers, marks, voter_changes
from tests.services.conftest import Station
from tests.services.registers.day import (
    ISSUER,
    LIST,
    all_ballots,
    applied,
    close_list,
    depart,
    holder,
    left_with_certificate,
    mark,
    marking,
    refused,
    seal,
    take,
)


def handing(station: Station, voter_id: str) -> marks.Handing:
    return marks.handing(station.workspace, station.actor(), voter_id)


def refusals_of(station: Station, ballot: str) -> int:
    with station.workspace.store.begin() as work:
        found = marks.lines(work, station.workspace.election.ballot(ballot))
    return found["ballots_refused"].figure


def test_an_own_voter_gets_every_ballot_once(station: Station) -> None:
    marking(station).at(10, 42)
    entry = mark(station, 0)
    assert entry.content.given == all_ballots(station)
    assert entry.content.refused == ()
    shown = handing(station, station.voters[0].voter_id)
    assert (shown.give, shown.withheld, shown.mark) == ((), (), entry)
    error = refused(lambda: mark(station, 0), "marks.already")
    assert error.reasons[0].values == {"time": "10:42", "table": "3"}
    assert shown.already == error.reasons[0]


def test_a_refused_ballot_is_recorded_and_the_others_are_given(station: Station) -> None:
    marking(station).at(10)
    entry = mark(station, 0, refused=[LIST])
    assert entry.content.given == all_ballots(station)[1:]
    assert entry.content.refused == (LIST,)
    assert (refusals_of(station, LIST), refusals_of(station, "region_list")) == (1, 0)
    mark(station, 1, refused=all_ballots(station))
    assert refusals_of(station, "region_list") == 1


def test_a_certificate_gives_its_ballots_and_says_why_not_the_others(station: Station) -> None:
    marking(station).at(10)
    guest = holder(station, LIST, "region_list")
    shown = handing(station, guest)
    assert [ballot.ballot_id for ballot in shown.give] == [LIST, "region_list"]
    assert {w.reason.key for w in shown.withheld} == {"marks.not_by_certificate"}
    assert shown.by_certificate
    actor = station.actor()
    refused(
        lambda: marks.mark(station.workspace, actor, guest, issued_by=ISSUER, table="1",
                           refused=["district_single_3"]),
        "marks.refused_unknown",
    )  # fmt: skip
    entry = marks.mark(
        station.workspace, actor, guest, issued_by=ISSUER, table="1", refused=["region_list"]
    )
    assert entry.content.given == (LIST,)
    assert refusals_of(station, "region_list") == 0


def test_who_is_not_on_the_list_gets_nothing_and_hears_why(station: Station) -> None:
    marking(station).at(10)
    left_with_certificate(station, 0)
    voter_changes.exclude(
        station.workspace, station.actor(), station.voters[1].voter_id, ExclusionGround.MOVED,
        document="letter",
    )  # fmt: skip
    refused(lambda: mark(station, 0), "marks.left_with_certificate")
    refused(lambda: mark(station, 1), "marks.excluded")
    shown = handing(station, station.voters[0].voter_id)
    assert shown.give == ()
    assert len(shown.withheld) == len(all_ballots(station))
    assert all("{" not in sentence(w.reason, Language.KK) for w in shown.withheld)
    refused(lambda: handing(station, "f" * 32), "marks.voter_unknown")


def test_a_mark_is_undone_with_a_reason_and_may_be_made_again(station: Station) -> None:
    marking(station).at(10)
    mark(station, 0)
    workspace, actor, voter = station.workspace, station.actor(), station.voters[0].voter_id
    refused(lambda: marks.undo_mark(workspace, actor, voter, " "), "register.no_reason")
    marks.undo_mark(workspace, actor, voter, "a namesake; the paper has no signature")
    assert len(handing(station, voter).give) == len(all_ballots(station))
    refused(lambda: marks.undo_mark(workspace, actor, voter, "again"), "register.undone")
    assert mark(station, 0).stands


def test_below_the_level_of_marks_only_refusals_are_kept(station: Station) -> None:
    station.at(10)
    refused(lambda: mark(station, 0), "marks.level")
    workspace, actor, voter = station.workspace, station.actor(), station.voters[0].voter_id
    refuse = marks.refuse_ballots
    refused(lambda: refuse(workspace, actor, voter, [], issued_by=ISSUER, table="1"),
            "marks.refused_none")  # fmt: skip
    kept = refuse(workspace, actor, voter, [LIST], issued_by=ISSUER, table="1")
    assert (kept.content.given, kept.content.refused) == ((), (LIST,))
    assert refusals_of(station, LIST) == 1
    marking(station)
    other = station.voters[1].voter_id
    marked = refuse(station.workspace, actor, other, [LIST], issued_by=ISSUER, table="1")
    assert marked.content.given == all_ballots(station)[1:]


@pytest.mark.parametrize(
    ("more", "key"),
    [({"table": " "}, "marks.table"), ({"issued_by": "m99"}, "ballots.member_unknown"),
     ({"issued_by": "m1"}, "ballots.leader"), ({"issued_by": "m3"}, "ballots.leader")],
)  # fmt: skip
def test_who_issues_where(station: Station, more: dict[str, object], key: str) -> None:
    marking(station).at(10)
    refused(lambda: mark(station, 0, **more), key)  # type: ignore[arg-type]


def test_the_chair_names_who_issues(station: Station) -> None:
    marking(station).at(6, 30)
    workspace, chair = station.workspace, station.actor(Role.CHAIR)
    refused(lambda: issuers.name_issuers(workspace, chair, []), "ballots.nobody_named")
    refused(lambda: issuers.name_issuers(workspace, chair, ["m3"]), "ballots.leader")
    refused(lambda: issuers.name_issuers(workspace, station.actor(), ["m4"]), "not_allowed.role")
    with workspace.store.begin() as work:
        assert issuers.may_issue(workspace, work) == ("m2", "m4", "m5", "m6", "m7")
    issuers.name_issuers(workspace, chair, ["m5", "m6", "m5"])
    with workspace.store.begin() as work:
        assert issuers.may_issue(workspace, work) == ("m5", "m6")
    refused(lambda: mark(station, 0), "ballots.not_named")
    assert mark(station, 0, forced=True).content.issued_by == ISSUER
    assert mark(station, 1, issued_by="m1", forced=True).content.issued_by == "m1"


def test_late_marks_are_kept_with_the_time_they_happened(station: Station) -> None:
    marking(station).at(19, 58)
    station.at(20, 20)
    take(station, Step.VOTING_CLOSED)
    closed = station.at(20, 30)
    refused(lambda: mark(station, 0), "marks.after_close")
    late = mark(station, 0, happened=closed - timedelta(minutes=40))
    assert late.happened == closed - timedelta(minutes=40)
    take(station, Step.LIST_CLOSED)
    refused(lambda: mark(station, 1), "list.closed")
    voter = station.voters[0].voter_id
    refused(lambda: marks.undo_mark(station.workspace, station.actor(), voter, "x"), "list.closed")


def test_a_member_is_told_of_an_application_and_of_a_box_on_its_way(station: Station) -> None:
    marking(station).at(9)
    seal(station)
    application = applied(station, 0)
    voter = station.voters[0].voter_id
    assert [note.key for note in handing(station, voter).notes] == ["marks.note_home"]
    depart(station, application)
    (note,) = handing(station, voter).notes
    assert note.key == "marks.note_on_its_way"
    assert "№ 1" in sentence(note, Language.RU)
    assert mark(station, 0).content.place is Place.TABLE
    assert handing(station, station.voters[1].voter_id).notes == ()


def test_a_closed_list_still_shows_who_was_given_at_a_rounded_time(
    station: Station,
) -> None:
    marking(station).at(10)
    mark(station, 0)
    close_list(station)
    shown = handing(station, station.voters[0].voter_id)
    assert shown.already is not None
    assert shown.already.values["time"] == "12:00"
    station.level(Level.REGISTERS)
    assert handing(station, station.voters[0].voter_id).mark is not None
