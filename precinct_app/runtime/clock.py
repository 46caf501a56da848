# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Clocks: the machine's, the station's by its wall, and a set one for mock days and tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC, to the second."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass(slots=True)
class StationClock:
    """The time of the station's wall: the machine's, with the offset that the commission read.

    A laptop without updates is an hour off; deadlines, events and signatures follow the wall.
    """

    machine: Callable[[], datetime]
    offset: timedelta = timedelta()

    def now(self) -> datetime:
        """The present moment in UTC as the wall tells it."""
        return self.machine() + self.offset


class SetClock:
    """A clock that a mock day moves by hand; each reading lets one second pass."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """The set moment in UTC."""
        self._now += timedelta(seconds=1)
        return self._now

    def set(self, moment: datetime) -> None:
        """Move to a moment."""
        self._now = moment.astimezone(UTC)
