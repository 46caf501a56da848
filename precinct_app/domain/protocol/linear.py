# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A formula read: whole-number coefficients over references, the one object that all others read.

Check, marked cells, printed formula, likely slip and ``forms check`` start from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

PERCENT = 100
STRUCK = "struck"
"""Instead of a row's flag: the option was withdrawn after printing."""
UNITS = ("voters", "ballots", "votes", "certificates", "envelopes", "boxes", "members")
"""What a threshold may count."""


class Operator(StrEnum):
    """How the two sides of a relation compare."""

    EQUAL = "=="
    AT_MOST = "<="
    AT_LEAST = ">="

    def holds(self, difference: int) -> bool:
        """Say whether left minus right fits the comparison."""
        if self is Operator.EQUAL:
            return difference == 0
        return difference <= 0 if self is Operator.AT_MOST else difference >= 0


@dataclass(frozen=True, slots=True)
class Ref:
    """What a coefficient stands before: a line, a cell of a row, or a sum over a table."""

    name: str
    """A line (``ballots_found``), a table's column (``box.found``), or a fixed row's cell."""
    is_sum: bool = False
    where: str = ""
    """Flag column that a row must have set to be in the sum."""

    def __str__(self) -> str:
        if not self.is_sum:
            return self.name
        return f"sum({self.name} where {self.where})" if self.where else f"sum({self.name})"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a side: coefficient times parameter times reference, or a share of it."""

    coefficient: int
    ref: Ref | None
    """None for a plain number."""
    parameter: str = ""
    percent: bool = False
    """The coefficient counts hundredths."""
    up: bool = False
    unit: str = ""
    """What a plain number counts (``14 ballots``), one of `UNITS`."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A comparison of two sums of terms."""

    left: tuple[Term, ...]
    operator: Operator
    right: tuple[Term, ...]
    refs: tuple[Ref, ...] = field(default=())
    """Every reference once, left before right, in the order of the text."""

    def coefficients(self, parameters: Mapping[str, int]) -> tuple[dict[Ref, int], int]:
        """Left minus right as whole-number coefficients and a constant.

        Scaled by 100 where a percentage stands.  ``<= N% of x, up`` (rounded up) is exact over whole
        numbers: a - b <= ceil(N x / 100) if and only if 100 (a - b) <= N x + 99.
        """
        terms = [(1, t) for t in self.left] + [(-1, t) for t in self.right]
        scale = PERCENT if any(term.percent for _, term in terms) else 1
        found: dict[Ref, int] = {}
        constant = 0
        for sign, term in terms:
            size = sign * term.coefficient * parameters.get(term.parameter, 1)
            size *= 1 if term.percent else scale
            if term.ref is None:
                constant += size
            else:
                found[term.ref] = found.get(term.ref, 0) + size
            if term.up:
                constant += sign * (PERCENT - 1)
        return {ref: size for ref, size in found.items() if size}, constant


@dataclass(frozen=True, slots=True)
class Condition:
    """When a relation is asked at all: a comparison, a row flag, or the source of a line."""

    comparison: Linear | None = None
    flag: str = ""
    negated: bool = False
    source_of: str = ""
    source: str = ""
