# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How the rail's lines fit its height: closer first, then fewer, then those around the current one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class Pitch:
    """Heights at 100 % of a line of words: a part of the day or a page, a step inside; an icon's."""

    head: int
    inner: int
    icon: int


PITCHES = (Pitch(40, 33, 42), Pitch(38, 31, 38), Pitch(36, 29, 34), Pitch(34, 28, 30),
           Pitch(32, 26, 26))  # fmt: skip
"""From the one the look asks for to the closest in which words do not touch."""

Measure = Callable[[Sequence[L], Pitch], int]


@dataclass(frozen=True, slots=True)
class Fitted(Generic[L]):
    """What is shown, and how close."""

    lines: Sequence[L]
    pitch: Pitch
    fits: bool
    """Whether all of it has room; else it scrolls."""


def fitted(
    unfolded: Sequence[str], lines_of: Callable[[Sequence[str]], Sequence[L]],
    measure: Measure[L], room: int,
) -> Fitted[L]:  # fmt: skip
    """Tighten the pitch, then fold the parts that are least dear; the first two stay unfolded."""
    lines: Sequence[L] = ()
    for kept in range(len(unfolded), min(2, len(unfolded)) - 1, -1):
        lines = lines_of(unfolded[:kept])
        for pitch in PITCHES:
            if measure(lines, pitch) <= room:
                return Fitted(lines, pitch, fits=True)
    return Fitted(lines, PITCHES[-1], fits=False)


def in_sight(heights: Sequence[int], room: int, first: int, target: int) -> range:
    """Which lines are shown where they do not all fit: as before, moved until the target is there."""
    first = min(first, target)
    while first < target and sum(heights[first : target + 1]) > room:
        first += 1
    while first and sum(heights[first - 1 :]) <= room:
        first -= 1
    last = first
    while last < len(heights) and sum(heights[first : last + 1]) <= room:
        last += 1
    return range(first, max(last, target + 1))
