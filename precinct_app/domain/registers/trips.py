# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Trips of two members with a mobile box: what they took, what they counted when they were back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from precinct_app.domain.errors import Reason
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE
from precinct_app.domain.registers.ballots import Carried, MemberAccount
from precinct_app.domain.registers.boxes import Box, BoxKind, same_seals
from precinct_app.domain.registers.entry import Entry


@dataclass(frozen=True, slots=True)
class TripOut:
    """A mobile box left with two members; the entry's id is the trip's."""

    register_name: ClassVar[str] = "home_trip"
    box_id: str
    """The box as it is labelled."""
    carrier_id: str
    """The member who took the ballots and issues them."""
    companion_id: str
    seal: str
    taken: tuple[tuple[str, int], ...]
    """Ballot and number taken out of the stock."""
    application_ids: tuple[str, ...]
    """Entries of the applications it goes out for."""

    @property
    def subject(self) -> str:
        """The box."""
        return self.box_id


@dataclass(frozen=True, slots=True)
class TripCount:
    """What the members counted of one ballot when they were back."""

    ballot_id: str
    issued: int
    spoiled: int = 0
    returned: int = 0
    lost: int = 0
    surplus: int = 0


@dataclass(frozen=True, slots=True)
class TripBack:
    """A trip came back."""

    register_name: ClassVar[str] = "home_trip_back"
    trip_id: str
    seal: str
    """Number read on the seal at the return."""
    counts: tuple[TripCount, ...]

    @property
    def subject(self) -> str:
        """The trip."""
        return self.trip_id


@dataclass(frozen=True, slots=True)
class Trip:
    """A trip from its departure to its return."""

    out: Entry[TripOut]
    back: Entry[TripBack] | None

    @property
    def trip_id(self) -> str:
        """Id of the departure's entry."""
        return self.out.entry_id

    @property
    def is_out(self) -> bool:
        """It has not come back."""
        return self.back is None

    @property
    def seal_differs(self) -> bool:
        """It came back with another seal than it left with."""
        return self.back is not None and not same_seals(
            self.back.content.seal, self.out.content.seal
        )

    def is_out_at(self, moment: datetime) -> bool:
        """It had left and was not back."""
        left = self.out.happened <= moment
        return left and (self.back is None or moment < self.back.happened)

    @property
    def ballot_ids(self) -> tuple[str, ...]:
        """Types of ballot that it took or counted."""
        counts = self.back.content.counts if self.back else ()
        taken = [ballot for ballot, _ in self.out.content.taken]
        return tuple(dict.fromkeys([*taken, *(count.ballot_id for count in counts)]))

    def count(self, ballot_id: str) -> TripCount:
        """What was counted of a ballot at the return; zeros where nothing was said."""
        counts = self.back.content.counts if self.back else ()
        found = {count.ballot_id: count for count in counts}
        return found.get(ballot_id, TripCount(ballot_id, 0))

    def account(self, ballot_id: str) -> MemberAccount:
        """What it took and brought back of a ballot, as the carrier's account."""
        taken, count = dict(self.out.content.taken).get(ballot_id, 0), self.count(ballot_id)
        return MemberAccount(taken, count.surplus, count.spoiled, count.returned, count.lost)

    def gap(self, ballot_id: str) -> int:
        """Ballots that nobody can account for on this trip (E201); below 0: too many accounted for."""
        return self.account(ballot_id).issued - self.count(ballot_id).issued


def trips_of(outs: Iterable[Entry[TripOut]], backs: Iterable[Entry[TripBack]]) -> tuple[Trip, ...]:
    """The standing trips in the order in which they left."""
    returned = {back.content.trip_id: back for back in backs if back.stands}
    found = (Trip(out, returned.get(out.entry_id)) for out in outs if out.stands)
    return tuple(sorted(found, key=lambda trip: (trip.out.happened, trip.out.content.box_id)))


def box_rows(trips: Iterable[Trip], boxes: Iterable[Box]) -> dict[str, str]:
    """Rows of the sheets by box: the mobile boxes that went out, under their own numbers."""
    went = {trip.out.content.box_id for trip in trips}
    return {b.box_id: b.row for b in boxes if b.kind is BoxKind.MOBILE and b.box_id in went}


def carried(trips: Iterable[Trip]) -> list[Carried]:
    """What the trips took and brought back, for the account of the member who carried it."""
    return [
        Carried(trip.out.content.carrier_id, ballot, trip.account(ballot))
        for trip in trips
        for ballot in trip.ballot_ids
    ]


def latest_trips(trips: Iterable[Trip]) -> dict[str, Trip]:
    """The last trip that goes out for an application, by the application's entry."""
    return {application: trip for trip in trips for application in trip.out.content.application_ids}


def trip_faults(trip: TripOut, ballot_ids: Sequence[str]) -> tuple[Reason, ...]:
    """Why a departure cannot be kept as it is typed; empty when it can."""
    found = []
    if not trip.box_id.strip() or not trip.seal.strip():
        found.append(Reason("home.box_and_seal"))
    if trip.carrier_id == trip.companion_id:
        found.append(Reason("home.two_members"))
    if not trip.application_ids:
        found.append(Reason("home.no_applications"))
    if not _good_counts(trip.taken, ballot_ids) or not any(n for _, n in trip.taken):
        found.append(Reason("home.counts"))
    return tuple(found)


def back_faults(back: TripBack, ballot_ids: Sequence[str]) -> tuple[Reason, ...]:
    """Why a return cannot be kept as it is typed; empty when it can."""
    found = []
    if not back.seal.strip():
        found.append(Reason("home.box_and_seal"))
    columns = ("issued", "spoiled", "returned", "lost", "surplus")
    kept = [[(c.ballot_id, getattr(c, name)) for c in back.counts] for name in columns]
    if not all(_good_counts(column, ballot_ids) for column in kept):
        found.append(Reason("home.counts"))
    return tuple(found)


def _good_counts(counts: Iterable[tuple[str, int]], ballot_ids: Sequence[str]) -> bool:
    """Each ballot at most once, of this precinct, and a number that people can count."""
    pairs = list(counts)
    ballots = [ballot for ballot, _ in pairs]
    known = len(set(ballots)) == len(ballots) and set(ballots) <= set(ballot_ids)
    return known and all(0 <= number <= LARGEST_FIGURE for _, number in pairs)
