# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Cells that both entries have alike: number, caption, figure; one looks, nothing is entered."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea

from precinct_app.domain.protocol.form import CellSpec
from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.domain.wording import Language
from precinct_app.ui.look import look_of
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.labels import frame, label


class AlikeList(QScrollArea):
    """Stands in the place of the differing cells while it is open; it takes keys to scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_cells(self, cells: Sequence[tuple[CellSpec, Figure]], language: Language) -> None:
        """One line a cell."""
        content = frame("plain")
        grid = QGridLayout(content)
        grid.setContentsMargins(20, 12, 24, 12)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, look_of(self).px(60))
        for line, (spec, figure) in enumerate(cells):
            grid.addWidget(label(spec.official, "second"), line, 0)
            grid.addWidget(label(spec.caption.in_(language), wrap=True), line, 1)
            told = "–" if figure is NA else grouped(int(figure))
            grid.addWidget(label(told, "strong"), line, 2, Qt.AlignmentFlag.AlignRight)
        former = self.takeWidget()
        self.setWidget(content)
        if former is not None:
            former.deleteLater()
