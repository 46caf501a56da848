# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Final figures opened again by a decision of the commission, the same night or days later (field: C6).

What was signed never changes: a correction is a new version that begins with the former one's entries.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.protocol.outside import Quorum
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.entries import ReopenedByDecision
from precinct_app.domain.registers.entry import Entry
from precinct_app.services.entries_at_hand import (
    begin_copy,
    entries_at_hand,
    protocol_of,
    settle,
)
from precinct_app.services.papers.heading import now as local_now
from precinct_app.services.ports import StoredProtocol, Work
from precinct_app.services.registers.issuers import refuse_stranger
from precinct_app.services.registers.keeping import keep
from precinct_app.services.registers.people import is_signed
from precinct_app.services.two_people import Agreed, refuse_alone
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the commission: its number, its date, who took part, why."""

    number: str
    date: date
    present: tuple[str, ...]
    reason: str


def reopen_by_decision(
    workspace: Workspace,
    actor: Actor,
    ballot_id: str,
    decision: Decision,
    happened: datetime | None = None,
    *,
    agreed: Agreed,
) -> Entry[ReopenedByDecision]:
    """Open final figures again; a version that is signed or handed over is followed by a new one.

    InputError ``reopening.no_number``, ``reopening.no_reason``, ``reopening.date``,
    ``ballots.member_unknown``; NotAllowedError ``reopening.quorum``, and ``reopening.not_final`` for
    figures that are not final: those are simply opened again; what `refuse_alone` has.
    """
    require(actor, Right.LEAD_DAY)
    _refuse_faults(workspace, decision)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        if protocol.record is None:
            raise NotAllowedError.of("reopening.not_final")
        said = refuse_alone(actor, agreed, Right.SIGN)
        opened = _follow(work, protocol) if _is_out(work, protocol) else _unfreeze(work, protocol)
        settle(workspace, work, workspace.election.ballot(ballot_id))
        content = ReopenedByDecision(
            ballot_id, opened.version, decision.number.strip(), decision.date,
            tuple(dict.fromkeys(decision.present)), decision.reason.strip(),
        )  # fmt: skip
        return keep(
            workspace, work, actor, content, happened, version=opened.version,
            number=content.number, date=decision.date.isoformat(),
            present=" ".join(content.present), **said,
        )  # fmt: skip


def decision_of(work: Work, ballot_id: str, version: int) -> ReopenedByDecision | None:
    """The decision by which a version was made; None for the first."""
    found = [
        entry.content
        for entry in work.registers.all(ReopenedByDecision, ballot_id)
        if entry.content.version == version
    ]
    return found[-1] if found else None


def _refuse_faults(workspace: Workspace, decision: Decision) -> None:
    if not decision.number.strip():
        raise InputError.of("reopening.no_number")
    if not decision.reason.strip():
        raise InputError.of("reopening.no_reason")
    if not workspace.election.day <= decision.date <= local_now(workspace).date():
        raise InputError.of("reopening.date")
    for member_id in decision.present:
        refuse_stranger(workspace, member_id)
    quorum = Quorum(len(set(decision.present)), len(workspace.precinct.members))
    if quorum.present < quorum.needed:
        raise NotAllowedError.of("reopening.quorum", present=quorum.present, needed=quorum.needed)


def _is_out(work: Work, protocol: StoredProtocol) -> bool:
    """Signed with a key or in ink, or handed over: what stands on paper never changes."""
    return is_signed(work, protocol) or protocol.status is Status.HANDED_OVER


def _unfreeze(work: Work, protocol: StoredProtocol) -> StoredProtocol:
    """Nobody has signed: the same version is open again."""
    opened = StoredProtocol(protocol.ballot_id, protocol.version, Status.DRAFT)
    work.protocols.save(opened)
    return opened


def _follow(work: Work, protocol: StoredProtocol) -> StoredProtocol:
    """A new version that begins with the entries of the signed one."""
    work.protocols.save(replace(protocol, status=Status.CORRECTING))
    opened = StoredProtocol(protocol.ballot_id, protocol.version + 1, Status.DRAFT)
    work.protocols.save(opened)
    for entry in entries_at_hand(work, protocol):
        begin_copy(work, entry, opened)
    return opened
