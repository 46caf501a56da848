# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts as a sheet sees them: which it lists among its papers, which findings they answer."""

from precinct_app.domain.protocol.check import Finding
from precinct_app.domain.protocol.record import ActNote
from precinct_app.domain.registers.acts import Act, Answered, next_number
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.notes import Note, NoteKind, last_number
from precinct_app.services.papers.heading import local
from precinct_app.services.ports import Work
from precinct_app.services.workspace import Workspace


def acts_on(work: Work, ballot_id: str) -> list[Entry[Act]]:
    """Standing acts that a ballot's sheet lists, by number."""
    found = [e for e in work.registers.all(Act) if ballot_id in e.content.ballot_ids]
    return sorted(found, key=lambda entry: entry.content.number)


def notes_on(workspace: Workspace, work: Work, ballot_id: str) -> list[ActNote]:
    """The acts of a sheet as its protocol tells them."""
    return [
        ActNote(
            entry.content.number, local(workspace, entry.happened), entry.content.codes,
            entry.content.summary,
        )
        for entry in acts_on(work, ballot_id)
    ]  # fmt: skip


def answered_on(work: Work, ballot_id: str, finding: Finding) -> bool:
    """A standing act answers a finding of a ballot's sheet with its present figures."""
    asked = as_answered(ballot_id, finding)
    return any(entry.content.covers(asked) for entry in work.registers.all(Act))


def as_answered(ballot_id: str, finding: Finding) -> Answered:
    """A finding as acts and notes remember it."""
    return Answered(ballot_id, finding.code, finding.row, finding.left, finding.right)


def next_act_number(work: Work) -> int:
    """The next number of the day for acts, whether they are kept as such or as a sheet's note."""
    return next_number(
        work.registers.history(Act), last_number(work.registers.history(Note), NoteKind.ACT)
    )
