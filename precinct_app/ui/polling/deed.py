# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One thing that may be recorded in a register: its fields, and what is done with what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from precinct_app.domain.deadlines import aware
from precinct_app.domain.errors import InputError
from precinct_app.ui.desk import Session
from precinct_app.ui.widgets.field_form import FieldForm

Work = Callable[[Session], object]
UNDO, HAPPENED = "undo", "happened"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that is recorded: its name, its fields, and what is done with what was typed."""

    name: str
    fields: Mapping[str, QWidget]
    work: Callable[[FieldForm], Work | None]
    timed: bool = True
    """Whether it may be told when it happened."""


def moment_of(session: Session, digits: str) -> datetime | None:
    """A time as typed, of today or, in the night after, of the evening before; None: it happens now."""
    if not digits:
        return None
    try:
        typed = time(int(digits[:2]), int(digits[2:4]))
    except ValueError as error:
        raise InputError.of("register.time_form") from error
    zone = session.workspace.precinct.timezone
    now = session.workspace.clock.now()
    opens = aware(session.workspace.election.deadlines.voting_opens, zone)
    today = now.astimezone(opens.tzinfo).date()
    moment = datetime.combine(today, typed, opens.tzinfo)
    evening_before = moment > now and today > opens.date()
    return moment - timedelta(days=1) if evening_before else moment
