# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The grid before the boxes: a column a ballot in its colour, rows of counts, what must be 0 below."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from precinct_app.domain.protocol.sheet import Figure
from precinct_app.ui.look import look_of
from precinct_app.ui.protocol.before_columns import (
    ColumnHead,
    LineWords,
    MustBeZero,
)
from precinct_app.ui.protocol.before_head import HEAD, BeforeHead
from precinct_app.ui.protocol.before_line import BeforeLine
from precinct_app.ui.protocol.zero_row import FOOT, ZeroRow
from precinct_app.ui.widgets.count_edit import CountEdit


class BeforeGrid(QFrame):
    """Head, rows that scroll where the window is low, and the bottom row, which never does."""

    cell_left = Signal(str)
    """``row/column`` whose content changed."""
    cell_entered = Signal(str)
    key_pressed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.heads, self.zeros = BeforeHead(), ZeroRow()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines: dict[str, BeforeLine] = {}
        stack = QVBoxLayout(self)
        stack.setContentsMargins(1, 1, 1, 1)
        stack.setSpacing(0)
        stack.addWidget(self.heads)
        stack.addWidget(self.area, 1)
        stack.addWidget(self.zeros)

    def show_title(self, title: str, second: str) -> None:
        """What the page is, in the corner that no column needs."""
        self.heads.title, self.heads.second = title, second
        self.setAccessibleName(title)
        self.heads.update()

    def show_lines(self, words: Sequence[LineWords], heads: Sequence[ColumnHead]) -> None:
        """Show rows and columns; cells are made anew only where there are others."""
        names = [one.row for one in words]
        if names != list(self.lines) or len(heads) != len(self.heads.heads):
            self._make(words, len(heads))
        self.heads.heads = tuple(heads)
        self.heads.update()
        for one in words:
            self.lines[one.row].show_words(one, heads)
        self.fit()

    def show_figures(self, figures: Mapping[str, Figure | None]) -> None:
        """Write what is kept; the cell with the focus keeps what is being typed."""
        for edit in self.cells():
            if not edit.hasFocus():
                edit.show_figure(figures.get(edit.cell))

    def show_zeros(self, first: str, second: str, found: Sequence[MustBeZero]) -> None:
        """Show the bottom row."""
        self.zeros.first, self.zeros.second, self.zeros.found = first, second, tuple(found)
        told = ", ".join("" if one.number is None else str(one.number) for one in found)
        self.zeros.setAccessibleName(f"{first}: {told}")
        self.zeros.update()

    def mark(self, failing: frozenset[str]) -> None:
        """Mark the cells to be counted again."""
        for edit in self.cells():
            if not edit.isReadOnly():
                edit.set_state("failing" if edit.cell in failing else "")

    def cells(self) -> list[CountEdit]:
        """Every cell, row by row."""
        return [edit for line in self.lines.values() for edit in line.edits]

    def cell(self, name: str) -> CountEdit | None:
        """A cell by its name."""
        return next((edit for edit in self.cells() if edit.cell == name), None)

    def typed_rows(self) -> list[str]:
        """Names of the rows one types in."""
        return [name for name, line in self.lines.items() if line.words.typed]

    def focus(self, name: str) -> None:
        """Go to a cell and keep it in sight."""
        edit = self.cell(name)
        if edit is not None:
            edit.setFocus()
            self.area.ensureWidgetVisible(edit, 0, look_of(self).px(40))

    def fit(self) -> None:
        """Lower rows where the window is low; below that they scroll."""
        look = look_of(self)
        room = self.height() - look.px(HEAD + FOOT) - 2
        least, most = 28, 32
        fitting = room * 100 // look.percent // max(1, len(self.lines))
        for line in self.lines.values():
            line.total = self.heads.width()
            line.set_height(max(least, min(most, fitting)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height, other rows."""
        super().resizeEvent(event)
        self.fit()

    def _make(self, words: Sequence[LineWords], count: int) -> None:
        content = QWidget()
        stack = QVBoxLayout(content)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        self.lines = {one.row: BeforeLine(one, count) for one in words}
        for line in self.lines.values():
            stack.addWidget(line)
            for edit in line.edits:
                edit.left.connect(self.cell_left)
                edit.entered.connect(self._entered)
                edit.key_pressed.connect(self.key_pressed)
        stack.addStretch(1)
        self.area.setWidget(content)

    def _entered(self, name: str) -> None:
        row = name.partition("/")[0]
        for line in self.lines.values():
            if line.current != (line.words.row == row):
                line.current = line.words.row == row
                line.update()
        self.cell_entered.emit(name)
