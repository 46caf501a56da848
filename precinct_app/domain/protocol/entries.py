# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Two blind entries of a sheet: where they differ, which figures count, who typed what and when.

One rule: **a figure counts once it has been typed twice; the last typing decides.**  Equal entries
fulfil it at once.  A differing cell is entered again by any member: a recount that meets one of the
two entries settles it, a recount that meets neither must be typed once more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from precinct_app.domain.protocol.entry_patterns import OtherSheet, Pattern, place, sheet_patterns
from precinct_app.domain.protocol.sheet import Figure, cell_parts

MANY = 0.5
"""From this share of differing cells on, an entry was perhaps typed from another sheet."""


@dataclass(frozen=True, slots=True)
class TypedCell:
    """One figure as a member typed it, and when."""

    cell: str
    figure: Figure
    member_id: str
    typed_at: datetime
    parts: tuple[int, ...] = ()
    """Piles that he added up, where he typed it so."""


@dataclass(frozen=True, slots=True)
class TypedEntry:
    """One entry by one member: the first, the second, or cells entered again."""

    member_id: str
    cells: Mapping[str, TypedCell]
    finished: datetime | None = None

    @property
    def figures(self) -> dict[str, Figure]:
        """The figures by cell; a cell that is not there is empty."""
        return {cell: typed.figure for cell, typed in self.cells.items()}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both entries of a sheet side by side, with what was entered again."""

    first: TypedEntry
    second: TypedEntry
    rechecks: tuple[TypedEntry, ...]
    order: tuple[str, ...]
    """The typed cells of the sheet in official order."""
    differing: tuple[str, ...]
    """Cells that the two entries do not hold alike, in official order."""
    typed: Mapping[str, tuple[TypedCell, ...]] = field(repr=False)
    """Everything typed into each cell, oldest first."""
    patterns: tuple[Pattern, ...]
    """What explains several differing cells at once; no cell stands in two of them."""

    @property
    def agreed(self) -> dict[str, Figure]:
        """The figures that count."""
        found = ((cell, agreed_figure(self.typed[cell])) for cell in self.order)
        return {cell: figure for cell, figure in found if figure is not None}

    @property
    def open(self) -> tuple[str, ...]:
        """Cells that must be entered again before the sheet can be settled.

        One that nobody has typed is open too: a register gave its figure and does no longer.
        """
        return tuple(c for c in self.order if agreed_figure(self.typed[c]) is None)

    @property
    def shown(self) -> tuple[str, ...]:
        """Cells that are entered again: those that differ, and those that are open."""
        waiting = set(self.open)
        return tuple(c for c in self.order if c in waiting or c in self.differing)

    @property
    def once_more(self) -> tuple[str, ...]:
        """Open cells whose recount met neither entry: it must be typed a second time."""
        again = {cell for entry in self.rechecks for cell in entry.cells}
        return tuple(cell for cell in self.open if cell in again)

    @property
    def single(self) -> tuple[str, ...]:
        """Differing cells that no pattern explains."""
        return tuple(cell for cell in self.differing if self.pattern_of(cell) is None)

    @property
    def one_typist(self) -> bool:
        """One member typed both entries, because nobody else could (W702)."""
        return self.first.member_id == self.second.member_id

    @property
    def many_differ(self) -> bool:
        """So many cells differ that one entry was perhaps typed from another sheet."""
        return len(self.differing) > MANY * len(self.order)

    def pattern_of(self, cell: str) -> Pattern | None:
        """The pattern that explains a differing cell."""
        return next((pattern for pattern in self.patterns if cell in pattern.cells), None)


def compare(
    first: TypedEntry,
    second: TypedEntry,
    order: Sequence[str],
    rechecks: Sequence[TypedEntry] = (),
    others: Sequence[OtherSheet] = (),
) -> Comparison:
    """Compare two entries over the typed cells of their sheet, given in official order.

    `others` are sheets of the same day with the same cells.  Only those may be given whose both
    entries are finished too, or the second typist of the other sheet would learn its first figures.
    """
    differing = tuple(c for c in order if first.figures.get(c) != second.figures.get(c))
    return Comparison(
        first, second, tuple(rechecks), tuple(order), differing,
        who_typed((first, second, *rechecks), order),
        sheet_patterns(first.figures, second.figures, order, others),
    )  # fmt: skip


def who_typed(
    entries: Iterable[TypedEntry], order: Sequence[str]
) -> dict[str, tuple[TypedCell, ...]]:
    """Everything typed into each cell, oldest first; entries are given in the order of their kinds."""
    known = tuple(entries)
    return {cell: _oldest_first(known, cell) for cell in order}


def agreed_figure(typed: Sequence[TypedCell]) -> Figure | None:
    """The figure that counts: the last one typed, once somebody has typed it before."""
    figures = [one.figure for one in typed]
    return figures[-1] if figures and figures[-1] in figures[:-1] else None


def settled(comparison: Comparison, reason: str = "") -> bool:
    """Say whether the sheet's figures stand: both entries finished, no cell open, two members.

    `reason` is why one member typed both; without one, two entries of one member settle nothing.
    """
    both = comparison.first.finished is not None and comparison.second.finished is not None
    alone = comparison.one_typist and not reason.strip()
    return both and not comparison.open and not alone


def second_order(order: Sequence[str]) -> tuple[str, ...]:
    """The order in which the second entry is typed: from the bottom, the last option first.

    Cells of one row stay left to right.  Who skips a row while typing upward shifts figures the
    other way, so that two people who skip the same row do not agree by chance.
    """
    rows = [tuple(cells) for _, cells in groupby(order, key=place)]
    return tuple(cell for row in reversed(rows) for cell in row)


def same_places(order: Sequence[str], other: Sequence[str]) -> dict[str, str] | None:
    """Cells of another sheet by the cells of this one: the same line, or the row in the same place.

    None when the sheets do not have the same lines, rows and columns.
    """
    if [cell_parts(c)[0] for c in order] != [cell_parts(c)[0] for c in other]:
        return None
    return dict(zip(order, other, strict=True))


def _oldest_first(entries: Sequence[TypedEntry], cell: str) -> tuple[TypedCell, ...]:
    found = [entry.cells[cell] for entry in entries if cell in entry.cells]
    return tuple(sorted(found, key=lambda typed: typed.typed_at))
