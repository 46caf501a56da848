# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voting at home: written applications, who was not served, boxes that were annulled, and the sheets.

Who was served is a mark (place *home*), so that a voter has one list of marks wherever he votes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.protocol.sheet import cell_name
from precinct_app.domain.registers.ballots import MemberAccount
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.lines import RegisterFigure, added, counted
from precinct_app.domain.registers.marks import Mark, Place, received, unsigned_at_home
from precinct_app.domain.registers.signatures import MemberSum
from precinct_app.domain.registers.trips import Trip, latest_trips


class Ground(StrEnum):
    """Why somebody votes at home (law on elections, Art. 41)."""

    HEALTH = "health"
    CARE = "care"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class HomeApplication:
    """A written application to vote outside the polling room."""

    register_name: ClassVar[str] = "home_application"
    number: int
    """In the journal of applications, 1 upward."""
    voter_id: str
    ground: Ground
    ballot_ids: tuple[str, ...]
    """The ballots it gives: all of the precinct's, or those of the voter's certificate."""

    @property
    def subject(self) -> str:
        """The voter's surrogate."""
        return self.voter_id


@dataclass(frozen=True, slots=True)
class NotServed:
    """The members came and gave no ballots: not at home, or the application was taken back."""

    register_name: ClassVar[str] = "home_not_served"
    application_id: str
    trip_id: str
    reason: str

    @property
    def subject(self) -> str:
        """The application."""
        return self.application_id


@dataclass(frozen=True, slots=True)
class BoxAnnulled:
    """The commission found the ballots of a mobile box invalid, of some types or of all."""

    register_name: ClassVar[str] = "box_annulled"
    box_id: str
    ballot_ids: tuple[str, ...]
    ground: str
    member_ids: tuple[str, ...]
    """Who ran its trips (Art. 43(3-1))."""

    @property
    def subject(self) -> str:
        """The box."""
        return self.box_id


def signed_at_home(marks: Iterable[Entry[Mark]], ballot_id: str) -> dict[str, int]:
    """Signatures on applications for one ballot, by the member who issued it."""
    found: dict[str, int] = {}
    for mark in marks:
        said = mark.content
        if said.place is Place.HOME and received([mark], ballot_id):
            found[said.issued_by] = found.get(said.issued_by, 0) + 1
    return found


def home_sums(
    ballot_id: str, trips: Sequence[Trip], marks: Sequence[Entry[Mark]]
) -> tuple[MemberSum, ...]:
    """Signatures on applications against the ballots gone on trips, by carrier; none while one is out."""
    signed, unsigned = signed_at_home(marks, ballot_id), unsigned_at_home(marks)
    away = {trip.out.content.carrier_id for trip in trips if trip.is_out}
    gone: dict[str, int] = {}
    for trip in trips:
        carrier = trip.out.content.carrier_id
        gone[carrier] = gone.get(carrier, 0) + trip.account(ballot_id).issued
    return tuple(
        MemberSum((), member, ballot_id, signed.get(member, 0) + unsigned[member, ballot_id], count)
        for member, count in gone.items()
        if member not in away
    )


def lines(
    ballot_id: str,
    applications: Iterable[Entry[HomeApplication]],
    trips: Sequence[Trip],
    marks: Sequence[Entry[Mark]],
    annulled: Iterable[Entry[BoxAnnulled]],
    rows: Mapping[str, str],
) -> dict[str, RegisterFigure]:
    """What voting at home gives to a ballot's sheet; `rows`: the sheets' rows by box (`box_rows`).

    Of a box that is still out only what it took.
    """
    signed = received(marks, ballot_id, Place.HOME)
    found = added(voters_outside=signed, home_served=signed)
    entitled = _entitled(ballot_id, applications, trips)
    struck = {e.content.box_id for e in annulled if e.stands and ballot_id in e.content.ballot_ids}
    for box, row in rows.items():
        found |= added(**{cell_name("box.entitled", row): entitled.get(box, 0)})
        mine = [trip for trip in trips if trip.out.content.box_id == box]
        cells = _box_cells(mine, ballot_id) | {"annulled": int(box in struck)}
        found |= counted({cell_name(f"box.{name}", row): n for name, n in cells.items()})
    return found


def _box_cells(trips: Sequence[Trip], ballot_id: str) -> dict[str, int]:
    total = sum((trip.account(ballot_id) for trip in trips), MemberAccount())
    if any(trip.is_out for trip in trips):
        return {"taken": total.taken}
    return {
        "taken": total.taken,
        "surplus": total.surplus,
        "issued": sum(trip.count(ballot_id).issued for trip in trips),
        "spoiled": total.spoiled,
        "returned": total.returned,
        "lost": total.lost,
    }


def _entitled(
    ballot_id: str, applications: Iterable[Entry[HomeApplication]], trips: Iterable[Trip]
) -> Mapping[str, int]:
    """Applications that give a ballot, by the box of the last trip that went out for each."""
    last, found = latest_trips(trips), dict[str, int]()
    for entry in applications:
        trip = last.get(entry.entry_id)
        if trip is not None and entry.stands and ballot_id in entry.content.ballot_ids:
            box = trip.out.content.box_id
            found[box] = found.get(box, 0) + 1
    return found
