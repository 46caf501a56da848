# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Many sheets of one form judged column by column: the verdicts of `Checker.judge`, much faster.

A cell of all sheets is one list, and a relation is arithmetic over whole lists.  Only a sheet on
which a relation fails is looked at by itself, for its numbers and sentences.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import add, and_, mul, sub

from precinct_app.domain.protocol.check import CheckReport, report
from precinct_app.domain.protocol.compiled import Checker, Part, Ready, Spread
from precinct_app.domain.protocol.formula import Operator
from precinct_app.domain.protocol.sheet import NA, Sheet, Source

Verdict = tuple[str, ...]
"""How each relation of ``Checker.ready`` stands on one sheet: the states of `Judged`, in order."""

PASSED, FAILED, OPEN, REGISTER, SKIPPED = "passed", "failed", "open", "register", "skipped"
_REMEMBERED = 1000
"""So many different verdicts keep their report; sheets of one election have a few dozen."""


class ColumnJudge:
    """Judges sheets of one form with the same rows, at one level, many at a time."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._reports: dict[Verdict, CheckReport] = {}

    def verdicts(self, sheets: Sequence[Sheet]) -> list[Verdict]:
        """How every relation stands on every sheet."""
        columns = _Columns(sheets)
        states = [_states(one, columns) for one in self._checker.ready]
        return list(zip(*states, strict=True)) if states else [()] * len(sheets)

    def reports(self, sheets: Sequence[Sheet]) -> Iterator[CheckReport]:
        """What `check` says of each sheet, in their order."""
        for sheet, verdict in zip(sheets, self.verdicts(sheets), strict=True):
            yield self._reports.get(verdict) or self._report(sheet, verdict)

    def _report(self, sheet: Sheet, verdict: Verdict) -> CheckReport:
        """Without a failure the report follows from the verdict alone, and serves its likes too."""
        made = report(self._checker, sheet)
        if FAILED not in verdict and len(self._reports) < _REMEMBERED:
            self._reports[verdict] = made
        return made


class _Columns:
    """The cells of many sheets, each as a list of numbers (n/a and empty as 0) made when asked for."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.count = len(sheets)
        self._sheets = sheets
        self._figures = [sheet.figures for sheet in sheets]
        self._read: dict[str, tuple[list[int], list[int]]] = {}
        self.any_source = any(sheet.sources for sheet in sheets)

    def numbers(self, cell: str) -> list[int]:
        """The cell on each sheet."""
        return self._cell(cell)[0]

    def empty(self, cell: str) -> list[int]:
        """Places of the sheets on which the cell is not filled."""
        return self._cell(cell)[1]

    def is_one(self, cell: str) -> list[bool]:
        """On which sheets a flag is set."""
        return [number == 1 for number in self.numbers(cell)]

    def comes_from(self, cell: str, source: Source) -> list[bool]:
        """On which sheets the cell's figure has this source."""
        return [sheet.source(cell) is source for sheet in self._sheets]

    def difference(self, spread: Spread) -> tuple[list[int], set[int]]:
        """Left minus right on each sheet, and the places where an empty cell leaves it open."""
        total: Iterable[int] = repeat(spread.constant, self.count)
        empty: set[int] = set()
        for place, part in enumerate(spread.parts):
            column, minus = self._weighed(part)
            if place == 0 and not spread.constant and not minus:
                total = column
            else:
                total = map(sub if minus else add, total, column)
            empty.update(self.empty(part.cell), self.empty(part.flag) if part.flag else ())
        return list(total), empty

    def _weighed(self, part: Part) -> tuple[Iterable[int], bool]:
        """A part's column without its sign, and whether it is taken away."""
        column: Iterable[int] = self.numbers(part.cell)
        if part.flag:
            column = map(mul, column, self.is_one(part.flag))
        size = abs(part.size)
        return column if size == 1 else map(mul, column, repeat(size)), part.size < 0

    def _cell(self, cell: str) -> tuple[list[int], list[int]]:
        if cell not in self._read:
            found = [figures.get(cell) for figures in self._figures]
            numbers = [0 if figure is None or figure is NA else figure for figure in found]
            self._read[cell] = numbers, [at for at, f in enumerate(found) if f is None]
        return self._read[cell]


def _states(one: Ready, columns: _Columns) -> list[str]:
    """One relation's state on each sheet."""
    difference, empty = columns.difference(one.spread)
    states = _compared(difference, one.spread.operator)
    if columns.any_source:
        for place, of_register in enumerate(_of_one_register(one, columns)):
            if of_register and states[place] is PASSED:
                states[place] = REGISTER
    for place in empty:
        states[place] = OPEN
    _leave_out(states, one, columns)
    return states


def _compared(difference: list[int], operator: Operator) -> list[str]:
    if operator is Operator.EQUAL:
        if not any(difference):
            return [PASSED] * len(difference)
        return [FAILED if number else PASSED for number in difference]
    if operator is Operator.AT_MOST:
        return [FAILED if number > 0 else PASSED for number in difference]
    return [FAILED if number < 0 else PASSED for number in difference]


def _leave_out(states: list[str], one: Ready, columns: _Columns) -> None:
    """Where the relation's condition does not hold, or cannot be told yet."""
    asked, empty = _asked(one, columns)
    if not all(asked):
        for place, holds in enumerate(asked):
            if not holds:
                states[place] = SKIPPED
    for place in empty:
        states[place] = OPEN


def _asked(one: Ready, columns: _Columns) -> tuple[Sequence[bool], Iterable[int]]:
    """On which sheets the relation is asked, and the places where that cannot be told yet."""
    condition = one.relation.condition
    if condition is not None and condition.source_of:
        return columns.comes_from(condition.source_of, Source(condition.source)), ()
    if one.condition is None:
        return (), ()
    difference, empty = columns.difference(one.condition)
    holds = _compared(difference, one.condition.operator)
    return [state is PASSED for state in holds], empty


def _of_one_register(one: Ready, columns: _Columns) -> Iterable[bool]:
    """Where both sides came out of a register: agreement proves nothing."""
    if len(one.cells) < 2:  # noqa: PLR2004  two sides
        return ()
    found: Iterable[bool] = columns.comes_from(one.cells[0], Source.REGISTER)
    for cell in one.cells[1:]:
        found = map(and_, found, columns.comes_from(cell, Source.REGISTER))
    return found
