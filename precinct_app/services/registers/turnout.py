# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Turnout reports: from marks or typed, against the one before, told upward with check digits."""

from dataclasses import dataclass
from datetime import datetime, time

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, Source
from precinct_app.domain.registers.turnout import (
    TurnoutDay,
    TurnoutPoint,
    TurnoutReport,
    TurnoutTold,
    check_digits,
    points,
)
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep
from precinct_app.services.registers.list_totals import people_listed
from precinct_app.services.registers.mark_times import received_by
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class Spoken:
    """A report as it is read out by telephone."""

    precinct_number: int
    hour: time
    voters: int
    check: str


def report_turnout(
    workspace: Workspace,
    actor: Actor,
    hour: time,
    voters: int,
    source: Source = Source.PAPER,
    happened: datetime | None = None,
) -> TurnoutPoint:
    """Keep a report; a later one of the same hour stands in its place.

    InputError ``turnout.hour`` for an hour that the package does not have, ``turnout.voters`` for an
    impossible figure.  A report below the one before is kept, never refused: the point says so.
    """
    require(actor, Right.KEEP_REGISTERS)
    if hour not in hours(workspace):
        raise InputError.of("turnout.hour", hour=f"{hour:%H:%M}")
    if not 0 <= voters <= LARGEST_FIGURE:
        raise InputError.of("turnout.voters")
    with workspace.store.begin() as work:
        report = TurnoutReport(hour, voters, source)
        keep(workspace, work, actor, report, happened, voters=voters)
        return next(point for point in turnout_of(workspace, work) if point.hour == hour)


def report_from_marks(
    workspace: Workspace, actor: Actor, hour: time, happened: datetime | None = None
) -> TurnoutPoint:
    """Keep the report of an hour as the marks have it.

    NotAllowedError ``turnout.no_marks`` where voters are not marked, ``turnout.not_yet`` before the
    hour; InputError ``turnout.hour``.
    """
    require(actor, Right.KEEP_REGISTERS)
    if workspace.info.level is not Level.MARKS:
        raise NotAllowedError.of("turnout.no_marks")
    moment = aware(datetime.combine(workspace.election.day, hour), workspace.precinct.timezone)
    if moment > workspace.clock.now():
        raise NotAllowedError.of("turnout.not_yet", hour=f"{hour:%H:%M}")
    (voters,) = received_by(workspace, actor, [moment])
    return report_turnout(workspace, actor, hour, voters, Source.REGISTER, happened)


def tell_turnout(
    workspace: Workspace, actor: Actor, hour: time, told_to: str, happened: datetime | None = None
) -> Spoken:
    """Keep that an hour's report was told upward, and give what is read out.

    InputError ``turnout.nothing`` when that hour has no report.
    """
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        found = next((p for p in turnout_of(workspace, work) if p.hour == hour), None)
        if found is None or found.voters is None:
            raise InputError.of("turnout.nothing", hour=f"{hour:%H:%M}")
        told = TurnoutTold(hour, found.voters, told_to.strip())
        keep(workspace, work, actor, told, happened, voters=found.voters)
    number = workspace.precinct.number
    return Spoken(number, hour, found.voters, check_digits(number, hour, found.voters))


def hours(workspace: Workspace) -> tuple[time, ...]:
    """The hours at which the package wants a report, and the close."""
    return tuple(sorted({*workspace.election.turnout_hours, workspace.election.closes}))


def turnout(workspace: Workspace) -> TurnoutDay:
    """The day's reports by the hours of the package, for the picture of the day."""
    with workspace.store.begin() as work:
        return TurnoutDay(turnout_of(workspace, work), people_listed(workspace, work))


def turnout_of(workspace: Workspace, work: Work) -> tuple[TurnoutPoint, ...]:
    """The day's reports, inside a transaction."""
    return points(
        hours(workspace), work.registers.all(TurnoutReport), work.registers.all(TurnoutTold)
    )
