# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The entries of a ballot that stand, compared; and how one is begun or set aside.

Of each kind there may be several in a version (`model.md`: count 1..n): those set aside stay in the
database and are named in a register.  Nothing here is for the eyes of a second typist.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from precinct_app.domain.commission import Actor
from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.protocol.entries import (
    Comparison,
    TypedCell,
    TypedEntry,
    compare,
    same_places,
    settled,
)
from precinct_app.domain.protocol.entry_patterns import OtherSheet
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.entries import EntriesSetAside, LoneTypist, Why
from precinct_app.domain.registers.entry import Entry
from precinct_app.services.ballot_sheet import remembered, typed_cells
from precinct_app.services.ports import StoredEntry, StoredProtocol, Work
from precinct_app.services.registers.keeping import keep
from precinct_app.services.workspace import Workspace

PAIR = ("first", "second")


def protocol_of(work: Work, ballot_id: str) -> StoredProtocol:
    """The latest version of a ballot's protocol; a fresh draft when nothing is kept yet."""
    return work.protocols.get(ballot_id) or StoredProtocol(ballot_id, 1, Status.DRAFT)


def set_aside_of(work: Work, protocol: StoredProtocol) -> list[Entry[EntriesSetAside]]:
    """What was set aside of this version, oldest first."""
    kept = work.registers.all(EntriesSetAside, protocol.ballot_id)
    return [entry for entry in kept if entry.content.version == protocol.version]


def entries_at_hand(work: Work, protocol: StoredProtocol) -> list[StoredEntry]:
    """The entries of a version that stand: at most one first, one second, and cells typed again."""
    aside = {i for kept in set_aside_of(work, protocol) for i in kept.content.entry_ids}
    entries = work.protocols.entries(protocol.ballot_id, protocol.version)
    return [entry for entry in entries if entry.entry_id not in aside]


def find_entry(work: Work, protocol: StoredProtocol, kind: str) -> StoredEntry | None:
    """The first or second entry that stands."""
    entries = entries_at_hand(work, protocol)
    return next((entry for entry in entries if entry.kind == kind), None)


def lone_reason(work: Work, protocol: StoredProtocol) -> str:
    """Why one member typed both entries; empty when nobody said so.  A correction inherits it."""
    said = work.registers.all(LoneTypist, protocol.ballot_id)
    reasons = [e.content.reason for e in said if e.content.version <= protocol.version]
    return reasons[-1] if reasons else ""


def comparison_of(
    workspace: Workspace, work: Work, ballot: Ballot, *, others: bool = False
) -> Comparison | None:
    """Both entries side by side; None until both are finished, because the second is blind.

    `others` looks for sheets that were exchanged with this one, among those finished too.
    """
    if others:
        return _comparison_of(workspace, work, ballot, others=True)
    key = remembered("comparison", workspace, ballot)
    return work.memory.of(key, lambda: _comparison_of(workspace, work, ballot, others=False))


def _comparison_of(
    workspace: Workspace, work: Work, ballot: Ballot, *, others: bool
) -> Comparison | None:
    standing = entries_at_hand(work, protocol_of(work, ballot.ballot_id))
    if _pair(standing) is None:
        return None
    order = tuple(spec.cell for spec in typed_cells(workspace, work, ballot))
    beside = _other_sheets(workspace, work, ballot, order) if others else []
    return compared(standing, order, beside)


def compared(
    entries: Sequence[StoredEntry], order: Sequence[str], others: Sequence[OtherSheet] = ()
) -> Comparison | None:
    """Entries of one sheet compared over cells in official order; None without a finished pair."""
    pair = _pair(entries)
    if pair is None:
        return None
    again = [_typed_entry(entry) for entry in entries if entry.kind == "recheck"]
    return compare(_typed_entry(pair[0]), _typed_entry(pair[1]), order, again, others)


def stands(workspace: Workspace, work: Work, ballot: Ballot) -> bool:
    """Say whether the figures of a ballot stand: entered twice, no cell open."""
    comparison = comparison_of(workspace, work, ballot)
    protocol = protocol_of(work, ballot.ballot_id)
    return comparison is not None and settled(comparison, lone_reason(work, protocol))


def settle(workspace: Workspace, work: Work, ballot: Ballot) -> Status:
    """Write down whether the entries of a ballot agree; its status."""
    status = Status.ENTERED_TWICE if stands(workspace, work, ballot) else Status.DRAFT
    work.protocols.save(replace(protocol_of(work, ballot.ballot_id), status=status))
    return status


def begin_entry(
    workspace: Workspace, work: Work, protocol: StoredProtocol, kind: str, member_id: str
) -> StoredEntry:
    """Begin an empty entry of a version."""
    _keep_fresh(work, protocol)
    entry = StoredEntry(
        uuid4().hex, protocol.ballot_id, protocol.version, kind, member_id, workspace.clock.now(),
        None,
    )  # fmt: skip
    work.protocols.start_entry(entry)
    return entry


def begin_copy(work: Work, entry: StoredEntry, protocol: StoredProtocol) -> None:
    """Begin an entry of a version as another one is: same member, same figures, same times."""
    _keep_fresh(work, protocol)
    copied = replace(
        entry, entry_id=uuid4().hex, ballot_id=protocol.ballot_id, version=protocol.version
    )
    work.protocols.start_entry(copied)


def set_aside(
    workspace: Workspace, work: Work, actor: Actor, protocol: StoredProtocol,
    entries: Iterable[StoredEntry], why: Why, said: str, happened: datetime | None = None,
) -> Entry[EntriesSetAside]:  # fmt: skip
    """Let entries stand no longer; they stay readable. The reason's words are not journalled."""
    ids = tuple(entry.entry_id for entry in entries)
    kept = EntriesSetAside(protocol.ballot_id, protocol.version, why, said, ids)
    return keep(
        workspace, work, actor, kept, happened=happened, why=why.value, entries=len(ids),
        version=protocol.version,
    )  # fmt: skip


def refuse_frozen(protocol: StoredProtocol) -> None:
    """Refuse with NotAllowedError ``entry.frozen`` once the figures are final."""
    if protocol.status not in {Status.DRAFT, Status.ENTERED_TWICE}:
        raise NotAllowedError.of("entry.frozen")


def _keep_fresh(work: Work, protocol: StoredProtocol) -> None:
    if work.protocols.get(protocol.ballot_id) is None:
        work.protocols.save(protocol)


def _pair(entries: Iterable[StoredEntry]) -> tuple[StoredEntry, StoredEntry] | None:
    finished = {entry.kind: entry for entry in entries if entry.finished and entry.kind in PAIR}
    return (finished["first"], finished["second"]) if len(finished) == len(PAIR) else None


def _typed_entry(entry: StoredEntry) -> TypedEntry:
    cells = {
        v.cell: TypedCell(v.cell, v.figure, entry.member_id, v.typed_at, v.parts)
        for v in entry.values
    }
    return TypedEntry(entry.member_id, cells, entry.finished)


def _other_sheets(
    workspace: Workspace, work: Work, ballot: Ballot, order: tuple[str, ...]
) -> list[OtherSheet]:
    found: list[OtherSheet] = []
    for other in workspace.election.ballots_of(workspace.info.precinct_id):
        theirs = tuple(spec.cell for spec in typed_cells(workspace, work, other))
        places = same_places(order, theirs)
        pair = _pair(entries_at_hand(work, protocol_of(work, other.ballot_id)))
        if other != ballot and places is not None and pair is not None:
            first, second = (_renamed(entry, places) for entry in pair)
            found.append(OtherSheet(other.ballot_id, first, second))
    return found


def _renamed(entry: StoredEntry, places: dict[str, str]) -> dict[str, Figure]:
    figures = {value.cell: value.figure for value in entry.values}
    return {ours: figures[theirs] for ours, theirs in places.items() if theirs in figures}
