# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What pages of registers have in common: what there is, what may be recorded, an undo with a reason."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import ClassVar, Generic, TypeVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.paper_printing import Draw, print_paper
from precinct_app.ui.polling.deed import HAPPENED, UNDO, Deed, Work, moment_of
from precinct_app.ui.polling.deed_pane import DeedPane
from precinct_app.ui.polling.record_list import RecordList
from precinct_app.ui.widgets.field_form import FieldForm
from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once
from precinct_app.ui.widgets.labels import label, row

D = TypeVar("D")
R = TypeVar("R")


class RegisterPage(Page, Generic[D, R]):
    """At the left what is recorded, at the right what may be; F5 chooses what, F9 undoes a row."""

    area = ""
    """Prefix of its text keys."""
    undoes = True
    """Whether the row at hand can be undone."""
    views: Sequence[str] = ()
    """Lists that stand at the left in turn, by F6; none where there is one list."""
    view_of: ClassVar[Mapping[str, str]] = {}
    """In which list each thing that is recorded appears: form and list lead each other."""
    prints = False
    """Whether F7 prints the paper of the row at hand, F8 the register."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.data: D | None = None
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
        """Rows of the table, in the list that is shown."""
        raise NotImplementedError

    def fill(self, data: D) -> None:
        """Fill choices and what stands beside the table."""

    def offered(self, data: D) -> Collection[str]:
        """Deeds that make sense now."""
        del data
        return self.deeds

    def undo(self, record: R, reason: str) -> Work | None:
        """What undoes a row; None where nothing does."""
        del record, reason
        return None

    def opened(self, record: R) -> Work | None:
        """What Enter does on a row; None where it does nothing."""
        del record
        return None

    def paper_of(self, record: R) -> Draw | None:
        """The paper of a row, by F7; None where it has none."""
        del record
        return None

    def register_paper(self) -> Draw | None:
        """The register that is shown, by F8."""
        return None

    def heading(self, column: Enum) -> str:
        """The name of a column; a list may have its own."""
        return self.own(f"column.{column.value}")

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
        halves.addWidget(self._left(), 58)
        halves.addWidget(self._right(), 42)
        layout.addLayout(halves, 1)

    def _left(self) -> QWidget:
        self.upper = self.above()
        self.list: RecordList[R] = RecordList(self.cells(), self.right(), self.upper, self.views)
        self.model, self.table, self.view = self.list.model, self.list.table, self.list.view
        self.list.chosen.connect(self.show_view)
        self.table.opened.connect(self._opened)
        return self.list

    def _right(self) -> QWidget:
        self.pane = DeedPane(self.make_deeds())
        self.deeds, self.forms, self.panes = self.pane.deeds, self.pane.forms, self.pane.panes
        self.pane.chosen.connect(self.choose)
        self.pane.given.connect(self._given)
        self.pane.closed.connect(self._close_undo)
        return self.pane

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        told = [("Enter", "key.next"), ("F5", "key.what")]
        told += [("F6", "key.view")] if self.views else [("Tab", "key.field")]
        told += [("F7", "key.paper"), ("F8", "key.register")] if self.prints else []
        told += [("F9", "key.undo_row")] if self.undoes else []
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
        self.title.setText(self.own("title"))
        self.hint.setText(self.own("hint"))
        self.list.say(self.own("title"), [(name, self.own(f"view.{name}")) for name in self.views])
        self.pane.say(self.say, self.area, self._field)
        if self.data is not None:
            self._show_words(self.data)

    def own(self, key: str) -> str:
        """A text of the page's own area."""
        return self.say(f"{self.area}.{key}")

    def _field(self, field: str) -> str:
        """The name of a field: the area's own, else one that all have."""
        own = self.own(f"field.{field}")
        return self.say(f"register.field.{field}") if own.endswith(f".field.{field}") else own

    def relook(self) -> None:
        """Type of another size."""
        self.list.relook(self.narrow())
        self.retranslate()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another choice."""
        super().resizeEvent(event)
        self._fit()

    @fitting_once
    def _fit(self) -> None:
        """The hint goes first, then what stands above the table."""
        upper = [self.upper] if self.upper is not None and self.has_above() else []
        drop_until_fits(self, [self.hint, *upper])
        if self.upper is not None and not upper:
            self.upper.hide()

    def has_above(self) -> bool:
        """Whether the list that is shown has something above it."""
        return True

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
        self.pane.fill(field, choices)

    def show_view(self, name: str) -> None:
        """Show another list at the left, and what is recorded in it."""
        self._show_list(name)
        if self.view_of.get(self.pane.value, name) != name:
            first = next(d for d in self.pane.offered if self.view_of[d] == name)
            self.pane.choose(first)

    def _show_list(self, name: str) -> None:
        self.list.show_list(name)
        if self.data is not None:
            self._show(self.data)

    def _show(self, data: D) -> None:
        self.data = data
        self.pane.offer(self.offered(data))
        self.pane.say(self.say, self.area, self._field)
        self._show_words(data)
        self._fit()

    def _show_words(self, data: D) -> None:
        names = {column: self.heading(column) for column in self.model.columns}
        self.list.show_records(names, self.records(data))
        self.fill(data)

    # --- keys --------------------------------------------------------------------------------------

    def function_key(self, number: int) -> bool:
        """F5 what is recorded, F6 another list, F7 and F8 papers, F9 undo the row at hand."""
        actions = {5: self.pane.focus_choices, 6: self._next_view, 7: self._print_row,
                   8: self._print_register, 9: self._ask_reason}  # fmt: skip
        known = {5, *({6} if self.views else ()), *({7, 8} if self.prints else ()),
                 *({9} if self.undoes else ())}  # fmt: skip
        if number in known:
            actions[number]()
        return number in known

    def escape(self) -> bool:
        """The undo closes first."""
        if self.panes.shown is self.forms[UNDO]:
            self._close_undo()
            return True
        return False

    def choose(self, name: str) -> None:
        """Say what is to be recorded; the list in which it appears is shown."""
        self.pane.choose(name)
        self.frame.tell("")
        view = self.view_of.get(name, self.list.value)
        if self.views and view != self.list.value:
            self._show_list(view)

    def _next_view(self) -> None:
        self.show_view(self.list.following())
        self.list.take_focus()

    def _ask_reason(self) -> None:
        record = self.list.at_hand()
        if record is None or self.undo(record, "") is None:
            self.table.setFocus()
            self.frame.tell(self.say("register.choose_row"))
            return
        form = self.forms[UNDO]
        form.clear()
        form.say_hint(self.model.told(record, self.model.columns[0]))
        self.panes.show_page(form)
        self.frame.tell("")
        form.take_focus()

    def _close_undo(self) -> None:
        self.choose(self.pane.value)
        self.take_focus()

    # --- papers ------------------------------------------------------------------------------------

    def _print_row(self) -> None:
        record = self.list.at_hand()
        draw = self.paper_of(record) if record is not None else None
        if draw is None:
            self.table.setFocus()
            self.frame.tell(self.say("register.no_paper"))
        else:
            print_paper(self, self.title.text(), draw)

    def _print_register(self) -> None:
        draw = self.register_paper()
        if draw is not None:
            print_paper(self, self.title.text(), draw)

    # --- services ----------------------------------------------------------------------------------

    def _given(self, name: str) -> None:
        form = self.forms[name]
        if name == UNDO:
            record = self.list.at_hand()
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
            self.frame.tell("")
            if form is not None:
                form.clear()
            self._show(data)
            self.kept()
            if form is self.forms[UNDO]:
                self._close_undo()
            elif form is not None:
                form.take_focus()

        def run(session: Session) -> D:
            work(session)
            return self.load(session)

        self.ask(run, kept)

    def kept(self) -> None:
        """Something was recorded and is shown."""

    def when(self, form: FieldForm) -> Callable[[Session], datetime | None]:
        """When something happened, as the form says."""
        digits = form.value(HAPPENED) if HAPPENED in form.fields else ""
        return lambda session: moment_of(session, digits)

    def _opened(self, at: int) -> None:
        work = self.opened(self.list.record(at))
        if work is not None:
            self.keep(work)
