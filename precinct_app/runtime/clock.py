# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Clocks: the machine's, the station's by its wall, and a set one for mock days and tests."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NO_DIFFERENCE = timedelta(minutes=2)
"""Below this clocks agree: people read a wall by the minute."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC, to the second."""
        return datetime.now(UTC).replace(microsecond=0)

    def steady(self) -> float:
        """Seconds that nobody can set and that go on while the machine sleeps."""
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        return time.monotonic() if boot is None else time.clock_gettime(boot)


@dataclass(slots=True)
class StationClock:
    """The time of the station's wall: the machine's, with the offset that the commission read.

    A laptop without updates is an hour off; deadlines, events and signatures follow the wall.
    """

    machine: Callable[[], datetime]
    offset: timedelta = timedelta()
    steady: Callable[[], float] | None = None
    """Seconds that nobody can set; None where time is moved by hand."""
    _held: tuple[datetime, float] | None = None
    """The machine's time, and the steady one at that moment."""

    def now(self) -> datetime:
        """The present moment in UTC as the wall tells it."""
        return self.machine() + self.offset

    def moved(self) -> timedelta:
        """By how much the machine's clock was set since the last asking; under two minutes is none."""
        if self.steady is None:
            return timedelta()
        now, steady = self.machine(), self.steady()
        if self._held is None:
            self._held = (now, steady)
        since, then = self._held
        moved = now - since - timedelta(seconds=steady - then)
        if abs(moved) < NO_DIFFERENCE:
            return timedelta()
        self._held = (now, steady)
        return moved


class SetClock:
    """A clock that a mock day moves by hand; each reading lets one second pass."""

    steady = None

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """The set moment in UTC."""
        self._now += timedelta(seconds=1)
        return self._now

    def set(self, moment: datetime) -> None:
        """Move to a moment."""
        self._now = moment.astimezone(UTC)
