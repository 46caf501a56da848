# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Boxes and trips: seals, what was taken and brought back, rows that stay with their box."""

from datetime import datetime

import pytest

from precinct_app.domain.night import Step
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE
from precinct_app.domain.registers.ballots import MemberAccount
from precinct_app.domain.registers.boxes import (
    BoxKind,
    BoxOpened,
    BoxSealed,
    boxes_of,
    first_opened,
    next_number,
    same_seals,
)
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.trips import (
    Trip,
    TripBack,
    TripCount,
    TripOut,
    back_faults,
    box_rows,
    carried,
    latest_trips,
    trip_faults,
    trips_of,
)
from tests.domain.registers.kept import BALLOTS, at, entry


def out(
    trip_id: str = "t1", box: str = "M1", happened: datetime | None = None, undone: bool = False,
    **more: object,
) -> Entry[TripOut]:  # fmt: skip
    values: dict[str, object] = {
        "box_id": box, "carrier_id": "m4", "companion_id": "m5", "seal": "0017 0018",
        "taken": (("list", 12), ("single", 12)), "application_ids": ("a1", "a2"),
    }  # fmt: skip
    content = TripOut(**{**values, **more})  # type: ignore[arg-type]
    return entry(content, happened or at(13), entry_id=trip_id, undone=undone)


def back(
    trip_id: str = "t1", happened: datetime | None = None, undone: bool = False, **more: object
) -> Entry[TripBack]:
    values: dict[str, object] = {
        "seal": "0018 0017",
        "counts": (TripCount("list", 10, spoiled=1, returned=1), TripCount("single", 9, returned=2)),
    }  # fmt: skip
    content = TripBack(trip_id, **{**values, **more})  # type: ignore[arg-type]
    return entry(content, happened or at(15), undone=undone)


def sealed(
    box: str, kind: BoxKind, number: int, seal: str = "1", undone: bool = False
) -> Entry[BoxSealed]:
    return entry(BoxSealed(box, kind, number, seal), at(6), undone=undone)


def opened(box: str, seal: str = "1", happened: datetime | None = None) -> Entry[BoxOpened]:
    return entry(BoxOpened(box, seal), happened or at(21))


def test_a_trip_adds_up_or_says_by_how_much_it_does_not() -> None:
    (trip,) = trips_of([out()], [back()])
    assert not trip.is_out
    assert trip.account("list") == MemberAccount(12, 0, 1, 1, 0)
    assert (trip.gap("list"), trip.gap("single")) == (0, 1)
    assert trip.ballot_ids == BALLOTS
    assert trip.account("third") == MemberAccount()


def test_seals_are_compared_as_numbers_in_any_order() -> None:
    assert same_seals("0017 0018a", "0018A  0017")
    assert not same_seals("0017", "0017 0018")
    (same,) = trips_of([out()], [back()])
    (other,) = trips_of([out()], [back(seal="0017 0019")])
    (away,) = trips_of([out()], [])
    assert (same.seal_differs, other.seal_differs, away.seal_differs) == (False, True, False)


def test_undone_departures_and_returns_do_not_count() -> None:
    trips = trips_of(
        [out("t2", happened=at(14)), out("t1"), out("t3", undone=True)],
        [back("t1", undone=True), back("t2", happened=at(16))],
    )
    assert [(trip.trip_id, trip.is_out) for trip in trips] == [("t1", True), ("t2", False)]


@pytest.mark.parametrize(
    ("moment", "returned", "there"),
    [(at(12), True, False), (at(13), True, True), (at(14), True, True), (at(15), True, False),
     (at(19), False, True)],
)  # fmt: skip
def test_a_trip_is_out_from_departure_until_return(
    moment: datetime, returned: bool, there: bool
) -> None:
    (trip,) = trips_of([out()], [back()] if returned else [])
    assert trip.is_out_at(moment) is there


def test_what_a_box_that_is_out_took_is_with_its_carrier() -> None:
    (trip,) = trips_of([out()], [])
    assert [(c.member_id, c.ballot_id, c.account.issued) for c in carried([trip])] == [
        ("m4", "list", 12), ("m4", "single", 12),
    ]  # fmt: skip
    extra = back(counts=(TripCount("third", 0, surplus=1),))
    (trip,) = trips_of([out(taken=(("list", 5),))], [extra])
    assert [c.ballot_id for c in carried([trip])] == ["list", "third"]
    assert Trip(trip.out, None).count("list") == TripCount("list", 0)


def test_the_last_trip_for_an_application_counts() -> None:
    trips = trips_of([out(), out("t2", happened=at(16), application_ids=("a2",))], [back()])
    assert {a: trip.trip_id for a, trip in latest_trips(trips).items()} == {"a1": "t1", "a2": "t2"}


def test_a_box_keeps_its_row_whatever_is_recorded_late() -> None:
    boxes = boxes_of(
        [sealed("M2", BoxKind.MOBILE, 2), sealed("S1", BoxKind.STATIONARY, 1),
         sealed("M1", BoxKind.MOBILE, 1)], []
    )  # fmt: skip
    assert [box.box_id for box in boxes] == ["S1", "M1", "M2"]
    late = trips_of([out("t2", "M2", at(14))], [])
    both = trips_of([out("t2", "M2", at(14)), out("t1", "M1", at(9)), out("t3", "S1")], [])
    assert box_rows(late, boxes) == {"M2": "2"}
    assert box_rows(both, boxes) == {"M1": "1", "M2": "2"}
    assert box_rows([], boxes) == {}


def test_a_box_is_sealed_again_and_opened_once() -> None:
    again = sealed("S1", BoxKind.STATIONARY, 1, "7 8")
    entries = [sealed("S1", BoxKind.STATIONARY, 1), again, sealed("S2", BoxKind.STATIONARY, 2),
               sealed("M1", BoxKind.MOBILE, 1), sealed("M9", BoxKind.MOBILE, 2, undone=True)]  # fmt: skip
    openings = [opened("S1", "8 7"), opened("M1", ""), opened("S2", happened=at(20, 50))]
    first, second, mobile = boxes_of(entries, openings)
    assert first.sealed == again
    assert (first.seal_differs, mobile.seal_differs) == (False, True)
    assert not boxes_of(entries, [])[0].seal_differs
    assert first_opened([first, second, mobile]) == {
        Step.STATIONARY_OPENED: at(20, 50), Step.MOBILE_OPENED: at(21),
    }  # fmt: skip
    assert first_opened(boxes_of(entries, [])) == {}
    assert next_number(entries, BoxKind.MOBILE) == 3
    assert next_number([], BoxKind.STATIONARY) == 1


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({}, []),
        ({"box_id": " "}, ["home.box_and_seal"]),
        ({"seal": ""}, ["home.box_and_seal"]),
        ({"companion_id": "m4"}, ["home.two_members"]),
        ({"application_ids": ()}, ["home.no_applications"]),
        ({"taken": ()}, ["home.counts"]),
        ({"taken": (("list", 0),)}, ["home.counts"]),
        ({"taken": (("list", -1), ("single", 2))}, ["home.counts"]),
        ({"taken": (("list", 1), ("list", 2))}, ["home.counts"]),
        ({"taken": (("third", 1),)}, ["home.counts"]),
        ({"taken": (("list", LARGEST_FIGURE + 1),)}, ["home.counts"]),
    ],
)
def test_faults_of_a_departure(changes: dict[str, object], keys: list[str]) -> None:
    assert [r.key for r in trip_faults(out(**changes).content, BALLOTS)] == keys  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({}, []),
        ({"counts": ()}, []),
        ({"seal": " "}, ["home.box_and_seal"]),
        ({"counts": (TripCount("list", 1, lost=-1),)}, ["home.counts"]),
        ({"counts": (TripCount("third", 1),)}, ["home.counts"]),
        ({"counts": (TripCount("list", 1), TripCount("list", 1))}, ["home.counts"]),
    ],
)
def test_faults_of_a_return(changes: dict[str, object], keys: list[str]) -> None:
    assert [r.key for r in back_faults(back(**changes).content, BALLOTS)] == keys  # type: ignore[arg-type]


def test_subjects() -> None:
    assert (out().content.subject, back().content.subject) == ("M1", "t1")
    assert sealed("S1", BoxKind.STATIONARY, 1).content.subject == "S1"
    assert opened("S1").content.subject == "S1"
