# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Marking a voter: he gets exactly the ballots he is entitled to, once; a refused one is recorded.

The journal tells that a mark was made, at a table or at home, never whose nor at which table: its
times stay exact for good, while those of the marks are taken away when the list closes (`mark_times`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot, Level
from precinct_app.domain.errors import InputError, NotAllowedError, Reason
from precinct_app.domain.night import Step
from precinct_app.domain.registers import marks as domain
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.home import HomeApplication
from precinct_app.domain.registers.lines import Lines
from precinct_app.domain.registers.marks import Entitlement, Mark, Place
from precinct_app.domain.registers.trips import TripBack, TripOut, latest_trips, trips_of
from precinct_app.services.ports import Work
from precinct_app.services.registers.issuers import refuse_issuer, refuse_stranger
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.night import night, refuse_closed_list
from precinct_app.services.registers.standings import standing
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class Withheld:
    """A ballot that is not given, and why."""

    ballot: Ballot
    reason: Reason


@dataclass(frozen=True, slots=True)
class Handing:
    """What the screen says about a voter: GIVE these, DO NOT GIVE those, with the reasons."""

    voter_id: str
    give: tuple[Ballot, ...]
    withheld: tuple[Withheld, ...]
    by_certificate: bool
    already: Reason | None
    """He was given his ballots: time and place; then nothing is to be given."""
    notes: tuple[Reason, ...]
    """What the member should know: an application to vote at home, a box on its way to him."""
    mark: Entry[Mark] | None
    """The mark that stands, for its undo."""


def handing(workspace: Workspace, actor: Actor, voter_id: str) -> Handing:
    """What to hand out to a voter; changes nothing.  InputError ``marks.voter_unknown``."""
    require(actor, Right.SEARCH_VOTERS)
    with workspace.store.begin() as work:
        due = entitled(workspace, work, voter_id)
        mark = standing_mark(work, voter_id)
        already = None if mark is None else told(workspace, mark)
        ballot = workspace.election.ballot
        return Handing(
            voter_id, () if mark else tuple(ballot(b) for b in due.give),
            tuple(Withheld(ballot(b), reason) for b, reason in due.withheld),
            due.by_certificate, already, _notes(work, voter_id), mark,
        )  # fmt: skip


def mark(
    workspace: Workspace,
    actor: Actor,
    voter_id: str,
    *,
    issued_by: str,
    table: str,
    refused: Collection[str] = (),
    happened: datetime | None = None,
    forced: bool = False,
) -> Entry[Mark]:
    """Mark that a voter was given at a table all that he is entitled to, save what he refused.

    NotAllowedError ``marks.level`` below level *marks*, ``list.closed``, ``marks.already`` or
    ``marks.already_home`` with the time, the reason why he gets none, ``marks.after_close``, and as
    `refuse_issuer` unless `forced`; InputError ``marks.table``, ``marks.refused_unknown`` for a
    refused ballot that is not his.
    """
    require(actor, Right.KEEP_REGISTERS)
    if workspace.info.level is not Level.MARKS:
        raise NotAllowedError.of("marks.level")
    _refuse_nowhere(workspace, issued_by, table)
    with workspace.store.begin() as work:
        if not forced:
            refuse_issuer(workspace, work, issued_by)
        due = due_now(workspace, work, voter_id, refused)
        return keep_mark(
            workspace, work, actor, due, refused, voter_id=voter_id, issued_by=issued_by,
            place=Place.TABLE, where=table.strip(), happened=happened,
        )  # fmt: skip


def refuse_ballots(
    workspace: Workspace,
    actor: Actor,
    voter_id: str,
    ballot_ids: Collection[str],
    *,
    issued_by: str,
    table: str,
    happened: datetime | None = None,
) -> Entry[Mark]:
    """Below level *marks*: record only that a voter refused some of his ballots at a table.

    Refusals as `mark`; InputError ``marks.refused_none`` without a ballot.
    """
    require(actor, Right.KEEP_REGISTERS)
    if workspace.info.level is Level.MARKS:
        return mark(
            workspace, actor, voter_id, issued_by=issued_by, table=table, refused=ballot_ids,
            happened=happened,
        )  # fmt: skip
    if not ballot_ids:
        raise InputError.of("marks.refused_none")
    _refuse_nowhere(workspace, issued_by, table)
    with workspace.store.begin() as work:
        due = due_now(workspace, work, voter_id, ballot_ids)
        nothing = Entitlement((), (), due.by_certificate)
        return keep_mark(
            workspace, work, actor, nothing, ballot_ids, voter_id=voter_id, issued_by=issued_by,
            place=Place.TABLE, where=table.strip(), happened=happened,
        )  # fmt: skip


def undo_mark(
    workspace: Workspace, actor: Actor, voter_id: str, reason: str, happened: datetime | None = None
) -> Entry[Mark]:
    """Take a voter's mark away with a reason (the paper signature was looked at).

    NotAllowedError ``list.closed``; InputError ``register.undone`` when he has none.
    """
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        found = standing_mark(work, voter_id)
        entry_id, place = (found.entry_id, found.content.place.value) if found else ("", "")
        return undo(workspace, work, actor, Mark, entry_id, reason, happened, journal_subject=place)


def entitled(workspace: Workspace, work: Work, voter_id: str) -> Entitlement:
    """The ballots of a voter, marked or not; InputError ``marks.voter_unknown``."""
    if work.voters.get(voter_id) is None:
        raise InputError.of("marks.voter_unknown")
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    return domain.entitlement(
        tuple(ballot.ballot_id for ballot in ballots), standing(work, voter_id),
        work.certificates.of_voter(voter_id),
    )  # fmt: skip


def due_now(
    workspace: Workspace, work: Work, voter_id: str, refused: Collection[str]
) -> Entitlement:
    """What a voter may be given now; refuses with the reason whoever may be given nothing."""
    refuse_closed_list(work)
    due = entitled(workspace, work, voter_id)
    if found := standing_mark(work, voter_id):
        raise NotAllowedError(told(workspace, found))
    if not due.give:
        reasons = dict.fromkeys(reason.key for _, reason in due.withheld)
        first = {reason.key: reason for _, reason in due.withheld}
        raise NotAllowedError(*(first[key] for key in reasons))
    if not set(refused) <= set(due.give):
        raise InputError.of("marks.refused_unknown")
    return due


def keep_mark(
    workspace: Workspace,
    work: Work,
    actor: Actor,
    due: Entitlement,
    refused: Collection[str],
    *,
    voter_id: str,
    issued_by: str,
    place: Place,
    where: str,
    signed: bool = True,
    happened: datetime | None = None,
) -> Entry[Mark]:
    """Keep a mark; the journal tells only what kind of place it was.

    NotAllowedError ``marks.after_close``: once voting is over the time must be told.
    """
    closed = night(work).times.get(Step.VOTING_CLOSED)
    if closed is not None and (happened or workspace.clock.now()) > closed:
        raise NotAllowedError.of("marks.after_close", time=local_time(workspace, closed))
    content = Mark(
        voter_id, tuple(ballot for ballot in due.give if ballot not in refused),
        tuple(dict.fromkeys(refused)), due.by_certificate, issued_by, place, where, signed,
    )  # fmt: skip
    return keep(workspace, work, actor, content, happened, journal_subject=place.value)


def standing_mark(work: Work, voter_id: str) -> Entry[Mark] | None:
    """The voter's mark that stands."""
    found = work.registers.all(Mark, voter_id)
    return found[-1] if found else None


def told(workspace: Workspace, entry: Entry[Mark]) -> Reason:
    """``marks.already`` with time and table, or ``marks.already_home``."""
    time = local_time(workspace, entry.happened)
    if entry.content.place is Place.HOME:
        return Reason("marks.already_home", {"time": time})
    return Reason("marks.already", {"time": time, "table": entry.content.where})


def lines(work: Work, ballot: Ballot) -> Lines:
    """What the marks give to the ballot's sheet: who refused it."""
    return domain.lines(work.registers.all(Mark), ballot.ballot_id)


def local_time(workspace: Workspace, moment: datetime) -> str:
    """Hour and minute as the wall of the station shows them."""
    return f"{moment.astimezone(ZoneInfo(workspace.precinct.timezone)):%H:%M}"


def _refuse_nowhere(workspace: Workspace, issued_by: str, table: str) -> None:
    refuse_stranger(workspace, issued_by)
    if not table.strip():
        raise InputError.of("marks.table")


def _notes(work: Work, voter_id: str) -> tuple[Reason, ...]:
    applications = work.registers.all(HomeApplication, voter_id)
    if not applications:
        return ()
    number = {"number": applications[-1].content.number}
    trips = trips_of(work.registers.all(TripOut), work.registers.all(TripBack))
    trip = latest_trips(trips).get(applications[-1].entry_id)
    if trip is not None and trip.is_out:
        return (Reason("marks.note_on_its_way", number),)
    return (Reason("marks.note_home", number),)
