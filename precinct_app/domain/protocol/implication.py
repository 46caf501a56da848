# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What follows from a comparison of counts, exactly: no figures are tried, none are guessed.

Counts are whole numbers from 0 upward.  Over them a bound follows from another when a multiple of
the other, made weaker term by term, is that bound (Farkas); what is claimed here is so always.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from precinct_app.domain.protocol.linear import Operator


@dataclass(frozen=True, slots=True)
class Bound:
    """The sum of sizes times counts is at most the limit."""

    sizes: Mapping[str, int]
    limit: int

    def against(self) -> "Bound":
        """What holds exactly where this does not."""
        return _tight({name: -size for name, size in self.sizes.items()}, -self.limit - 1)

    def below(self) -> "Bound":
        """The same, with the limit itself left out."""
        return Bound(self.sizes, self.limit - 1)


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison as bounds: one, or two that mirror each other for an equality."""

    bounds: tuple[Bound, ...]
    possible: bool = True
    """False for an equality that no whole numbers fulfil (2 a = 2 b + 1)."""


_NOTHING = Compared((Bound({}, 0),))
"""What holds anyway: no more than nothing is no more than 0."""


def compared(sizes: Mapping[str, int], constant: int, operator: Operator) -> Compared:
    """The comparison of sizes times counts, plus a constant, with 0."""
    told = {name: size for name, size in sizes.items() if size}
    most = _tight(told, -constant)
    least = _tight({name: -size for name, size in told.items()}, constant)
    if operator is Operator.AT_MOST:
        return Compared((most,))
    if operator is Operator.AT_LEAST:
        return Compared((least,))
    share = gcd(*told.values())
    return Compared((most, least), constant % share == 0 if share else constant == 0)


def always(told: Compared, given: Compared | None = None) -> bool:
    """Say whether it holds for all counts (for which the given one holds)."""
    return all(_follows(bound, given or _NOTHING) for bound in told.bounds)


def never(told: Compared, given: Compared | None = None) -> bool:
    """Say whether it holds for no counts (for which the given one holds)."""
    first, *second = told.bounds
    ways = [first.below(), second[0].below()] if second else [first.against()]
    return not told.possible or any(_follows(way, given or _NOTHING) for way in ways)


def _follows(bound: Bound, given: Compared) -> bool:
    """Look for the multiple; of an equality it may be a negative one."""
    base, *mirror = given.bounds
    least = [] if mirror else [Fraction(0)]
    most: list[Fraction] = []
    names = {*bound.sizes, *base.sizes}
    wanted = [(base.sizes.get(name, 0), bound.sizes.get(name, 0)) for name in names]
    fits = True
    for size, least_size in (*wanted, (-base.limit, -bound.limit)):
        if size > 0:
            least.append(Fraction(least_size, size))
        elif size < 0:
            most.append(Fraction(least_size, size))
        else:
            fits = fits and least_size <= 0
    return fits and (not least or not most or max(least) <= min(most))


def _tight(sizes: Mapping[str, int], limit: int) -> Bound:
    """Without a common factor: 2 a <= 2 b + 1 is a <= b for whole numbers."""
    share = gcd(*sizes.values())
    if not share:
        return Bound({}, limit)
    return Bound({name: size // share for name, size in sizes.items()}, limit // share)
