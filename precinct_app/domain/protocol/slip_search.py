# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which changes of a sheet mend every failed error and leave no other relation worse.

Each relation bounds how far its difference (left minus right) may lie after a change: an error, or
whatever held, must hold; what failed of another grade may not fail by more.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile

from precinct_app.domain.protocol.compiled import Checker, Ready
from precinct_app.domain.protocol.form import Grade, RowsFrom, column_cell, table_rows
from precinct_app.domain.protocol.formula import PERCENT, Operator
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, Sheet, Source

Change = Mapping[str, int]
"""Cells with the figures that perhaps belong there."""

_FAR = 10**12
MANY = 30
"""A cell with more possible figures than these is too free: none of them is worth naming."""


class Layout:
    """What can be said before any sheet: which relations a cell moves, which figures are typed."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.ready = checker.ready
        cells = checker.form.cells(checker.rows, checker.level)
        brought = checker.given or frozenset()
        self.typed = [
            spec.cell for spec in cells
            if spec.source is not Source.COMPUTED or spec.cell in brought
        ]  # fmt: skip
        """What somebody brought: sums too, where a bare file has them."""
        self.flags = frozenset(spec.cell for spec in cells if spec.flag)
        self.columns = [column for column in _columns(checker) if len(column) > 1]
        self.scales = [_scale(one) for one in self.ready]
        """Hundredths where a relation holds a percentage."""
        self.parts: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        """Relation, coefficient and flag by cell."""
        self.turning: dict[str, set[int]] = defaultdict(set)
        """Relations that a cell can switch on or off, wholly or in part."""
        for index, one in enumerate(self.ready):
            self._note(index, one)

    def _note(self, index: int, one: Ready) -> None:
        for part in one.spread.parts:
            self.parts[part.cell].append((index, part.size, part.flag))
            if part.flag:
                self.turning[part.flag].add(index)
        for part in one.condition.parts if one.condition else ():
            self.turning[part.cell].add(index)


class Trouble:
    """One sheet's relations as differences, and what a change does to them."""

    def __init__(self, layout: Layout, sheet: Sheet, errors: Collection[int] | None = None) -> None:
        self.layout, self.sheet = layout, sheet
        self.ready = layout.ready
        self.differences = [layout.checker.difference(one, sheet) for one in self.ready]
        self.failed = [i for i, found in enumerate(self.differences) if self._fails(i, found)]
        self.errors = [i for i in self.failed if self._is_to_mend(i, errors)]
        self.bounds = [
            _bounds(one, 0 if found is None else found)
            for one, found in zip(self.ready, self.differences, strict=True)
        ]
        self._moves: dict[str, dict[int, int]] = {}

    def _is_to_mend(self, index: int, errors: Collection[int] | None) -> bool:
        grade = self.ready[index].relation.grade
        return grade is Grade.ERROR and (errors is None or index in errors)

    def causes(self, cells: Collection[str]) -> list["Trouble"]:
        """One trouble for each cause: errors that share no cell have nothing to do with each other."""
        groups: list[set[int]] = []
        errors = set(self.errors)
        for touched in (errors & self.touched(cell) for cell in cells):
            tied = [group for group in groups if group & touched]
            groups = [group for group in groups if not group & touched]
            groups += [touched.union(*tied)] if touched else []
        return [Trouble(self.layout, self.sheet, group) for group in sorted(groups, key=min)]

    def _fails(self, index: int, difference: int | None) -> bool:
        operator = self.ready[index].spread.operator
        return difference is not None and not operator.holds(difference)

    def number(self, cell: str) -> int:
        """The figure of a filled cell."""
        return self.sheet.number(cell) or 0

    def moves(self, cell: str) -> Mapping[int, int]:
        """Relations that are asked and move with a cell, each with the cell's coefficient."""
        if cell not in self._moves:
            found: dict[int, int] = {}
            for index, size, flag in self.layout.parts.get(cell, ()):
                is_counted = not flag or self.sheet.number(flag) == 1
                if is_counted and self.differences[index] is not None:
                    found[index] = found.get(index, 0) + size
            self._moves[cell] = {index: size for index, size in found.items() if size}
        return self._moves[cell]

    def touched(self, cell: str) -> set[int]:
        """Relations that a cell moves, or can switch on or off."""
        return self.moves(cell).keys() | self.layout.turning.get(cell, set())

    def after(self, change: Change) -> dict[int, int | None] | None:
        """Differences of the relations touched; None when the change is no remedy."""
        found: dict[int, int | None] = dict.fromkeys(self._turned(change))
        for index, by in self._moved(change).items():
            if index not in found:
                low, high = self.bounds[index]
                found[index] = new = (self.differences[index] or 0) + by
                if not low <= new <= high:
                    return None
        if not self._turns_well(change, found):
            return None
        return found if found.keys() >= set(self.errors) else None

    def _moved(self, change: Change) -> dict[int, int]:
        moved: dict[int, int] = {}
        for cell, perhaps in change.items():
            by = perhaps - self.number(cell)
            for index, size in self.moves(cell).items():
                moved[index] = moved.get(index, 0) + size * by
        return moved

    def _turned(self, change: Change) -> set[int]:
        turning = self.layout.turning
        return {index for cell in change if cell in turning for index in turning[cell]}

    def _turns_well(self, change: Change, found: dict[int, int | None]) -> bool:
        """Relations that the change may switch on or off are judged anew, and noted."""
        turned = self._turned(change)
        changed = self.sheet.with_figures(change) if turned else self.sheet
        for index in turned:
            found[index] = new = self.layout.checker.difference(self.ready[index], changed)
            low, high = self.bounds[index]
            if new is not None and not low <= new <= high:
                return False
        return True

    def mended(self, after: Mapping[int, int | None]) -> list[int]:
        """Failed relations that hold, or are asked no more."""
        return [i for i in self.failed if i in after and not self._fails(i, after[i])]

    def left(self, after: Mapping[int, int | None]) -> Iterator[tuple[Grade, float]]:
        """What fails besides errors and goes on failing: its grade, and by how much."""
        for index in self.failed:
            difference = after.get(index, self.differences[index])
            grade = self.ready[index].relation.grade
            if grade is not Grade.ERROR and self._fails(index, difference):
                yield grade, abs(difference or 0) / self.layout.scales[index]

    def singles(self, cells: Collection[str]) -> Iterator[tuple[str, int]]:
        """Cells with every figure that may be a remedy, where these are few."""
        for cell in cells:
            now = self.number(cell)
            if cell in self.layout.flags:
                yield cell, int(not now)
            elif (figures := self._figures(cell)) and not _is_free(figures):
                yield from ((cell, perhaps) for perhaps in figures if perhaps != now)

    def free(self, cells: Collection[str]) -> int:
        """How many cells might hold the slip, but have too many figures that would be a remedy."""
        return sum(_is_free(self._figures(cell)) for cell in cells)

    def _figures(self, cell: str) -> range:
        """The figures that all bounds leave to a cell that stands in every failed error."""
        if not self.moves(cell).keys() >= set(self.errors):
            return range(0)
        low, high = self._range(cell, self.number(cell))
        return range(low, high + 1)

    def _range(self, cell: str, now: int) -> tuple[int, int]:
        """The least and the greatest figure that all bounds leave to a cell."""
        lowest, highest = -now, LARGEST_FIGURE - now
        for index, size in self.moves(cell).items():
            if index in self.layout.turning.get(cell, ()):
                continue
            low, high = (bound - (self.differences[index] or 0) for bound in self.bounds[index])
            if size < 0:
                low, high = -high, -low
            lowest = max(lowest, -(-low // abs(size)))
            highest = min(highest, high // abs(size))
        return now + lowest, now + highest

    def exchanges(self, cells: Sequence[str]) -> Iterator[Change]:
        """Two cells with each other's figures, where the first failed error may gain by it."""
        first = self.errors[0]
        low, high = (bound - (self.differences[first] or 0) for bound in self.bounds[first])
        numbers = [(cell, self.number(cell)) for cell in cells]
        sizes = {cell: self.moves(cell).get(first, 0) for cell in cells}
        places = {cell: place for place, cell in enumerate(cells)}
        for one, a in numbers:
            if not (size := sizes[one]):
                continue
            for other, b in numbers:
                if sizes[other] and places[other] < places[one]:
                    continue  # this pair was tried the other way round
                if low <= (size - sizes[other]) * (b - a) <= high:
                    yield {one: b, other: a}

    def shifts(self, cells: Collection[str]) -> Iterator[tuple[Change, float]]:
        """Rows of a column whose figures stand one row off, with their share among all such runs.

        A row that holds 0 was passed over; the figures from there to a later (or earlier) row belong
        one row back; the one that found no row follows from the failed relation.
        """
        for column in self.layout.columns:
            lost = self._lost(column) if set(column) <= set(cells) else None
            if lost is not None:
                figures = [self.number(cell) for cell in column]
                runs = len(column) * (len(column) - 1)
                for way in (1, -1):
                    for change, ways in _shifted(column[::way], figures[::way], lost):
                        yield change, ways / runs

    def _lost(self, column: Sequence[str]) -> int | None:
        """How much the column lacks, told by an equality that must hold and counts its cells alike."""
        for index in self.moves(column[0]):
            sizes = {self.moves(cell).get(index, 0) for cell in column}
            if len(sizes) == 1 and self.bounds[index] == (0, 0):
                lost, rest = divmod(-(self.differences[index] or 0), sizes.pop())
                return lost if not rest and 0 <= lost <= LARGEST_FIGURE else None
        return None


def _columns(checker: Checker) -> Iterator[tuple[str, ...]]:
    """Columns of figures of the tables whose rows are the options."""
    for table in checker.form.tables():
        if table.rows_from is RowsFrom.OPTIONS:
            rows = table_rows(table, checker.rows)
            for column in table.columns:
                if not column.flag:
                    yield tuple(column_cell(table, row, column) for row in rows)


def _scale(one: Ready) -> int:
    terms = (*one.linear.left, *one.linear.right)
    return PERCENT if any(term.percent for term in terms) else 1


def _is_free(figures: range) -> bool:
    return len(figures) > MANY


def _bounds(one: Ready, difference: int) -> tuple[int, int]:
    holds = one.spread.operator.holds(difference)
    room = 0 if holds or one.relation.grade is Grade.ERROR else abs(difference)
    least = -_FAR if one.spread.operator is Operator.AT_MOST else -room
    most = _FAR if one.spread.operator is Operator.AT_LEAST else room
    return least, most


def _shifted(
    cells: Sequence[str], figures: Sequence[int], lost: int
) -> Iterator[tuple[Change, int]]:
    """Every run that begins at a row with 0, moved up by one row, and how many runs look like it."""
    for gap, figure in enumerate(figures):
        if figure or (gap and not figures[gap - 1]):
            continue  # of rows with 0 in succession the first stands for all
        zeros = len(list(takewhile(lambda number: not number, figures[gap:])))
        change: dict[str, int] = {}
        for row in range(gap + 1, len(cells)):
            if figures[row] != figures[row - 1]:
                change[cells[row - 1]] = figures[row]
            last = {cells[row]: lost} if figures[row] != lost else {}
            if change or last:
                yield {**change, **last}, min(zeros, row - gap)
