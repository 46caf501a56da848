# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a search found, a few rows: name and year first, address, place, and a plate of warning."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.icon import draw_icon

_TALL, _LEAST, _LOW = 92, 84, 66
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class ResultWords:
    """One row; `plate` warns, for instance of a namesake."""

    first: str
    right: str
    second: str
    third: str
    plate: str = ""
    tone: str = "ochre"


class ResultList(Painted):
    """One row is at hand; the field above moves it. Where there is no room the address goes."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ResultWords, ...] = ()
        self.at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: Sequence[ResultWords], at: int) -> None:
        """Show what was found; one row is at hand."""
        self.rows, self.at = tuple(rows), at
        if 0 <= at < len(self.rows):
            one = self.rows[at]
            self.setAccessibleName(
                f"{one.first} {one.right}. {one.second}. {one.third}. {one.plate}"
            )
        self.update()

    def sizeHint(self) -> QSize:
        """Six rows where there is room."""
        look = look_of(self)
        return QSize(look.px(444), look.px(_TALL) * 6)

    def minimumSizeHint(self) -> QSize:
        """Three low rows at least."""
        look = look_of(self)
        return QSize(look.px(300), look.px(_LOW) * 3)

    def places(self) -> list[tuple[int, QRect]]:
        """Rows in sight and where they stand; the one at hand is always among them."""
        look = look_of(self)
        share = self.height() // max(1, len(self.rows))
        high = min(look.px(_TALL), share) if share >= look.px(_LEAST) else look.px(_LOW)
        seen = max(1, self.height() // high)
        first = max(0, min(self.at - seen + 1, len(self.rows) - seen))
        shown = range(first, min(len(self.rows), first + seen))
        return [(n, QRect(0, (n - first) * high, self.width(), high)) for n in shown]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        for number, place in self.places():
            if place.contains(event.position().toPoint()):
                self.chosen.emit(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight."""
        look, painter = look_of(self), QPainter(self)
        places = self.places()
        for number, place in places:
            self._paint_row(painter, look, number, place)
        if places:
            whole = QRect(0, 0, self.width() - 1, places[-1][1].bottom())
            painter.setPen(QPen(look.colour("edge"), 1))
            painter.drawRect(whole)

    def _paint_row(self, painter: QPainter, look: Look, number: int, place: QRect) -> None:
        here, words = number == self.at, self.rows[number]
        painter.fillRect(place, look.colour("sunk" if here else "plane"))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, look.colour("line"))
        if here:
            painter.fillRect(place.left(), place.top(), 6, place.height(), look.colour("act"))
        line, side = look.px(26), look.px(12 if look.is_large else 18)
        room = place.adjusted(side, look.px(8), -side, 0)
        room.setHeight(line)
        painter.setPen(look.colour("ink"))
        tall = place.height() >= look.px(_LEAST)
        beside = self._paint_name(painter, look, room, words, tall=tall)
        painter.setFont(look.font(16))
        if tall:
            room.translate(0, line)
            painter.setPen(look.colour("ink2"))
            self._write(painter, room, words.second if beside else f"{words.right}, {words.second}")
        room.translate(0, line)
        left = self._paint_plate(painter, look, room, words)
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(16))
        self._write(painter, room.adjusted(0, 0, -left, 0), words.third)

    def _paint_name(
        self, painter: QPainter, look: Look, room: QRect, words: ResultWords, *, tall: bool
    ) -> bool:
        """Name and year, in one size for the whole list; a long name's year goes to the address."""
        size = self._size(look, room.width())
        year = look.metrics(size, bold=True).horizontalAdvance(words.right) + look.px(8)
        beside = not tall or self._fits(look, words.first, size, room.width() - year)
        painter.setFont(look.font(size, bold=True))
        if beside:
            painter.drawText(room, _RIGHT, words.right)
        self._write(painter, room.adjusted(0, 0, -year if beside else 0, 0), words.first)
        return beside

    def _size(self, look: Look, room: int) -> int:
        """A step smaller where a name in sight would not fit beside its year."""
        year = look.metrics(20, bold=True).horizontalAdvance("0000") + look.px(8)
        shown = [self.rows[number].first for number, _ in self.places()]
        return 20 if all(self._fits(look, name, 20, room - year) for name in shown) else 16

    @staticmethod
    def _fits(look: Look, told: str, size: int, room: int) -> bool:
        return look.metrics(size, bold=True).horizontalAdvance(told) <= room

    def _paint_plate(self, painter: QPainter, look: Look, room: QRect, words: ResultWords) -> int:
        """The plate at the right; how much room it took."""
        if not words.plate:
            return 0
        wide = look.metrics(14).horizontalAdvance(words.plate) + look.px(16)
        if look.metrics(16).horizontalAdvance(words.third) > room.width() - wide - look.px(10):
            side = look.px(20)
            sign = QRectF(room.right() - side, room.top(), side, side)
            draw_icon(painter, "triangle", sign, look.colour(words.tone))
            return side + look.px(8)
        box = QRect(room.right() - wide, room.top() + 1, wide, look.px(22))
        painter.setFont(look.font(14))
        painter.setPen(QPen(look.colour(words.tone), 1))
        painter.drawRect(box)
        painter.drawText(box, _CENTRE, words.plate)
        return wide + look.px(10)

    @staticmethod
    def _write(painter: QPainter, room: QRect, told: str) -> None:
        elided = painter.fontMetrics().elidedText(
            told, Qt.TextElideMode.ElideRight, room.width()
        )  # fmt: skip
        painter.drawText(room, _LEFT, elided)
