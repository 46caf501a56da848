# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Failed attempts to name oneself: each one more makes the next wait longer, never a wall.

At most a minute, at three in the morning as well.  What guards the data against somebody with a copy
of the files is Argon2id and the length of the pass phrase.
"""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

FREE = 3
"""Slips of the finger that cost nothing."""
LONGEST = 60
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failed attempts of one person since the last success."""

    count: int = 0
    last: datetime | None = None

    def wait(self, now: datetime) -> int:
        """Seconds still to wait; none when the clock was set back behind the last failure."""
        if self.count <= FREE or self.last is None or now < self.last:
            return 0
        delay = min(1 << min(self.count - FREE, 10), LONGEST)
        return max(ceil(delay - (now - self.last).total_seconds()), 0)

    def failed(self, now: datetime) -> "Attempts":
        """One failure more."""
        return Attempts(self.count + 1, now)
