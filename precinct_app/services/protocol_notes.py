# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Explanations and acts: what a warning or an act-grade finding asks for before signing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError
from precinct_app.domain.protocol.check import CheckReport, Finding
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.notes import Note, NoteKind, last_number
from precinct_app.domain.wording import Wording
from precinct_app.services.acts.on_sheets import answered_on, as_answered, next_act_number
from precinct_app.services.circumstances import Signing
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.sheet_report import report_of
from precinct_app.services.workspace import Workspace, require

KIND_OF_GRADE = {Grade.ACT: NoteKind.ACT, Grade.WARNING: NoteKind.EXPLANATION}


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding that is to be answered: on a ballot's sheet, on one row or on every row it has."""

    ballot_id: str
    code: str
    row: str | None = None


def answer_findings(
    workspace: Workspace,
    actor: Actor,
    asked: Sequence[Asked],
    text: Wording,
    happened: datetime | None = None,
    signing: Signing | None = None,
) -> Entry[Note]:
    """Answer findings of one grade, on one sheet or several, by one text.

    An explanation answers warnings, an act act-grade findings.  InputError ``note.no_finding`` when no
    such finding stands, ``note.two_grades``, ``note.empty`` for a text that is not in both languages.
    """
    require(actor, Right.EXPLAIN)
    if not (text.kk.strip() and text.ru.strip()):
        raise InputError.of("note.empty")
    with workspace.store.begin() as work:
        found = _standing(workspace, work, asked, signing)
        kind = KIND_OF_GRADE[found[0][1].grade]
        answers = tuple(as_answered(ballot_id, finding) for ballot_id, finding in found)
        note = Note(kind, _next_number(work, kind), text, answers)
        return keep(
            workspace, work, actor, note, happened,
            codes=" ".join(dict.fromkeys(answer.code for answer in answers)),
            ballots=" ".join(dict.fromkeys(answer.ballot_id for answer in answers)),
        )  # fmt: skip


def undo_note(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Take a text back; what it answered is open again, and its number is not used again."""
    require(actor, Right.EXPLAIN)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, Note, entry_id, reason)


def unanswered(work: Work, ballot_id: str, report: CheckReport) -> list[Finding]:
    """Findings that still need an act or an explanation with the present figures."""
    notes = [entry.content for entry in work.registers.all(Note)]
    return [
        finding
        for finding in report.findings
        if finding.grade in KIND_OF_GRADE
        and not any(as_answered(ballot_id, finding) in note.answers for note in notes)
        and not (finding.grade is Grade.ACT and answered_on(work, ballot_id, finding))
    ]


def notes_answering(
    work: Work, ballot_id: str, report: CheckReport
) -> list[tuple[Entry[Note], tuple[str, ...]]]:
    """Notes that answer a sheet's findings as they stand, each with those codes, by number."""
    findings = [as_answered(ballot_id, finding) for finding in report.findings]
    notes = sorted(work.registers.all(Note), key=lambda entry: entry.content.number)
    found = [(entry, entry.content.codes_on(findings)) for entry in notes]
    return [(entry, codes) for entry, codes in found if codes]


def _next_number(work: Work, kind: NoteKind) -> int:
    if kind is NoteKind.ACT:
        return next_act_number(work)
    return last_number(work.registers.history(Note), kind) + 1


def _standing(
    workspace: Workspace, work: Work, asked: Sequence[Asked], signing: Signing | None
) -> list[tuple[str, Finding]]:
    found: list[tuple[str, Finding]] = []
    for ballot_id in dict.fromkeys(one.ballot_id for one in asked):
        ballot = workspace.election.ballot(ballot_id)
        report = report_of(workspace, work, ballot, signing)
        for one in asked:
            if one.ballot_id == ballot_id:
                found += [(ballot_id, finding) for finding in _meant(one, report)]
    codes = " ".join(one.code for one in asked)
    if not found:
        raise InputError.of("note.no_finding", codes=codes)
    if len({finding.grade for _, finding in found}) > 1:
        raise InputError.of("note.two_grades", codes=codes)
    return found


def _meant(asked: Asked, report: CheckReport) -> list[Finding]:
    found = [
        finding
        for finding in report.findings
        if finding.grade in KIND_OF_GRADE
        and finding.code == asked.code
        and asked.row in {None, finding.row}
    ]
    if not found:
        raise InputError.of("note.no_finding", codes=asked.code)
    return found
