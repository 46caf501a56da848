# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What pages of registers have in common: what there is, what may be recorded, an undo with a reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum
from typing import Any, Generic, TypeVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from precinct_app.domain.deadlines import aware
from precinct_app.domain.errors import InputError
from precinct_app.runtime.texts import said
from precinct_app.services.registers.voter_lookup import Found
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.page_stack import PageStack
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.voters.door import look_for
from precinct_app.ui.widgets.digit_edit import time_edit
from precinct_app.ui.widgets.field_form import Choice, FieldForm
from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once
from precinct_app.ui.widgets.labels import label, row
from precinct_app.ui.widgets.record_table import RecordModel, RecordTable
from precinct_app.ui.widgets.segments import Segments

D = TypeVar("D")
R = TypeVar("R")
Work = Callable[[Session], object]
UNDO, HAPPENED = "undo", "happened"
_LARGE = 150
"""From this type size on the choices of what is recorded are a list."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that is recorded: its name, its fields, and what is done with what was typed."""

    name: str
    fields: Mapping[str, QWidget]
    work: Callable[[FieldForm], Work]
    timed: bool = True
    """Whether it may be told when it happened."""


def moment_of(session: Session, digits: str) -> datetime | None:
    """A time of today as typed; None when none was typed: it happens now."""
    if not digits:
        return None
    try:
        typed = time(int(digits[:2]), int(digits[2:4]))
    except ValueError as error:
        raise InputError.of("register.time_form") from error
    zone = session.workspace.precinct.timezone
    now = session.workspace.clock.now()
    today = aware(session.workspace.election.deadlines.voting_opens, zone).tzinfo
    return datetime.combine(now.astimezone(today).date(), typed, today)


class RegisterPage(Page, Generic[D, R]):
    """At the left what is recorded, at the right what may be; F5 chooses what, F9 undoes a row."""

    area = ""
    """Prefix of its text keys."""
    undoes = True
    """Whether the row at hand can be undone."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.data: D | None = None
        self.deeds = {deed.name: deed for deed in self.make_deeds()}
        self.forms: dict[str, FieldForm] = {}
        self._build()
        self.connect_forms()

    # --- what a register says of itself ------------------------------------------------------------

    def make_deeds(self) -> Sequence[Deed]:
        """What may be recorded, the usual first."""
        raise NotImplementedError

    def cells(self) -> Mapping[Enum, Callable[[R], str]]:
        """Columns of the table; the first one takes the room that is left."""
        raise NotImplementedError

    def load(self, session: Session) -> D:
        """Ask the services, off the window's thread."""
        raise NotImplementedError

    def records(self, data: D) -> Sequence[R]:
        """Rows of the table."""
        raise NotImplementedError

    def fill(self, data: D) -> None:
        """Fill choices and what stands beside the table."""

    def undo(self, record: R, reason: str) -> Work | None:
        """What undoes a row; None where nothing does."""
        del record, reason
        return None

    def opened(self, record: R) -> Work | None:
        """What Enter does on a row; None where it does nothing."""
        del record
        return None

    def right(self) -> Sequence[Enum]:
        """Columns of numbers."""
        return ()

    def narrow(self) -> Sequence[Enum]:
        """Columns that go at large type."""
        return ()

    def connect_forms(self) -> None:
        """Let fields of a form act on each other."""

    def above(self) -> QWidget | None:
        """What stands above the table."""
        return None

    # --- building ----------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(12)
        self.title, self.hint = label("", "title"), label("", "second", wrap=True)
        head = row(self.title, self.hint, spacing=16)
        head.setStretch(1, 1)
        layout.addLayout(head)
        halves = QHBoxLayout()
        halves.setSpacing(24)
        halves.addLayout(self._left(), 58)
        halves.addLayout(self._right(), 42)
        layout.addLayout(halves, 1)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(12)
        self.upper = self.above()
        if self.upper is not None:
            left.addWidget(self.upper)
        self.model: RecordModel[R] = RecordModel(self.cells(), self.right())
        self.table = RecordTable(self.model)
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.table.setMinimumHeight(80)
        self.table.opened.connect(self._opened)
        left.addWidget(self.table, 1)
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(12)
        self.what, self.what_list = Segments(apart=True), Choice()
        self.what.chosen.connect(self.choose)
        self.what_list.activated.connect(lambda _: self.choose(self.what_list.value()))
        self.panes = PageStack()
        self.panes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for deed in self.deeds.values():
            timed = {HAPPENED: time_edit("")} if deed.timed else {}
            self._add_form(deed.name, {**deed.fields, **timed}, closes=False)
        self._add_form(UNDO, {"reason": QLineEdit()}, closes=True)
        right.addWidget(self.what)
        right.addWidget(self.what_list)
        right.addWidget(self.panes, 1)
        self.panes.show_page(self.forms[next(iter(self.deeds))])
        return right

    def _add_form(self, name: str, fields: Mapping[str, QWidget], *, closes: bool) -> None:
        form = self.forms[name] = FieldForm(fields, closes=closes)
        form.given.connect(lambda: self._given(name))
        form.closed.connect(self._close_undo)
        self.panes.add(form)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        told = [("Enter", "key.next"), ("F5", "key.what"), ("Tab", "key.field")]
        if self.undoes:
            told.append(("F9", "key.undo_row"))
        return [*told, ("F2", "key.language"), ("F4", "key.later")]

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """See what is recorded; a place may name what is to be recorded."""
        super().open(place)
        if place.detail in self.deeds:
            self.choose(place.detail)
        self.ask(self.load, self._show)

    def retranslate(self) -> None:
        """Write every text again."""
        self.title.setText(self.say(f"{self.area}.title"))
        self.hint.setText(self.say(f"{self.area}.hint"))
        told = [(name, self.say(f"{self.area}.do.{name}")) for name in self.deeds]
        self.what.show_choices(told, self.say("key.what"))
        self.what_list.show_choices(told)
        self.what_list.setAccessibleName(self.say("key.what"))
        large = self.look.percent >= _LARGE
        self.what.setVisible(not large and len(told) > 1)
        self.what_list.setVisible(large and len(told) > 1)
        self.table.setAccessibleName(self.say(f"{self.area}.title"))
        self.model.set_names({column: self.say(f"{self.area}.column.{column.value}")
                              for column in self.model.columns})  # fmt: skip
        for name, form in self.forms.items():
            names = {field: self._field(field) for field in form.fields}
            title = self.say("register.undo" if name == UNDO else f"{self.area}.do.{name}")
            form.say(title, names, self.say("register.keep"), self.say("key.back"))
        if self.data is not None:
            self._show_words(self.data)

    def _field(self, field: str) -> str:
        """The name of a field: the area's own, else one that all have."""
        own = self.say(f"{self.area}.field.{field}")
        return self.say(f"register.field.{field}") if own.endswith(f".field.{field}") else own

    def relook(self) -> None:
        """Type of another size."""
        self.table.relook()
        for place, column in enumerate(self.model.columns):
            hidden = self.look.percent >= _LARGE and column in self.narrow()
            self.table.setColumnHidden(place, hidden)
        self.retranslate()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another choice."""
        super().resizeEvent(event)
        self._fit()

    @fitting_once
    def _fit(self) -> None:
        """The hint goes first, then what stands above the table."""
        upper = [self.upper] if self.upper is not None else []
        drop_until_fits(self, [self.hint, *upper])

    def take_focus(self) -> None:
        """The form."""
        form = self.panes.shown
        if isinstance(form, FieldForm):
            form.take_focus()

    def form(self, name: str) -> FieldForm:
        """A form by its deed."""
        return self.forms[name]

    def choices(self, field: str, choices: Sequence[tuple[str, str]]) -> None:
        """Fill a field of choices in every form that has it."""
        for form in self.forms.values():
            found = form.fields.get(field)
            if isinstance(found, Choice):
                found.show_choices(choices)

    def find_by(self, form: FieldForm, *, voter: str = "voter", text: str = "find") -> None:
        """Fill the choice of a voter while somebody types in the field before it."""
        typed, chosen = form.fields[text], form.choice(voter)
        if isinstance(typed, QLineEdit):
            typed.textEdited.connect(
                lambda words: self.ask(
                    lambda session: look_for(session, words),
                    lambda found: chosen.show_choices([self.voter_choice(one) for one in found]),
                )
            )
            typed.textChanged.connect(lambda words: None if words else chosen.show_choices([]))

    def voter_choice(self, found: Found) -> tuple[str, str]:
        """A voter as a choice: name, year, place."""
        voter = found.voter
        year = str(voter.birth.year) if voter.birth else ""
        told = [voter.full_name, year, said(found.place, self.language)]
        return voter.voter_id, ", ".join(part for part in told if part)

    def at_hand(self) -> R | None:
        """The row at hand."""
        at = self.table.currentIndex().row()
        return self.model.records[at] if 0 <= at < len(self.model.records) else None

    def _show(self, data: D) -> None:
        self.data = data
        self._show_words(data)
        self._fit()

    def _show_words(self, data: D) -> None:
        at = self.table.currentIndex().row()
        self.model.set_records(self.records(data))
        if 0 <= at < len(self.model.records):
            self.table.selectRow(at)
        self.fill(data)

    # --- keys --------------------------------------------------------------------------------------

    def function_key(self, number: int) -> bool:
        """F5 what is recorded, F9 undo the row at hand."""
        if number == 5:  # noqa: PLR2004
            (self.what if self.what.isVisibleTo(self) else self.what_list).setFocus()
        elif number == 9 and self.undoes:  # noqa: PLR2004
            self._ask_reason()
        else:
            return False
        return True

    def escape(self) -> bool:
        """The undo closes first."""
        if self.panes.shown is self.forms[UNDO]:
            self._close_undo()
            return True
        return False

    def choose(self, name: str) -> None:
        """Say what is to be recorded."""
        self.what.choose(name)
        self.what_list.choose(name)
        self._show_form(name)

    def _show_form(self, name: str) -> None:
        self.panes.show_page(self.forms[name])
        self.frame.tell("")

    def _ask_reason(self) -> None:
        record = self.at_hand()
        if record is None or self.undo(record, "") is None:
            self.table.setFocus()
            self.frame.tell(self.say("register.choose_row"))
            return
        form = self.forms[UNDO]
        form.clear()
        column = self.model.columns[0]
        form.say_hint(self.model.told(record, column))
        self._show_form(UNDO)
        form.take_focus()

    def _close_undo(self) -> None:
        self._show_form(self.what.value)
        self.take_focus()

    # --- services ----------------------------------------------------------------------------------

    def _given(self, name: str) -> None:
        form = self.forms[name]
        if name == UNDO:
            record = self.at_hand()
            work = self.undo(record, form.value("reason")) if record is not None else None
        else:
            work = self.deeds[name].work(form)
        if work is not None:
            self.keep(work, form)

    def keep(self, work: Work, form: FieldForm | None = None) -> None:
        """Record something, then show what there is; the form is emptied once it is kept."""

        def kept(data: D) -> None:
            session = self.frame.session
            if session is not None:
                self.frame.show_saved(session.local_time(session.workspace.clock.now()))
            if form is not None:
                form.clear()
            self._show(data)
            if form is self.forms[UNDO]:
                self._close_undo()
            elif form is not None:
                form.take_focus()

        def run(session: Session) -> D:
            work(session)
            return self.load(session)

        self.ask(run, kept)

    def when(self, form: FieldForm) -> Callable[[Session], datetime | None]:
        """When something happened, as the form says."""
        digits = form.value(HAPPENED) if HAPPENED in form.fields else ""
        return lambda session: moment_of(session, digits)

    def _opened(self, at: int) -> None:
        record: Any = self.model.records[at]
        work = self.opened(record)
        if work is not None:
            self.keep(work)
