# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The sheet's rows: official number, caption in two languages, one cell; sums pinned below."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from precinct_app.domain.protocol.form import CellSpec
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.wording import Language
from precinct_app.ui.widgets.count_edit import CountEdit
from precinct_app.ui.widgets.labels import frame, label

NUMBER_WIDTH, COUNT_WIDTH = 64, 112
"""Columns in px at 100 %; they grow with the type."""


class SheetRow(QFrame):
    """One line of the sheet."""

    def __init__(self, spec: CellSpec, *, fixed: bool, group: bool) -> None:
        super().__init__()
        self.setObjectName("rowline")
        self.setProperty("group", group)
        self.spec = spec
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 1, 16, 1)
        layout.setSpacing(12)
        self.number = label(spec.official, "number")
        self.kk = label(spec.caption.kk, wrap=True)
        self.other = label(spec.caption.ru, "second", wrap=True)
        if spec.of_which:
            self.kk.setIndent(20)
        self.edit = CountEdit(spec.cell, f"{spec.official} {spec.caption.kk}")
        self.edit.setReadOnly(fixed)
        if fixed:
            self.edit.set_state("fixed")
        layout.addWidget(self.number)
        layout.addWidget(self.kk, 5)
        layout.addWidget(self.other, 5)
        layout.addWidget(self.edit)

    def set_current(self, *, current: bool) -> None:
        """Mark the row that has the focus."""
        if self.property("current") != current:
            self.setProperty("current", current)
            self.style().unpolish(self)
            self.style().polish(self)

    def set_look(self, language: Language, percent: int, *, two_columns: bool) -> None:
        """Kazakh and Russian (or English) beside each other; one alone where type is large."""
        self.number.setFixedWidth(NUMBER_WIDTH * percent // 100)
        self.edit.setFixedWidth(COUNT_WIDTH * percent // 100)
        other = self.spec.caption.en if language is Language.EN else self.spec.caption.ru
        self.other.setText(other)
        self.other.setVisible(two_columns)
        alone = self.spec.caption.in_(language)
        self.kk.setText(self.spec.caption.kk if two_columns else alone)


class SheetRows(QScrollArea):
    """All rows, scrolling; it tells what is left, and which key was pressed where."""

    cell_left = Signal(str)
    key_pressed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.rows: dict[str, SheetRow] = {}

    def show_cells(
        self, cells: Sequence[CellSpec], figures: Mapping[str, Figure], fixed: frozenset[str]
    ) -> None:
        """Draw the sheet anew."""
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.rows = {}
        for place, spec in enumerate(cells):
            last = place + 1 == len(cells) or cells[place + 1].section_id != spec.section_id
            line = SheetRow(spec, fixed=spec.cell in fixed, group=last)
            line.edit.show_figure(figures.get(spec.cell))
            line.edit.left.connect(self.cell_left)
            line.edit.key_pressed.connect(self.key_pressed)
            self.rows[spec.cell] = line
            layout.addWidget(line)
        layout.addStretch(1)
        self.setWidget(content)

    def figures(self) -> dict[str, Figure]:
        """What the cells hold."""
        found = {cell: line.edit.figure() for cell, line in self.rows.items()}
        return {cell: figure for cell, figure in found.items() if figure is not None}

    def typed(self) -> list[str]:
        """Cells that are typed, in order."""
        return [cell for cell, line in self.rows.items() if not line.edit.isReadOnly()]

    def focus(self, cell: str) -> None:
        """Go to a cell and keep it in sight."""
        line = self.rows.get(cell)
        if line is None:
            return
        line.edit.setFocus()
        for other in self.rows.values():
            other.set_current(current=other is line)
        self.ensureWidgetVisible(line, 0, 80)

    def step(self, cell: str, by: int) -> bool:
        """Go to the next typed cell; False past the last."""
        cells = self.typed()
        if cell not in cells:
            return False
        place = cells.index(cell) + by
        if not 0 <= place < len(cells):
            return False
        self.focus(cells[place])
        return True

    def mark(self, failing: frozenset[str]) -> None:
        """Mark failing cells red, and only those."""
        for cell, line in self.rows.items():
            if not line.edit.isReadOnly():
                line.edit.set_state("failing" if cell in failing else "")

    def set_look(self, language: Language, percent: int, *, two_columns: bool) -> None:
        """Captions in another language, at another type size."""
        for line in self.rows.values():
            line.set_look(language, percent, two_columns=two_columns)


def head_row(texts: Sequence[str]) -> tuple[QFrame, list[QWidget]]:
    """The head above the rows, in the same columns."""
    head = frame("head")
    layout = QHBoxLayout(head)
    layout.setContentsMargins(8, 4, 32, 4)
    layout.setSpacing(12)
    made: list[QWidget] = []
    for place, text in enumerate(texts):
        column = label(text, "small")
        if place == 0:
            column.setFixedWidth(NUMBER_WIDTH)
        if place == len(texts) - 1:
            column.setFixedWidth(112)
        layout.addWidget(column, 0 if place in {0, len(texts) - 1} else 5)
        made.append(column)
    return head, made
