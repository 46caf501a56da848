# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Running numbers of certificate blanks: what is among them, what stays when some are taken away."""

import re
from dataclasses import dataclass

from precinct_app.domain.certificates import folded

_DIGITS = re.compile(r"[0-9]{1,18}\Z")


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Blanks of running numbers: first and last in digits, with leading zeros."""

    series: str
    first: str
    last: str

    @property
    def is_sound(self) -> bool:
        """Digits of one length, the first not above the last."""
        digits = bool(_DIGITS.match(self.first) and _DIGITS.match(self.last))
        return digits and len(self.first) == len(self.last) and self.first <= self.last

    @property
    def count(self) -> int:
        """How many blanks."""
        return int(self.last) - int(self.first) + 1

    @property
    def told(self) -> str:
        """First and last number as they are said."""
        numbers = self.first if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.series} {numbers}".strip()

    def has(self, series: str, number: str) -> bool:
        """The blank is one of them."""
        one = NumberRange(series, number, number)
        return one.is_sound and one.within(self)

    def within(self, other: "NumberRange") -> bool:
        """All of these blanks are among the others."""
        return self._alike(other) and other.first <= self.first and self.last <= other.last

    def meets(self, other: "NumberRange") -> bool:
        """Some of these blanks are among the others."""
        return self._alike(other) and other.first <= self.last and self.first <= other.last

    def without(self, taken: "NumberRange") -> "tuple[NumberRange, ...]":
        """What stays when others are taken away."""
        if not self.meets(taken):
            return (self,)
        width, parts = len(self.first), []
        if self.first < taken.first:
            last = f"{int(taken.first) - 1:0{width}d}"
            parts.append(NumberRange(self.series, self.first, last))
        if taken.last < self.last:
            first = f"{int(taken.last) + 1:0{width}d}"
            parts.append(NumberRange(self.series, first, self.last))
        return tuple(parts)

    def _alike(self, other: "NumberRange") -> bool:
        """Numbers of one series and one length, which can be compared as texts."""
        series = folded(self.series) == folded(other.series)
        return series and len(self.first) == len(other.first)
