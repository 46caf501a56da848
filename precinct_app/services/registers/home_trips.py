# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Trips of the mobile boxes: out with two members, a seal and ballots, back with what was counted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.registers.boxes import BoxKind
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.home import BoxAnnulled, HomeApplication, NotServed
from precinct_app.domain.registers.marks import Mark, Place
from precinct_app.domain.registers.trips import (
    Trip,
    TripBack,
    TripOut,
    back_faults,
    box_rows,
    latest_trips,
    trip_faults,
    trips_of,
)
from precinct_app.domain.voters import Voter
from precinct_app.services.ports import Work
from precinct_app.services.registers.issuers import refuse_issuer, refuse_stranger
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.marks import standing_mark
from precinct_app.services.registers.night import boxes
from precinct_app.services.workspace import Workspace, require


class AppliedState(StrEnum):
    """What became of an application."""

    WAITING = "waiting"
    ON_TRIP = "on_trip"
    SERVED = "served"
    NOT_SERVED = "not_served"
    CAME_HIMSELF = "came_himself"
    """He was given his ballots at a table."""


@dataclass(frozen=True, slots=True)
class Applied:
    """An application as the screen shows it."""

    entry: Entry[HomeApplication]
    voter: Voter
    state: AppliedState
    trip: Trip | None
    """The last trip that goes out for it."""
    reason: str
    """Why he was not served."""
    missed_id: str = ""
    """The entry that says so, which can be undone."""


@dataclass(frozen=True, slots=True)
class TripShown:
    """A trip as the screen shows it."""

    trip: Trip
    box_row: str
    gaps: tuple[tuple[str, int], ...]
    """Ballots that do not add up on its return, with how many are unaccounted for."""
    waiting: int
    """Applications of which nobody has said yet whether they were served."""


@dataclass(frozen=True, slots=True)
class HomeDay:
    """Voting at home: every application, every trip, every box that was annulled."""

    applications: tuple[Applied, ...]
    trips: tuple[TripShown, ...]
    annulled: tuple[Entry[BoxAnnulled], ...] = ()


def depart(
    workspace: Workspace,
    actor: Actor,
    trip: TripOut,
    happened: datetime | None = None,
    *,
    forced: bool = False,
) -> Entry[TripOut]:
    """Keep a departure; the entry's id is the trip's.

    InputError with every fault of what was typed (``home.…``), ``home.application_unknown``;
    NotAllowedError ``home.box_unsealed`` for a box that is not recorded as sealed, ``home.box_out``
    and ``home.member_out`` for what is on another trip at that time, ``home.on_other_trip`` for an
    application that is out or served, and as `refuse_issuer` for the carrier, unless `forced`.
    """
    require(actor, Right.KEEP_REGISTERS)
    for member in (trip.carrier_id, trip.companion_id):
        refuse_stranger(workspace, member)
    if found := trip_faults(trip, workspace.precinct.ballot_ids):
        raise InputError(*found)
    with workspace.store.begin() as work:
        if not forced:
            refuse_issuer(workspace, work, trip.carrier_id)
        _refuse_away(workspace, work, trip, happened or workspace.clock.now())
        for application_id in trip.application_ids:
            _refuse_taken(work, application_id)
        return keep(
            workspace, work, actor, trip, happened, member=trip.carrier_id,
            companion=trip.companion_id, seal=trip.seal, applications=len(trip.application_ids),
        )  # fmt: skip


def come_back(
    workspace: Workspace, actor: Actor, back: TripBack, happened: datetime | None = None
) -> Entry[TripBack]:
    """Keep a return; a gap is kept as counted and told by the view (E201).

    InputError ``home.trip_unknown``, ``home.before_departure`` and every fault of what was typed;
    NotAllowedError ``home.back_twice``.
    """
    require(actor, Right.KEEP_REGISTERS)
    if found := back_faults(back, workspace.precinct.ballot_ids):
        raise InputError(*found)
    with workspace.store.begin() as work:
        trip = next((t for t in trips_in(work) if t.trip_id == back.trip_id), None)
        if trip is None:
            raise InputError.of("home.trip_unknown")
        if trip.back is not None:
            raise NotAllowedError.of("home.back_twice", box=trip.out.content.box_id)
        if (happened or workspace.clock.now()) < trip.out.happened:
            raise InputError.of("home.before_departure")
        return keep(workspace, work, actor, back, happened, seal=back.seal)


def undo_departure(workspace: Workspace, actor: Actor, trip_id: str, reason: str) -> None:
    """Undo a departure; NotAllowedError ``home.trip_in_use`` while its return or a mark stands."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, TripOut, trip_id, reason)
        served = any(mark.content.where == trip_id for mark in work.registers.all(Mark))
        told = any(e.content.trip_id == trip_id for e in work.registers.all(NotServed))
        if served or told or work.registers.all(TripBack, trip_id):
            raise NotAllowedError.of("home.trip_in_use")


def undo_return(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo a return."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, TripBack, entry_id, reason)


def home_day(workspace: Workspace, actor: Actor) -> HomeDay:
    """Every application with what became of it, every trip with what does not add up."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        trips = trips_in(work)
        last = latest_trips(trips)
        applied = tuple(
            _applied(work, entry, last.get(entry.entry_id))
            for entry in work.registers.all(HomeApplication)
        )
        rows, annulled = rows_in(work), tuple(work.registers.all(BoxAnnulled))
    shown = tuple(_shown(trip, rows.get(trip.out.content.box_id, ""), applied) for trip in trips)
    return HomeDay(applied, shown, annulled)


def trips_in(work: Work) -> tuple[Trip, ...]:
    """The standing trips, inside a transaction."""
    return trips_of(work.registers.all(TripOut), work.registers.all(TripBack))


def rows_in(work: Work) -> dict[str, str]:
    """The sheets' rows of mobile boxes by box."""
    return box_rows(trips_in(work), boxes(work))


def _applied(work: Work, entry: Entry[HomeApplication], trip: Trip | None) -> Applied:
    voter = work.voters.get(entry.content.voter_id)
    if voter is None:
        raise InputError.of("marks.voter_unknown")
    mark = standing_mark(work, voter.voter_id)
    told = {e.content.trip_id: e for e in work.registers.all(NotServed, entry.entry_id)}
    missed = told.get(trip.trip_id) if trip else None
    reason = missed.content.reason if missed else ""
    missed_id = missed.entry_id if missed else ""
    return Applied(entry, voter, _state(mark, trip, reason), trip, reason, missed_id)


def _state(mark: Entry[Mark] | None, trip: Trip | None, reason: str) -> AppliedState:
    if mark is not None:
        at_home = mark.content.place is Place.HOME
        return AppliedState.SERVED if at_home else AppliedState.CAME_HIMSELF
    if trip is None:
        return AppliedState.WAITING
    return AppliedState.NOT_SERVED if reason else AppliedState.ON_TRIP


def _shown(trip: Trip, row: str, applied: tuple[Applied, ...]) -> TripShown:
    gaps = tuple((b, trip.gap(b)) for b in trip.ballot_ids if not trip.is_out and trip.gap(b))
    mine = [a for a in applied if a.trip is not None and a.trip.trip_id == trip.trip_id]
    waiting = sum(a.state is AppliedState.ON_TRIP for a in mine)
    return TripShown(trip, row, gaps, waiting)


def _refuse_away(workspace: Workspace, work: Work, trip: TripOut, happened: datetime) -> None:
    """Refuse a box that is not sealed, and box or members that are on another trip at that time."""
    if trip.box_id not in {b.box_id for b in boxes(work) if b.kind is BoxKind.MOBILE}:
        raise NotAllowedError.of("home.box_unsealed", box=trip.box_id)
    away = [other.out.content for other in trips_in(work) if other.is_out_at(happened)]
    if trip.box_id in {out.box_id for out in away}:
        raise NotAllowedError.of("home.box_out", box=trip.box_id)
    busy = {member for out in away for member in (out.carrier_id, out.companion_id)}
    if found := busy & {trip.carrier_id, trip.companion_id}:
        names = ", ".join(sorted(workspace.member(m).short_name for m in found))
        raise NotAllowedError.of("home.member_out", member=names)


def _refuse_taken(work: Work, application_id: str) -> None:
    entry = work.registers.get(HomeApplication, application_id)
    if entry is None or not entry.stands:
        raise InputError.of("home.application_unknown")
    found = _applied(work, entry, latest_trips(trips_in(work)).get(application_id))
    if found.state not in {AppliedState.WAITING, AppliedState.NOT_SERVED}:
        raise NotAllowedError.of("home.on_other_trip", number=entry.content.number)
