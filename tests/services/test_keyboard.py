# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Members take the keyboard by PIN inside an open workspace; failures cost time, and are told."""

from collections.abc import Sequence
from datetime import timedelta

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.journal import Event
from precinct_app.services import keyboard
from precinct_app.services.backups import is_superseded
from precinct_app.services.journal_reading import read_journal
from precinct_app.services.protocol_entry import open_entry
from tests.services.conftest import SECRET, Station
from tests.services.registers.day import refused
from tests.services.sheets import LIST
from tests.services.test_users import folder

PIN, OTHER = "294751", "830462"


def chair(station: Station) -> Actor:
    return station.actor(Role.CHAIR)


def give(station: Station, member_id: str = "m4", pin: str = PIN) -> None:
    keyboard.give_pin(station.workspace, chair(station), member_id, pin, station.tools)


def act_as(station: Station, pin: str = PIN, member_id: str = "m4") -> Actor:
    return keyboard.act_as(station.workspace, chair(station), member_id, pin, station.tools)


def events(station: Station, *kinds: str) -> Sequence[Event]:
    return [e for e in read_journal(station.workspace, chair(station)) if e.kind in kinds]


def test_a_member_takes_the_keyboard_in_his_own_role(station: Station) -> None:
    give(station)
    member = act_as(station)
    assert member == Actor("m4", Role.MEMBER)
    assert open_entry(station.workspace, member, LIST, "first").member_id == "m4"
    (taken,) = events(station, "keyboard.taken")
    assert (taken.member_id, taken.role, taken.details) == ("m4", "member", {"after": "m1"})
    told = [(e.member_id, e.subject, dict(e.details)) for e in events(station, "pin.set")]
    assert told == [("m1", "m4", {})]


def test_a_wrong_pin_costs_time_that_grows_and_passes(station: Station) -> None:
    give(station)
    for _ in range(5):  # each reading of the set clock is a second later
        refused(lambda: act_as(station, OTHER), "pin.wrong")
    error = refused(lambda: act_as(station), "pin.wait")
    assert 0 < int(error.reasons[0].values["seconds"]) <= 4
    assert keyboard.seconds_to_wait(station.workspace, chair(station)).keys() == {"m4"}
    station.clock.set(station.clock.now() + timedelta(seconds=4))
    assert keyboard.seconds_to_wait(station.workspace, chair(station)) == {}
    assert act_as(station).member_id == "m4"
    refused(lambda: act_as(station, OTHER), "pin.wrong")
    assert act_as(station).member_id == "m4"
    assert [e.subject for e in events(station, "pin.failed")] == ["m4"] * 6
    assert [e.details["failures"] for e in events(station, "pin.fits")] == [5, 1]


def test_never_a_wall(station: Station) -> None:
    """Whatever was typed all night: a minute later the right PIN is good."""
    give(station)
    for _ in range(15):
        station.clock.set(station.clock.now() + timedelta(seconds=61))
        refused(lambda: act_as(station, OTHER), "pin.wrong")
    station.clock.set(station.clock.now() + timedelta(seconds=61))
    assert act_as(station).member_id == "m4"


def test_another_member_need_not_wait(station: Station) -> None:
    give(station)
    give(station, "m5", OTHER)
    for _ in range(4):
        refused(lambda: act_as(station, OTHER), "pin.wrong")
    assert act_as(station, OTHER, "m5").member_id == "m5"


def test_a_forgotten_pin_is_set_anew_and_the_former_one_is_gone(station: Station) -> None:
    give(station)
    give(station, pin=OTHER)
    refused(lambda: act_as(station), "pin.wrong")
    assert act_as(station, OTHER).member_id == "m4"


def test_a_leaders_pin_is_his_own_affair(station: Station) -> None:
    refused(lambda: give(station, "m3"), "pin.own_only")
    secretary = station.actor(Role.SECRETARY)
    keyboard.choose_pin(station.workspace, secretary, PIN, station.tools)
    assert act_as(station, member_id="m3") == secretary


def test_who_has_no_pin_and_who_is_a_stranger(station: Station) -> None:
    refused(lambda: act_as(station, member_id="m5"), "pin.none")
    refused(lambda: give(station, "nobody"), "pin.unknown")
    refused(lambda: give(station, pin="1234"), "pin.form")
    refused(lambda: give(station, pin="111111"), "pin.easy")
    assert events(station, "pin.set", "pin.failed", "keyboard.taken") == []


def test_a_leader_takes_the_keyboard_by_his_pass_phrase(station: Station) -> None:
    workspace, place = station.workspace, folder(station)

    def named(secret: str) -> Actor:
        member = station.actor()
        return keyboard.act_by_passphrase(workspace, member, place, "m3", secret, station.tools)

    refused(lambda: named("0"), "signin.wrong")
    assert named(SECRET) == station.actor(Role.SECRETARY)
    (taken,) = events(station, "keyboard.taken")
    assert taken.details == {"after": station.actor().member_id}


def test_a_laptop_from_which_another_took_over_is_still_unlocked(station: Station) -> None:
    give(station)
    station.workspace.store.protect(is_superseded(2))
    assert act_as(station).member_id == "m4"
    refused(lambda: act_as(station, OTHER), "workspace.superseded")


def test_the_journal_holds_no_pin(station: Station) -> None:
    give(station)
    refused(lambda: act_as(station, OTHER), "pin.wrong")
    act_as(station)
    told = "".join(repr(event) for event in read_journal(station.workspace, chair(station)))
    assert PIN not in told
    assert OTHER not in told
    assert "argon2" not in told
