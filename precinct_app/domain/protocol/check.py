# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A sheet against its form: findings, and what could not be judged, never a changed figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker, Judged
from precinct_app.domain.protocol.form import Form, Grade, Line, Relation, computed_from
from precinct_app.domain.protocol.outside import NOTHING_KNOWN, Outside
from precinct_app.domain.protocol.printed import Numbers
from precinct_app.domain.protocol.sheet import Figure, Rows, Sheet, Source
from precinct_app.domain.wording import Language, Wording


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation that does not hold, with both numbers, the gap, and the cells to mark."""

    code: str
    grade: Grade
    row: str
    """Row of a per-row relation, else empty."""
    cells: tuple[str, ...]
    left: int
    right: int
    relation: Relation
    said: Wording
    advised: Wording

    @property
    def gap(self) -> int:
        """Left minus right."""
        return self.left - self.right

    def sentence(self, language: Language) -> str:
        """What is wrong, with the lines' official numbers, both numbers and the gap."""
        return self.said.in_(language)

    def next_step(self, language: Language) -> str:
        """What to recount first, or what to do where nothing is to be recounted."""
        return self.advised.in_(language)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Every relation of the form, each in exactly one place (per-row ones once a row)."""

    findings: tuple[Finding, ...] = ()
    passed: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    """Acts, warnings and notices that share a line with a standing error."""
    open: tuple[str, ...] = ()
    """A cell is empty."""
    not_checked: tuple[str, ...] = ()
    """The level, a register or the day's other sheets are missing here."""
    from_register: tuple[str, ...] = ()
    """Both sides come from the same rows of a register."""
    silent: tuple[str, ...] = ()
    """Another finding of the same cause speaks (``unless``)."""

    @property
    def has_errors(self) -> bool:
        """An error stands: the sheet cannot be signed."""
        return any(finding.grade is Grade.ERROR for finding in self.findings)

    @property
    def error_cells(self) -> frozenset[str]:
        """Cells of the standing errors."""
        errors = (finding for finding in self.findings if finding.grade is Grade.ERROR)
        return frozenset(cell for finding in errors for cell in finding.cells)


def check(
    form: Form,
    sheet: Sheet,
    rows: Rows,
    *,
    level: Level,
    parameters: Mapping[str, int] | None = None,
    given: Iterable[str] | None = None,
    outside: Outside = NOTHING_KNOWN,
) -> CheckReport:
    """Check one sheet.  `given` names the cells that a bare file has at all; others are not asked.

    `outside` brings verdicts on what the sheet cannot say of itself; other relations of that sort
    are reported as not checked.
    """
    checker = Checker(form, rows, level, parameters or {}, given)
    return report(checker, sheet, outside)


def report(checker: Checker, sheet: Sheet, outside: Outside = NOTHING_KNOWN) -> CheckReport:
    """Check one sheet with a checker made once for form and rows."""
    judged = [*checker.judge(sheet), *_from_outside(checker.form, outside)]
    failed = [one for one in judged if one.state == "failed"]
    silent = {id(one) for one in failed if _silenced(one, failed)}
    speaking = [one for one in failed if id(one) not in silent]
    error_cells = {
        cell for one in speaking if one.relation.grade is Grade.ERROR for cell in one.cells
    }
    waiting = {
        id(one)
        for one in speaking
        if one.relation.grade is not Grade.ERROR and error_cells & set(one.cells)
    }
    findings = [_finding(one, checker.numbers) for one in speaking if id(one) not in waiting]
    return CheckReport(
        findings=tuple(sorted(findings, key=_rank)),
        passed=_codes(judged, "passed"),
        waiting=_distinct(one.relation.code for one in speaking if id(one) in waiting),
        open=_codes(judged, "open"),
        not_checked=tuple(code for code in checker.not_checked if code not in outside),
        from_register=_codes(judged, "register"),
        silent=_distinct(one.relation.code for one in failed if id(one) in silent),
    )


@dataclass(frozen=True, slots=True)
class WrongSum:
    """A line that the form computes, as a file has it, though its parts in the same file give other."""

    cell: str
    typed: int
    computed: int


class GivenSums:
    """Computed lines of a bare file that has their parts too, for sheets with the same rows."""

    def __init__(self, form: Form, rows: Rows, given: frozenset[str]) -> None:
        checker = Checker(form, rows, Level.MARKS, form.parameters, given, only=())
        self._sums = {
            line.name: checker.side(computed_from(line).left)
            for line in form.lines() if line.name in given and line.formula
        }  # fmt: skip

    def wrong(self, sheet: Sheet) -> tuple[WrongSum, ...]:
        """Those that say something else than their parts; one that lacks a part says nothing."""
        found = (
            (cell, sheet.number(cell), parts.difference(sheet))
            for cell, parts in self._sums.items()
        )
        return tuple(
            WrongSum(cell, typed, computed) for cell, typed, computed in found
            if typed is not None and computed is not None and typed != computed
        )  # fmt: skip


def completed(form: Form, sheet: Sheet, rows: Rows) -> Sheet:
    """The sheet with computed lines filled in, where what they are computed from is filled."""
    figures: dict[str, Figure] = {}
    sources: dict[str, Source] = {}
    for line in form.lines():
        if line.source is Source.COMPUTED:
            value = _computed(form, line, sheet.with_figures(figures), rows)
            if value is not None and value >= 0:
                figures[line.name] = value
                sources[line.name] = Source.COMPUTED
    return Sheet({**sheet.figures, **figures}, {**sheet.sources, **sources})


def _computed(form: Form, line: Line, sheet: Sheet, rows: Rows) -> int | None:
    checker = Checker(form, rows, Level.MARKS, form.parameters, None, only=())
    return checker.side(computed_from(line).left).difference(sheet)


def _from_outside(form: Form, outside: Outside) -> list[Judged]:
    return [
        Judged(
            relation, "", "passed" if verdict.holds else "failed", verdict.cells, verdict.left,
            verdict.right, verdict.values,
        )
        for relation in form.relations
        if (verdict := outside.get(relation.code)) is not None
    ]  # fmt: skip


def _silenced(one: Judged, failed: Iterable[Judged]) -> bool:
    """Another finding of the same cause speaks: on the same row of a table, or anywhere else."""
    return any(
        other.relation.code in one.relation.unless
        and (other.row == one.row or other.relation.scope != one.relation.scope)
        for other in failed
    )


def _finding(one: Judged, numbers: Numbers) -> Finding:
    return Finding(
        one.relation.code, one.relation.grade, one.row, one.cells, one.left, one.right,
        one.relation, numbers.sentence(one), numbers.advice(one),
    )  # fmt: skip


_GRADES = list(Grade)


def _rank(finding: Finding) -> tuple[int, str, str]:
    return _GRADES.index(finding.grade), finding.code, finding.row


def _codes(judged: Iterable[Judged], state: str) -> tuple[str, ...]:
    return _distinct(one.relation.code for one in judged if one.state == state)


def _distinct(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
