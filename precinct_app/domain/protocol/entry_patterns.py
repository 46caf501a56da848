# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What explains several differing cells of two entries at once: rows, columns or sheets out of place.

Votes stand a row off in one wrong entry of eight (double-typed protocols, 13,534 entries).  A pattern
says where figures went, never which entry is right: the piles decide.  Where two explanations are as
good as each other nothing is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, groupby, pairwise

from precinct_app.domain.protocol.sheet import Figure, cell_parts

Figures = Mapping[str, Figure]
Strip = tuple[str, ...]
"""A row's cells left to right, or a column's from the top."""

MOST = 0.9
"""An entry is another sheet's when so much of it is equal."""
ENOUGH = 3
"""Differing cells that another sheet must explain before it is named."""


class PatternKind(StrEnum):
    """How the second entry stands to the first."""

    ROWS_SWAPPED = "rows_swapped"
    ROWS_DOWN = "rows_down"
    ROWS_UP = "rows_up"
    COLUMNS_SWAPPED = "columns_swapped"
    COLUMNS_RIGHT = "columns_right"
    COLUMNS_LEFT = "columns_left"
    SHEETS_EXCHANGED = "sheets_exchanged"
    """Each entry of this sheet is the other entry of another ballot's sheet."""
    FIRST_IS_OTHER = "first_is_other"
    """The first entry is another ballot's sheet, as both its entries have it."""
    SECOND_IS_OTHER = "second_is_other"


SWAPS = frozenset({PatternKind.ROWS_SWAPPED, PatternKind.COLUMNS_SWAPPED})


@dataclass(frozen=True, slots=True)
class Pattern:
    """One explanation of several differing cells."""

    kind: PatternKind
    cells: tuple[str, ...]
    """The differing cells that it explains, in official order."""
    moves: tuple[tuple[str, str], ...] = ()
    """(cell, where its figure in the second entry stands in the first); empty for whole sheets."""
    ballot_id: str = ""
    """The other ballot, for whole sheets."""

    def applied(self, first: Figures) -> dict[str, Figure]:
        """The figures that the second entry has after these moves."""
        return {cell: first[source] for cell, source in self.moves}


@dataclass(frozen=True, slots=True)
class OtherSheet:
    """Another ballot's two finished entries, under the names of this sheet's cells."""

    ballot_id: str
    first: Figures
    second: Figures


@dataclass(frozen=True, slots=True)
class _Pair:
    """Both entries with what differs."""

    first: Figures
    second: Figures
    differing: tuple[str, ...]

    def came_from(self, cell: str, source: str) -> bool:
        """The second entry has in a cell what the first has in another."""
        return cell in self.second and self.second[cell] == self.first.get(source)


def sheet_patterns(
    first: Figures, second: Figures, order: Sequence[str], others: Sequence[OtherSheet] = ()
) -> tuple[Pattern, ...]:
    """Patterns of a sheet, the one that explains most first; no cell stands in two of them."""
    differing = tuple(c for c in order if first.get(c) != second.get(c))
    pair = _Pair(first, second, differing)
    sheets = [found for other in others if (found := _whole_sheet(pair, order, other))]
    whole = max(sheets, key=lambda pattern: len(pattern.cells), default=None)
    taken = set(whole.cells) if whole else set()
    local = _without_rivals(pair, [*_of_rows(pair, order), *_of_columns(pair, order)], taken)
    return ((whole, *local)) if whole else tuple(local)


def place(cell: str) -> tuple[str, str]:
    """The table and row in which a cell stands; a line is a row of its own."""
    line, row = cell_parts(cell)
    return (line.partition(".")[0], row) if row else ("", line)


def _whole_sheet(pair: _Pair, order: Sequence[str], other: OtherSheet) -> Pattern | None:
    first_as = [_alike(pair.first, figures, order) for figures in (other.first, other.second)]
    second_as = [_alike(pair.second, figures, order) for figures in (other.first, other.second)]
    if first_as[1] and second_as[0]:
        kind, ours, theirs = PatternKind.SHEETS_EXCHANGED, pair.second, other.first
    elif all(second_as):
        kind, ours, theirs = PatternKind.SECOND_IS_OTHER, pair.second, other.second
    elif all(first_as):
        kind, ours, theirs = PatternKind.FIRST_IS_OTHER, pair.first, other.first
    else:
        return None
    cells = tuple(c for c in pair.differing if c in ours and ours[c] == theirs.get(c))
    return Pattern(kind, cells, (), other.ballot_id) if len(cells) >= ENOUGH else None


def _alike(one: Figures, other: Figures, order: Sequence[str]) -> bool:
    return sum(one.get(c) == other.get(c) for c in order) >= MOST * len(order)


def _of_rows(pair: _Pair, order: Sequence[str]) -> Iterator[Pattern]:
    """Rows out of place: in the ladder of all rows with one figure, and in each wider table."""
    ladder, tables = _grids(order)
    yield from _shifts(pair, ladder, (PatternKind.ROWS_DOWN, PatternKind.ROWS_UP), 2)
    near = {frozenset(two) for two in pairwise(ladder)}
    for two in combinations(ladder, 2):
        if place(two[0][0])[0] == place(two[1][0])[0] or frozenset(two) in near:
            yield from _swap(pair, *two, PatternKind.ROWS_SWAPPED)
    for rows in tables:
        yield from _shifts(pair, rows, (PatternKind.ROWS_DOWN, PatternKind.ROWS_UP), 2)
        for two in combinations(rows, 2):
            yield from _swap(pair, *two, PatternKind.ROWS_SWAPPED)


def _of_columns(pair: _Pair, order: Sequence[str]) -> Iterator[Pattern]:
    for rows in _grids(order)[1]:
        columns = list(zip(*rows, strict=True))
        kinds = (PatternKind.COLUMNS_RIGHT, PatternKind.COLUMNS_LEFT)
        yield from _shifts(pair, columns, kinds, 1)
        for two in combinations(columns, 2):
            yield from _swap(pair, *two, PatternKind.COLUMNS_SWAPPED)


def _grids(order: Sequence[str]) -> tuple[list[Strip], list[list[Strip]]]:
    ladder: list[Strip] = []
    tables: dict[str, list[Strip]] = defaultdict(list)
    for (table, _), cells in groupby(order, key=place):
        row = tuple(cells)
        (ladder if len(row) == 1 else tables[table]).append(row)
    return ladder, list(tables.values())


def _swap(pair: _Pair, one: Strip, other: Strip, kind: PatternKind) -> Iterator[Pattern]:
    """Two strips with each other's figures, wherever they differ at all."""
    moves: list[tuple[str, str]] = []
    for a, b in zip(one, other, strict=True):
        if a in pair.differing and pair.came_from(a, b) and pair.came_from(b, a):
            moves += [(a, b), (b, a)]
    if moves:
        yield _pattern(pair, kind, moves)


def _shifts(
    pair: _Pair, strips: Sequence[Strip], kinds: tuple[PatternKind, PatternKind], least: int
) -> Iterator[Pattern]:
    """Runs of strips that hold their neighbour's figures; `least` neighbours must have moved."""
    neighbours = list(pairwise(strips))
    forward = [(after, before) for before, after in neighbours]
    for kind, steps in zip(kinds, (forward, neighbours), strict=True):
        for holds, run in groupby(steps, key=lambda step: _moved(pair, *step)):
            telling = _trimmed(pair, list(run)) if holds else []
            moves = [move for step in telling for move in zip(*step, strict=True)]
            if len(telling) >= least and len(_touched(pair, moves)) > 1:
                yield _pattern(pair, kind, moves)


def _moved(pair: _Pair, strip: Strip, source: Strip) -> bool:
    return all(pair.came_from(a, b) for a, b in zip(strip, source, strict=True))


def _trimmed(pair: _Pair, run: list[tuple[Strip, Strip]]) -> list[tuple[Strip, Strip]]:
    """The run without ends where nothing differs: equal neighbours (zeros) tell nothing."""
    telling = [i for i, (one, two) in enumerate(run) if {*one, *two} & set(pair.differing)]
    return run[telling[0] : telling[-1] + 1] if telling else []


def _pattern(pair: _Pair, kind: PatternKind, moves: list[tuple[str, str]]) -> Pattern:
    targets = {cell for cell, _ in moves}
    cells = tuple(cell for cell in pair.differing if cell in targets)
    return Pattern(kind, cells, tuple(moves))


def _touched(pair: _Pair, moves: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Differing cells at either end of the moves: the same seen from either entry."""
    return frozenset(cell for move in moves for cell in move) & frozenset(pair.differing)


def _without_rivals(pair: _Pair, found: list[Pattern], taken: set[str]) -> Iterator[Pattern]:
    """The best explanations; equally good ones that share a cell are not named at all."""

    def rank(pattern: Pattern) -> tuple[int, bool]:
        return -len(_touched(pair, pattern.moves)), pattern.kind not in SWAPS

    for _, equals in groupby(sorted(found, key=rank), key=rank):
        free = [(p, t) for p in equals if not (t := _touched(pair, p.moves)) & taken]
        for pattern, touched in free:
            if not any(touched & rival for one, rival in free if one is not pattern):
                taken |= touched
                yield pattern
