# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Opening, closing and what follows till the boxes: each step with its time, and what closes it still."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from precinct_app.domain.night import Step
from precinct_app.domain.registers.boxes import Box, BoxKind
from precinct_app.runtime.texts import text
from precinct_app.services.registers import boxes, night, station_time, steps
from precinct_app.services.registers.night import StepView
from precinct_app.ui.desk import Session
from precinct_app.ui.polling.deed import Deed, Work, moment_of
from precinct_app.ui.polling.register_page import RegisterPage
from precinct_app.ui.widgets.digit_edit import NumberEdit, time_edit
from precinct_app.ui.widgets.field_form import Choice, FieldForm
from precinct_app.ui.widgets.lamp import Lamp


class Column(StrEnum):
    """What the table tells of a step or a box."""

    NAME = "name"
    STATE = "state"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Line:
    """A step, or a box."""

    step: StepView | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps in the order of the law, then the boxes."""

    lines: tuple[Line, ...]
    steps: tuple[StepView, ...]
    boxes: tuple[Box, ...]

    @property
    def following(self) -> StepView | None:
        """The first step that is still to be taken."""
        return next((view for view in self.steps if view.happened is None), None)


class StepsPage(RegisterPage[Steps, Line]):
    """A step may be recorded late, with the time it happened; what is still closed says why."""

    area = "steps"

    def make_deeds(self) -> Sequence[Deed]:
        """A step, the wall clock, boxes sealed and opened."""
        return [
            Deed("step", {"step": Choice(wide=True)}, self._step),
            Deed("clock", {"wall": time_edit("")}, self._clock, timed=False),
            Deed(
                "seal",
                {"kind": Choice(), "box": NumberEdit(), "seal": NumberEdit()},
                self._seal,
            ),
            Deed("open", {"which": Choice(wide=True), "found": NumberEdit()}, self._open_box),
        ]

    def cells(self) -> Mapping[Column, Callable[[Line], str]]:  # type: ignore[override]
        """Name, state, time."""
        return {Column.NAME: self._name, Column.STATE: self._state, Column.TIME: self._time}

    def above(self) -> QWidget:
        """What comes next."""
        self.lamp = Lamp()
        return self.lamp

    def load(self, session: Session) -> Steps:
        """Steps and boxes."""
        views = night.steps(session.workspace)
        found = boxes.boxes_shown(session.workspace, session.actor)
        lines = (*(Line(step=view) for view in views), *(Line(box=box) for box in found))
        return Steps(lines, views, found)

    def records(self, data: Steps) -> Sequence[Line]:
        """Steps, then boxes."""
        return data.lines

    def fill(self, data: Steps) -> None:
        """Choices, and the lamp of what comes next."""
        self.choices("kind", [(k.value, self.say(f"steps.kind.{k.value}")) for k in BoxKind])
        left = [v for v in data.steps if v.happened is None]
        self.choices("step", [(v.step.value, self.say(f"night.{v.step.value}")) for v in left])
        closed = [box for box in data.boxes if box.opened is None]
        self.choices("which", [(b.box_id, f"{b.box_id} · {b.sealed.content.seal}") for b in closed])
        following = data.following
        if following is None:
            self.lamp.show_lamp("good", self.say("steps.all_taken"), "")
            return
        told = self.say(f"night.{following.step.value}")
        why = self._because(following) or self.say("steps.may_be_late")
        lamp = "attention" if following.closed_because else "unknown"
        self.lamp.show_lamp(lamp, self.say("steps.next", step=told), why)

    def undo(self, record: Line, reason: str) -> Work | None:
        """Undo a step that was taken, or a box's opening or sealing."""
        step, box = record.step, record.box
        if step is not None and step.happened is not None:
            return lambda s: steps.undo_step(s.workspace, s.actor, step.step, reason)
        if box is not None and box.opened is not None:
            opened = box.opened.entry_id
            return lambda s: boxes.undo_opening(s.workspace, s.actor, opened, reason)
        if box is not None:
            sealed = box.sealed.entry_id
            return lambda s: boxes.undo_sealing(s.workspace, s.actor, sealed, reason)
        return None

    def _name(self, line: Line) -> str:
        if line.step is not None:
            return self.say(f"night.{line.step.step.value}")
        return self.say("steps.box", box=line.box.box_id) if line.box else ""

    def _state(self, line: Line) -> str:
        if line.step is not None:
            if line.step.happened is not None:
                return self.say("steps.taken")
            return self.say("steps.closed" if line.step.closed_because else "steps.open")
        if line.box is None:
            return ""
        key = "steps.box_opened" if line.box.opened else "steps.box_sealed"
        return self.say(key, seal=line.box.sealed.content.seal)

    def _because(self, view: StepView) -> str:
        if not view.closed_because:
            return ""
        first = text(f"night.{view.closed_because[0].value}", self.language)
        return self.say("steps.because", step=first)

    def _time(self, line: Line) -> str:
        session = self.frame.session
        moment = line.step.happened if line.step else None
        if line.box is not None:
            moment = (line.box.opened or line.box.sealed).happened
        return session.local_time(moment)[:5] if session and moment else ""

    def _step(self, form: FieldForm) -> Work:
        step, when = Step(form.value("step")), self.when(form)
        return lambda s: steps.take_step(s.workspace, s.actor, step, when(s))

    def _clock(self, form: FieldForm) -> Work:
        digits = form.value("wall")

        def work(session: Session) -> object:
            wall = moment_of(session, digits) or session.workspace.clock.now()
            return station_time.read_wall_clock(session.workspace, session.actor, wall)

        return work

    def _seal(self, form: FieldForm) -> Work:
        kind, when = BoxKind(form.value("kind")), self.when(form)
        box, seal = form.value("box"), form.value("seal")
        return lambda s: boxes.seal_box(s.workspace, s.actor, box, kind, seal, when(s))

    def _open_box(self, form: FieldForm) -> Work:
        box, seal, when = form.value("which"), form.value("found"), self.when(form)
        return lambda s: boxes.open_box(s.workspace, s.actor, box, seal, when(s))
