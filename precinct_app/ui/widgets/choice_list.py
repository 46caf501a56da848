# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A list one walks with arrows: state as an icon, a name of up to two lines, a second line, a number."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.ballot_mark import draw_mark
from precinct_app.ui.widgets.icon import draw_icon

ROW = 64
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_WRAP = _LEFT | int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One row; `tone` colours the icon."""

    icon: str
    tone: str
    first: str
    second: str = ""
    right: str = ""
    mark: tuple[int, str] | None = None
    """Number and paper colour of the ballot that it is about."""
    marks: tuple[tuple[int, str], ...] = ()
    """The same where it is about several."""


class ChoiceList(Painted):
    """One tab stop; the row at hand is always in sight."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ChoiceRow, ...] = ()
        self.at = 0
        self.name = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: Sequence[ChoiceRow], name: str, at: int | None = None) -> None:
        """Show rows; the one at hand stays unless another is named."""
        self.rows, self.name = tuple(rows), name
        self.at = max(0, min(self.at if at is None else at, len(self.rows) - 1))
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        """A few rows; more where there is room."""
        look = look_of(self)
        return QSize(look.px(300), look.px(ROW) * 4)

    def minimumSizeHint(self) -> QSize:
        """Two rows at least."""
        return QSize(0, look_of(self).px(ROW) * 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens."""
        page = max(1, self._seen() - 1)
        moves = {Qt.Key.Key_Up: self.at - 1, Qt.Key.Key_Down: self.at + 1, Qt.Key.Key_Home: 0,
                 Qt.Key.Key_End: len(self.rows) - 1, Qt.Key.Key_PageUp: self.at - page,
                 Qt.Key.Key_PageDown: self.at + page}  # fmt: skip
        key = Qt.Key(event.key())
        if key in moves:
            self._go(moves[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.rows:
            self.opened.emit(self.at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        for number, place in self.places():
            if place.contains(event.position().toPoint()):
                self._go(number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The row at hand shows where one is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It stays current without the focus."""
        super().focusOutEvent(event)
        self.update()

    def places(self) -> list[tuple[int, QRect]]:
        """Rows in sight and where they stand."""
        high, seen = look_of(self).px(ROW), self._seen()
        first = max(0, min(self.at - seen // 2, len(self.rows) - seen))
        shown = range(first, min(len(self.rows), first + seen))
        return [(n, QRect(0, (n - first) * high, self.width(), high)) for n in shown]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight, and how many there are beside them."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("plane"))
        places = self.places()
        for number, place in places:
            self._paint_row(painter, look, number, place)
        if 0 < len(places) < len(self.rows):
            share = self.height() / len(self.rows)
            bar = QRectF(self.width() - 7, places[0][0] * share + 1, 6, len(places) * share)
            painter.fillRect(bar, look.colour("edge"))
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_row(self, painter: QPainter, look: Look, number: int, place: QRect) -> None:
        here, row = number == self.at, self.rows[number]
        focused = here and self.hasFocus()
        ground = "fill" if focused else "sunk" if here else "plane"
        painter.fillRect(place, look.colour(ground))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, look.colour("line"))
        if focused:
            painter.setPen(QPen(look.colour("ring"), 3))
            painter.drawRect(place.adjusted(2, 2, -3, -3))
        elif here:
            painter.fillRect(place.left(), place.top(), 6, place.height(), look.colour("act"))
        side = look.px(20)
        sign = QRectF(place.left() + look.px(16), place.center().y() - side / 2, side, side)
        draw_icon(painter, row.icon, sign, look.colour(row.tone), look.colour(ground))
        room = place.adjusted(look.px(48), look.px(4), -look.px(16), -look.px(4))
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(20, bold=True))
        painter.drawText(room, _RIGHT, row.right)
        past = look.metrics(20, bold=True).horizontalAdvance(row.right)
        room.adjust(0, 0, -(past + look.px(10) if row.right else 0), 0)
        for mark in reversed((row.mark, *row.marks) if row.mark else row.marks):
            size = look.px(28)
            box = QRect(room.right() - size, place.center().y() - size // 2, size, size)
            draw_mark(painter, look, box, *mark, filled=True)
            room.adjust(0, 0, -(size + look.px(6)), 0)
        self._paint_words(painter, look, room, row)

    def _paint_words(self, painter: QPainter, look: Look, room: QRect, row: ChoiceRow) -> None:
        lines = [part for part in (row.first, row.second) if part]
        tall = look.metrics(16).boundingRect(room, _WRAP, row.first).height()
        two_lines = tall > look.metrics(16).height() * 1.5
        if two_lines or len(lines) == 1:
            painter.setFont(look.font(14 if two_lines else 16))
            painter.drawText(room, _WRAP, row.first)
            return
        half = room.height() // 2
        for place, told in enumerate(lines):
            painter.setFont(look.font(14 if place else 16))
            painter.setPen(look.colour("ink2" if place else "ink"))
            box = QRect(room.left(), room.top() + place * half, room.width(), half)
            mode = Qt.TextElideMode.ElideRight
            fitting = painter.fontMetrics().elidedText(told, mode, box.width())
            painter.drawText(box, _LEFT, fitting)

    def _go(self, number: int) -> None:
        number = max(0, min(number, len(self.rows) - 1))
        if number != self.at:
            self.at = number
            self._tell()
            self.update()
            self.chosen.emit(number)

    def _seen(self) -> int:
        return max(1, self.height() // look_of(self).px(ROW))

    def _tell(self) -> None:
        row = self.rows[self.at] if self.rows else None
        told = f"{row.first}. {row.second}. {row.right}" if row else ""
        self.setAccessibleName(f"{self.name}: {told}")
