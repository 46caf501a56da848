# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The likely slip of the pen: the smallest change that explains all failed equalities at once.

A slip is ranked by how often its kind happens among wrong entries (double-typed protocols, 13,534
entries) times how likely that kind gives just the figure typed.  Nothing is ever changed here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker, Ready
from precinct_app.domain.protocol.form import Form, Grade
from precinct_app.domain.protocol.formula import Operator
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, Rows, Sheet


class Kind(StrEnum):
    """How a figure went wrong."""

    LEFT_AT_ZERO = "left_at_zero"
    ONE_DIGIT = "one_digit"
    OTHER_NUMBER = "other_number"
    NOT_ZERO = "not_zero"
    DIGIT_ADDED = "digit_added"
    DIGIT_DROPPED = "digit_dropped"
    TRANSPOSED = "transposed"
    EXCHANGED = "exchanged"


SHARES: Mapping[Kind, float] = {
    Kind.LEFT_AT_ZERO: 0.30,
    Kind.ONE_DIGIT: 0.27,
    Kind.OTHER_NUMBER: 0.15,
    Kind.NOT_ZERO: 0.12,
    Kind.DIGIT_ADDED: 0.08,
    Kind.DIGIT_DROPPED: 0.08,
    Kind.TRANSPOSED: 0.012,
    Kind.EXCHANGED: 0.02,
}
"""Shares of the kinds among wrong entries; exchanges of two cells are our own estimate."""

SURE = 0.95
"""A single candidate speaks alone only from this posterior upward."""
SHOWN = 3
"""At most so many candidates are shown as equals."""
ENOUGH = 0.8
"""Equals are shown when together they hold so much of the likelihood."""
_SPREAD = 1000
"""An unrelated number is taken as one of so many."""


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
) -> list[Slip]:
    """Candidates, likeliest first: one alone when it is sure, a few equals, or none at all."""
    checker = Checker(form, rows, level, parameters or {}, None)
    return speaking(candidates(checker, sheet))


def candidates(checker: Checker, sheet: Sheet) -> list[Slip]:
    """Every change of one cell, or exchange of two, that mends all failed equalities."""
    failed = [one for one in checker.ready if _fails(one, sheet)]
    equalities = [one for one in failed if _is_hard_equality(one)]
    if not equalities:
        return []
    weighed: list[tuple[float, Slip]] = []
    for change, kind, weight in _changes(checker, sheet, equalities):
        if _mends(checker, sheet, change, equalities, failed):
            codes = tuple(dict.fromkeys(one.relation.code for one in equalities))
            cells = tuple(change)
            typed = tuple(int(sheet.number(cell) or 0) for cell in cells)
            slip = Slip(cells, typed, tuple(change.values()), kind, codes, 0.0)
            weighed.append((weight, slip))
    total = sum(weight for weight, _ in weighed)
    ranked = sorted(weighed, key=lambda item: (-item[0], item[1].cells))
    return [_with_posterior(slip, weight / total) for weight, slip in ranked]


def speaking(found: Sequence[Slip]) -> list[Slip]:
    """What may be said aloud: the sure one alone, at most three near equals, else nothing."""
    if not found:
        return []
    if found[0].posterior >= SURE:
        return [found[0]]
    told = 0.0
    for count, slip in enumerate(found[:SHOWN], start=1):
        told += slip.posterior
        if told >= ENOUGH and count > 1:
            return list(found[:count])
    return []


def _changes(
    checker: Checker, sheet: Sheet, equalities: Sequence[Ready]
) -> Iterator[tuple[dict[str, int], Kind, float]]:
    typed_cells = _typed_cells(checker, equalities)
    first = equalities[0]
    difference = first.spread.difference(sheet) or 0
    for cell, size in typed_cells.items():
        now = sheet.number(cell)
        if now is None or not size or difference % size:
            continue
        perhaps = now - difference // size
        if 0 <= perhaps <= LARGEST_FIGURE and perhaps != now:
            for kind, chance in kinds(now, perhaps):
                yield {cell: perhaps}, kind, chance
                break
    yield from _exchanges(sheet, equalities)


def _typed_cells(checker: Checker, equalities: Sequence[Ready]) -> dict[str, int]:
    """Typed cells that stand in every failed equality, with their coefficient in the first."""
    computed = {line.name for line in checker.form.lines() if line.formula}
    common = set.intersection(*(set(one.cells) for one in equalities)) - computed
    sizes = {part.cell: part.size for part in equalities[0].spread.parts if not part.flag}
    return {cell: size for cell, size in sizes.items() if cell in common}


def _exchanges(
    sheet: Sheet, equalities: Sequence[Ready]
) -> Iterator[tuple[dict[str, int], Kind, float]]:
    """Two cells of the failed relations with each other's figures."""
    cells = [c for c in dict.fromkeys(c for one in equalities for c in one.cells)
             if sheet.number(c) is not None]  # fmt: skip
    pairs = list(combinations(cells, 2))
    for one, other in pairs:
        a, b = sheet.number(one), sheet.number(other)
        if a is not None and b is not None and a != b:
            yield {one: b, other: a}, Kind.EXCHANGED, SHARES[Kind.EXCHANGED] / len(pairs)


def kinds(typed: int, truth: int) -> Iterator[tuple[Kind, float]]:
    """Kinds of slip that turn the true figure into the typed one, likeliest first."""
    found = [(kind, SHARES[kind] * chance) for kind, chance in _chances(str(typed), str(truth))]
    yield from sorted(found, key=lambda item: -item[1])


def _chances(typed: str, truth: str) -> Iterator[tuple[Kind, float]]:
    if typed == "0":
        yield Kind.LEFT_AT_ZERO, 1.0
    if truth == "0":
        yield Kind.NOT_ZERO, 1 / _SPREAD
    differing = [i for i, (a, b) in enumerate(zip(typed, truth, strict=False)) if a != b]
    if len(typed) == len(truth):
        if len(differing) == 1:
            yield Kind.ONE_DIGIT, 1 / (9 * len(truth))
        if len(differing) == 2:  # noqa: PLR2004  two neighbours exchanged
            i, j = differing
            if j == i + 1 and typed[i] == truth[j] and typed[j] == truth[i]:
                yield Kind.TRANSPOSED, 1 / (len(truth) - 1)
    if _one_longer(typed, truth):
        yield Kind.DIGIT_ADDED, 1 / (10 * (len(truth) + 1))
    if _one_longer(truth, typed):
        yield Kind.DIGIT_DROPPED, 1 / len(truth)
    yield Kind.OTHER_NUMBER, 1 / _SPREAD


def _one_longer(longer: str, shorter: str) -> bool:
    if len(longer) != len(shorter) + 1:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _mends(
    checker: Checker,
    sheet: Sheet,
    change: Mapping[str, int],
    equalities: Iterable[Ready],
    failed: Sequence[Ready],
) -> bool:
    """All failed equalities hold after the change, and nothing that held is broken."""
    changed = sheet.with_figures(change)
    if any(_fails(one, changed) for one in equalities):
        return False
    before = {(one.relation.code, one.row) for one in failed}
    touched = [one for one in checker.ready if not set(one.cells).isdisjoint(change)]
    worse = (
        one for one in touched if one.spread.operator is not Operator.EQUAL or one not in failed
    )
    return not any(
        (one.relation.code, one.row) not in before and _fails(one, changed) for one in worse
    )


def _is_hard_equality(one: Ready) -> bool:
    return one.spread.operator is Operator.EQUAL and one.relation.grade is Grade.ERROR


def _fails(one: Ready, sheet: Sheet) -> bool:
    if one.relation.condition is not None:
        if one.condition is None:
            return False
        asked = one.condition.difference(sheet)
        if asked is None or not one.condition.operator.holds(asked):
            return False
    difference = one.spread.difference(sheet)
    return difference is not None and not one.spread.operator.holds(difference)


def _with_posterior(slip: Slip, posterior: float) -> Slip:
    return Slip(slip.cells, slip.typed, slip.perhaps, slip.kind, slip.mends, posterior)
