# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certified copies of protocols: logged with who and when, drawn from the signed data (field: O2)."""

from collections.abc import Mapping
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError
from precinct_app.domain.papers.copies import ProtocolCopy, SignedOriginal
from precinct_app.domain.protocol.missing import WhyNot
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.people import CopyGiven, Recipient
from precinct_app.domain.registers.signing import OriginalMade
from precinct_app.runtime.texts import wording
from precinct_app.services.papers.heading import local, printed
from precinct_app.services.ports import Press, StoredProtocol, Work
from precinct_app.services.registers.people import give_copy
from precinct_app.services.signing_set import missing_of
from precinct_app.services.workspace import Workspace, require


def copy_for(
    workspace: Workspace, actor: Actor, ballot_id: str, recipient: Recipient, given_to: str,
    press: Press,
) -> tuple[Entry[CopyGiven], bytes]:  # fmt: skip
    """Log a copy of the latest version and draw it, in one; refusals are those of `give_copy`."""
    entry = give_copy(workspace, actor, ballot_id, recipient, given_to)
    return entry, print_copy(workspace, actor, entry.entry_id, press)


def print_copy(workspace: Workspace, actor: Actor, entry_id: str, press: Press) -> bytes:
    """A copy as PDF, of the version that it was given of; InputError ``copies.unknown``."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        entry = work.registers.get(CopyGiven, entry_id)
        if entry is None:
            raise InputError.of("copies.unknown")
        given = entry.content
        found = work.protocols.version(given.ballot_id, given.version)
        if found is None or found.record is None:
            raise InputError.of("copies.unknown")
        copy = _copy(workspace, work, entry, found)
        printed(
            workspace, work, actor, "copy", number=given.number,
            ballot=found.ballot_id, version=found.version,
        )  # fmt: skip
    return press.copy(found.record, workspace.forms[found.record.form_id], found.seal, copy)


def _copy(
    workspace: Workspace, work: Work, entry: Entry[CopyGiven], protocol: StoredProtocol
) -> ProtocolCopy:
    recipient = entry.content.recipient
    number = 0 if recipient is Recipient.POSTED else entry.content.number
    return ProtocolCopy(
        number, wording(f"recipient.{recipient.value}"), local(workspace, entry.happened),
        tuple(_signed(workspace, work, protocol)),
    )  # fmt: skip


def _signed(workspace: Workspace, work: Work, protocol: StoredProtocol) -> list[SignedOriginal]:
    originals = [
        e.content
        for e in work.registers.all(OriginalMade, protocol.ballot_id)
        if e.content.version == protocol.version
    ]
    ink = {member for original in originals for member in original.signed_by}
    refused = {m.member_id for m in missing_of(work, protocol) if m.why is WhyNot.REFUSES}
    times = _times(workspace, work, protocol)
    return [
        SignedOriginal(
            member.member_id, member.member_id in ink if originals else None,
            times.get(member.member_id), member.member_id in refused,
        )
        for member in workspace.precinct.members
    ]  # fmt: skip


def _times(workspace: Workspace, work: Work, protocol: StoredProtocol) -> Mapping[str, datetime]:
    """When each signature that this version has was made, as the journal tells."""
    found = {}
    for event in work.journal.all():
        if event.subject != protocol.ballot_id or event.details.get("version") != protocol.version:
            continue
        if event.kind == "protocol.signed":
            found[event.member_id] = event.happened
        elif event.kind == "protocol.joined" and event.details.get("claimed"):
            claimed = datetime.fromisoformat(str(event.details["claimed"]))
            found[str(event.details["signed_by"])] = claimed
    return {m: local(workspace, when) for m, when in found.items() if m in protocol.signed_by}
