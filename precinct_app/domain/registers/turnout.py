# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Turnout by the hours of the package: what was counted when, what was told upward and when.

Turnout is ballots received by voters over voters listed, as the press counts it; a report never
falls silently: a lower one is kept and needs an explanation (W501).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import ClassVar

from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.registers.entry import Entry


@dataclass(frozen=True, slots=True)
class TurnoutReport:
    """How many voters had received ballots by an hour."""

    register_name: ClassVar[str] = "turnout"
    hour: time
    voters: int
    source: Source
    """``register`` from marks, ``paper`` when typed."""

    @property
    def subject(self) -> str:
        """The hour, ``12:00``."""
        return f"{self.hour:%H:%M}"


@dataclass(frozen=True, slots=True)
class TurnoutTold:
    """A report was told upward: to whom; the time is the entry's."""

    register_name: ClassVar[str] = "turnout_told"
    hour: time
    voters: int
    told_to: str

    @property
    def subject(self) -> str:
        """The hour, ``12:00``."""
        return f"{self.hour:%H:%M}"


@dataclass(frozen=True, slots=True)
class Telling:
    """One call upward."""

    voters: int
    told_to: str
    happened: datetime


@dataclass(frozen=True, slots=True)
class TurnoutPoint:
    """An hour of the day as the picture shows it."""

    hour: time
    voters: int | None
    """None while nobody has reported."""
    before: int | None
    """The report before it."""
    source: Source | None = None
    told: tuple[Telling, ...] = ()
    """What was told upward, when and to whom, in order."""

    @property
    def is_told(self) -> bool:
        """The last thing that was told is the report as it stands."""
        return bool(self.told) and self.told[-1].voters == self.voters

    @property
    def told_otherwise(self) -> bool:
        """Another figure was told than now stands: it must be told again."""
        return bool(self.told) and self.told[-1].voters != self.voters

    @property
    def falls(self) -> bool:
        """It is below the report before it."""
        return self.voters is not None and self.before is not None and self.voters < self.before


def check_digits(precinct_number: int, hour: time, voters: int) -> str:
    """Two digits that are read out after a report, so that a misheard figure is noticed.

    ISO 7064, MOD 97-10 over precinct number, hour and voters: every wrong digit and every exchange of
    two neighbours changes them.
    """
    number = int(f"{precinct_number}{hour:%H%M}{voters:05d}")
    return f"{98 - number * 100 % 97:02d}"


def points(
    hours: Sequence[time],
    reports: Iterable[Entry[TurnoutReport]],
    told: Iterable[Entry[TurnoutTold]],
) -> tuple[TurnoutPoint, ...]:
    """The day's reports by the hours of the package; the last report of an hour counts."""
    by_hour = {entry.content.hour: entry.content for entry in reports if entry.stands}
    said = [entry for entry in told if entry.stands]
    found: list[TurnoutPoint] = []
    before: int | None = None
    for hour in sorted({*hours, *by_hour}):
        calls = tuple(Telling(e.content.voters, e.content.told_to, e.happened)
                      for e in said if e.content.hour == hour)  # fmt: skip
        report = by_hour.get(hour)
        if report is None:
            found.append(TurnoutPoint(hour, None, before, None, calls))
            continue
        found.append(TurnoutPoint(hour, report.voters, before, report.source, calls))
        before = report.voters
    return tuple(found)


@dataclass(frozen=True, slots=True)
class TurnoutDay:
    """The data of the picture of the day."""

    points: tuple[TurnoutPoint, ...]
    listed: int | None
    """People on the list, who the share is of; None while no list is here."""

    def per_mille(self, point: TurnoutPoint) -> int | None:
        """The share of an hour in thousandths, rounded down."""
        if point.voters is None or not self.listed:
            return None
        return point.voters * 1000 // self.listed


def series(found: Iterable[TurnoutPoint]) -> tuple[int, ...]:
    """The reports that were made, in the order of the day."""
    return tuple(point.voters for point in found if point.voters is not None)
