# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Kinds of slips of the pen: how often each happens, and how likely it gives just the figure typed.

The model: one slip of a kind, drawn by its share; a cell, drawn evenly among those where this kind
can happen; what stands there then, drawn evenly among all that the kind can make of the true figure.
What yields 0 counts as left at 0 and what begins at 0 as "not zero", as the papers were counted.
Leading zeros vanish: ``305`` with its first digit wrong may read ``005``, typed 5.
"""

from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise


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
    ROW_SHIFTED = "row_shifted"
    OTHER_BALLOT = "other_ballot"


OF_A_CELL: Mapping[Kind, float] = {
    Kind.LEFT_AT_ZERO: 0.30,
    Kind.ONE_DIGIT: 0.27,
    Kind.OTHER_NUMBER: 0.15,
    Kind.NOT_ZERO: 0.12,
    Kind.DIGIT_ADDED: 0.08,
    Kind.DIGIT_DROPPED: 0.08,
    Kind.TRANSPOSED: 0.012,
}
"""Shares of the kinds among wrong cells (double-typed protocols, 13,534 entries; rounded there)."""
_OF_SEVERAL: Mapping[Kind, float] = {Kind.ROW_SHIFTED: 0.12, Kind.EXCHANGED: 0.02}
"""Votes a row off: the same source; two cells exchanged: our own estimate."""
_REST = (1 - sum(_OF_SEVERAL.values())) / sum(OF_A_CELL.values())
SHARES: Mapping[Kind, float] = {
    **{kind: share * _REST for kind, share in OF_A_CELL.items()},
    **_OF_SEVERAL,
    Kind.OTHER_BALLOT: 0.02,
}
"""Shares among wrong sheets.  The figure of another ballot (our own estimate) comes on top and
counts only where other sheets of the day are known."""
TWO_SLIPS = 0.01
"""Share of wrong sheets with two slips that touch the same relations: our own estimate."""


def possible(truth: int) -> tuple[Kind, ...]:
    """Kinds of slip that can happen to this figure."""
    if truth == 0:
        return (Kind.NOT_ZERO,)
    found = [Kind.LEFT_AT_ZERO, Kind.ONE_DIGIT, Kind.OTHER_NUMBER, Kind.DIGIT_ADDED]
    digits = str(truth)
    if len(digits) > 1:
        found.append(Kind.DIGIT_DROPPED)
    if _unlike(digits):
        found.append(Kind.TRANSPOSED)
    return tuple(found)


def chances(typed: int, truth: int, largest: int) -> dict[Kind, float]:
    """How likely each kind makes the typed figure of the true one, given that it happened there.

    An unrelated number is any other one from 1 to `largest`.
    """
    if typed == 0:
        return {Kind.LEFT_AT_ZERO: 1.0}
    if truth == 0:
        return {Kind.NOT_ZERO: 1 / largest}
    found = {Kind.OTHER_NUMBER: 1 / max(largest - 1, 1)}
    digits = str(truth)
    shown = str(typed).zfill(len(digits))
    if len(shown) == len(digits):
        found |= _changed(shown, digits)
    if len(shown) == len(digits) + 1:
        ways = _deletions(shown, digits)
        found[Kind.DIGIT_ADDED] = ways / (10 * len(shown) - 1)
    ways = _deletions(digits, str(typed).zfill(len(digits) - 1))
    if ways:
        found[Kind.DIGIT_DROPPED] = ways / (len(digits) - _is_round(digits))
    return {kind: chance for kind, chance in found.items() if chance}


def _changed(shown: str, digits: str) -> dict[Kind, float]:
    """As many digits: one differs, or two neighbours stand exchanged."""
    differing = [i for i, (a, b) in enumerate(zip(shown, digits, strict=True)) if a != b]
    if len(differing) == 1:
        return {Kind.ONE_DIGIT: 1 / (9 * len(digits) - _is_round(digits))}
    first, last = differing[0], differing[-1]
    if shown[first : last + 1] == digits[last] + digits[first]:
        return {Kind.TRANSPOSED: 1 / _unlike(digits)}
    return {}


def _deletions(longer: str, shorter: str) -> int:
    """Digits of the longer one whose loss gives the shorter one."""
    return sum(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _unlike(digits: str) -> int:
    return sum(a != b for a, b in pairwise(digits))


def _is_round(digits: str) -> bool:
    """Only the first digit is no zero: one change in it can yield 0, which has a kind of its own."""
    return not digits[1:].strip("0")
