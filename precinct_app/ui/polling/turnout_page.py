# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Turnout by the hours of the package: counted, from the marks, told upward with check digits."""

from collections.abc import Callable, Mapping, Sequence
from datetime import time
from enum import StrEnum
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.domain.registers.turnout import TurnoutDay, TurnoutPoint, check_digits
from precinct_app.services.registers import turnout
from precinct_app.ui.desk import Session
from precinct_app.ui.home.day import Today, story_of
from precinct_app.ui.polling.deed import Deed, Work
from precinct_app.ui.polling.register_page import RegisterPage
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.day_line import DayLine
from precinct_app.ui.widgets.field_form import Choice, FieldForm, count_field
from precinct_app.ui.widgets.labels import column, frame, label


class Column(StrEnum):
    """What the table tells of an hour."""

    NOTE = "note"
    HOUR = "hour"
    VOTERS = "voters"
    SHARE = "share"


class TurnoutPage(RegisterPage[TurnoutDay, TurnoutPoint]):
    """The picture of the day, and the line that is read out by telephone."""

    area = "turnouts"
    undoes = False

    def make_deeds(self) -> Sequence[Deed]:
        """A figure, the marks' own figure, the telephone call."""
        return [
            Deed("report", {"hour": Choice(), "voters": count_field()}, self._report),
            Deed("marks", {"hour": Choice()}, self._from_marks),
            Deed("tell", {"hour": Choice(), "told_to": QLineEdit()}, self._tell),
        ]

    def cells(self) -> Mapping[Column, Callable[[TurnoutPoint], str]]:  # type: ignore[override]
        """What is to be done with the hour, the hour, the figure, its share."""
        return {
            Column.NOTE: self._note, Column.HOUR: lambda p: f"{p.hour:%H:%M}",
            Column.VOTERS: lambda p: "" if p.voters is None else grouped(p.voters),
            Column.SHARE: self._share,
        }  # fmt: skip

    def right(self) -> Sequence[Column]:
        """Numbers."""
        return (Column.VOTERS, Column.SHARE)

    def above(self) -> QWidget:
        """The picture."""
        card = frame("card")
        self.line = DayLine()
        self.line.setMinimumHeight(170)
        self.spoken_name, self.spoken = label("", "small"), label("", "title", wrap=True)
        inside = column(self.line, self.spoken_name, self.spoken)
        inside.setContentsMargins(16, 8, 16, 8)
        card.setLayout(inside)
        return card

    def relook(self) -> None:
        """The picture needs room: at large type the numbers stand alone."""
        self.line.setVisible(not self.look.is_large)
        super().relook()

    def load(self, session: Session) -> TurnoutDay:
        """The day's reports."""
        return turnout.turnout(session.workspace)

    def records(self, data: TurnoutDay) -> Sequence[TurnoutPoint]:
        """Hour by hour."""
        return data.points

    def fill(self, data: TurnoutDay) -> None:
        """Hours to choose, the picture, what is read out."""
        session = self.frame.session
        if session is None:
            return
        self.choices("hour", [(p.hour.isoformat(), f"{p.hour:%H:%M}") for p in data.points])
        empty = next((p for p in data.points if p.voters is None), None)
        if empty is not None:
            for name in ("report", "marks"):
                self.form(name).choice("hour").choose(empty.hour.isoformat())
        waiting = next((p for p in data.points if p.voters is not None and not p.is_told), None)
        last = [p for p in data.points if p.voters is not None]
        shown = waiting or (last[-1] if last else None)
        if shown is not None:
            self.form("tell").choice("hour").choose(shown.hour.isoformat())
        self._show_spoken(session, shown)
        words = {name: self.say(f"home.{name}")
                 for name in ("listed_name", "voting_name", "count_name")}  # fmt: skip
        told = ", ".join(f"{p.hour:%H:%M} {p.voters}" for p in last)
        words["told"] = f"{self.say('turnouts.title')}. {told}"
        day = Today((), data.points, data.listed)
        self.line.show_story(story_of(session, day, self.frame.now(), words))

    def _show_spoken(self, session: Session, point: TurnoutPoint | None) -> None:
        """What is said into the telephone."""
        told = ""
        if point is not None and point.voters is not None:
            number = session.workspace.precinct.number
            told = self.say(
                "turnouts.spoken", number=number, hour=f"{point.hour:%H:%M}", voters=point.voters,
                check=check_digits(number, point.hour, point.voters),
            )  # fmt: skip
        self.spoken_name.setText(self.say("turnouts.read_out") if told else "")
        self.spoken.setText(told)

    def _note(self, point: TurnoutPoint) -> str:
        if point.voters is None:
            return self.say("turnouts.none")
        if point.falls:
            return self.say("turnouts.falls", before=point.before or 0)
        if point.told_otherwise:
            return self.say("turnouts.told_otherwise", voters=point.told[-1].voters)
        if point.is_told:
            return self.say("turnouts.told", who=point.told[-1].told_to)
        return self.say("turnouts.not_told")

    def _share(self, point: TurnoutPoint) -> str:
        mille = self.data.per_mille(point) if self.data else None
        return "" if mille is None else f"{mille // 10},{mille % 10} %"

    def _report(self, form: FieldForm) -> Work:
        hour, voters, when = _hour(form), form.number("voters"), self.when(form)
        return lambda s: turnout.report_turnout(
            s.workspace, s.actor, hour, voters, happened=when(s)
        )  # fmt: skip

    def _from_marks(self, form: FieldForm) -> Work:
        return partial(_keep_marks, _hour(form))

    def _tell(self, form: FieldForm) -> Work:
        hour, who, when = _hour(form), form.value("told_to"), self.when(form)
        return lambda s: turnout.tell_turnout(s.workspace, s.actor, hour, who, when(s))


def _hour(form: FieldForm) -> time:
    return time.fromisoformat(form.value("hour"))


def _keep_marks(hour: time, session: Session) -> object:
    return turnout.report_from_marks(session.workspace, session.actor, hour)
