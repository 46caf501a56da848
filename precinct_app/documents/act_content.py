# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""From a record's short note of an act to the whole act: lines, figures and findings."""

from collections.abc import Iterator

from precinct_app.documents.act_pdf import ActPaper, Fact
from precinct_app.documents.content import names_of
from precinct_app.domain.protocol.check import Finding, check
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.record import ActNote, ProtocolRecord
from precinct_app.domain.protocol.sheet import Sheet, cell_parts
from precinct_app.domain.wording import Wording


def act_paper(record: ProtocolRecord, form: Form, note: ActNote) -> ActPaper:
    """The act of a note, with the figures that the record holds for the note's codes."""
    findings = _findings(record, form, note)
    concerned = _cells(record, form, note, findings)
    figures = record.figures()
    facts = tuple(Fact(spec.official, spec.caption, figures[spec.cell]) for spec in concerned)
    return ActPaper(
        number=note.number, time=note.time, title=_title(form, note), codes=note.codes,
        lines=tuple(spec.official for spec in concerned), facts=facts, checks=(),
        findings=tuple(finding.said for finding in findings), decision=note.text,
        members=record.members, precinct_number=record.precinct_number, region=record.region,
        settlement=record.settlement, address=record.address, election_id=record.election_id,
        election_name=record.election_name, day=record.day, ballot_name=record.ballot_name,
        version=record.version, mode=record.mode,
    )  # fmt: skip


def _findings(record: ProtocolRecord, form: Form, note: ActNote) -> list[Finding]:
    report = check(
        form, Sheet(record.figures()), record.rows(form), level=record.level,
        parameters={"mandates": record.mandates},
    )  # fmt: skip
    return [finding for finding in report.findings if finding.code in note.codes]


def _cells(
    record: ProtocolRecord, form: Form, note: ActNote, findings: list[Finding]
) -> list[CellSpec]:
    """Cells of the findings, or of the relations where the figures no longer show the fault."""
    figures = record.figures()
    wanted = {cell for finding in findings for cell in finding.cells}
    found = {finding.code for finding in findings}
    wanted |= {cell for code in note.codes if code not in found for cell in _of_code(form, code)}
    specs = form.cells(record.rows(form), record.level, names_of(record))
    return [s for s in specs if s.cell in figures and not s.flag and _is_wanted(s.cell, wanted)]


def _is_wanted(cell: str, wanted: set[str]) -> bool:
    return cell in wanted or (cell_parts(cell)[1] != "" and cell_parts(cell)[0] in wanted)


def _of_code(form: Form, code: str) -> Iterator[str]:
    for relation in form.relations:
        if relation.code == code and relation.linear is not None:
            yield from (ref.name for ref in relation.linear.refs)


def _title(form: Form, note: ActNote) -> Wording:
    """What the first known code says, up to the first sentence that would need a number."""
    for relation in form.relations:
        if relation.code in note.codes:
            says = relation.says
            return Wording(_plain(says.kk), _plain(says.ru), _plain(says.en))
    return Wording("", "", "")


def _plain(text: str) -> str:
    sentence = text.split(". ", maxsplit=1)[0].removesuffix(".")
    return "" if "{" in sentence else sentence
