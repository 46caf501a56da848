# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a measurement gives, and what it needs: its figures, their targets, a room to work in."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from precinct_app.services.toolbox import Toolbox


@dataclass(frozen=True, slots=True)
class Beside:
    """What a figure is compared with, measured in the same run and in the same unit."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached, by the ratio where there is one to judge by, else by the value."""

    at_least: float | None = None
    at_most: float | None = None
    of_ratio: bool = False

    def reached(self, value: float) -> bool:
        """Say whether the figure is within the target."""
        low = self.at_least is None or value >= self.at_least
        return low and (self.at_most is None or value <= self.at_most)


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure."""

    name: str
    value: float
    unit: str
    """``sheets_per_second``, ``microseconds``, ``milliseconds``, ``seconds``, ``percent`` ..."""
    beside: Beside | None = None
    target: Target | None = None
    told: Mapping[str, int | str] = field(default_factory=dict)
    """What was measured: number of sheets, relations, faulty ones in a hundred."""
    missing: str = ""
    """What should stand beside it and is not on this machine; then it is said to be not measured."""

    @property
    def ratio(self) -> float | None:
        """Value by what stands beside; None without anything beside."""
        return self.value / self.beside.value if self.beside and self.beside.value else None

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        if self.target is None:
            return None
        judged = self.ratio if self.target.of_ratio else self.value
        return judged is not None and self.target.reached(judged)

    def to_mapping(self) -> dict[str, Any]:
        """The figure as plain data, every key always there."""
        target = self.target
        return {
            "name": self.name, "value": _short(self.value), "unit": self.unit,
            "beside": self.beside and {
                "name": self.beside.name, "value": _short(self.beside.value)
            },
            "ratio": None if self.ratio is None else _short(self.ratio),
            "target": target and {
                "of": "ratio" if target.of_ratio else "value",
                "at_least": target.at_least, "at_most": target.at_most,
            },
            "reached": self.reached, "of": dict(self.told), "missing": self.missing,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Room:
    """Where a measurement works: the adapters, a folder of its own, how much and how often."""

    tools: Toolbox
    folder: Path
    scale: float = 1.0
    """Share of the full sizes; 1 for figures that may be quoted."""
    runs: int = 5
    """The best of so many runs counts: other programs can only make one slower."""
    program: tuple[str, ...] = ()
    """How this program is started as a process of its own."""

    def size(self, full: int) -> int:
        """A size at this scale, at least 1."""
        return max(1, round(full * self.scale))

    def best(self, work: Callable[[], float]) -> float:
        """The least that several runs give."""
        return min(work() for _ in range(self.runs))

    def cpu(self, work: Callable[[], object]) -> float:
        """Seconds of this process's CPU for a piece of work, the best of several runs."""
        return self.best(lambda: cpu_seconds(work))


@dataclass(frozen=True, slots=True)
class Bench:
    """A thing that can be measured."""

    name: str
    measure: Callable[[Room], Iterator[Measured]]


def cpu_seconds(work: Callable[[], object]) -> float:
    """Seconds of this process's CPU that a piece of work takes once; never 0."""
    start = time.process_time_ns()
    work()
    return max(time.process_time_ns() - start, 1) / 1e9


def _short(value: float) -> float:
    """Four digits that mean something."""
    return float(f"{value:.4g}")
