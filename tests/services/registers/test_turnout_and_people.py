# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Turnout, attendance, guests and copies in a real workspace."""

from datetime import time

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.registers.people import GuestKind, Recipient
from precinct_app.services.registers import people, turnout
from tests.services.conftest import Station


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
    assert people.copies(station.workspace, ballot.ballot_id).given == ()
