# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The sheet that goes with a correction: lines that changed, copies that are stale."""

from dataclasses import dataclass

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.papers.changes import GivenCopy
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.people import CopyGiven, Recipient, stale_copies
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.ballot_sheet import sheet_cells
from precinct_app.services.papers.heading import local, printed
from precinct_app.services.ports import Press, Work
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line whose figure a later version has otherwise; None where it was not there."""

    official: str
    caption: Wording
    old: Figure | None
    new: Figure | None


def changed_lines(workspace: Workspace, actor: Actor, ballot_id: str) -> tuple[ChangedLine, ...]:
    """Lines that a correction changed, in official order; none where there is no former version."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        new, old = _versions(work, ballot_id)
        cells = sheet_cells(workspace, work, workspace.election.ballot(ballot_id))
    if new is None or old is None:
        return ()
    before, after = old.figures(), new.figures()
    return tuple(
        ChangedLine(spec.official, spec.caption, before.get(spec.cell), after.get(spec.cell))
        for spec in cells if before.get(spec.cell) != after.get(spec.cell)
    )  # fmt: skip


def _versions(work: Work, ballot_id: str) -> tuple[ProtocolRecord | None, ProtocolRecord | None]:
    """The records of the latest version and of the one before it."""
    protocol = work.protocols.get(ballot_id)
    former = work.protocols.version(ballot_id, protocol.version - 1) if protocol else None
    return (protocol.record if protocol else None), (former.record if former else None)


def changes_sheet(workspace: Workspace, actor: Actor, ballot_id: str, press: Press) -> bytes:
    """What a correction changed; it may be printed once the new figures are final.

    NotAllowedError ``changes.none`` where the ballot's protocol has no final second version.
    """
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        protocol = work.protocols.get(ballot_id)
        former = work.protocols.version(ballot_id, protocol.version - 1) if protocol else None
        if not (protocol and protocol.record and former and former.record):
            raise NotAllowedError.of("changes.none")
        given = stale_copies(work.registers.all(CopyGiven), ballot_id, protocol.version)
        printed(
            workspace, work, actor, "changes_sheet", ballot=ballot_id, version=protocol.version
        )  # fmt: skip
    copies = [_copy(workspace, entry) for entry in given]
    form = workspace.forms[protocol.record.form_id]
    return press.changes(protocol.record, former.record, form, protocol.seal, copies)


def _copy(workspace: Workspace, entry: Entry[CopyGiven]) -> GivenCopy:
    """A copy by its number and kind of recipient; the one that hangs at the station has no number."""
    copy = entry.content
    number = 0 if copy.recipient is Recipient.POSTED else copy.number
    name = wording(f"recipient.{copy.recipient.value}")
    return GivenCopy(number, name, local(workspace, entry.happened))
