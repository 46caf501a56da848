# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The steps of the night as a register, and the wall clock as the commission read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from precinct_app.domain.night import Night, Step
from precinct_app.domain.registers.entry import Entry

AGREES = timedelta(minutes=2)
"""People read a wall clock by the minute; less than this is no difference."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step of the night was taken."""

    register_name: ClassVar[str] = "night_step"
    step: Step
    all_have_voted: bool = False
    """At the close: everybody on the list has voted, so a special precinct may close early."""

    @property
    def subject(self) -> str:
        """The step."""
        return self.step.value


@dataclass(frozen=True, slots=True)
class ClockRead:
    """What the wall clock said when the program's clock was asked (field: station time)."""

    register_name: ClassVar[str] = "clock_read"
    behind_seconds: int
    """How far the laptop's clock is behind the wall, when it is behind."""
    ahead_seconds: int

    @property
    def subject(self) -> str:
        """There is one wall."""
        return "wall"

    @property
    def offset(self) -> timedelta:
        """What to add to the laptop's time to have the station's; nothing for a minute's difference."""
        behind = timedelta(seconds=self.behind_seconds - self.ahead_seconds)
        return timedelta() if abs(behind) < AGREES else behind


def night_of(entries: Iterable[Entry[StepTaken]]) -> Night:
    """The night as its standing entries tell it."""
    standing = [entry for entry in entries if entry.stands]
    return Night(
        {entry.content.step: entry.happened for entry in standing},
        all_have_voted=any(entry.content.all_have_voted for entry in standing),
    )
