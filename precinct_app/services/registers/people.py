# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The commission by the hour, guests of the station, and copies of protocols given to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.deadlines import aware
from precinct_app.domain.errors import InputError
from precinct_app.domain.protocol.outside import Quorum
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.people import (
    Attendance,
    CopyGiven,
    Guest,
    GuestKind,
    GuestLeft,
    HourThere,
    Recipient,
    by_hour,
    guests_at,
    presence,
    quorum_at,
    stale_copies,
    unreplaced_copies,
)
from precinct_app.domain.registers.signing import OriginalMade
from precinct_app.services.ports import StoredProtocol, Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.workspace import Workspace, require


def member_there(
    workspace: Workspace,
    actor: Actor,
    member_id: str,
    *,
    there: bool,
    happened: datetime | None = None,
) -> Entry[Attendance]:
    """A member came or left; InputError ``people.member`` for a stranger."""
    require(actor, Right.LEAD_DAY)
    if member_id not in {m.member_id for m in workspace.precinct.members}:
        raise InputError.of("people.member", member=member_id)
    with workspace.store.begin() as work:
        return keep(
            workspace, work, actor, Attendance(member_id, there), happened, there=int(there)
        )


def undo_attendance(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo that a member came or left, with the reason."""
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, Attendance, entry_id, reason)


def attendance(workspace: Workspace, actor: Actor) -> tuple[HourThere, ...]:
    """The commission by the hour: from an hour before the opening until now, each full hour and now."""
    require(actor, Right.KEEP_REGISTERS)
    opens = aware(workspace.election.deadlines.voting_opens, workspace.precinct.timezone)
    now = workspace.clock.now()
    hours = int((now - opens) / timedelta(hours=1)) + 2 if now >= opens else 0
    moments = [opens + timedelta(hours=hour) for hour in range(-1, hours - 1)]
    with workspace.store.begin() as work:
        entries = work.registers.all(Attendance)
    return by_hour(entries, [*moments, now], len(workspace.precinct.members))


def quorum(workspace: Workspace, work: Work, moment: datetime) -> Quorum | None:
    """The quorum at a moment; None while nobody's attendance is kept."""
    entries = work.registers.all(Attendance)
    return quorum_at(entries, moment, len(workspace.precinct.members)) if entries else None


def welcome(
    workspace: Workspace,
    actor: Actor,
    kind: GuestKind,
    name: str,
    organisation: str,
    happened: datetime | None = None,
) -> Entry[Guest]:
    """An observer, proxy or journalist came; InputError ``people.no_name`` without a name."""
    require(actor, Right.KEEP_REGISTERS)
    if not name.strip():
        raise InputError.of("people.no_name")
    with workspace.store.begin() as work:
        guest = Guest(kind, name.strip(), organisation.strip())
        return keep(workspace, work, actor, guest, happened)


def farewell(
    workspace: Workspace, actor: Actor, guest: str, happened: datetime | None = None
) -> None:
    """A guest left; InputError ``people.guest`` when he is not there."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        there = guests(work, happened or workspace.clock.now())
        if guest not in {entry.entry_id for entry in there}:
            raise InputError.of("people.guest")
        keep(workspace, work, actor, GuestLeft(guest), happened)


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A row of the register of guests."""

    entry: Entry[Guest]
    left: Entry[GuestLeft] | None


def guest_rows(workspace: Workspace, actor: Actor) -> tuple[GuestRow, ...]:
    """Everybody who came beside the commission, with when he left."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        left = {entry.content.guest: entry for entry in work.registers.all(GuestLeft)}
        return tuple(GuestRow(e, left.get(e.entry_id)) for e in work.registers.all(Guest))


def undo_guest(
    workspace: Workspace,
    actor: Actor,
    kind: type[Guest] | type[GuestLeft],
    entry_id: str,
    reason: str,
) -> None:
    """Undo that a guest came, or that he left, with the reason."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, kind, entry_id, reason)


def guests(work: Work, moment: datetime) -> tuple[Entry[Guest], ...]:
    """Guests who are there at a moment."""
    return guests_at(work.registers.all(Guest), work.registers.all(GuestLeft), moment)


def presence_now(workspace: Workspace, work: Work) -> Presence | None:
    """Who is present now as the protocol prints it; None while nobody's attendance is kept."""
    now = workspace.clock.now()
    there = quorum(workspace, work, now)
    return None if there is None else presence(there, guests(work, now))


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies of one ballot's protocol: all that were given, and those of a former version."""

    given: tuple[Entry[CopyGiven], ...]
    stale: tuple[Entry[CopyGiven], ...]


def give_copy(
    workspace: Workspace,
    actor: Actor,
    ballot_id: str,
    recipient: Recipient,
    given_to: str = "",
    happened: datetime | None = None,
) -> Entry[CopyGiven]:
    """Log a certified copy of the signed protocol's latest version; the journal knows no name.

    InputError ``people.not_signed`` while nothing is signed, by key or in ink: a copy of a draft is
    no copy.
    """
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        protocol = work.protocols.get(ballot_id)
        if protocol is None or not is_signed(work, protocol):
            raise InputError.of("people.not_signed")
        number = len(work.registers.history(CopyGiven)) + 1
        content = CopyGiven(number, ballot_id, protocol.version, recipient, given_to.strip())
        return keep(
            workspace, work, actor, content, happened, number=number, version=protocol.version,
            recipient=recipient.value,
        )  # fmt: skip


def is_signed(work: Work, protocol: StoredProtocol) -> bool:
    """Somebody has signed this version: with a key, or originals of it in ink."""
    originals = [e.content for e in work.registers.all(OriginalMade, protocol.ballot_id)]
    ink = any(o.version == protocol.version and o.signed_by for o in originals)
    return bool(protocol.signed_by) or (protocol.record is not None and ink)


def undo_copy(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo that a copy was given; its number is not used again."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, CopyGiven, entry_id, reason)


def copies(workspace: Workspace, actor: Actor, ballot_id: str) -> Copies:
    """Who has which copy of a ballot's protocol."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        given = tuple(work.registers.all(CopyGiven, ballot_id))
        protocol = work.protocols.get(ballot_id)
    return Copies(given, stale_copies(given, ballot_id, protocol.version if protocol else 0))


def outdated(work: Work, protocol: StoredProtocol) -> tuple[Entry[CopyGiven], ...]:
    """Copies of former versions that nobody has replaced; none until the new figures are final."""
    if protocol.record is None:
        return ()
    given = work.registers.all(CopyGiven, protocol.ballot_id)
    return unreplaced_copies(given, protocol.ballot_id, protocol.version)
