# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A list of which some are taken: arrows move, the space bar takes or leaves the row at hand."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.icon import draw_icon

_ROW, _MOST = 34, 5
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class TickList(Painted):
    """One tab stop; taken rows have a tick. Where there is one row too many, the list scrolls."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, str]] = []
        self.taken: set[str] = set()
        self.at = 0
        self.name = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[tuple[str, str]], *, taken: bool = True) -> None:
        """Other rows; whoever is new among them is taken or not, whoever was there stays as he was."""
        known = {value for value, _ in self.rows}
        values = {value for value, _ in rows}
        self.taken = (self.taken & values) | (values - known if taken else set())
        self.rows, self.at = list(rows), min(self.at, max(0, len(rows) - 1))
        self._tell()
        self.relook()

    def take(self, values: Collection[str]) -> None:
        """Exactly these are taken."""
        self.taken = {value for value, _ in self.rows if value in values}
        self._tell()
        self.update()

    def value(self) -> tuple[str, ...]:
        """What is taken, in the order of the list."""
        return tuple(value for value, _ in self.rows if value in self.taken)

    def setAccessibleName(self, name: str) -> None:
        """The list's own name; the row at hand is told after it."""
        self.name = name
        self._tell()

    def sizeHint(self) -> QSize:
        """Up to five rows."""
        look = look_of(self)
        return QSize(look.px(200), max(1, min(_MOST, len(self.rows))) * look.px(_ROW) + 2)

    def minimumSizeHint(self) -> QSize:
        """As high as it is."""
        return QSize(look_of(self).px(120), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and the space bar; all else is the form's."""
        key = event.key()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self.rows:
            self._go(self.at + (1 if key == Qt.Key.Key_Down else -1))
        elif key == Qt.Key.Key_Space and self.rows:
            self._tick(self.at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes or leaves."""
        for number, place in self.places():
            if place.contains(event.position().toPoint()):
                self._go(number)
                self._tick(number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The row at hand shows where one is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It stays quiet without the focus."""
        super().focusOutEvent(event)
        self.update()

    def places(self) -> list[tuple[int, QRect]]:
        """Rows in sight and where they stand; the one at hand is among them."""
        high = look_of(self).px(_ROW)
        seen = max(1, self.height() // high)
        first = max(0, min(self.at - seen // 2, len(self.rows) - seen))
        shown = range(first, min(len(self.rows), first + seen))
        return [(n, QRect(0, (n - first) * high, self.width(), high)) for n in shown]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("plane"))
        for number, place in self.places():
            self._paint_row(painter, look, number, place)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_row(self, painter: QPainter, look: Look, number: int, place: QRect) -> None:
        here = number == self.at and self.hasFocus()
        painter.fillRect(place, look.colour("fill" if here else "plane"))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, look.colour("line"))
        value, told = self.rows[number]
        side = look.px(20)
        box = QRectF(place.left() + look.px(10), place.center().y() - side / 2, side, side)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.drawRect(box)
        if value in self.taken:
            ground = look.colour("fill" if here else "plane")
            draw_icon(painter, "tick", box, look.colour("ink"), ground)
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(16))
        room = place.adjusted(look.px(40), 0, -look.px(8), 0)
        fitting = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, fitting)
        if here:
            painter.setPen(QPen(look.colour("ring"), 3))
            painter.drawRect(place.adjusted(2, 2, -3, -3))

    def _go(self, number: int) -> None:
        self.at = max(0, min(number, len(self.rows) - 1))
        self._tell()
        self.update()

    def _tick(self, number: int) -> None:
        self.taken ^= {self.rows[number][0]}
        self._tell()
        self.update()
        self.ticked.emit()

    def _tell(self) -> None:
        told = ""
        if self.rows:
            value, words = self.rows[self.at]
            told = f"{'+' if value in self.taken else '–'} {words}"
        super().setAccessibleName(f"{self.name}: {told}")
