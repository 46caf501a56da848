# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Explanations and acts: what a warning or an act-grade finding asks for before signing."""

from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError
from precinct_app.domain.protocol.check import CheckReport, Finding
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.wording import Wording
from precinct_app.services.acts.on_sheets import answered_on, next_act_number
from precinct_app.services.circumstances import Signing
from precinct_app.services.ports import StoredNote, Work
from precinct_app.services.sheet_report import current_report
from precinct_app.services.workspace import Workspace, record_event, require

KIND_OF_GRADE = {Grade.ACT: "act", Grade.WARNING: "explanation"}


def answer_findings(
    workspace: Workspace,
    actor: Actor,
    ballot_id: str,
    codes: tuple[str, ...],
    text: Wording,
    happened: datetime | None = None,
    signing: Signing | None = None,
) -> StoredNote:
    """Answer findings of one grade by an explanation (warnings) or an act (act-grade findings).

    The note is bound to the figures of its first finding and lapses when they change.  InputError
    ``note.no_finding`` when no such finding stands, ``note.empty`` for a text without words.
    """
    require(actor, Right.EXPLAIN)
    if not (text.kk.strip() and text.ru.strip()):
        raise InputError.of("note.empty")
    finding = _standing(current_report(workspace, actor, ballot_id, signing), codes)
    kind = KIND_OF_GRADE[finding.grade]
    now = workspace.clock.now()
    with workspace.store.begin() as work:
        protocol = work.protocols.get(ballot_id)
        note = StoredNote(
            _next_number(work, kind), kind, ballot_id,
            protocol.version if protocol else 1, codes, text, actor.member_id, happened or now,
            finding.left, finding.right,
        )  # fmt: skip
        work.protocols.add_note(note)
        record_event(
            workspace, work, actor, f"note.{kind}", ballot_id, happened=happened,
            number=note.number, codes=" ".join(codes),
        )  # fmt: skip
    return note


def unanswered(work: Work, ballot_id: str, version: int, report: CheckReport) -> list[Finding]:
    """Findings that still need an act or an explanation with the present figures."""
    notes = work.protocols.notes(ballot_id, version)
    return [
        finding
        for finding in report.findings
        if finding.grade in KIND_OF_GRADE
        and not any(_answers(n, finding) for n in notes)
        and not (finding.grade is Grade.ACT and answered_on(work, ballot_id, finding))
    ]


def _next_number(work: Work, kind: str) -> int:
    return next_act_number(work) if kind == "act" else work.protocols.next_note_number(kind)


def _answers(note: StoredNote, finding: Finding) -> bool:
    if note.kind != KIND_OF_GRADE[finding.grade] or finding.code not in note.codes:
        return False
    return finding.code != note.codes[0] or (note.left, note.right) == (finding.left, finding.right)


def _standing(report: CheckReport, codes: tuple[str, ...]) -> Finding:
    found = {f.code: f for f in reversed(report.findings) if f.grade in KIND_OF_GRADE}
    if not codes or any(code not in found for code in codes):
        raise InputError.of("note.no_finding", codes=" ".join(codes))
    if len({found[code].grade for code in codes}) > 1:
        raise InputError.of("note.two_grades", codes=" ".join(codes))
    return found[codes[0]]
