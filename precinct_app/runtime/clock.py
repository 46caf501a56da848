# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Clocks: the machine's, and a set one for mock days and tests."""

from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC, to the second."""
        return datetime.now(UTC).replace(microsecond=0)


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
