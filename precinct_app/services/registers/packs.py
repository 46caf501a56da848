# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Packs sealed at the end of the night, and the hand-over of papers with its act (field: C11).

For papers: `packs_shown` gives the labels, `papers_handed` what an act of hand-over lists.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from precinct_app.domain.commission import Actor, Member, Right
from precinct_app.domain.election import Ballot, Receiver
from precinct_app.domain.errors import InputError
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.packs import (
    Expected,
    OriginalHanded,
    Pack,
    PackDifference,
    PackKind,
    PapersHanded,
    differences,
    faults,
)
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs by their numbers, and those that hold another number than the protocols say."""

    entries: tuple[Entry[Pack], ...]
    differences: tuple[PackDifference, ...]


@dataclass(frozen=True, slots=True)
class HandedPapers:
    """A hand-over of papers with all that its act names."""

    entry: Entry[PapersHanded]
    receiver: Receiver
    ballots: tuple[Ballot, ...]
    """Of the originals, in their order."""
    packs: tuple[Entry[Pack], ...]
    handed_by: tuple[Member, ...]


def seal_pack(
    workspace: Workspace, actor: Actor, pack: Pack, happened: datetime | None = None
) -> Entry[Pack]:
    """Keep a pack with the next number; the number that it brings is not looked at.

    InputError with every fault of what was typed (``packs.…``).
    """
    require(actor, Right.KEEP_REGISTERS)
    if found := faults(pack, workspace.precinct.ballot_ids):
        raise InputError(*found)
    with workspace.store.begin() as work:
        number = len(work.registers.history(Pack)) + 1
        content = replace(pack, number=number, seal=pack.seal.strip(), note=pack.note.strip())
        return keep(
            workspace, work, actor, content, happened, holds=pack.kind.value, seal=content.seal
        )


def undo_pack(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo a pack; its number is not used again."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, Pack, entry_id, reason)


def packs_shown(workspace: Workspace, actor: Actor) -> Packs:
    """Every pack, and where its sheets are not what the protocol says."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        entries = work.registers.all(Pack)
        return Packs(tuple(entries), differences(entries, _expected(workspace, work)))


def hand_papers(
    workspace: Workspace,
    actor: Actor,
    receiver_id: str,
    *,
    originals: Sequence[OriginalHanded],
    packs: Collection[int],
    acts: Collection[int],
    handed_by: Sequence[str],
    received_by: str,
    happened: datetime | None = None,
) -> Entry[PapersHanded]:
    """Keep that papers were handed up.

    InputError ``packs.receiver``, ``packs.unknown`` with the number, ``packs.original`` for a protocol
    of another receiver or of no such version, ``packs.who`` without both sides.
    """
    require(actor, Right.HAND_OVER)
    _refuse_unknown_people(workspace, receiver_id, handed_by, received_by)
    with workspace.store.begin() as work:
        known = {entry.content.number for entry in work.registers.all(Pack)}
        if strange := sorted(set(packs) - known):
            raise InputError.of("packs.unknown", number=strange[0])
        for original in originals:
            _refuse_strange_original(workspace, work, receiver_id, original)
        number = len(work.registers.history(PapersHanded)) + 1
        content = PapersHanded(
            number, receiver_id, tuple(originals), tuple(sorted(acts)), tuple(sorted(packs)),
            tuple(handed_by), received_by.strip(),
        )  # fmt: skip
        return keep(workspace, work, actor, content, happened, number=number, packs=len(packs))


def undo_handed(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo a hand-over of papers."""
    require(actor, Right.HAND_OVER)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, PapersHanded, entry_id, reason)


def papers_handed(workspace: Workspace, actor: Actor) -> tuple[HandedPapers, ...]:
    """Every hand-over of papers as its act names it."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        packs = {entry.content.number: entry for entry in work.registers.history(Pack)}
        entries = work.registers.all(PapersHanded)
    election = workspace.election
    return tuple(
        HandedPapers(
            entry, election.receiver(entry.content.receiver_id),
            tuple(election.ballot(original.ballot_id) for original in entry.content.originals),
            tuple(packs[number] for number in entry.content.packs),
            tuple(workspace.member(member_id) for member_id in entry.content.handed_by),
        )
        for entry in entries
    )  # fmt: skip


def _expected(workspace: Workspace, work: Work) -> Expected:
    """What the frozen protocols say of the ballots that packs hold."""
    found: dict[tuple[str, PackKind], int] = {}
    for ballot in workspace.election.ballots_of(workspace.info.precinct_id):
        protocol = work.protocols.get(ballot.ballot_id)
        record = protocol.record if protocol else None
        for kind in PackKind:
            figure = record.figure(kind.value) if record and kind.of_ballots else None
            if isinstance(figure, int):
                found[ballot.ballot_id, kind] = figure
    return found


def _refuse_unknown_people(
    workspace: Workspace, receiver_id: str, handed_by: Sequence[str], received_by: str
) -> None:
    if receiver_id not in {receiver.receiver_id for receiver in workspace.election.receivers}:
        raise InputError.of("packs.receiver")
    members = {member.member_id for member in workspace.precinct.members}
    if not handed_by or not set(handed_by) <= members or not received_by.strip():
        raise InputError.of("packs.who")


def _refuse_strange_original(
    workspace: Workspace, work: Work, receiver_id: str, original: OriginalHanded
) -> None:
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    mine = {ballot.ballot_id for ballot in ballots if ballot.receiver_id == receiver_id}
    protocol = work.protocols.version(original.ballot_id, original.version)
    counts = original.originals >= 1 and original.sheets >= original.originals
    if original.ballot_id not in mine or protocol is None or not counts:
        raise InputError.of("packs.original")
