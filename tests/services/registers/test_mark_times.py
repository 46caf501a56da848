# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""When the list closes, nobody can tell any more who voted when or after whom: not even with the key."""

import random
import re
from datetime import datetime, timedelta
from pathlib import Path

from precinct_app.domain.commission import Role
from precinct_app.domain.night import Step
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.marks import Mark
from precinct_app.domain.registers.trips import TripBack
from precinct_app.services.registers import home_trips, mark_times, marks, steps, turnout
from precinct_app.storage.moments import to_text
from tests.services.conftest import PRECINCT, SECRET, VOTERS, Station
from tests.services.registers.day import (
    applied,
    close_list,
    depart,
    mark,
    marking,
    refused,
    seal,
    take,
)
from tests.services.registers.decrypted import decrypted


def all_marks(station: Station) -> list[Entry[Mark]]:
    with station.workspace.store.begin() as work:
        return work.registers.history(Mark)


def voted(station: Station, count: int = 40) -> list[Entry[Mark]]:
    """Voters in a made-up order from eight on until the close, one undone; the marks as made."""
    marking(station)
    order = random.Random(7).sample(range(VOTERS), count)
    for place, voter in enumerate(order):
        station.at(8, 700 * place // count)
        mark(station, voter, table=str(place % 3))
    undone = station.voters[order[0]].voter_id
    marks.undo_mark(station.workspace, station.actor(), undone, "a namesake")
    return all_marks(station)


def test_times_are_rounded_up_to_the_reports_and_the_order_is_gone(station: Station) -> None:
    before = voted(station)
    hours = turnout.hours(station.workspace)
    close_list(station)
    after = all_marks(station)
    assert {e.entry_id: e.content for e in after} == {e.entry_id: e.content for e in before}
    assert [e.entry_id for e in after] != [e.entry_id for e in before]
    zone = before[0].happened.tzinfo
    told = {e.happened.astimezone(zone) for e in after}
    assert len(told) <= len(hours) + 1
    exact = {e.entry_id: e for e in before}
    for entry in after:
        assert entry.happened >= exact[entry.entry_id].happened
        assert entry.recorded >= exact[entry.entry_id].recorded
        assert entry.undone is None or entry.undone.recorded in {e.recorded for e in after}
    within = [e.entry_id for e in after if e.recorded == after[0].recorded]
    assert within == sorted(within)


def test_turnout_by_the_hour_stays_what_it_was(station: Station) -> None:
    voted(station)
    workspace, actor = station.workspace, station.actor()
    moments = [station.at(hour.hour) for hour in turnout.hours(workspace)]
    station.at(20, 5)
    before = mark_times.received_by(workspace, actor, moments)
    assert before[0] > 0
    close_list(station)
    assert mark_times.received_by(workspace, actor, moments) == before


def test_with_the_key_no_page_tells_who_was_given_ballots_when(
    station: Station, tmp_path: Path
) -> None:
    made = voted(station, VOTERS)
    folder = tmp_path / PRECINCT

    def links() -> int:
        raw = decrypted(folder, "m1", SECRET)
        assert b"SQLite" not in raw[:16]
        assert station.voters[0].voter_id.encode() in raw
        return sum(_linked(raw, entry) for entry in made)

    assert links() == len(made)
    close_list(station)
    assert links() == 0
    station.workspace.store.close()
    assert links() == 0


def _linked(raw: bytes, entry: Entry[Mark]) -> bool:
    """A row of this voter's mark with its exact time of recording stands somewhere."""
    voter, time = entry.content.voter_id.encode(), to_text(entry.recorded).encode()
    return re.search(re.escape(voter) + rb"[^\x00]{0,700}?" + re.escape(time), raw) is not None


def test_the_journal_names_neither_voter_nor_table(station: Station) -> None:
    seal(station)
    station.at(8)
    application = applied(station, 100)
    made = voted(station)
    depart(station, application)
    close_list_with_box_back(station)
    with station.workspace.store.begin() as work:
        events = list(work.journal.all())
    told = [e for e in events if e.kind.startswith("register.mark")]
    assert len(told) == len(made) + 1
    assert {e.subject for e in told} == {"table"}
    assert all(e.details == {} for e in told)
    text = repr(events)
    assert not [v for v in station.voters if v.voter_id in text]
    assert not [e for e in made if e.entry_id in text]
    assert not [v for v in station.voters if v.surname in text or (v.iin and v.iin in text)]
    (coarsened,) = [e for e in events if e.kind == "marks.coarsened"]
    assert coarsened.details == {"count": len(made)}


def close_list_with_box_back(station: Station) -> None:
    (trip,) = home_trips.home_day(station.workspace, station.actor()).trips
    back = TripBack(trip.trip.trip_id, "17", ())
    home_trips.come_back(station.workspace, station.actor(), back)
    close_list(station)


def test_what_leaves_before_the_close_is_rounded_too(station: Station) -> None:
    made = voted(station, 5)
    with station.workspace.store.begin() as work:
        found = mark_times.leaving(station.workspace, work)
        assert work.registers.history(Mark) == made
    assert sorted(e.entry_id for e in found) == sorted(e.entry_id for e in made)
    assert {e.recorded for e in found} & {e.recorded for e in made} == set()


def test_a_list_opened_and_closed_again_rounds_what_came_between(station: Station) -> None:
    voted(station, 5)
    close_list(station)
    steps.undo_step(station.workspace, station.actor(Role.CHAIR), Step.LIST_CLOSED, "one forgotten")
    late: datetime = station.at(20, 20) - timedelta(hours=9)
    extra = mark(
        station, next(n for n in range(VOTERS) if n not in order_of(station)), happened=late
    )
    station.at(20, 30)
    take(station, Step.LIST_CLOSED)
    rounded = next(e for e in all_marks(station) if e.entry_id == extra.entry_id)
    assert rounded.happened > late
    refused(lambda: mark(station, 0), "list.closed")


def order_of(station: Station) -> set[int]:
    marked = {e.content.voter_id for e in all_marks(station)}
    return {n for n, v in enumerate(station.voters) if v.voter_id in marked}
