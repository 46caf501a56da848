# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Remedies of one sheet, each with its weight, and the weight of what none of them explains.

A remedy weighs P(kind) x P(this cell | kind) x P(figure typed | true figure, kind), summed over the
kinds that could do it (`slip_kinds`); beforehand every sheet without errors counts alike, save that
acts, warnings and notices stand on few sheets.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.sheet import Sheet
from precinct_app.domain.protocol.slip_kinds import SHARES, TWO_SLIPS, Kind, chances, possible
from precinct_app.domain.protocol.slip_search import Change, Trouble

STANDING: Mapping[Grade, float] = {Grade.ACT: 0.003, Grade.WARNING: 0.05, Grade.NOTICE: 0.125}
"""How often a relation of this grade fails on a right sheet (lost ballots: 2,295 of 862,065
protocols; some ballots not put into a box: every eighth; warnings are our own estimate); the wider
the gap, the rarer, as 1 by the gap."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change that mends every error, with its weight by the kinds of slip that ask for it."""

    change: Change
    mended: tuple[int, ...]
    """Failed relations that hold afterwards."""
    rare: float
    """How rare right sheets are on which something fails that this change leaves."""
    weights: Counter[Kind]

    @property
    def weight(self) -> float:
        """How likely the change is, beside other remedies of the same sheet."""
        return self.rare * sum(self.weights.values())

    @property
    def kind(self) -> Kind:
        """The likeliest kind of slip."""
        return max(self.weights, key=lambda kind: self.weights[kind])


class Ranking:
    """Remedies among the cells that may be suspected."""

    def __init__(self, trouble: Trouble, cells: Sequence[str], others: Sequence[Sheet]) -> None:
        self.trouble, self.cells, self.others = trouble, cells, others
        self.numbers = {cell: trouble.number(cell) for cell in cells}
        self.largest = max([1, *self.numbers.values()])
        self.counts = Counter(k for c in cells for k in self._possible(c, self.numbers[c]))
        self.remedies: dict[frozenset[tuple[str, int]], Remedy | None] = {}

    def ranked(self) -> list[tuple[Remedy, float]]:
        """Remedies with their posteriors, likeliest first; equals in official order."""
        self._find()
        remedies = [remedy for remedy in self.remedies.values() if remedy]
        total = sum(remedy.weight for remedy in remedies) + self._unnamed()
        places = {cell: place for place, cell in enumerate(self.cells)}

        def rank(told: tuple[Remedy, float]) -> tuple[float, list[int]]:
            return -round(told[1], 9), sorted(places[cell] for cell in told[0].change)

        return sorted(((remedy, remedy.weight / total) for remedy in remedies), key=rank)

    def _find(self) -> None:
        for cell, perhaps in self.trouble.singles(self.cells):
            for kind, weight in self._weights(cell, perhaps).items():
                self._note({cell: perhaps}, kind, weight)
        figures = [cell for cell in self.cells if cell not in self.trouble.layout.flags]
        equal = Counter(self.numbers[cell] for cell in figures).values()
        unlike = (len(figures) ** 2 - sum(count * count for count in equal)) // 2
        for change in self.trouble.exchanges(figures):
            self._note(change, Kind.EXCHANGED, SHARES[Kind.EXCHANGED] / unlike)
        for change, share in self.trouble.shifts(self.cells):
            self._note(change, Kind.ROW_SHIFTED, SHARES[Kind.ROW_SHIFTED] * share)

    def _possible(self, cell: str, number: int) -> tuple[Kind, ...]:
        is_yes = cell in self.trouble.layout.flags and number
        return (Kind.LEFT_AT_ZERO,) if is_yes else possible(number)

    def _weights(self, cell: str, perhaps: int) -> dict[Kind, float]:
        """The weight of one cell's change by kind, were the figure there `perhaps`."""
        now = self.numbers[cell]
        before, after = self._possible(cell, now), self._possible(cell, perhaps)
        largest = 1 if cell in self.trouble.layout.flags else max(self.largest, perhaps)
        found: dict[Kind, float] = {}
        for kind, chance in chances(now, perhaps, largest).items():
            where = self.counts[kind] - (kind in before) + (kind in after)
            found[kind] = SHARES[kind] * chance / where
        same = sum(sheet.number(cell) == now for sheet in self.others)
        if same:
            share = SHARES[Kind.OTHER_BALLOT] / len(self.cells)
            found[Kind.OTHER_BALLOT] = share * same / len(self.others)
        return found

    def _note(self, change: Change, kind: Kind, weight: float) -> None:
        key = frozenset(change.items())
        if key not in self.remedies:
            self.remedies[key] = self._remedy(change)
        if remedy := self.remedies[key]:
            remedy.weights[kind] += weight  # type: ignore[assignment]

    def _remedy(self, change: Change) -> Remedy | None:
        after = self.trouble.after(change)
        if after is None:
            return None
        rare = [STANDING[grade] / gap for grade, gap in self.trouble.left(after)]
        mended = tuple(self.trouble.mended(after))
        return Remedy(change, mended, min(rare, default=1.0), Counter())

    def _unnamed(self) -> float:
        """The weight of what no remedy says: cells that nothing ties down, and two slips at once."""
        free = self.trouble.free(self.cells) / max(len(self.cells), 1)
        return free + self._two_slips()

    def _two_slips(self) -> float:
        """Pairs of cells that together touch all errors, with figures that agree by chance."""
        errors = frozenset(self.trouble.errors)
        touched = Counter(errors & self.trouble.touched(cell) for cell in self.cells)
        del touched[frozenset()]
        pairs = sum(
            touched[one] * touched[other] / (2 if one == other else 1)
            for one, other in combinations_with_replacement(touched, 2)
            if one | other == errors
        )
        return TWO_SLIPS * pairs / max(len(self.cells), 1) ** 2 / self.largest
