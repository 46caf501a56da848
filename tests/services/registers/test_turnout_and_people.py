# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Turnout, attendance, guests and copies in a real workspace."""

from dataclasses import replace
from datetime import time

import pytest

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.people import Guest, GuestKind, GuestLeft, Recipient
from precinct_app.services.ports import StoredProtocol
from precinct_app.services.registers import list_totals, people, turnout
from tests.services.conftest import VOTERS, Station
from tests.services.registers.day import LIST, all_ballots, holder, mark, marking, refused


def test_reports_are_told_upward_with_check_digits(station: Station) -> None:
    actor, (first, second, *_) = station.actor(), turnout.hours(station.workspace)
    station.at(12, 3)
    assert not turnout.report_turnout(station.workspace, actor, first, 200).falls
    lower = turnout.report_turnout(station.workspace, actor, second, 199)
    assert lower.falls
    spoken = turnout.tell_turnout(station.workspace, actor, first, "district, Asel")
    assert (spoken.precinct_number, spoken.voters, len(spoken.check)) == (9001, 200, 2)
    told = [point.is_told for point in turnout.turnout(station.workspace).points]
    assert told[:2] == [True, False]
    with station.workspace.store.begin() as work:
        said = [e for e in work.journal.all() if e.kind.startswith("register.turnout")]
    assert len(said) == 3
    assert "Asel" not in repr(said)


@pytest.mark.parametrize(
    ("hour", "voters", "key"),
    [(time(11, 11), 5, "turnout.hour"), (time(12), -1, "turnout.voters")],
)
def test_impossible_reports_are_refused(
    station: Station, hour: time, voters: int, key: str
) -> None:
    station.at(12)
    with pytest.raises(InputError) as caught:
        turnout.report_turnout(station.workspace, station.actor(), hour, voters)
    assert caught.value.reasons[0].key == key


def test_what_was_not_reported_cannot_be_told(station: Station) -> None:
    for hour in (turnout.hours(station.workspace)[0], time(3)):
        with pytest.raises(InputError) as caught:
            turnout.tell_turnout(station.workspace, station.actor(), hour, "district")
        assert caught.value.reasons[0].key == "turnout.nothing"


def test_members_and_guests_make_the_presence_of_the_protocol(station: Station) -> None:
    chair = station.actor(Role.CHAIR)
    with station.workspace.store.begin() as work:
        assert people.presence_now(station.workspace, work) is None
    for member in station.workspace.precinct.members[:5]:
        people.member_there(station.workspace, chair, member.member_id, there=True)
    guest = people.welcome(station.workspace, chair, GuestKind.OBSERVER, " Аида ", "Бірлестік")
    assert guest.content.name == "Аида"
    people.welcome(station.workspace, chair, GuestKind.PROXY, "Нұрлан", "")
    people.farewell(station.workspace, chair, guest.entry_id)
    station.at(21)
    with station.workspace.store.begin() as work:
        found = people.presence_now(station.workspace, work)
        assert "Аида" not in repr(list(work.journal.all()))
    assert found is not None
    assert (found.members, found.members_in_all) == (5, 7)
    assert (found.observers_national, found.proxies) == (0, 1)
    with pytest.raises(InputError) as caught:
        people.farewell(station.workspace, chair, guest.entry_id)
    assert caught.value.reasons[0].key == "people.guest"


def test_strangers_and_nameless_guests_are_refused(station: Station) -> None:
    chair = station.actor(Role.CHAIR)
    with pytest.raises(InputError) as caught:
        people.member_there(station.workspace, chair, "m99", there=True)
    assert caught.value.reasons[0].key == "people.member"
    with pytest.raises(InputError) as caught:
        people.welcome(station.workspace, chair, GuestKind.MEDIA, "  ", "paper")
    assert caught.value.reasons[0].key == "people.no_name"
    with pytest.raises(NotAllowedError):
        people.member_there(station.workspace, station.actor(), "m1", there=True)


def test_no_copy_of_what_is_not_signed(station: Station) -> None:
    ballot = station.workspace.election.ballots_of("KZ-KOS-9001")[0]
    with pytest.raises(InputError) as caught:
        people.give_copy(station.workspace, station.actor(), ballot.ballot_id, Recipient.OBSERVER)
    assert caught.value.reasons[0].key == "people.not_signed"
    assert people.copies(station.workspace, station.actor(), ballot.ballot_id).given == ()


def test_reports_from_marks_agree_with_the_marks(station: Station) -> None:
    first, second = turnout.hours(station.workspace)[:2]
    refused(
        lambda: turnout.report_from_marks(station.workspace, station.actor(), first),
        "turnout.no_marks",
    )
    marking(station).at(9)
    workspace, actor = station.workspace, station.actor()
    refused(lambda: turnout.report_from_marks(workspace, actor, first), "turnout.not_yet")
    for voter in range(3):
        mark(station, voter)
    refuse_all = all_ballots(station)
    mark(station, 3, refused=refuse_all)
    station.at(11)
    mark(station, 4)
    point = turnout.report_from_marks(workspace, actor, first)
    assert (point.voters, point.source) == (3, Source.REGISTER)
    station.at(12)
    assert turnout.report_from_marks(workspace, actor, second).voters == 4
    day = turnout.turnout(workspace)
    assert day.listed == VOTERS
    assert [p.voters for p in day.points][:3] == [3, 4, None]
    refused(lambda: turnout.report_from_marks(workspace, actor, time(11, 11)), "turnout.hour")


def test_a_report_changed_after_the_call_must_be_told_again(station: Station) -> None:
    station.at(12, 3)
    workspace, actor, hour = station.workspace, station.actor(), time(12)
    turnout.report_turnout(workspace, actor, hour, 487)
    turnout.tell_turnout(workspace, actor, hour, "district")
    turnout.report_turnout(workspace, actor, hour, 478)
    point = next(p for p in turnout.turnout(workspace).points if p.hour == hour)
    assert point.told_otherwise
    assert [(told.voters, told.told_to) for told in point.told] == [(487, "district")]
    spoken = turnout.tell_turnout(workspace, actor, hour, "district, again")
    assert spoken.voters == 478
    point = next(p for p in turnout.turnout(workspace).points if p.hour == hour)
    assert (point.is_told, len(point.told)) == (True, 2)


def test_without_a_list_there_is_nothing_to_take_a_share_of(station: Station) -> None:
    with station.workspace.store.begin() as work:
        assert list_totals.people_listed(station.workspace, work) == VOTERS
    holder(station, LIST)
    assert turnout.turnout(station.workspace).listed == VOTERS + 1


def test_the_commission_by_the_hour_and_its_undo(station: Station) -> None:
    chair, workspace = station.actor(Role.CHAIR), station.workspace
    station.at(6)
    assert len(people.attendance(workspace, station.actor())) == 1
    entries = [
        people.member_there(workspace, chair, member.member_id, there=True)
        for member in workspace.precinct.members[:5]
    ]
    station.at(8, 30)
    people.member_there(workspace, chair, "m4", there=False)
    six, seven, eight, now = people.attendance(workspace, station.actor())
    assert (six.quorum.present, seven.quorum.present, seven.enough) == (0, 5, True)
    assert (eight.enough, now.enough, now.quorum.needed) == (True, False, 5)
    people.undo_attendance(workspace, chair, entries[0].entry_id, "he came later")
    assert people.attendance(workspace, chair)[1].quorum.present == 4


def test_copies_are_numbered_and_stale_after_a_correction(station: Station) -> None:
    workspace, actor = station.workspace, station.actor()
    signed = StoredProtocol(LIST, 1, Status.SIGNED, signed_by=("m1",))
    with workspace.store.begin() as work:
        work.protocols.save(signed)
    observer = people.give_copy(workspace, actor, LIST, Recipient.OBSERVER, " Аида ")
    posted = people.give_copy(workspace, actor, LIST, Recipient.POSTED)
    assert (observer.content.number, posted.content.number) == (1, 2)
    assert observer.content.given_to == "Аида"
    assert people.copies(workspace, actor, LIST).stale == ()
    with workspace.store.begin() as work:
        work.protocols.save(replace(signed, status=Status.SUPERSEDED))
        work.protocols.save(StoredProtocol(LIST, 2, Status.CORRECTING))
    assert people.copies(workspace, actor, LIST).stale == (observer, posted)
    refused(lambda: people.give_copy(workspace, actor, LIST, Recipient.MEDIA), "people.not_signed")
    with workspace.store.begin() as work:
        work.protocols.save(StoredProtocol(LIST, 2, Status.SIGNED, signed_by=("m1",)))
        journal = list(work.journal.all())
    third = people.give_copy(workspace, actor, LIST, Recipient.MEDIA)
    assert (third.content.number, third.content.version) == (3, 2)
    people.undo_copy(workspace, actor, third.entry_id, "not taken along")
    assert people.copies(workspace, actor, LIST).given == (observer, posted)
    assert people.give_copy(workspace, actor, LIST, Recipient.OTHER).content.number == 4
    told = [e.details for e in journal if e.kind == "register.copy_given"]
    assert told[0] == {"number": 1, "version": 1, "recipient": "observer"}
    assert "Аида" not in repr(journal)


def test_the_register_of_guests_and_its_undo(station: Station) -> None:
    workspace, actor = station.workspace, station.actor()
    first = people.welcome(workspace, actor, GuestKind.MEDIA, "Нұрлан", "газет")
    second = people.welcome(workspace, actor, GuestKind.PROXY, "Дана", "")
    people.farewell(workspace, actor, first.entry_id)
    rows = people.guest_rows(workspace, actor)
    assert [(row.entry, row.left is not None) for row in rows] == [(first, True), (second, False)]
    left = rows[0].left
    assert left is not None
    people.undo_guest(workspace, actor, GuestLeft, left.entry_id, "he came back")
    people.undo_guest(workspace, actor, Guest, second.entry_id, "another station's proxy")
    assert people.guest_rows(workspace, actor) == (people.GuestRow(first, None),)
    refused(lambda: people.guest_rows(workspace, Actor("x", Role.OBSERVER)), "not_allowed.role")
