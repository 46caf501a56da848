# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Slips of the pen planted on right sheets, by the kinds and shares that were counted on papers.

Everything a slip can make of a figure is written out one by one; the product's own reckoning
(`domain.protocol.slip_kinds`) is not used, so that one can be held against the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from random import Random

from precinct_app.domain.protocol.sheet import cell_parts
from precinct_app.domain.protocol.slip_kinds import SHARES, Kind

Figures = Mapping[str, int]
PLANTED = tuple(kind for kind in SHARES if kind is not Kind.OTHER_BALLOT)
"""A sheet is planted by itself: there is no other ballot to take a figure from."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What is typed: cells in official order, those that are yes or no, and columns of options."""

    cells: tuple[str, ...]
    flags: frozenset[str]
    columns: tuple[tuple[str, ...], ...]

    def typings(self, cell: str, kind: Kind, truth: int, largest: int) -> Sequence[int]:
        """All that a kind of slip can make of a cell's figure, each as likely as another."""
        if cell in self.flags:
            kind_of_flag = Kind.LEFT_AT_ZERO if truth else Kind.NOT_ZERO
            return [1 - truth] if kind is kind_of_flag else []
        return typings(kind, truth, largest)


@dataclass(frozen=True, slots=True)
class Planted:
    """A right sheet, and the same with one slip."""

    kind: Kind
    right: Figures
    typed: Figures

    def lines(self) -> set[str]:
        """Lines and columns of tables in which a figure is wrong."""
        wrong = (cell for cell, figure in self.right.items() if self.typed[cell] != figure)
        return {cell_parts(cell)[0] for cell in wrong}


def plant(desk: Desk, right: Figures, random: Random) -> Planted:
    """Plant one slip: a kind by its share, then where it can happen, then what it makes."""
    while True:
        kind = random.choices(PLANTED, [SHARES[kind] for kind in PLANTED])[0]
        ways = list(_of_several(desk, right, kind)) or list(_of_a_cell(desk, right, kind, random))
        if ways:
            return Planted(kind, right, {**right, **random.choice(ways)})


def typings(kind: Kind, truth: int, largest: int) -> Sequence[int]:
    """All that a kind of slip can make of a figure, each as likely as another."""
    if kind is Kind.NOT_ZERO or truth == 0:
        return range(1, largest + 1) if kind is Kind.NOT_ZERO and truth == 0 else []
    if kind is Kind.LEFT_AT_ZERO:
        return [0]
    if kind is Kind.OTHER_NUMBER:
        return [*range(1, truth), *range(truth + 1, largest + 1)]
    found = (int(text) for text in _texts(kind, str(truth)) if text)
    return [number for number in found if number not in {0, truth}]


def shifted(figures: Sequence[int], start: int, end: int) -> list[int]:
    """The row at `start` passed over: the rows from there to `end` one off, the last one lost."""
    found = list(figures)
    lost = found.pop(end)
    del lost
    found.insert(start, 0)
    return found


def _texts(kind: Kind, text: str) -> Iterator[str]:
    places = range(len(text))
    if kind is Kind.ONE_DIGIT:
        yield from (text[:i] + digit + text[i + 1 :] for i in places for digit in "0123456789")
    elif kind is Kind.DIGIT_ADDED:
        for i in range(len(text) + 1):
            yield from (text[:i] + digit + text[i:] for digit in "0123456789")
    elif kind is Kind.DIGIT_DROPPED:
        yield from (text[:i] + text[i + 1 :] for i in places)
    elif kind is Kind.TRANSPOSED:
        yield from (text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in places[:-1])


def _of_a_cell(desk: Desk, right: Figures, kind: Kind, random: Random) -> Iterator[Figures]:
    largest = max(right.values())
    open_to = [c for c in desk.cells if desk.typings(c, kind, right[c], largest)]
    if open_to:
        cell = random.choice(open_to)
        yield from ({cell: typed} for typed in desk.typings(cell, kind, right[cell], largest))


def _of_several(desk: Desk, right: Figures, kind: Kind) -> Iterator[Figures]:
    if kind is Kind.EXCHANGED:
        for one, other in combinations([c for c in desk.cells if c not in desk.flags], 2):
            if right[one] != right[other]:
                yield {one: right[other], other: right[one]}
    elif kind is Kind.ROW_SHIFTED:
        for column in desk.columns:
            figures = [right[cell] for cell in column]
            for start, end in permutations(range(len(column)), 2):
                moved = shifted(figures, start, end)
                if moved != figures:
                    yield dict(zip(column, moved, strict=True))
