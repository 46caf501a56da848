# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The likely slip of the pen: the smallest change that explains all failed errors at once.

A candidate weighs P(kind) x P(this cell | kind) x P(figure typed | true figure, kind), summed over
the kinds that could do it (`slip_kinds`); beforehand every sheet without errors counts alike, save
that acts, warnings and notices stand on few sheets.  Beside the candidates stands what none of them
explains: two slips at once.  Nothing is ever changed here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement
from typing import Any

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Form, Grade
from precinct_app.domain.protocol.sheet import NA, Rows, Sheet, Source
from precinct_app.domain.protocol.slip_kinds import SHARES, TWO_SLIPS, Kind, chances, possible
from precinct_app.domain.protocol.slip_search import Change, Layout, Trouble

SURE = 0.95
"""A single candidate speaks alone only from this posterior upward."""
SHOWN = 3
"""At most so many candidates are shown as equals."""
ENOUGH = 0.5
"""Equals are shown when together they are likelier than all else."""
STANDING: Mapping[Grade, float] = {Grade.ACT: 0.003, Grade.WARNING: 0.05, Grade.NOTICE: 0.125}
"""How often a relation of this grade fails on a right sheet (lost ballots: 2,295 of 862,065
protocols; some ballots not put into a box: every eighth; warnings are our own estimate)."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A candidate: which cells, from what to what, of which kind, and which relations it mends."""

    cells: tuple[str, ...]
    typed: tuple[int, ...]
    perhaps: tuple[int, ...]
    kind: Kind
    mends: tuple[str, ...]
    posterior: float

    def to_mapping(self) -> dict[str, Any]:
        """The candidate as plain data."""
        return {
            "cells": list(self.cells),
            "from": list(self.typed),
            "to": list(self.perhaps),
            "kind": self.kind.value,
            "mends": list(self.mends),
            "posterior": round(self.posterior, 4),
        }


def likely_slips(
    form: Form,
    sheet: Sheet,
    rows: Rows,
    *,
    level: Level,
    parameters: Mapping[str, int] | None = None,
    others: Sequence[Sheet] = (),
) -> list[Slip]:
    """Candidates, likeliest first: one alone when it is sure, a few equals, or none at all.

    `others` are the other ballots' sheets of the day, as far as the same people may see them.
    """
    layout = _layout(_Same(form), rows, level, tuple(sorted((parameters or {}).items())))
    return speaking(_candidates(layout, sheet, others))


def candidates(checker: Checker, sheet: Sheet, others: Sequence[Sheet] = ()) -> list[Slip]:
    """Every remedy of one cause, likeliest first; the posteriors leave room for other causes.

    Figures that came out of a register are suspected only where nothing else explains the failure;
    computed ones never.
    """
    return _candidates(Layout(checker), sheet, others)


def speaking(found: Sequence[Slip]) -> list[Slip]:
    """What may be said aloud: the sure one alone, at most three near equals, else nothing."""
    if found and found[0].posterior >= SURE:
        return [found[0]]
    told = 0.0
    for count, slip in enumerate(found[:SHOWN], start=1):
        told += slip.posterior
        if told >= SURE and count > 1:
            return list(found[:count])
    return list(found[:SHOWN]) if told >= ENOUGH and len(found) > 1 else []


def _candidates(layout: Layout, sheet: Sheet, others: Sequence[Sheet]) -> list[Slip]:
    trouble = Trouble(layout, sheet)
    if not trouble.errors:
        return []
    filled = [c for c in layout.typed if sheet.figures.get(c) not in {None, NA}]
    typed = [c for c in filled if sheet.source(c) not in {Source.REGISTER, Source.COMPUTED}]
    found = _Search(trouble, typed, others).ranked()
    if found or len(typed) == len(filled):
        return found
    return _Search(trouble, [c for c in filled if sheet.source(c) is not Source.COMPUTED],
                   others).ranked()  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Remedy:
    change: Change
    weights: Counter[Kind]
    mended: tuple[int, ...]
    rare: float
    """How rare right sheets are on which something fails that this change leaves."""

    @property
    def weight(self) -> float:
        return self.rare * sum(self.weights.values())

    @property
    def kind(self) -> Kind:
        return max(self.weights, key=lambda kind: self.weights[kind])


class _Search:
    """Remedies of one sheet among the cells that may be suspected, each with its weight."""

    def __init__(self, trouble: Trouble, cells: Sequence[str], others: Sequence[Sheet]) -> None:
        self.trouble, self.cells, self.others = trouble, cells, others
        self.numbers = {cell: trouble.sheet.number(cell) or 0 for cell in cells}
        self.largest = max(self.numbers.values(), default=1) or 1
        self.counts = Counter(k for number in self.numbers.values() for k in possible(number))
        self.remedies: dict[frozenset[tuple[str, int]], _Remedy | None] = {}

    def ranked(self) -> list[Slip]:
        """Slips with their posteriors, likeliest first; equals in official order."""
        self._find()
        remedies = [remedy for remedy in self.remedies.values() if remedy]
        total = sum(remedy.weight for remedy in remedies) + self._unnamed()
        places = {cell: place for place, cell in enumerate(self.cells)}

        def rank(remedy: _Remedy) -> tuple[float, list[int]]:
            return -round(remedy.weight / total, 9), [places[cell] for cell in remedy.change]

        return [self._slip(one, one.weight / total) for one in sorted(remedies, key=rank)]

    def _find(self) -> None:
        for change in self.trouble.singles(self.cells):
            for kind, weight in self._weights(*next(iter(change.items()))).items():
                self._note(change, kind, weight)
        equal = Counter(self.numbers.values()).values()
        unlike = (len(self.cells) ** 2 - sum(count * count for count in equal)) // 2
        figures = [cell for cell in self.cells if cell not in self.trouble.layout.flags]
        for change in self.trouble.exchanges(figures):
            self._note(change, Kind.EXCHANGED, SHARES[Kind.EXCHANGED] / unlike)
        for change, share in self.trouble.shifts(self.cells):
            self._note(change, Kind.ROW_SHIFTED, SHARES[Kind.ROW_SHIFTED] * share)

    def _weights(self, cell: str, perhaps: int) -> dict[Kind, float]:
        """The weight of one cell's change by kind, were the figure there `perhaps`."""
        now = self.numbers[cell]
        before, after = possible(now), possible(perhaps)
        largest = 1 if cell in self.trouble.layout.flags else self.largest
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

    def _remedy(self, change: Change) -> _Remedy | None:
        after = self.trouble.after(change)
        if after is None:
            return None
        mended = self.trouble.mended(after)
        left = (self.trouble.ready[i].relation.grade for i in self.trouble.failed
                if i not in mended)  # fmt: skip
        rare = min((STANDING[grade] for grade in left), default=1.0)
        return _Remedy(change, Counter(), tuple(mended), rare)

    def _unnamed(self) -> float:
        """The weight of what no candidate says: cells that nothing ties down, and two slips at once."""
        free = self.trouble.free(self.cells) / max(len(self.cells), 1)
        return free + self._two_slips()

    def _two_slips(self) -> float:
        """Pairs of cells that together touch all failed errors, with figures that agree by chance."""
        errors = frozenset(self.trouble.errors)
        touched = Counter(errors & {i for i, _ in self.trouble.moves(c)} for c in self.cells)
        pairs = sum(
            touched[one] * touched[other] / (2 if one == other else 1)
            for one, other in combinations_with_replacement(touched, 2)
            if one | other == errors
        )
        return TWO_SLIPS * pairs / max(len(self.cells), 1) ** 2 / self.largest

    def _slip(self, remedy: _Remedy, posterior: float) -> Slip:
        cells = tuple(cell for cell in self.cells if cell in remedy.change)
        ready, failed = self.trouble.ready, self.trouble.failed
        open_ = {ready[i].relation.code for i in failed if i not in remedy.mended}
        mends = dict.fromkeys(ready[i].relation.code for i in remedy.mended)
        return Slip(
            cells, tuple(self.numbers[c] for c in cells),
            tuple(remedy.change[c] for c in cells), remedy.kind,
            tuple(code for code in mends if code not in open_), posterior,
        )  # fmt: skip


class _Same:
    """A form by its identity: two readings of a file are two forms."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __hash__(self) -> int:
        return id(self.form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.form is self.form


@lru_cache(maxsize=16)
def _layout(
    same: _Same, rows: Rows, level: Level, parameters: tuple[tuple[str, int], ...]
) -> Layout:
    """Sheet after sheet of one form has the same rows; spreading them out takes longer than judging."""
    return Layout(Checker(same.form, rows, level, dict(parameters), None))
