# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the home page shows: where every ballot stands, and the day so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from precinct_app.domain.registers.turnout import TurnoutPoint
from precinct_app.services.ballot_states import BallotState
from precinct_app.services.registers.turnout import turnout
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.finish_words import FinishOfDay, finish_of_day
from precinct_app.ui.polling.day_steps import Lead, lead
from precinct_app.ui.widgets.day_line import DayStory


@dataclass(frozen=True, slots=True)
class Today:
    """The day as it stands."""

    ballots: tuple[BallotState, ...]
    reports: tuple[TurnoutPoint, ...]
    listed: int | None
    lead: Lead | None = None
    """What comes before the sheets."""
    finish: FinishOfDay | None = None
    """How far everything is once all figures are final."""


def today(session: Session) -> Today:
    """Ask the services how far the day is."""
    day = turnout(session.workspace)
    ballots = tuple(session.ballots())
    final = bool(ballots) and all(state.step == "done" for state in ballots)
    finish = finish_of_day(session) if final else None
    return Today(ballots, day.points, day.listed, lead(session), finish)


def story_of(session: Session, day: Today, now: datetime, words: dict[str, str]) -> DayStory:
    """The day as its line shows it; `words` are the names of its parts."""
    deadlines = session.workspace.election.deadlines
    opens = deadlines.voting_opens
    reports = _reports(day.reports, opens, deadlines.voting_closes)
    hours = [datetime.combine(opens.date(), point.hour) for point in day.reports]
    return DayStory(
        opens, deadlines.voting_closes, deadlines.count_ends, now.replace(tzinfo=None), reports,
        hours, day.listed, **words,
    )  # fmt: skip


def _reports(
    points: Sequence[TurnoutPoint], opens: datetime, closes: datetime
) -> list[tuple[datetime, int]]:
    def at(hour: time) -> datetime:
        return datetime.combine(opens.date(), hour)

    return [(at(p.hour), p.voters) for p in points if p.voters is not None and at(p.hour) < closes]
