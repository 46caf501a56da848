# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Recounts on demand, and sheets typed into each other's ballots: set aside, never erased (field: C6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.protocol.entries import same_places
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.entries import Demander, EntriesSetAside, Why
from precinct_app.domain.registers.entry import Entry
from precinct_app.services.ballot_sheet import typed_cells
from precinct_app.services.entries_at_hand import (
    PAIR,
    begin_copy,
    compared,
    comparison_of,
    entries_at_hand,
    find_entry,
    protocol_of,
    refuse_frozen,
    set_aside,
    set_aside_of,
    settle,
)
from precinct_app.services.entry_differences import compared as both_entries
from precinct_app.services.ports import StoredEntry, StoredProtocol, Work
from precinct_app.services.workspace import Workspace, record_event, require


@dataclass(frozen=True, slots=True)
class Count:
    """One whole count of a ballot: what was agreed, and on whose demand it was counted again."""

    figures: dict[str, Figure]
    set_aside: Entry[EntriesSetAside] | None
    """None for the count that stands."""


def recount(
    workspace: Workspace,
    actor: Actor,
    ballot_id: str,
    demanded_by: Demander,
    happened: datetime | None = None,
) -> Entry[EntriesSetAside]:
    """Begin a recount: both entries are typed anew, the first count stays on record.

    Once, and before anybody has signed.  NotAllowedError ``recount.signed``, ``recount.once``,
    ``recount.not_counted`` until both entries of the first count are finished.
    """
    require(actor, Right.LEAD_DAY)
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        if protocol.signed_by:
            raise NotAllowedError.of("recount.signed")
        if any(kept.content.why is Why.RECOUNT for kept in set_aside_of(work, protocol)):
            raise NotAllowedError.of("recount.once")
        if comparison_of(workspace, work, ballot) is None:
            raise NotAllowedError.of("recount.not_counted")
        if protocol.record is not None:
            record_event(workspace, work, actor, "protocol.unfrozen", ballot_id)
        work.protocols.save(StoredProtocol(ballot_id, protocol.version, Status.DRAFT))
        return set_aside(
            workspace, work, actor, protocol, entries_at_hand(work, protocol), Why.RECOUNT,
            demanded_by.value, happened,
        )  # fmt: skip


def counts(workspace: Workspace, actor: Actor, ballot_id: str) -> tuple[Count, ...]:
    """Every whole count of the present version, the one that stands last.

    NotAllowedError ``entry.second_open`` while a recount's entries are not both finished: they are
    as blind as the first ones.
    """
    require(actor, Right.ENTER_COUNTS)
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        standing = both_entries(workspace, work, ballot).agreed
        kept = [
            entry
            for entry in set_aside_of(work, protocol_of(work, ballot_id))
            if entry.content.why is Why.RECOUNT
        ]
        former = [Count(former_figures(work, entry.content), entry) for entry in kept]
    return (*former, Count(standing, None))


def former_figures(work: Work, aside: EntriesSetAside) -> dict[str, Figure]:
    """What entries that were set aside had agreed on."""
    ids = set(aside.entry_ids)
    entries = work.protocols.entries(aside.ballot_id, aside.version)
    mine = [entry for entry in entries if entry.entry_id in ids]
    order = dict.fromkeys(value.cell for entry in mine for value in entry.values)
    found = compared(mine, tuple(order))
    return found.agreed if found else {}


def exchange(
    workspace: Workspace,
    actor: Actor,
    ballot_id: str,
    other_id: str,
    kinds: Sequence[str] = PAIR,
    reason: str = "",
) -> tuple[Status, Status]:
    """Move whole entries, first or second or both, each into the other ballot.

    For sheets that were typed into each other's ballots; an entry without a counterpart just moves.
    Figures stay as they were typed, by whom and when; cells typed again are typed anew.
    InputError ``exchange.other_lines`` for ballots whose sheets differ; NotAllowedError
    ``exchange.nothing``, ``entry.frozen``.
    """
    require(actor, Right.LEAD_DAY)
    here, there = (workspace.election.ballot(one) for one in (ballot_id, other_id))
    with workspace.store.begin() as work:
        sides = [_side(workspace, work, one, kinds) for one in (here, there)]
        places = same_places(sides[0].order, sides[1].order)
        if here == there or places is None:
            raise InputError.of("exchange.other_lines")
        if not any(side.moving for side in sides):
            raise NotAllowedError.of("exchange.nothing")
        back = {theirs: ours for ours, theirs in places.items()}
        for side in sides:
            _let_go(workspace, work, actor, side, reason)
        _bring(work, sides[0], sides[1].protocol, places)
        _bring(work, sides[1], sides[0].protocol, back)
        record_event(
            workspace, work, actor, "entry.exchanged", ballot_id, other=other_id,
            kinds=" ".join(kinds),
        )  # fmt: skip
        return settle(workspace, work, here), settle(workspace, work, there)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two ballots whose entries are exchanged."""

    protocol: StoredProtocol
    order: tuple[str, ...]
    moving: tuple[StoredEntry, ...]


def _side(workspace: Workspace, work: Work, ballot: Ballot, kinds: Sequence[str]) -> _Side:
    protocol = protocol_of(work, ballot.ballot_id)
    refuse_frozen(protocol)
    found = [find_entry(work, protocol, kind) for kind in kinds if kind in PAIR]
    return _Side(
        protocol, tuple(spec.cell for spec in typed_cells(workspace, work, ballot)),
        tuple(entry for entry in found if entry is not None),
    )  # fmt: skip


def _let_go(workspace: Workspace, work: Work, actor: Actor, side: _Side, reason: str) -> None:
    again = [e for e in entries_at_hand(work, side.protocol) if e.kind == "recheck"]
    leaving = [*side.moving, *again]
    if leaving:
        set_aside(workspace, work, actor, side.protocol, leaving, Why.EXCHANGED, reason.strip())


def _bring(work: Work, side: _Side, protocol: StoredProtocol, places: dict[str, str]) -> None:
    for entry in side.moving:
        values = tuple(
            replace(value, cell=places[value.cell])
            for value in entry.values
            if value.cell in places
        )
        begin_copy(work, replace(entry, values=values), protocol)
