# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Tables by model and view: columns are an enum of the page, rows its own records."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from precinct_app.ui.look import look_of

R = TypeVar("R")
_FIRST = 0.42
"""What the first column of a table that wraps keeps for itself."""
Index = QModelIndex | QPersistentModelIndex

_PADDING = 26
"""What a cell keeps free beside its words."""


class RecordModel(QAbstractTableModel, Generic[R]):
    """Rows of one sort; `cells` says how each column is written."""

    def __init__(
        self, cells: Mapping[Enum, Callable[[R], str]], right: Sequence[Enum] = ()
    ) -> None:
        super().__init__()
        self.columns = list(cells)
        self._cells, self._right = dict(cells), frozenset(right)
        self._names: dict[Enum, str] = {}
        self.records: list[R] = []

    def set_names(self, names: Mapping[Enum, str]) -> None:
        """Headings in the language at hand."""
        self._names = dict(names)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self.columns) - 1))

    def set_records(self, records: Sequence[R]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.records = list(records)
        self.endResetModel()

    def told(self, record: R, column: Enum) -> str:
        """What a column says of a record."""
        return self._cells[column](record)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many records."""
        return 0 if parent is not None and parent.isValid() else len(self.records)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, how it stands, and how it is told."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        told = self._cells[column](self.records[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._names.get(column, '')} {told}".strip()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
            )
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return told if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Headings; rows have none."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section] in self._right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return (
            self._names.get(self.columns[section], "")
            if role == Qt.ItemDataRole.DisplayRole
            else None
        )


class RecordTable(QTableView):
    """Whole rows are chosen; Enter opens the one at hand."""

    opened = Signal(int)
    """Place of the record."""

    def __init__(self, model: RecordModel[Any], name: str = "", *, wraps: bool = False) -> None:
        super().__init__()
        self.wraps = wraps
        """Long words take more lines; only for tables of some hundred rows."""
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        fixed, fitting = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.ResizeToContents
        self.horizontalHeader().setSectionResizeMode(fixed if wraps else fitting)
        self.horizontalHeader().setStretchLastSection(not wraps)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self._opened)
        self.relook()

    def relook(self) -> None:
        """Rows grow with the type."""
        self.verticalHeader().setDefaultSectionSize(look_of(self).px(34))
        self.verticalHeader().setMinimumSectionSize(look_of(self).px(34))
        if self.wraps:
            self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other columns."""
        super().resizeEvent(event)
        if self.wraps:
            self.fit_columns()

    def fit_columns(self) -> None:
        """The first column keeps its share, the widest others give; what does not fit wraps."""
        header, room = self.horizontalHeader(), self.viewport().width()
        shown = [c for c in range(header.count()) if not self.isColumnHidden(c)]
        if not shown or room <= 0:
            return
        wide = {c: max(self.sizeHintForColumn(c), header.sectionSizeHint(c)) + 8 for c in shown[1:]}
        most = room - min(int(room * _FIRST), self.sizeHintForColumn(shown[0]) + 16)
        least = {c: max(header.sectionSizeHint(c), self._longest_word(c)) for c in wide}
        while sum(wide.values()) > most and (able := [c for c in wide if wide[c] > least[c]]):
            column = max(able, key=lambda c: wide[c])
            wide[column] = max(least[column], wide[column] - 32)
        for column, width in wide.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(shown[0], max(80, room - sum(wide.values())))
        for line in range(self.model().rowCount()):
            self.setRowHeight(line, self._needed(line, shown))

    def _longest_word(self, column: int) -> int:
        """How wide a column must be so that no word is broken."""
        model, metrics = self.model(), self.fontMetrics()
        told = (str(model.data(model.index(n, column)) or "") for n in range(model.rowCount()))
        words = {word for text in told for word in text.split()}
        return max((metrics.horizontalAdvance(word) for word in words), default=0) + _PADDING + 4

    def _needed(self, line: int, shown: Sequence[int]) -> int:
        """How high a row must be for its words: its padding is wider than Qt's own sum knows."""
        look, least, flags = look_of(self), 0, int(Qt.TextFlag.TextWordWrap)
        for column in shown:
            told = str(self.model().data(self.model().index(line, column)) or "")
            room = QRect(0, 0, self.columnWidth(column) - _PADDING, 10_000)
            least = max(least, self.fontMetrics().boundingRect(room, flags, told).height())
        return max(look.px(34), least + look.px(12))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _opened(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())
