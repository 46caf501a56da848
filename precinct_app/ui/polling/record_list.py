# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The left half of a register: the lists in turn, what stands above them, and the table."""

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from precinct_app.ui.look import look_of
from precinct_app.ui.widgets.field_form import Choice
from precinct_app.ui.widgets.record_table import RecordModel, RecordTable
from precinct_app.ui.widgets.segments import Segments

R = TypeVar("R")


class RecordList(QWidget, Generic[R]):
    """One table; which of the lists it shows is chosen above it."""

    chosen = Signal(str)
    """Somebody chose another list."""

    def __init__(
        self, cells: Mapping[Enum, Callable[[R], str]], right: Sequence[Enum],
        upper: QWidget | None, views: Sequence[str],
    ) -> None:  # fmt: skip
        super().__init__()
        self.views, self.upper = list(views), upper
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.view, self.view_list = Segments(apart=True), Choice()
        self.view.chosen.connect(self.chosen)
        self.view_list.activated.connect(lambda _: self.chosen.emit(self.view_list.value()))
        for part in (self.view, self.view_list, upper):
            if part is not None:
                layout.addWidget(part)
        self.model: RecordModel[R] = RecordModel(cells, right)
        self.table = RecordTable(self.model, wraps=True)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.table.setMinimumHeight(80)
        layout.addWidget(self.table, 1)

    @property
    def value(self) -> str:
        """The list that is shown."""
        return self.view.value

    def following(self) -> str:
        """The list after it."""
        return self.views[(self.views.index(self.value) + 1) % len(self.views)]

    def show_list(self, name: str) -> None:
        """Show another list, no row of it at hand."""
        self.view.choose(name)
        self.view_list.choose(name)
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(-1, -1))

    def say(self, name: str, views: Sequence[tuple[str, str]]) -> None:
        """Write every text."""
        self.view.show_choices(views, name)
        self.view_list.show_choices(views)
        self.view_list.setAccessibleName(name)
        self.table.setAccessibleName(name)
        large = look_of(self).is_large
        self.view.setVisible(bool(views) and not large)
        self.view_list.setVisible(bool(views) and large)

    def relook(self, narrow: Collection[Enum]) -> None:
        """Type of another size: some columns go."""
        large = look_of(self).is_large
        for place, column in enumerate(self.model.columns):
            self.table.setColumnHidden(place, large and column in narrow)
        self.table.relook()

    def show_records(self, names: Mapping[Enum, str], records: Sequence[R]) -> None:
        """Show rows; the one at hand stays."""
        at = self.table.currentIndex().row()
        self.model.set_names(names)
        self.model.set_records(records)
        self.table.fit_columns()
        if 0 <= at < len(records):
            self.table.selectRow(at)

    def take_focus(self) -> None:
        """To the table, on a row."""
        self.table.setFocus()
        if self.model.records and self.at_hand() is None:
            self.table.selectRow(0)

    def at_hand(self) -> R | None:
        """The row at hand."""
        at = self.table.currentIndex().row()
        return self.record(at) if 0 <= at < len(self.model.records) else None

    def record(self, at: int) -> Any:
        """A row by its place."""
        return self.model.records[at]
