# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voting at home: applications until the deadline, trips with a box, who was served, boxes annulled."""

from collections.abc import Collection
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.registers import home as domain
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.home import BoxAnnulled, Ground, HomeApplication, NotServed
from precinct_app.domain.registers.lines import Lines
from precinct_app.domain.registers.marks import Mark, Place
from precinct_app.domain.registers.trips import Trip, latest_trips
from precinct_app.services.ports import Work
from precinct_app.services.registers.home_trips import rows_in, trips_in
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.marks import due_now, keep_mark, standing_mark, told
from precinct_app.services.registers.night import refuse_closed_list
from precinct_app.services.workspace import Workspace, require


def apply(
    workspace: Workspace,
    actor: Actor,
    voter_id: str,
    ground: Ground,
    *,
    written: bool,
    happened: datetime | None = None,
) -> Entry[HomeApplication]:
    """Keep an application with the next number of its journal.

    NotAllowedError ``home.late`` for one made after the deadline, whenever it is recorded,
    ``home.not_written``, ``home.applied`` with its number, ``list.closed``, ``marks.already`` or why
    the voter gets no ballot.
    """
    require(actor, Right.KEEP_REGISTERS)
    _refuse_late(workspace, happened or workspace.clock.now())
    if not written:
        raise NotAllowedError.of("home.not_written")
    with workspace.store.begin() as work:
        due = due_now(workspace, work, voter_id, ())
        if before := work.registers.all(HomeApplication, voter_id):
            raise NotAllowedError.of("home.applied", number=before[-1].content.number)
        number = len(work.registers.history(HomeApplication)) + 1
        content = HomeApplication(number, voter_id, ground, due.give)
        return keep(
            workspace, work, actor, content, happened, journal_subject=str(number),
            ballots=len(due.give),
        )  # fmt: skip


def undo_application(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo an application; NotAllowedError ``home.served`` while the voter's mark stands on it.

    InputError ``home.application_unknown``, ``register.no_reason``.
    """
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        number = str(_application(work, entry_id).content.number)
        entry = undo(
            workspace, work, actor, HomeApplication, entry_id, reason, journal_subject=number
        )
        if _served(work, entry.content.voter_id):
            raise NotAllowedError.of("home.served", number=entry.content.number)


def serve(
    workspace: Workspace,
    actor: Actor,
    application_id: str,
    *,
    refused: Collection[str] = (),
    signed: bool = True,
    happened: datetime | None = None,
) -> Entry[Mark]:
    """Mark that an applicant was given his ballots at home, on the last trip that went out for him.

    It happened by the return of the trip, unless told otherwise.  `signed` False: he was given them
    and did not sign (those ballots are told apart on the sheet).
    NotAllowedError ``home.no_trip``, ``home.not_served`` while that is recorded, and as `marks.mark`;
    InputError ``home.before_departure``, ``home.after_return``, ``home.application_unknown``,
    ``marks.refused_unknown``.
    """
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        application = _application(work, application_id)
        trip = _trip_for(work, application)
        _refuse_told(work, application, trip)
        moment = _on_trip(workspace, trip, happened)
        voter_id = application.content.voter_id
        due = due_now(workspace, work, voter_id, refused)
        return keep_mark(
            workspace, work, actor, due, refused, voter_id=voter_id,
            issued_by=trip.out.content.carrier_id, place=Place.HOME, where=trip.trip_id,
            signed=signed, happened=moment,
        )  # fmt: skip


def not_served(
    workspace: Workspace,
    actor: Actor,
    application_id: str,
    reason: str,
    happened: datetime | None = None,
) -> Entry[NotServed]:
    """Keep that the members came and gave no ballots.

    InputError ``home.no_reason``; NotAllowedError ``home.no_trip``, ``home.not_served`` when it was
    told, ``marks.already_home`` when he was served.
    """
    require(actor, Right.KEEP_REGISTERS)
    if not reason.strip():
        raise InputError.of("home.no_reason")
    with workspace.store.begin() as work:
        application = _application(work, application_id)
        trip = _trip_for(work, application)
        _refuse_told(work, application, trip)
        mark = standing_mark(work, application.content.voter_id)
        if mark and mark.content.where == trip.trip_id:
            raise NotAllowedError(told(workspace, mark))
        content = NotServed(application_id, trip.trip_id, reason.strip())
        return keep(workspace, work, actor, content, happened)


def undo_not_served(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo that somebody was not served."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, NotServed, entry_id, reason)


def annul_box(
    workspace: Workspace,
    actor: Actor,
    box_id: str,
    ballot_ids: Collection[str],
    ground: str,
    happened: datetime | None = None,
) -> Entry[BoxAnnulled]:
    """Keep the commission's decision that a box's ballots are invalid, with its trips' members.

    InputError ``home.no_ground``, ``home.box_unknown``, ``home.annulled_ballots``; NotAllowedError
    ``home.annulled_twice`` (undo the decision first).
    """
    require(actor, Right.LEAD_DAY)
    if not ground.strip():
        raise InputError.of("home.no_ground")
    if not ballot_ids or not set(ballot_ids) <= set(workspace.precinct.ballot_ids):
        raise InputError.of("home.annulled_ballots")
    with workspace.store.begin() as work:
        mine = [t.out.content for t in trips_in(work) if t.out.content.box_id == box_id]
        if not mine:
            raise InputError.of("home.box_unknown", box=box_id)
        if work.registers.all(BoxAnnulled, box_id):
            raise NotAllowedError.of("home.annulled_twice", box=box_id)
        members = dict.fromkeys(m for out in mine for m in (out.carrier_id, out.companion_id))
        content = BoxAnnulled(
            box_id, tuple(dict.fromkeys(ballot_ids)), ground.strip(), tuple(members)
        )
        return keep(workspace, work, actor, content, happened, ballots=len(content.ballot_ids))


def undo_annulment(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo the decision about a box."""
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, BoxAnnulled, entry_id, reason)


def boxes(work: Work) -> tuple[str, ...]:
    """Rows of the sheets' table of boxes: the numbers of the mobile boxes that went out."""
    return tuple(rows_in(work).values())


def lines(work: Work, ballot: Ballot) -> Lines:
    """What voting at home gives to the ballot's sheet."""
    return domain.lines(
        ballot.ballot_id, work.registers.all(HomeApplication), trips_in(work),
        work.registers.all(Mark), work.registers.all(BoxAnnulled), rows_in(work),
    )  # fmt: skip


def _refuse_late(workspace: Workspace, happened: datetime) -> None:
    until = workspace.election.deadlines.home_applications_until
    if happened > aware(until, workspace.precinct.timezone):
        raise NotAllowedError.of("home.late", until=f"{until:%H:%M}")


def _application(work: Work, application_id: str) -> Entry[HomeApplication]:
    entry = work.registers.get(HomeApplication, application_id)
    if entry is None or not entry.stands:
        raise InputError.of("home.application_unknown")
    return entry


def _trip_for(work: Work, application: Entry[HomeApplication]) -> Trip:
    trip = latest_trips(trips_in(work)).get(application.entry_id)
    if trip is None:
        raise NotAllowedError.of("home.no_trip", number=application.content.number)
    return trip


def _refuse_told(work: Work, application: Entry[HomeApplication], trip: Trip) -> None:
    before = work.registers.all(NotServed, application.entry_id)
    if any(entry.content.trip_id == trip.trip_id for entry in before):
        raise NotAllowedError.of("home.not_served", number=application.content.number)


def _on_trip(workspace: Workspace, trip: Trip, happened: datetime | None) -> datetime:
    """When somebody was served: as told, else by the return; a moment of the trip."""
    back = trip.back.happened if trip.back else workspace.clock.now()
    moment = back if happened is None else happened
    if moment < trip.out.happened:
        raise InputError.of("home.before_departure")
    if trip.back and moment > back:
        raise InputError.of("home.after_return")
    return moment


def _served(work: Work, voter_id: str) -> bool:
    mark = standing_mark(work, voter_id)
    return mark is not None and mark.content.place is Place.HOME
