# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A line of the differences: what both typed, and the cell for what the recount found."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services.entry_differences import Difference
from precinct_app.ui.look import Painted, look_of
from precinct_app.ui.widgets.count_edit import CountEdit, shown
from precinct_app.ui.widgets.differing_figure import DifferingFigure
from precinct_app.ui.widgets.labels import column, label, row, set_role

_WIDTHS = (228, 228, 300)
"""Columns of A, B and the new figure; where type is large they take what is there."""
_HEIGHT = 112
_CELL = (256, 76)


class _Line(Painted):
    """Columns in the same places, in the head and in every row."""

    def __init__(self, high: int, tone: str) -> None:
        super().__init__()
        self.high, self.tone = high, tone
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.first = QWidget()
        layout.addWidget(self.first, 1)
        self.columns = [QWidget() for _ in _WIDTHS]
        for one in self.columns:
            layout.addWidget(one)
        self.relook()

    def relook(self) -> None:
        """Columns grow with the type, as far as the page has room."""
        super().relook()
        look = look_of(self)
        grown = {100: 100, 125: 100, 150: 105}.get(look.percent, 130)
        for one, wide in zip(self.columns, _WIDTHS, strict=True):
            one.setFixedWidth(wide * grown // 100)
        self.setMinimumHeight(look.px(self.high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, hairlines between columns, the line below."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour(self.tone))
        for place, one in enumerate(self.columns):
            thick = 2 if place + 1 == len(self.columns) else 1
            colour = look.colour("edge" if thick > 1 else "line")
            painter.fillRect(one.x(), 0, thick, self.height(), colour)
        edge = look.colour("edge" if self.tone == "sunk" else "line")
        painter.fillRect(0, self.height() - 1, self.width(), 1, edge)


class DifferenceHead(_Line):
    """Names of the columns and of the two typists."""

    def __init__(self) -> None:
        super().__init__(64, "sunk")
        self.line = label("", "second")
        self.line.setAlignment(Qt.AlignmentFlag.AlignBottom)
        inside = QVBoxLayout(self.first)
        inside.setContentsMargins(20, 8, 20, 8)
        inside.addWidget(self.line)
        self.texts: list[tuple[QLabel, QLabel]] = []
        for one in self.columns:
            title, who = label("", "row", wrap=True), label("", "second")
            for part in (title, who):
                part.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            stack = QVBoxLayout(one)
            stack.setContentsMargins(8, 6, 24, 6)
            stack.setSpacing(0)
            stack.addWidget(title)
            stack.addWidget(who)
            self.texts.append((title, who))

    def relook(self) -> None:
        """Headings keep to their columns."""
        super().relook()
        large = look_of(self).is_large
        for title, _ in getattr(self, "texts", []):
            set_role(title, "strong" if large else "row")

    def say(self, line: str, *told: str) -> None:
        """Write heading and person of each column."""
        self.line.setText(line)
        for (title, who), at in zip(self.texts, range(0, 6, 2), strict=True):
            title.setText(told[at])
            who.setText(told[at + 1])


class DifferenceRow(_Line):
    """One cell."""

    def __init__(self, difference: Difference) -> None:
        super().__init__(_HEIGHT, "plane")
        self.difference = difference
        first, second = shown(difference.first), shown(difference.second)
        self.number = label(difference.cell.official, "second20")
        self.name, self.other = label("", "title", wrap=True), label("", "second", wrap=True)
        self.piles, self.once_more = label("", "smallink"), label("", "ochre", wrap=True)
        self.once_more.hide()
        names = column(1, self.name, self.other, self.once_more, self.piles, 1)
        inside = row(self.number, names, spacing=24)
        inside.setStretch(1, 1)
        inside.setContentsMargins(20, 6, 16, 6)
        self.first.setLayout(inside)
        self.edit = CountEdit(difference.cell.cell, "", width=_CELL[0], height=_CELL[1])
        self.edit.setProperty("large", True)
        self.edit.show_figure(difference.counts)
        self.set_width()
        self._place(self.columns[0], DifferingFigure(first, second), 24)
        self._place(self.columns[1], DifferingFigure(second, first), 24)
        self._place(self.columns[2], self.edit, 20)
        self.piles.hide()

    def relook(self) -> None:
        """The cell stays inside its column; long names take smaller type."""
        super().relook()
        if hasattr(self, "edit"):
            self.set_width()

    def set_width(self) -> None:
        """The cell fills its column at any type size."""
        look = look_of(self)
        self.edit.wide = (self.columns[2].width() - 44) * 100 // look.percent
        self.edit.relook()
        large = look.is_large
        set_role(self.name, "strong" if large else "title")
        self.other.setVisible(not large)

    def set_language(self, language: Language) -> None:
        """Caption in the language, and in the other below."""
        spec = self.difference.cell
        other = Language.RU if language is Language.KK else Language.KK
        self.name.setText(spec.caption.in_(language))
        self.other.setText(spec.caption.in_(other))
        self.edit.setAccessibleName(f"{spec.official} {spec.caption.in_(language)}")
        self.once_more.setText(text("differences.once_more", language))

    def show_difference(self, difference: Difference, language: Language) -> None:
        """What counts by now; a figure that met neither entry is asked for once more."""
        if difference.once_more and not self.difference.once_more:
            self.edit.show_figure(None)
        self.difference = difference
        self.once_more.setText(text("differences.once_more", language))
        self.once_more.setVisible(difference.once_more)

    def show_piles(self, box: tuple[str, str, str] | None) -> None:
        """Show the piles that are being added."""
        self.piles.setText(" ".join(box[:2]) if box else "")
        self.piles.setVisible(box is not None)

    def _place(self, where: QWidget, what: QWidget, right: int) -> None:
        layout = QHBoxLayout(where)
        layout.setContentsMargins(8, 4, right, 5)
        layout.addWidget(what, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
