# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The chain tells where somebody changed, removed, reordered or added an event."""

from dataclasses import replace

import pytest

from precinct_app.domain import canonical
from precinct_app.domain.journal import (
    START,
    Break,
    Event,
    Fault,
    chain,
    examine,
    extract,
    first_break,
    unknown_heads,
)
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


def numbered(events: list[Event]) -> list[Event]:
    """The same rows under numbers without a gap, as whoever covers his traces would leave them."""
    return [replace(event, sequence=number) for number, event in enumerate(events, start=1)]


@pytest.mark.parametrize("place", [1, 3, 6])
def test_a_changed_event_is_placed(place: int) -> None:
    events = a_journal()
    events[place - 1] = replace(events[place - 1], subject="single")
    assert examine(events) == Break(place, Fault.CHANGED)


@pytest.mark.parametrize("place", [1, 3])
def test_an_event_changed_with_a_good_hash_of_its_own_is_placed(place: int) -> None:
    events = a_journal()
    former = events[place - 2].hash if place > 1 else START
    events[place - 1] = chain(replace(events[place - 1], kind="protocol.frozen"), former)
    assert examine(events) == Break(place, Fault.CHANGED)


def test_a_first_event_that_follows_nothing_known_is_placed() -> None:
    events = a_journal()
    events[0] = chain(events[0], "1" * 64)
    assert examine(events) == Break(1, Fault.CHANGED)


@pytest.mark.parametrize("place", [1, 3, 5])
def test_a_removed_event_is_placed_whether_or_not_the_others_are_numbered_anew(place: int) -> None:
    events = a_journal()
    del events[place - 1]
    assert examine(events) == Break(place, Fault.REMOVED)
    assert examine(numbered(events)) == Break(place, Fault.REMOVED)


@pytest.mark.parametrize(("one", "other"), [(2, 3), (2, 5), (1, 6)])
def test_exchanged_events_are_placed(one: int, other: int) -> None:
    events = a_journal()
    events[one - 1], events[other - 1] = events[other - 1], events[one - 1]
    assert first_break(events) == one
    assert examine(numbered(events)) == Break(one, Fault.MOVED)


@pytest.mark.parametrize("place", [1, 3, 6])
def test_an_added_event_is_placed(place: int) -> None:
    events = a_journal()
    former = events[place - 2].hash if place > 1 else START
    forged = chain(replace(events[0], kind="protocol.frozen", sequence=place), former)
    assert examine(numbered([*events[: place - 1], forged, *events[place - 1 :]])) == Break(
        place, Fault.ADDED
    )


def test_an_event_both_moved_and_changed_is_placed() -> None:
    events = a_journal()
    events[1], events[2] = replace(events[2], kind="x"), events[1]
    assert examine(numbered(events)) == Break(2, Fault.CHANGED)


def test_a_journal_made_anew_is_told_by_heads_that_papers_name() -> None:
    events = a_journal()
    heads = {"list v1": events[3].hash, "single v1": START}
    assert unknown_heads(events, heads) == []
    anew, previous = [], START
    for event in events:
        anew.append(chain(replace(event, member_id="m9"), previous))
        previous = anew[-1].hash
    assert examine(anew) is None
    assert unknown_heads(anew, heads) == ["list v1"]
    assert unknown_heads(events[:2], heads) == ["list v1"]


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
