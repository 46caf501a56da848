# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Where the two blind entries differ: A, B, and what the recount found."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.protocol.entry_patterns import Pattern
from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.runtime.texts import sentences
from precinct_app.services.entry_differences import Difference, Differences
from precinct_app.ui.background import Background
from precinct_app.ui.desk import Session
from precinct_app.ui.page import Page
from precinct_app.ui.widgets.count_edit import DASH, CountEdit, grouped
from precinct_app.ui.widgets.labels import button, frame, label, row


class DifferencesPage(Page):
    """Only the differing cells are entered again."""

    left = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.background = background
        self.session: Session | None = None
        self.ballot_id = ""
        self.found: Differences | None = None
        self.edits: dict[str, CountEdit] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        self.title = label("", "headline", wrap=True)
        self.hint = label("", "row", wrap=True)
        self.patterns = label("", "ochre", wrap=True)
        self.table: QFrame = frame("sheet")
        self.message = label("", "red", wrap=True)
        self.go = button("", "F12", main=True)
        self.go.clicked.connect(self.left)
        for widget in (self.title, self.hint, self.patterns, self.table, self.message):
            layout.addWidget(widget)
        layout.addLayout(row(self.go, 1))
        layout.addStretch(1)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "key.next"), ("F2", "key.language"), ("F4", "key.later")]

    def open(self, session: Session, ballot_id: str) -> None:
        """Show the differences of a ballot."""
        self.session, self.ballot_id, self.found = session, ballot_id, None
        self.message.setText("")
        self.background.run(lambda: session.differences(ballot_id), self._show, self._refuse)

    def retranslate(self) -> None:
        """Write every text again."""
        if self.found is None:
            self._name_go()
        else:
            self._show(self.found)

    def take_focus(self) -> None:
        """The first cell that waits."""
        waiting = [e for e in self.edits.values() if e.figure() is None]
        (waiting[0] if waiting else self.go).setFocus()

    def function_key(self, number: int) -> bool:
        """F4 and F12 go back to what is next."""
        if number in {4, 12}:
            self.go.setFocus()
            self.left.emit()
        return number in {4, 12}

    def _show(self, found: Differences) -> None:
        self.found = found
        key = "differences.title" if found.cells else "differences.none"
        self.title.setText(self.say(key, count=len(found.cells)))
        self.hint.setText(self.say("differences.hint") if found.cells else "")
        self.patterns.setText("\n".join(self._patterns(found)))
        self.patterns.setVisible(bool(self.patterns.text()))
        self._name_go()
        self.go.setEnabled(not found.waiting)
        table = frame("sheet")
        grid = QGridLayout(table)
        grid.setContentsMargins(24, 12, 24, 12)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(12)
        self._head(grid, found)
        self.edits = {}
        for line, difference in enumerate(found.cells, start=1):
            self._add(grid, line, difference)
        grid.setColumnStretch(0, 1)
        self.layout().replaceWidget(self.table, table)  # type: ignore[union-attr]
        self.table.hide()
        self.table.deleteLater()
        self.table = table
        table.setVisible(bool(found.cells))
        if self.isVisible():
            self.take_focus()

    def _name_go(self) -> None:
        self.go.setText(f"{self.say('differences.go')}   [F12]")
        self.go.setAccessibleName(self.say("differences.go"))

    def _patterns(self, found: Differences) -> list[str]:
        """What explains several cells at once; it never says which entry is right."""
        told = [self._pattern(pattern, found.numbers) for pattern in found.patterns]
        return told or ([self.say("differences.many")] if found.many else [])

    def _pattern(self, pattern: Pattern, numbers: Mapping[str, str]) -> str:
        lines = ", ".join(numbers[cell] for cell in pattern.cells)
        ballot = ""
        if self.session is not None and pattern.ballot_id:
            other = self.session.workspace.election.ballot(pattern.ballot_id)
            ballot = other.short_name.in_(self.language)
        return self.say(f"pattern.{pattern.kind.value}", lines=lines, ballot=ballot)

    def _head(self, grid: QGridLayout, found: Differences) -> None:
        names = {"first": found.first_member, "second": found.second_member}
        for column, name in enumerate(("line", "first", "second", "again")):
            told = self.say(f"differences.{name}")
            if name in names and self.session is not None:
                told = f"{told}\n{self.session.workspace.member(names[name]).short_name}"
            grid.addWidget(label(told, "strong"), 0, column)

    def _add(self, grid: QGridLayout, line: int, difference: Difference) -> None:
        spec = difference.cell
        caption = f"{spec.official}   {spec.caption.in_(self.language)}"
        if difference.once_more:
            caption = f"{caption}\n{self.say('differences.once_more')}"
        grid.addWidget(label(caption, "row", wrap=True), line, 0)
        grid.addWidget(label(shown(difference.first), "headline"), line, 1)
        grid.addWidget(label(shown(difference.second), "headline"), line, 2)
        edit = CountEdit(spec.cell, caption)
        edit.setObjectName("again")
        edit.setFixedWidth(220)
        edit.show_figure(difference.counts)
        edit.left.connect(self._keep)
        edit.key_pressed.connect(self._key)
        self.edits[spec.cell] = edit
        grid.addWidget(edit, line, 3)

    def _key(self, cell: str, command: str) -> None:
        cells = list(self.edits)
        place = cells.index(cell) + (-1 if command == "up" else 1)
        if command in {"next", "up"}:
            (self.edits[cells[place]] if 0 <= place < len(cells) else self.go).setFocus()
            if self.focusWidget() is self.edits[cell]:
                self.setFocus()

    def _keep(self, cell: str) -> None:
        session, figure = self.session, self.edits[cell].figure()
        if session is None or figure is None:
            return
        ballot_id = self.ballot_id

        def keep() -> Differences:
            session.enter_again(ballot_id, cell, figure)
            return session.differences(ballot_id)

        self.background.run(keep, self._show, self._refuse)

    def _refuse(self, error: PrecinctError) -> None:
        self.message.setText("\n".join(sentences(error, self.language)))


def shown(figure: Figure | None) -> str:
    """A figure as both typists left it."""
    if figure is None:
        return ""
    return DASH if figure is NA else grouped(int(figure))
