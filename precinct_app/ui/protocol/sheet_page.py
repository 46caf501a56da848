# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Typing a ballot's sheet: rows at the left, one card at the right, every cell kept as it is left."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout

from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.protocol.check import CheckReport
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.runtime.texts import sentences
from precinct_app.services.protocol_entry import EntryView
from precinct_app.ui.background import Background
from precinct_app.ui.desk import Session
from precinct_app.ui.page import Page
from precinct_app.ui.protocol.ballot_band import BallotBand
from precinct_app.ui.protocol.findings_card import FindingsCard
from precinct_app.ui.protocol.sheet_rows import SheetRows, head_row
from precinct_app.ui.theme import Theme
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.labels import button, frame, label, row

ONE_COLUMN = 150
"""From this type size (percent) the second language of captions is dropped, never shrunk."""


class SheetPage(Page):
    """First or second entry of one ballot."""

    left = Signal()
    """Finished or left for later: back to what is next."""
    saved = Signal(str)

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.background = background
        self.session: Session | None = None
        self.view: EntryView | None = None
        self.theme = Theme.LIGHT
        self.percent = 100
        self.pile: int | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.band = BallotBand()
        outer.addWidget(self.band)
        columns = QHBoxLayout()
        columns.setContentsMargins(24, 12, 24, 12)
        columns.setSpacing(24)
        sheet = frame("sheet")
        stack = QVBoxLayout(sheet)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        head, self.heads = head_row(["№", "", "", ""])
        self.rows = SheetRows()
        stack.addWidget(head)
        stack.addWidget(self.rows, 1)
        stack.addWidget(self._sums())
        columns.addWidget(sheet, 62)
        side = QVBoxLayout()
        side.setSpacing(8)
        self.card = FindingsCard()
        self.message = label("", "red", wrap=True)
        self.piles = label("", "row")
        self.finish = button("", "F12", main=True)
        self.later = button("", "F4")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.card)
        side.addWidget(scroll, 1)
        side.addWidget(self.piles)
        side.addWidget(self.message)
        side.addLayout(row(self.finish, self.later, 1))
        columns.addLayout(side, 38)
        outer.addLayout(columns, 1)

    def _sums(self) -> QFrame:
        sums = frame("sums")
        grid = QGridLayout(sums)
        grid.setContentsMargins(84, 4, 32, 4)
        self.sum_name, self.sum_value = label(""), label("", "sum")
        self.total_name, self.total_value = label(""), label("", "sum")
        self.gap_name, self.gap_value = label("", "red"), label("", "smallgap")
        grid.addWidget(self.sum_name, 0, 0)
        grid.addWidget(self.total_name, 1, 0)
        grid.addWidget(self.gap_name, 0, 1, 2, 1)
        grid.addWidget(self.gap_value, 0, 2, 2, 1)
        grid.addWidget(self.sum_value, 0, 3)
        grid.addWidget(self.total_value, 1, 3)
        grid.setColumnStretch(0, 1)
        return sums

    def _connect(self) -> None:
        self.rows.cell_left.connect(self._keep)
        self.rows.key_pressed.connect(self._key)
        self.card.go_asked.connect(self.rows.focus)
        self.finish.clicked.connect(self._finish)
        self.later.clicked.connect(self.left)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "key.next"), ("+", "key.piles"), ("-", "key.na"), ("*", "key.zeros"),
                ("/", "key.finding"), ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    def open(self, session: Session, view: EntryView, theme: Theme) -> None:
        """Show an entry where it was left."""
        self.session, self.view, self.theme = session, view, theme
        self.rows.show_cells(list(view.in_order), view.figures, view.fixed)
        self._say_wrong("")
        self.pile = None
        self.retranslate()
        self._check()

    def retranslate(self) -> None:
        """Write every text again."""
        for head, key in zip(
            self.heads[1:],
            ("sheet.column_kk", "sheet.column_ru", "sheet.column_count"),
            strict=True,
        ):
            if isinstance(head, QLabel):
                head.setText(self.say(key))
        for action, key, cap in (
            (self.finish, "sheet.finish", "F12"),
            (self.later, "sheet.later", "F4"),
        ):
            action.setText(f"{self.say(key)}   [{cap}]")
            action.setAccessibleName(self.say(key))
        two_columns = self.percent < ONE_COLUMN
        self.rows.set_look(self.language, self.percent, two_columns=two_columns)
        self.heads[2].setVisible(two_columns)
        self.card.language = self.language
        self.card.retranslate()
        if self.view is not None and self.session is not None:
            contest = self.session.workspace.election.contest(self.view.ballot.contest_id)
            name = self.session.workspace.member(self.view.member_id).short_name
            step = f"sheet.{self.view.kind}"
            self.band.show_ballot(self.view.ballot, contest, step, name, self.language, self.theme)
        self._show_sums()
        self._show_pile()

    def take_focus(self) -> None:
        """The first empty cell."""
        figures = self.rows.figures()
        typed = self.rows.typed()
        empty = [cell for cell in typed if cell not in figures]
        if typed:
            self.rows.focus((empty or typed)[0])

    def function_key(self, number: int) -> bool:
        """F4 leave for later, F12 finish."""
        if number == 4:  # noqa: PLR2004
            self._leave_cell()
            self.left.emit()
        elif number == 12:  # noqa: PLR2004
            self._finish()
        return number in {4, 12}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Outside a cell, the slash still leads to the finding that is shown."""
        if event.key() == Qt.Key.Key_Slash:
            self.card.jump()
        else:
            super().keyPressEvent(event)

    def _key(self, cell: str, command: str) -> None:
        if command in {"next", "up"}:
            self._take_pile(cell)
            if not self.rows.step(cell, 1 if command == "next" else -1) and command == "next":
                self.finish.setFocus()
        elif command == "piles":
            self._add_pile(cell)
        elif command == "na":
            self._not_applicable(cell)
        elif command == "zeros":
            self._fill_zeros()
        else:
            self.card.jump()

    def _add_pile(self, cell: str) -> None:
        edit = self.rows.rows[cell].edit
        figure = edit.figure()
        self.pile = (self.pile or 0) + (figure if isinstance(figure, int) else 0)
        edit.clear()
        self._show_pile()

    def _take_pile(self, cell: str) -> None:
        if self.pile is not None:
            edit = self.rows.rows[cell].edit
            figure = edit.figure()
            edit.setText(str(self.pile + (figure if isinstance(figure, int) else 0)))
            self.pile = None
            self._show_pile()

    def _show_pile(self) -> None:
        told = "" if self.pile is None else self.say("sheet.piles", sum=grouped(self.pile))
        self.piles.setText(told)
        self.piles.setVisible(bool(told))

    def _not_applicable(self, cell: str) -> None:
        line = self.rows.rows[cell]
        if line.spec.may_be_na:
            line.edit.show_figure(NA)
            self._store(cell, NA)
            self.rows.step(cell, 1)

    def _fill_zeros(self) -> None:
        for cell in self.rows.typed():
            edit = self.rows.rows[cell].edit
            if edit.figure() is None:
                edit.show_figure(0)
                self._store(cell, 0)

    def _leave_cell(self) -> None:
        self.finish.setFocus()

    def _keep(self, cell: str) -> None:
        self._store(cell, self.rows.rows[cell].edit.figure())

    def _store(self, cell: str, figure: Figure | None) -> None:
        session, view = self.session, self.view
        if session is not None and view is not None:
            self.background.run(
                lambda: session.put(view, cell, figure), self.saved.emit, self._refuse
            )
            self._check()

    def _check(self) -> None:
        session, view = self.session, self.view
        if session is not None and view is not None:
            figures = self.rows.figures()
            self.background.run(lambda: session.report(view, figures), self._show, self._refuse)

    def _show(self, outcome: tuple[CheckReport, tuple[object, ...]]) -> None:
        report, slips = outcome
        cells = [line.spec for line in self.rows.rows.values()]
        self.card.show_report(report, slips, cells)  # type: ignore[arg-type]
        errors = [f for f in report.findings if f.grade is Grade.ERROR]
        self.rows.mark(frozenset(self._marked(errors[0].cells, slips) if errors else ()))
        self._show_sums()

    def _marked(self, cells: tuple[str, ...], slips: tuple[object, ...]) -> set[str]:
        """Red marks the suspect and the total alone, never nine cells for one cause."""
        suspects = {cell for slip in slips for cell in getattr(slip, "cells", ())}
        return {cells[0]} | (suspects & set(cells) or {cells[-1]})

    def _show_sums(self) -> None:
        figures = self.rows.figures()
        votes = [c for c in self.rows.rows if c.startswith("votes.")]
        if not votes or self.view is None:
            return
        added = [s.cell for s in self.view.cells if s.cell in {*votes, "against_all"}]
        numbers = [self.rows.rows[c].spec.official for c in added]
        total = sum(int(f) for c in added if isinstance(f := figures.get(c), int))
        valid = figures.get("ballots_valid")
        span = f"{numbers[0]}–{numbers[-1]}"
        self.sum_name.setText(self.say("sheet.sum", numbers=span))
        self.sum_value.setText(grouped(total))
        number = self.rows.rows["ballots_valid"].spec.official
        self.total_name.setText(self.say("sheet.total", number=number))
        self.total_value.setText(grouped(valid) if isinstance(valid, int) else "")
        complete = isinstance(valid, int) and all(c in figures for c in added)
        gap = abs(total - valid) if isinstance(valid, int) and complete else 0
        self.gap_name.setText(self.say("sheet.gap") if gap else "")
        self.gap_value.setText(grouped(gap) if gap else "")

    def _finish(self) -> None:
        self._leave_cell()
        session, view = self.session, self.view
        if session is not None and view is not None:
            self.background.run(
                lambda: session.finish(view), lambda _: self.left.emit(), self._refuse
            )

    def _refuse(self, error: PrecinctError) -> None:
        self._say_wrong("\n".join(sentences(error, self.language)))

    def _say_wrong(self, told: str) -> None:
        self.message.setText(told)
        self.message.setVisible(bool(told))
