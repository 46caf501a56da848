# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the top bar says of an open workspace: place, election, the next deadline with the time left."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Deadlines, Mode
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.frame.top_bar import BarWords

if TYPE_CHECKING:
    from precinct_app.ui.desk import Session

_DAY = timedelta(days=1)


def bar_words(session: Session, language: Language, now: datetime, saved: str) -> BarWords:
    """The words of the bar in an open workspace."""
    workspace = session.workspace
    precinct, election = workspace.precinct, workspace.election
    training = election.mode is Mode.TRAINING
    return BarWords(
        number=f"№ {precinct.number}",
        where=election.region(precinct.region_id).name.in_(language),
        election=f"{election.name.in_(language)}, {election.day:%d.%m.%Y}",
        deadline=next_deadline(election.deadlines, now, language),
        training=text("bar.training", language) if training else "",
        saved=text("sheet.saved", language, time=saved) if saved else "",
        person=_person(session, language),
        clock=f"{now:%H:%M}",
    )


def next_deadline(
    deadlines: Deadlines, now: datetime, language: Language, *, strong: bool = False
) -> str:
    """The next deadline and how long it is till then, in bold if asked; nothing after the last."""
    local = now.replace(tzinfo=None)
    for name in ("certificates_until", "home_applications_until", "voting_closes", "count_ends"):
        moment: datetime = getattr(deadlines, name)
        if moment > local:
            ends = f"{moment:%H:%M}" if moment - local < _DAY else f"{moment:%d.%m, %H:%M}"
            left = time_left(moment - local, language)
            left = f"<b>{left}</b>" if strong else left
            return text(f"bar.{name}", language, time=ends, left=left)
    return ""


def time_left(left: timedelta, language: Language) -> str:
    """A stretch of time in days, or in hours and minutes; no-break, so that it never wraps apart."""
    minutes = int(left.total_seconds() + 59) // 60
    if left >= 2 * _DAY:
        told = text("time.days", language, days=left.days)
    elif minutes >= 60:  # noqa: PLR2004
        told = text("time.hours", language, hours=minutes // 60, minutes=minutes % 60)
    else:
        told = text("time.minutes", language, minutes=minutes)
    return told.replace(" ", "\u00a0")


def _person(session: Session, language: Language) -> str:
    """Who has signed in, by role and short name."""
    known = {m.member_id: m.short_name for m in session.members()}
    name = known.get(session.actor.member_id, "")
    role = text(f"role.{Role(session.actor.role).value}", language)
    return f"{role}: {name}" if name else role
