# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The finish of every ballot: what is done, what is next, on which rungs it stands, what is missing.

The one place that says so; window and command line only show it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.canonical import control_number
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, NotAllowedError, Reason
from precinct_app.domain.finish import Facts, Way, way_of
from precinct_app.domain.ladder import rungs
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.handing import (
    BundlePacked,
    BundleWritten,
    Outcome,
    ReceiptTaken,
)
from precinct_app.domain.registers.people import CopyGiven, Recipient
from precinct_app.domain.registers.signing import Obstacle, Original, OriginalMade
from precinct_app.domain.wording import Wording
from precinct_app.services.entries_at_hand import protocol_of
from precinct_app.services.obstacles import standing
from precinct_app.services.ports import StoredProtocol, Work
from precinct_app.services.protocol_freezing import waiting_for_final
from precinct_app.services.protocol_signing import final_protocol
from precinct_app.services.registers.issuers import refuse_stranger
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.people import outdated
from precinct_app.services.signing_conditions import waiting_for_signatures
from precinct_app.services.signing_set import missing_of, roles_of
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class BallotFinish:
    """One ballot's protocol on its way."""

    ballot_id: str
    name: Wording
    receiver_id: str
    version: int
    status: Status
    control_number: str
    """36 digits; empty until the figures are final."""
    way: Way
    received: Outcome | None
    """What the district's receipt says of this version."""


def finish(workspace: Workspace, actor: Actor) -> tuple[BallotFinish, ...]:
    """Every ballot of the day in its order."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        without = frozenset(standing(work))
        return tuple(
            _of(workspace, work, ballot.ballot_id, without)
            for ballot in workspace.election.ballots_of(workspace.info.precinct_id)
        )


def finish_of(workspace: Workspace, actor: Actor, ballot_id: str) -> BallotFinish:
    """One ballot."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        return _of(workspace, work, ballot_id, frozenset(standing(work)))


def original_made(
    workspace: Workspace,
    actor: Actor,
    ballot_id: str,
    how: Original,
    originals: int,
    signed_by: Sequence[str] = (),
    happened: datetime | None = None,
) -> Entry[OriginalMade]:
    """Originals on paper were made of the final figures, and these members signed them in ink.

    NotAllowedError ``sign.not_frozen``; InputError ``finish.originals``, ``ballots.member_unknown``.
    """
    require(actor, Right.LEAD_DAY)
    if originals < 1:
        raise InputError.of("finish.originals")
    for member_id in signed_by:
        refuse_stranger(workspace, member_id)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        if protocol.record is None:
            raise NotAllowedError.of("sign.not_frozen")
        content = OriginalMade(
            ballot_id, protocol.version, how, originals, tuple(dict.fromkeys(signed_by))
        )
        return keep(
            workspace, work, actor, content, happened, version=protocol.version, how=how.value,
            signed_by=" ".join(content.signed_by),
        )  # fmt: skip


def signed_papers(workspace: Workspace, actor: Actor, ballot_id: str) -> dict[str, bytes]:
    """A protocol's data and papers as they are now, by file name; ``sign.not_frozen`` before that."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        held = final_protocol(work, ballot_id)
    stem = f"{workspace.info.precinct_id}_{ballot_id}_v{held.version}"
    files = {"json": held.record_json, "pdf": held.pdf, "xlsx": held.xlsx}
    return {f"{stem}.{ending}": data for ending, data in files.items() if data}


def undo_original(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """It was not so."""
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, OriginalMade, entry_id, reason)


def _of(
    workspace: Workspace, work: Work, ballot_id: str, without: frozenset[Obstacle]
) -> BallotFinish:
    protocol, ballot = protocol_of(work, ballot_id), workspace.election.ballot(ballot_id)
    facts = _facts(workspace, work, protocol, without)
    number = control_number(protocol.record_json) if protocol.record_json else ""
    return BallotFinish(
        ballot_id, ballot.short_name, ballot.receiver_id, protocol.version, protocol.status,
        number, way_of(facts, roles_of(workspace)), _received(work, protocol),
    )  # fmt: skip


def _facts(
    workspace: Workspace, work: Work, protocol: StoredProtocol, without: frozenset[Obstacle]
) -> Facts:
    ballot_id, version = protocol.ballot_id, protocol.version
    copies = [
        entry.content
        for entry in work.registers.all(CopyGiven, ballot_id)
        if entry.content.version == version
    ]
    posted = any(copy.recipient is Recipient.POSTED for copy in copies)
    packed = _bundles(workspace, work, protocol, without)
    written = [e.content.number for e in work.registers.all(BundleWritten)]
    originals = work.registers.all(OriginalMade, ballot_id)
    return Facts(
        final=protocol.record is not None,
        waiting=tuple(_waiting(workspace, work, protocol)),
        signers=protocol.signers,
        signed_by=protocol.signed_by,
        missing=missing_of(work, protocol),
        sealed=bool(protocol.seal),
        on_paper=any(entry.content.version == version for entry in originals),
        posted=posted,
        copies=sum(copy.recipient is not Recipient.POSTED for copy in copies),
        stale=len(outdated(work, protocol)),
        packed=bool(packed),
        written=any(number in written for number in packed),
        without=without,
    )


def _waiting(workspace: Workspace, work: Work, protocol: StoredProtocol) -> list[Reason]:
    ballot = workspace.election.ballot(protocol.ballot_id)
    if protocol.record is None:
        return waiting_for_final(workspace, work, ballot)
    if protocol.signers and set(protocol.signed_by) >= {s.member_id for s in protocol.signers}:
        return []
    return waiting_for_signatures(workspace, work, protocol, missing_of(work, protocol))


def _bundles(
    workspace: Workspace, work: Work, protocol: StoredProtocol, without: frozenset[Obstacle]
) -> list[int]:
    """Bundles that hold this version signed no worse than it is now."""
    now = rungs(
        protocol.signers, protocol.signed_by, missing_of(work, protocol), roles_of(workspace),
        sealed=bool(protocol.seal), printed=Obstacle.NO_PRINTER not in without,
    )  # fmt: skip
    found = []
    for entry in work.registers.all(BundlePacked):
        for packed in entry.content.protocols:
            same = (packed.ballot_id, packed.version) == (protocol.ballot_id, protocol.version)
            if same and (packed.rungs == now or min(packed.rungs) < min(now)):
                found.append(entry.content.number)
    return found


def _received(work: Work, protocol: StoredProtocol) -> Outcome | None:
    """The last word of the district on this version."""
    receipts = sorted(work.registers.all(ReceiptTaken), key=lambda e: e.content.imported)
    found = [
        outcome
        for entry in receipts
        for outcome in entry.content.outcomes
        if (outcome.ballot_id, outcome.version) == (protocol.ballot_id, protocol.version)
    ]
    return found[-1] if found else None
