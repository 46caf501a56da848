# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The picture of the day: who had received ballots by which hour, of how many on the list."""

from dataclasses import dataclass
from datetime import datetime, time

from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.registers.turnout import TurnoutDay, TurnoutPoint


@dataclass(frozen=True, slots=True)
class TurnoutPaper:
    """The day's reports by the hours of the package."""

    heading: Heading
    opens: time
    closes: time
    day: TurnoutDay
    told: tuple[str, ...]
    """Of each report when it was told upward and to whom; empty where it was not."""
    made: datetime
    """Local time of printing."""

    @property
    def listed(self) -> int:
        """People on the list; 0 where no list is here."""
        return self.day.listed or 0


def growth(point: TurnoutPoint) -> int | None:
    """How many more than in the report before it; below 0 when it falls."""
    return None if point.voters is None else point.voters - (point.before or 0)


def percent(per_mille: int) -> str:
    """``53,1`` of 531 per mille."""
    return f"{per_mille // 10},{per_mille % 10}"
