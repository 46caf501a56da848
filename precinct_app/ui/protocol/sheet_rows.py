# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The rows of one block of the sheet, scrolling; head and sums stand outside."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from precinct_app.domain.protocol.form import CellSpec
from precinct_app.domain.protocol.sheet import Figure, Source
from precinct_app.ui.look import look_of
from precinct_app.ui.protocol.sheet_row import RowStyle, SheetRow

_PASSES = 4


class SheetRows(QScrollArea):
    """All rows of a block; it tells what is left, and which key was pressed where."""

    cell_left = Signal(str)
    cell_entered = Signal(str)
    key_pressed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.rows: dict[str, SheetRow] = {}
        """Rows of the block that is shown."""
        self._made: dict[int, tuple[QWidget, dict[str, SheetRow]]] = {}
        self.style_of_rows = RowStyle()

    def forget(self) -> None:
        """Another sheet: the rows made so far are of no more use."""
        for content, _ in self._made.values():
            content.deleteLater()  # a key of one of its cells may still be under way
        self._made = {}

    def make(
        self, block: int, cells: Sequence[CellSpec], figures: Mapping[str, Figure],
        fixed: frozenset[str],
    ) -> None:  # fmt: skip
        """Make a block's rows, unless they are there."""
        if block in self._made:
            return
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        rows: dict[str, SheetRow] = {}
        for place, spec in enumerate(cells):
            last = place + 1 == len(cells)
            group = not last and cells[place + 1].section_id != spec.section_id
            rows[spec.cell] = self._row(spec, figures.get(spec.cell), fixed, group=group)
            layout.addWidget(rows[spec.cell])
        layout.addStretch(1)
        self._made[block] = content, rows

    def show_block(self, block: int) -> None:
        """Show a block that was made."""
        content, rows = self._made[block]
        if self.widget() is not content:
            former = self.takeWidget()
            if former is not None:
                former.hide()
            self.rows = rows
            self.setWidget(content)
            content.show()
            self.set_style(self.style_of_rows)

    def _row(
        self, spec: CellSpec, figure: Figure | None, fixed: frozenset[str], *, group: bool
    ) -> SheetRow:
        given = spec.cell in fixed or spec.source is Source.COMPUTED
        line = SheetRow(spec, fixed=given, group=group)
        line.edit.show_figure(figure)
        line.edit.left.connect(self.cell_left)
        line.edit.entered.connect(self._entered)
        line.edit.key_pressed.connect(self.key_pressed)
        return line

    def sizeHint(self) -> QSize:
        """As high as its rows: a short sheet ends with its sums."""
        return QSize(0, sum(line.height() for line in self.rows.values()))

    def set_style(self, style: RowStyle) -> None:
        """Languages and height of the rows."""
        self.style_of_rows = style
        for line in self.rows.values():
            line.set_style(style)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may wrap captions otherwise."""
        super().resizeEvent(event)
        self.updateGeometry()

    def figures(self) -> dict[str, Figure]:
        """What the cells hold."""
        found = {cell: line.edit.figure() for cell, line in self.rows.items()}
        return {cell: figure for cell, figure in found.items() if figure is not None}

    def focus(self, cell: str) -> None:
        """Go to a cell and keep it, and the row before it, in sight."""
        line = self.rows.get(cell)
        if line is not None:
            line.edit.setFocus()
            self._settle_in_sight(_PASSES)

    def _settle_in_sight(self, passes: int) -> None:
        """Now, and again when the rows have their heights, and the room below them its own."""
        self._keep_in_sight()
        if passes:
            QTimer.singleShot(0, self, lambda: self._settle_in_sight(passes - 1))

    def _keep_in_sight(self) -> None:
        line = next((one for one in self.rows.values() if one.current), None)
        if line is not None:
            self.ensureWidgetVisible(line, 0, look_of(self).px(self.style_of_rows.height) + 4)
            self._begin_with_a_whole_row(line)

    def _begin_with_a_whole_row(self, line: SheetRow) -> None:
        """No row is cut by the head: blank room below the last one lets it scroll as far as that."""
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        tops = [one.y() for one in self.rows.values()]
        high = max(one.geometry().bottom() + 1 for one in self.rows.values())
        above = max((y for y in tops if y <= bar.value()), default=0)
        below = min((y for y in tops if y >= bar.value()), default=bar.value())
        wanted = above if line.geometry().bottom() < above + seen else below
        blank = max(0, wanted + seen - high) if high > seen else 0
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is not None and layout.contentsMargins().bottom() != blank:
            layout.setContentsMargins(0, 0, 0, blank)
        bar.setValue(wanted)

    def show_given(self, figures: Mapping[str, Figure]) -> None:
        """Write what follows by itself into computed and fixed cells."""
        for cell, line in self.rows.items():
            if line.edit.isReadOnly():
                line.edit.show_figure(figures.get(cell))
                line.update()

    def mark(self, failing: frozenset[str], passed: frozenset[str]) -> None:
        """Mark failing cells and cells passed over, and only those."""
        for cell, line in self.rows.items():
            if not line.edit.isReadOnly():
                state = "failing" if cell in failing else "passed" if cell in passed else ""
                line.edit.set_state(state)

    def tie(self, cells: frozenset[str], boxes: Mapping[str, tuple[str, str, str]]) -> None:
        """Tie the cells of a failing relation by one line; boxes stand beside their cells."""
        order = list(self.rows)
        at = [place for place, cell in enumerate(order) if cell in cells]
        span = range(at[0], at[-1] + 1) if len(at) > 1 else range(0)
        for place, (cell, line) in enumerate(self.rows.items()):
            line.set_marks(tied=place in span, box=boxes.get(cell))

    def _entered(self, cell: str) -> None:
        for name, line in self.rows.items():
            line.set_current(current=name == cell)
        self.cell_entered.emit(cell)
