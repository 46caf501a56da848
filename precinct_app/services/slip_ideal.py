# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An ideal ranker of slips: the ceiling for the likely slip.

It knows how slips are planted and that right sheets are spotless, tries every single cause one by
one, and shares no code with `domain.protocol.slips`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, groupby, permutations

from precinct_app.domain.protocol.compiled import Checker, Ready
from precinct_app.domain.protocol.formula import Operator
from precinct_app.domain.protocol.sheet import Sheet
from precinct_app.domain.protocol.slip_kinds import OF_A_CELL, SHARES, Kind
from precinct_app.services.slip_planting import Desk, Figures

Cause = frozenset[tuple[str, int]]
"""Cells with the right figures."""


class IdealRanker:
    """Ranks what may have been right, for sheets of one layout."""

    def __init__(self, checker: Checker, desk: Desk) -> None:
        self._checker, self._desk = checker, desk
        self._of_cell: dict[str, list[Ready]] = defaultdict(list)
        for one in checker.ready:
            for cell in one.cells:
                self._of_cell[cell].append(one)

    def ranked(self, typed: Figures) -> list[Cause]:
        """Every single cause, likeliest first; equals in official order."""
        weights: Counter[Cause] = Counter()
        failing = [one for one in self._checker.ready if self._fails(one, typed)]
        for cause, weight in self._weighed(typed, failing):
            weights[cause] += weight  # type: ignore[assignment]
        places = {cell: place for place, cell in enumerate(self._desk.cells)}
        return sorted(
            weights,
            key=lambda cause: (-round(weights[cause], 15), sorted(places[c] for c, _ in cause)),
        )

    def _weighed(self, typed: Figures, failing: list[Ready]) -> Iterator[tuple[Cause, float]]:
        for cell in self._desk.cells:
            for truth in self._truths(typed, cell, failing):
                right = {**typed, cell: truth}
                if self._spotless(right, failing, [cell]):
                    yield frozenset({(cell, truth)}), self._chance(typed, right, cell)
        figures = [cell for cell in self._desk.cells if cell not in self._desk.flags]
        for one, other in combinations(figures, 2):
            right = {**typed, one: typed[other], other: typed[one]}
            if typed[one] != typed[other] and self._spotless(right, failing, [one, other]):
                yield _cause(typed, right), SHARES[Kind.EXCHANGED] / self._unlike(typed)
        yield from self._shifts(typed, failing)

    def _shifts(self, typed: Figures, failing: list[Ready]) -> Iterator[tuple[Cause, float]]:
        for column in self._desk.columns:
            for start, end in permutations(range(len(column)), 2):
                if typed[column[start]] == 0:
                    figures = [typed[cell] for cell in column]
                    del figures[start]
                    figures.insert(end, 0)
                    base = {**typed, **dict(zip(column, figures, strict=True))}
                    for lost in self._truths(base, column[end], failing):
                        right = {**base, column[end]: lost}
                        if right != typed and self._spotless(right, failing, column):
                            share = SHARES[Kind.ROW_SHIFTED] / self._runs(right)
                            yield _cause(typed, right), share

    def _truths(self, typed: Figures, cell: str, failing: list[Ready]) -> Iterable[int]:
        """Figures of a cell with which a failing equality holds; else all there may be."""
        if cell in self._desk.flags:
            return [1 - typed[cell]]
        for one in failing:
            if one.spread.operator is Operator.EQUAL:
                now = one.spread.difference(Sheet(typed)) or 0
                slope = (one.spread.difference(Sheet({**typed, cell: typed[cell] + 1})) or 0) - now
                truth, rest = divmod(-now, slope) if slope else (0, 1)
                return [] if rest or typed[cell] + truth < 0 else [typed[cell] + truth]
        touched = cell in {name for one in failing for name in one.cells}
        return range(max(typed.values()) + 1) if touched else []

    def _spotless(self, right: Figures, failing: list[Ready], cells: Iterable[str]) -> bool:
        if any(self._fails(one, right) for one in failing):
            return False
        if any(self._fails(one, right) for cell in cells for one in self._of_cell[cell]):
            return False
        return not any(self._fails(one, right) for one in self._checker.ready)

    def _fails(self, one: Ready, figures: Figures) -> bool:
        difference = self._checker.difference(one, Sheet(figures))
        return difference is not None and not one.spread.operator.holds(difference)

    def _chance(self, typed: Figures, right: Figures, cell: str) -> float:
        """How likely the right sheet becomes the typed one by a slip in this cell."""
        largest = max(right.values())
        found = 0.0
        for kind in OF_A_CELL:
            made = self._desk.typings(cell, kind, right[cell], largest)
            if typed[cell] in made:
                where = sum(self._can_happen(c, kind, right[c]) for c in self._desk.cells)
                found += SHARES[kind] * made.count(typed[cell]) / len(made) / where
        return found

    def _can_happen(self, cell: str, kind: Kind, truth: int) -> bool:
        """Whether the kind can make anything of a figure; which other numbers there are is no matter."""
        return bool(self._desk.typings(cell, kind, truth, 1 if truth != 1 else 2))

    def _unlike(self, figures: Figures) -> int:
        numbers = [figures[cell] for cell in self._desk.cells if cell not in self._desk.flags]
        return sum(a != b for a, b in combinations(numbers, 2))

    def _runs(self, right: Figures) -> int:
        """Runs of rows whose shift would show."""
        total = 0
        for column in self._desk.columns:
            total += len(column) * (len(column) - 1)
            for number, streak in groupby(right[cell] for cell in column):
                rows = len(list(streak))
                total -= 0 if number else rows * (rows - 1)
        return total


def _cause(typed: Figures, right: Figures) -> Cause:
    return frozenset((cell, figure) for cell, figure in right.items() if typed[cell] != figure)
