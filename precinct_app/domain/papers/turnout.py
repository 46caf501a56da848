# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The picture of the day: who had received ballots by which hour, of how many on the list."""

from dataclasses import dataclass
from datetime import datetime, time

from precinct_app.domain.papers.heading import Heading

_PER_MILLE = 1000


@dataclass(frozen=True, slots=True)
class TurnoutHour:
    """A report of the day."""

    hour: time
    voters: int | None
    """None while nobody has reported."""
    before: int | None = None
    """The report before it."""
    told: str = ""
    """When it was told upward and to whom; empty while it was not."""

    @property
    def growth(self) -> int | None:
        """How many more than in the report before it; below 0 when it falls."""
        if self.voters is None:
            return None
        return self.voters - (self.before or 0)


@dataclass(frozen=True, slots=True)
class TurnoutPaper:
    """The day's reports by the hours of the package."""

    heading: Heading
    opens: time
    closes: time
    listed: int
    hours: tuple[TurnoutHour, ...]
    made: datetime
    """Local time of printing."""

    def share(self, voters: int) -> int | None:
        """Per mille of those listed, rounded half up; None for an empty list."""
        if self.listed <= 0:
            return None
        return (voters * 2 * _PER_MILLE + self.listed) // (2 * self.listed)


def percent(per_mille: int) -> str:
    """``53,1`` of 531 per mille."""
    return f"{per_mille // 10},{per_mille % 10}"
