# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The chain tells where somebody changed, removed, reordered or added an event."""

from dataclasses import replace

import pytest

from precinct_app.domain import canonical
from precinct_app.domain.journal import START, Event, chain, extract, first_break
from tests.builders import a_moment


def a_journal(length: int = 6) -> list[Event]:
    events: list[Event] = []
    previous = START
    for number in range(1, length + 1):
        event = Event(number, a_moment(), a_moment(13), "m1", "chair", "entry.begun", "list",
                      {"cell": "votes.p1", "n": number})  # fmt: skip
        events.append(chain(event, previous))
        previous = events[-1].hash
    return events


def test_an_untouched_journal_has_no_break() -> None:
    assert first_break(a_journal()) is None
    assert first_break([]) is None


@pytest.mark.parametrize("place", [1, 3, 6])
def test_a_changed_event_is_placed(place: int) -> None:
    events = a_journal()
    events[place - 1] = replace(events[place - 1], subject="single")
    assert first_break(events) == place


def test_a_removed_event_is_placed() -> None:
    events = a_journal()
    del events[2]
    assert first_break(events) == 3


def test_exchanged_events_are_placed() -> None:
    events = a_journal()
    events[1], events[2] = events[2], events[1]
    assert first_break(events) == 2


def test_an_added_event_with_its_own_good_hash_is_placed() -> None:
    events = a_journal()
    forged = chain(replace(events[3], kind="protocol.frozen", sequence=4), events[2].hash)
    events[3] = forged
    assert first_break(events) == 5


def test_extract_tells_whose_it_is_and_every_event() -> None:
    events = a_journal(3)
    head, *lines = (canonical.decode(line) for line in extract(events, "P", "I").splitlines())
    assert head == {
        "format": "precinct-journal-1", "precinct_id": "P", "instance_id": "I", "events": 3,
        "head": events[-1].hash,
    }  # fmt: skip
    assert [line["hash"] for line in lines] == [event.hash for event in events]
    for line in lines:
        claimed = line.pop("hash")
        assert canonical.sha256(canonical.encode(line)) == claimed
    assert canonical.decode(extract([], "P", "I").strip())["head"] == START
