# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The journal in the fields of NIST SP 1500-101: what is needed stands there, and nothing besides."""

import json
from datetime import datetime
from typing import Any

import pytest

from precinct_app.domain.event_log import LoggedDevice, event_log
from precinct_app.domain.journal import START, Event, chain
from tests.builders import a_moment

DEVICE = LoggedDevice("precinct", "KZ-KOS-9001", "c" * 32, 2)
LOG = ({"@type", "GeneratedTime"}, {"Details", "Device", "ElectionId"})
ONE_DEVICE = ({"@type", "Id"}, {"Details", "Event", "HashType", "Manufacturer", "Model", "OtherType",
                                "SerialNumber", "Type", "Version"})  # fmt: skip
ONE_EVENT = ({"@type", "Disposition", "Id", "Sequence", "TimeStamp", "Type"},
             {"Description", "Details", "Hash", "OtherDisposition", "Severity", "UserId"})  # fmt: skip
"""Needed and allowed fields of each class; no others (the specification's own schema)."""
DEVICES = {"ems", "other"}
DISPOSITIONS = {"failure", "na", "other", "success"}


def an_event(kind: str = "entry.first_finished", **details: str | int) -> Event:
    event = Event(1, a_moment(15), a_moment(16), "m4", "member", kind, "list", details)
    return chain(event, START)


def logged(*events: Event, device: LoggedDevice = DEVICE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(event_log(events, device, "kz-2023", a_moment(20)))
    return found


def obeys(thing: dict[str, Any], fields: tuple[set[str], set[str]]) -> bool:
    needed, allowed = fields
    return needed <= set(thing) <= needed | allowed


def the_device(log: dict[str, Any]) -> dict[str, Any]:
    (device,) = log["Device"]
    assert isinstance(device, dict)
    return device


def test_every_field_is_one_of_the_specification() -> None:
    log = logged(an_event(), an_event("pin.failed"))
    device = the_device(log)
    assert obeys(log, LOG)
    assert obeys(device, ONE_DEVICE)
    assert device["Type"] in DEVICES
    for event in device["Event"]:
        assert obeys(event, ONE_EVENT)
        assert event["Disposition"] in DISPOSITIONS
        assert all(isinstance(value, str) for value in event.values())
        assert datetime.fromisoformat(event["TimeStamp"]).tzinfo is not None


def test_who_when_and_what_are_found_again() -> None:
    written = an_event(version=1)
    (event,) = the_device(logged(written))["Event"]
    assert event["UserId"] == "m4"
    assert event["TimeStamp"] == "2023-03-19T16:00:00+00:00"
    assert (event["Type"], event["Description"]) == ("entry.first_finished", "list")
    assert event["Hash"] == event["Id"] == written.hash
    assert json.loads(event["Details"]) == {
        "happened": "2023-03-19T15:00:00+00:00", "role": "member", "previous": START, "version": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "disposition", "severity"),
    [
        ("entry.first_finished", "success", "info"), ("pin.failed", "failure", "error"),
        ("voters.refused", "failure", "error"), ("backup.failed", "failure", "error"),
        ("register.mark_undone", "success", "warning"), ("clock.set", "success", "warning"),
        ("passphrase.recovered", "success", "warning"),
    ],
)  # fmt: skip
def test_what_did_not_come_about_is_told_apart(kind: str, disposition: str, severity: str) -> None:
    (event,) = the_device(logged(an_event(kind)))["Event"]
    assert (event["Disposition"], event["Severity"]) == (disposition, severity)


def test_a_district_is_an_election_management_system() -> None:
    district = LoggedDevice("district", "", "d" * 32, 1)
    assert the_device(logged(device=district))["Type"] == "ems"
    assert the_device(logged())["OtherType"] == "precinct commission workspace"
