# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Where the two blind entries differ: A, B, and what the recount found."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from precinct_app.domain.protocol.entry_patterns import Pattern
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.services.entry_differences import Differences
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.protocol.alike_list import AlikeList
from precinct_app.ui.protocol.ballot_words import ballot_band
from precinct_app.ui.protocol.difference_row import DifferenceHead, DifferenceRow
from precinct_app.ui.protocol.piles import Piles
from precinct_app.ui.widgets.ballot_band import BallotBand
from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once
from precinct_app.ui.widgets.folded_line import FoldedLine
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.labels import label, row


class DifferencesPage(Page):
    """Only the differing cells are entered again; all three figures stay on record."""

    names_typist = True

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.found: Differences | None = None
        self.rows: dict[str, DifferenceRow] = {}
        self.piles = Piles()
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.band = BallotBand()
        outer.addWidget(self.band)
        layout = QVBoxLayout()
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(8)
        outer.addLayout(layout, 1)
        self.title, self.hint = label("", "headline", wrap=True), label("", "plain20", wrap=True)
        layout.addWidget(self.title)
        layout.addWidget(self.hint)
        self.patterns = label("", "ochre", wrap=True)
        layout.addWidget(self.patterns)
        layout.addSpacing(12)
        layout.addWidget(self._table())
        layout.addSpacing(12)
        self.list = AlikeList()
        self.list.hide()
        layout.addWidget(self.list, 100)
        self.alike = FoldedLine()
        self.alike.asked.connect(self._toggle_alike)
        layout.addWidget(self.alike)
        layout.addLayout(self._lone_reason())
        layout.addSpacing(16)
        self.go, self.why = KeyButton("", "Enter", main=True), label("", "second", wrap=True)
        self.go.clicked.connect(self._go_on)
        last = row(self.go, self.why, 1, spacing=20)
        last.setStretch(1, 100)
        layout.addLayout(last)
        layout.addStretch(1)

    def _lone_reason(self) -> QHBoxLayout:
        """Why one member typed both, where nobody has said so yet."""
        self.reason_name, self.reason = label("", "strong"), QLineEdit()
        self.reason.returnPressed.connect(self._explain_alone)
        made = row(self.reason_name, self.reason, spacing=16)
        made.setStretch(1, 1)
        return made

    def _table(self) -> QFrame:
        self.table = plain_frame("sheet")
        stack = QVBoxLayout(self.table)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.head = DifferenceHead()
        stack.addWidget(self.head)
        stack.addWidget(self.area)
        return self.table

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Enter", "key.next"),
            ("+", "key.piles"),
            ("F2", "key.language"),
            ("F4", "key.later"),
            ("F6", "key.alike"),
        ]

    def open(self, place: Place) -> None:
        """Show the differences of a ballot."""
        super().open(place)
        self.found = None
        self.list.hide()
        self.ask(lambda session: session.differences(place.subject), self._show)

    def retranslate(self) -> None:
        """Write every text again; what is typed stays."""
        if self.found is not None:
            self._show_words(self.found)
            for line in self.rows.values():
                line.set_language(self.language)

    def relook(self) -> None:
        """Rows of another height."""
        self.retranslate()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names may wrap otherwise."""
        super().resizeEvent(event)
        self._fit()

    def take_focus(self) -> None:
        """The first cell that waits, else the way on."""
        waiting = [line for line in self.rows.values() if line.edit.figure() is None]
        explain = self.found is not None and self.found.unexplained and not waiting
        usual = self.reason if explain else self.go
        (waiting[0].edit if waiting else usual).setFocus()

    def function_key(self, number: int) -> bool:
        """F6 what both entries have alike."""
        if number == 6:  # noqa: PLR2004
            self._toggle_alike()
        return number == 6  # noqa: PLR2004

    def escape(self) -> bool:
        """What is unfolded closes first."""
        if self.list.isHidden():
            return False
        self._toggle_alike()
        return True

    def _toggle_alike(self) -> None:
        if self.found is None:
            return
        opened = self.list.isHidden()
        if opened:
            self.leave()
            self.list.show_cells(self.found.alike, self.language)
        self.list.setVisible(opened)
        self.table.setVisible(not opened and bool(self.rows))
        self._show_words(self.found)
        if opened:
            self.list.setFocus()
        else:
            self.take_focus()

    def leave(self) -> None:
        """Keep the cell one is in."""
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()

    def _show(self, found: Differences) -> None:
        """Rows are made once; later only what is left to enter changes, and the focus stays."""
        cells = [difference.cell.cell for difference in found.cells]
        fresh = self.found is None or cells != list(self.rows)
        self.found = found
        if fresh:
            self._make_rows(found)
        for difference in found.cells:
            self.rows[difference.cell.cell].show_difference(difference, self.language)
        self._show_words(found)
        if self.isVisible() and (fresh or not self._typing()):
            self.take_focus()

    def _typing(self) -> bool:
        focused = self.window().focusWidget()
        return any(line.edit is focused for line in self.rows.values())

    def _make_rows(self, found: Differences) -> None:
        content = QWidget()
        stack = QVBoxLayout(content)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        self.rows = {}
        for difference in found.cells:
            line = DifferenceRow(difference)
            line.set_language(self.language)
            line.edit.left.connect(self._keep)
            line.edit.key_pressed.connect(self._key)
            self.rows[difference.cell.cell] = line
            stack.addWidget(line)
        stack.addStretch(1)
        former = self.area.takeWidget()
        self.area.setWidget(content)
        if former is not None:
            former.deleteLater()
        self.list.hide()
        self.table.setVisible(bool(found.cells))
        self._fit()

    @fitting_once
    def _fit(self) -> None:
        """As high as its rows, up to what the page has."""
        content = self.area.widget()
        layout = content.layout() if content is not None else None
        wide = self.width() - 50
        high = max(0, layout.totalHeightForWidth(wide)) if layout is not None else 0
        self.area.setMaximumHeight(high)
        self.area.setMinimumHeight(min(high, self.look.px(2 * 112)))
        drop_until_fits(self, [self.alike, *([self.hint] if self.rows else [])])

    def _show_words(self, found: Differences) -> None:
        session = self.frame.session
        if session is not None:
            words = ballot_band(session, found.ballot, "home.step_differences",
                                self.say("differences.together"), self.language)  # fmt: skip
            self.band.show_words(words)
        left, many = len(found.waiting), len(found.cells)
        key = "differences.title" if many else "differences.none"
        self.title.setText(self.say(key, count=many))
        self.hint.setText(self.say("differences.hint") if many else "")
        patterns = self._patterns(found)
        self.patterns.setText("\n".join(patterns))
        self.patterns.setVisible(bool(patterns))
        self.head.say(
            self.say("differences.line"), self.say("differences.first"), self._who(found.first_member),
            self.say("differences.second"), self._who(found.second_member),
            self.say("differences.again"), self.say("differences.new"),
        )  # fmt: skip
        self._show_alike(found)
        self.go.say(self.say("differences.go"))
        for widget in (self.reason_name, self.reason):
            widget.setVisible(found.unexplained)
        self.reason_name.setText(self.say("differences.alone"))
        self.reason.setAccessibleName(self.say("differences.alone"))
        why = self.say("differences.closed", count=left) if left else ""
        if found.unexplained and not left:
            why = self.say("differences.alone_why")
        self.go.close_because(why)
        self.why.setText(why)
        self._fit()

    def _show_alike(self, found: Differences) -> None:
        opened = not self.list.isHidden()
        if opened:
            self.list.show_cells(found.alike, self.language)
        self.list.setAccessibleName(self.say("differences.alike", count=len(found.alike)))
        told = self.say("differences.alike", count=len(found.alike))
        self.alike.say(told, self.say("card.hide" if opened else "card.show"))

    def _explain_alone(self) -> None:
        ballot_id, reason = self.place.subject, self.reason.text()

        def explain(session: Session) -> Differences:
            session.explain_alone(ballot_id, reason)
            return session.differences(ballot_id)

        self.ask(explain, self._show)

    def _who(self, member_id: str) -> str:
        session = self.frame.session
        return session.workspace.member(member_id).short_name if session and member_id else ""

    def _patterns(self, found: Differences) -> list[str]:
        """What explains several cells at once; it never says which entry is right."""
        told = [self._pattern(pattern, found.numbers) for pattern in found.patterns]
        return told or ([self.say("differences.many")] if found.many else [])

    def _pattern(self, pattern: Pattern, numbers: Mapping[str, str]) -> str:
        lines = ", ".join(numbers[cell] for cell in pattern.cells)
        ballot, session = "", self.frame.session
        if session is not None and pattern.ballot_id:
            other = session.workspace.election.ballot(pattern.ballot_id)
            ballot = other.short_name.in_(self.language)
        return self.say(f"pattern.{pattern.kind.value}", lines=lines, ballot=ballot)

    def _key(self, cell: str, command: str) -> None:
        edit = self.rows[cell].edit
        if command == "piles":
            if self.piles.add(cell, edit.figure()):
                edit.clear_for_pile()
            self.rows[cell].show_piles(self.piles.boxes().get(cell))
        elif command in {"next", "down", "up"}:
            total = self.piles.total(cell, edit.figure())
            if total is not None:
                edit.setText(str(total))
                self.rows[cell].show_piles(None)
            self._step(cell, -1 if command == "up" else 1)

    def _step(self, cell: str, by: int) -> None:
        cells = list(self.rows)
        at = cells.index(cell) + by
        if 0 <= at < len(cells):
            self.rows[cells[at]].edit.setFocus()
            self.area.ensureWidgetVisible(self.rows[cells[at]])
        elif by > 0:
            self.go.setFocus()

    def _keep(self, cell: str) -> None:
        """A cell is left, by whatever key: piles that are open in it are added up."""
        edit = self.rows[cell].edit
        figure: Figure | None = edit.figure()
        if (total := self.piles.total(cell, figure)) is not None:
            edit.show_figure(total)
            self.rows[cell].show_piles(None)
            figure = total
        if figure is None or self.found is None:
            return
        ballot_id, parts = self.place.subject, self.piles.of(cell, figure)

        def keep(session: Session) -> Differences:
            session.enter_again(ballot_id, cell, figure, parts)
            return session.differences(ballot_id)

        self.ask(keep, self._show)

    def _go_on(self) -> None:
        self.frame.go(Place("checks", self.place.subject))
