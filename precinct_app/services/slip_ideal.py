# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An ideal ranker of slips: the ceiling for the likely slip.

It knows how slips are planted and how often right sheets carry which acts, warnings and notices,
tries every single cause one by one, and shares no code with `domain.protocol.slips`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, combinations, groupby, permutations

from precinct_app.domain.protocol.compiled import Checker, Ready
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.formula import Operator
from precinct_app.domain.protocol.sheet import Sheet
from precinct_app.domain.protocol.slip_kinds import OF_A_CELL, SHARES, Kind
from precinct_app.services.slip_planting import Desk, Figures

Cause = frozenset[tuple[str, int]]
"""Cells with the right figures."""


NEVER_SEEN = 0.001
"""What a set of lesser findings counts that no night had from which was learnt."""


class IdealRanker:
    """Ranks what may have been right, for sheets of one layout."""

    def __init__(self, checker: Checker, desk: Desk, right: Sequence[Figures]) -> None:
        """`right` are nights to learn from: what besides errors speaks on a right sheet, how often."""
        self._checker, self._desk = checker, desk
        self._of_cell: dict[str, list[Ready]] = defaultdict(list)
        for one in checker.ready:
            for cell in one.cells:
                self._of_cell[cell].append(one)
        self._seen = Counter(self._lesser(figures) for figures in right)

    def ranked(self, typed: Figures) -> list[Cause]:
        """Every single cause, likeliest first; equals in official order."""
        weights = self.weights(typed)
        total = sum(weights.values()) or 1
        places = {cell: place for place, cell in enumerate(self._desk.cells)}
        return sorted(
            weights,
            key=lambda cause: (
                -round(weights[cause] / total, 9),
                sorted(places[c] for c, _ in cause),
            ),
        )

    def weights(self, typed: Figures) -> Mapping[Cause, float]:
        """How likely each single cause is, up to a factor; none where no error speaks."""
        found: dict[Cause, float] = defaultdict(float)
        failing = [one for one in self._checker.ready if _is_error(one) and self._fails(one, typed)]
        for cause, weight in self._weighed(typed, failing) if failing else ():
            found[cause] += weight
        return found

    def _weighed(self, typed: Figures, failing: list[Ready]) -> Iterator[tuple[Cause, float]]:
        for right, chance in self._causes(typed, failing):
            cells = [cell for cell in self._desk.cells if right[cell] != typed[cell]]
            if not cells or not self._is_free_of_errors(right, failing, cells):
                continue
            seen = self._seen[self._lesser(right)] or NEVER_SEEN
            yield _cause(typed, right), seen * chance(right)

    def _causes(
        self, typed: Figures, failing: list[Ready]
    ) -> Iterator[tuple[Figures, Callable[[Figures], float]]]:
        for cell in self._desk.cells:
            for truth in self._truths(typed, cell, failing):
                yield {**typed, cell: truth}, partial(self._chance, typed, cell)
        figures = [cell for cell in self._desk.cells if cell not in self._desk.flags]
        for one, other in combinations(figures, 2):
            yield {**typed, one: typed[other], other: typed[one]}, self._exchange
        for column in self._desk.columns:
            for start, end in permutations(range(len(column)), 2):
                if typed[column[start]] == 0:
                    for right in self._unshifted(typed, column, start, end, failing):
                        yield right, self._shift

    def _unshifted(
        self, typed: Figures, column: Sequence[str], start: int, end: int, failing: list[Ready]
    ) -> Iterator[Figures]:
        """The rows pushed back, with every figure that may have been lost."""
        figures = [typed[cell] for cell in column]
        del figures[start]
        figures.insert(end, 0)
        base = {**typed, **dict(zip(column, figures, strict=True))}
        for lost in self._truths(base, column[end], failing):
            yield {**base, column[end]: lost}

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

    def _is_free_of_errors(
        self, right: Figures, failing: list[Ready], cells: Iterable[str]
    ) -> bool:
        """What failed is asked first, then what stands by the changed cells, then everything."""
        of_cells = (one for cell in cells for one in self._of_cell[cell])
        asked = chain(failing, of_cells, self._checker.ready)
        return not any(_is_error(one) and self._fails(one, right) for one in asked)

    def _lesser(self, figures: Figures) -> frozenset[str]:
        """Codes of acts, warnings and notices that speak on a sheet."""
        return frozenset(
            one.relation.code
            for one in self._checker.ready
            if not _is_error(one) and self._fails(one, figures)
        )

    def _fails(self, one: Ready, figures: Figures) -> bool:
        difference = self._checker.difference(one, Sheet(figures))
        return difference is not None and not one.spread.operator.holds(difference)

    def _chance(self, typed: Figures, cell: str, right: Figures) -> float:
        """How likely the right sheet becomes the typed one by a slip in this cell."""
        largest = max(right.values())
        found = 0.0
        for kind in OF_A_CELL:
            made = self._desk.typings(cell, kind, right[cell], largest)
            if typed[cell] in made:
                where = sum(self._can_happen(c, kind, right[c]) for c in self._desk.cells)
                found += SHARES[kind] * made.count(typed[cell]) / len(made) / where
        return found

    def _exchange(self, right: Figures) -> float:
        numbers = [right[cell] for cell in self._desk.cells if cell not in self._desk.flags]
        return SHARES[Kind.EXCHANGED] / sum(a != b for a, b in combinations(numbers, 2))

    def _shift(self, right: Figures) -> float:
        return SHARES[Kind.ROW_SHIFTED] / self._runs(right)

    def _can_happen(self, cell: str, kind: Kind, truth: int) -> bool:
        """Whether the kind can make anything of a figure; which other numbers there are is no matter."""
        return bool(self._desk.typings(cell, kind, truth, 1 if truth != 1 else 2))

    def _runs(self, right: Figures) -> int:
        """Runs of rows whose shift would show."""
        total = 0
        for column in self._desk.columns:
            total += len(column) * (len(column) - 1)
            for number, streak in groupby(right[cell] for cell in column):
                rows = len(list(streak))
                total -= 0 if number else rows * (rows - 1)
        return total


def _is_error(one: Ready) -> bool:
    return one.relation.grade is Grade.ERROR


def _cause(typed: Figures, right: Figures) -> Cause:
    return frozenset((cell, figure) for cell, figure in right.items() if typed[cell] != figure)
