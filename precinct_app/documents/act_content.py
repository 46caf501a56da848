# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""From a record's short note of an act to the whole act: lines, figures and findings."""

from collections.abc import Iterator
from datetime import date

from precinct_app.documents.content import names_of
from precinct_app.domain.papers.act import ActContent, ActPaper, Fact, FactTable
from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.protocol.check import Finding, check
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.record import ActNote, ProtocolRecord
from precinct_app.domain.protocol.sheet import NA, Figure, Sheet, cell_parts
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording


def act_paper(record: ProtocolRecord, form: Form, note: ActNote) -> ActPaper:
    """The act of a note, with the figures that the record holds for the note's codes."""
    findings = _findings(record, form, note)
    concerned = _cells(record, form, note, findings)
    figures = record.figures()
    facts = tuple(_fact(spec, figures[spec.cell]) for spec in concerned)
    content = ActContent(
        _title(form, note), Sentence.of(wording("paper.act_preamble")),
        (FactTable(wording("paper.act_facts"), facts),),
        findings=tuple(Sentence.of(Wording.same("{said}"), said=f.said) for f in findings),
        decision=Sentence.free(note.text), only_ballot=True,
    )  # fmt: skip
    return ActPaper(
        heading_of(record), note.number, record.version, note.time, note.codes,
        tuple(spec.official for spec in concerned), record.ballot_name, content,
    )  # fmt: skip


def heading_of(record: ProtocolRecord) -> Heading:
    """Precinct and election of a record."""
    return Heading(
        record.mode, record.election_id, record.election_name, date.fromisoformat(record.day),
        record.precinct_number, record.region, record.settlement, record.address, record.members,
    )  # fmt: skip


def _fact(spec: CellSpec, figure: Figure) -> Fact:
    if figure is NA:
        return Fact(spec.official, spec.caption, 0, applicable=False)
    return Fact(spec.official, spec.caption, int(figure))


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
