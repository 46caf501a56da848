# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The right half of a register: what may be recorded, its form, and the undo with its reason."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from precinct_app.ui.frame.page_stack import PageStack
from precinct_app.ui.look import look_of
from precinct_app.ui.polling.deed import HAPPENED, UNDO, Deed
from precinct_app.ui.widgets.digit_edit import time_edit
from precinct_app.ui.widgets.field_form import Choice, FieldForm
from precinct_app.ui.widgets.segments import Segments

_BESIDE = 6
"""So many choices stand beside each other; more are a list."""


class DeedPane(QWidget):
    """A form for each deed; one is shown."""

    given = Signal(str)
    """Name of the form whose button was pressed."""
    closed = Signal()
    chosen = Signal(str)
    """Somebody chose another deed."""

    def __init__(self, deeds: Sequence[Deed]) -> None:
        super().__init__()
        self.deeds = {deed.name: deed for deed in deeds}
        self.offered: list[str] = list(self.deeds)
        self.forms: dict[str, FieldForm] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.what, self.what_list = Segments(apart=True), Choice()
        self.what.chosen.connect(self.chosen)
        self.what_list.activated.connect(lambda _: self.chosen.emit(self.what_list.value()))
        self.panes = PageStack()
        self.panes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for deed in deeds:
            timed = {HAPPENED: time_edit("")} if deed.timed else {}
            self._add(deed.name, {**deed.fields, **timed}, closes=False)
        self._add(UNDO, {"reason": QLineEdit()}, closes=True)
        for part in (self.what, self.what_list):
            layout.addWidget(part)
        layout.addWidget(self.panes, 1)
        self.panes.show_page(self.forms[next(iter(self.deeds))])

    def _add(self, name: str, fields: dict[str, QWidget], *, closes: bool) -> None:
        form = self.forms[name] = FieldForm(fields, closes=closes)
        form.given.connect(lambda: self.given.emit(name))
        form.closed.connect(self.closed)
        self.panes.add(form)

    @property
    def value(self) -> str:
        """The deed that is chosen."""
        return self.what.value

    def choose(self, name: str) -> None:
        """Show the form of a deed."""
        self.what.choose(name)
        self.what_list.choose(name)
        self.panes.show_page(self.forms[name])

    def offer(self, names: Collection[str]) -> None:
        """Only some deeds make sense now; the others are not there."""
        self.offered = [name for name in self.deeds if name in names]
        if self.value not in self.offered and self.offered:
            self.choose(self.offered[0])

    def say(self, say: Callable[[str], str], area: str, field: Callable[[str], str]) -> None:
        """Write every text."""
        told = [(name, say(f"{area}.do.{name}")) for name in self.offered]
        self.what.show_choices(told, say("key.what"))
        self.what_list.show_choices(told)
        self.what_list.setAccessibleName(say("key.what"))
        listed = look_of(self).is_large or len(told) > _BESIDE
        self.what.setVisible(not listed and len(told) > 1)
        self.what_list.setVisible(listed and len(told) > 1)
        for name, form in self.forms.items():
            names = {one: field(one) for one in form.names}
            title = say("register.undo") if name == UNDO else ""  # else the choice above says it
            form.say(title, names, say("register.keep"), say("key.back"))
            form.relook()

    def focus_choices(self) -> None:
        """To the choice of what is recorded."""
        (self.what if self.what.isVisibleTo(self) else self.what_list).setFocus()

    def fill(self, field: str, choices: Sequence[tuple[str, str]]) -> None:
        """Fill a field of choices in every form that has it."""
        for form in self.forms.values():
            found = form.fields.get(field)
            if isinstance(found, Choice):
                found.show_choices(choices)
