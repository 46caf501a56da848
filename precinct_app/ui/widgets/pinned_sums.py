# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sum above total in the digits' own column, the gap with a bracket on their left; always in sight."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.count_edit import grouped

HEIGHT = 72
_DIGITS = 16 + 9
"""From the right edge to the digits, as in the cells above."""
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class SumWords:
    """Names of sum and total in two languages, and the word for the gap."""

    added: str
    total: str
    added_other: str = ""
    total_other: str = ""
    gap: str = ""


class PinnedSums(Painted):
    """Two lines under the rows."""

    def __init__(self) -> None:
        super().__init__()
        self.words = SumWords("", "")
        self.added = 0
        self.total: int | None = None
        self.complete = False
        self.left, self.bar = 48, 0
        """Left edge of the names at 100 %; room that a scroll bar takes above."""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def gap(self) -> int:
        """How far apart they are; 0 while a cell is empty."""
        return abs(self.added - self.total) if self.complete and self.total is not None else 0

    def show_sums(self, words: SumWords, added: int, total: int | None, *, complete: bool) -> None:
        """Show the running sum beside the typed total."""
        self.words, self.added, self.total, self.complete = words, added, total, complete
        told = f"{words.added} {grouped(added)}, {words.total} {'' if total is None else grouped(total)}"
        self.setAccessibleName(f"{told}, {words.gap} {self.gap}" if self.gap else told)
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines and the rule above."""
        look = look_of(self)
        return QSize(0, HEIGHT if look.percent == 100 else look.px(60))  # noqa: PLR2004

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint rule, names, sums, gap."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("sunk"))
        for y in (0, 2):
            painter.fillRect(0, y, self.width(), 1, look.colour("ink"))
        half = (self.height() - 3) // 2
        right = self.width() - self.bar - _DIGITS
        numbers = look.px(118)
        gap_left = self._paint_gap(painter, look, right - numbers) if self.gap else right - numbers
        lines = ((self.words.added, self.words.added_other, grouped(self.added)),
                 (self.words.total, self.words.total_other,
                  "" if self.total is None else grouped(self.total)))  # fmt: skip
        for place, (name, other, number) in enumerate(lines):
            top = 3 + place * half
            painter.setFont(look.font(20, bold=True))
            painter.setPen(look.colour("ink"))
            painter.drawText(QRect(right - numbers, top, numbers, half), _RIGHT, number)
            left = look.px(self.left)
            room = QRect(left, top, gap_left - left - look.px(8), half)
            self._paint_name(painter, look, room, name, other)

    def _paint_name(
        self, painter: QPainter, look: Look, room: QRect, name: str, other: str
    ) -> None:
        metrics = look.metrics(16)
        painter.setFont(look.font(16))
        painter.setPen(look.colour("ink"))
        wide = metrics.horizontalAdvance(name)
        told = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, told)
        rest = room.adjusted(wide + look.px(6), 0, 0, 0)
        if other and metrics.horizontalAdvance(other) <= rest.width():
            painter.setPen(look.colour("ink2"))
            painter.drawText(rest, _LEFT, other)

    def _paint_gap(self, painter: QPainter, look: Look, right: int) -> int:
        """The bracket, the number and the word from right to left; where it begins."""
        red, middle = look.colour("red"), self.height() // 2 + 1
        painter.setPen(QPen(red, 2))
        x, tall, foot = right + look.px(4), look.px(17), look.px(11)
        painter.drawLine(x, middle - tall, x, middle + tall)
        painter.drawLine(x, middle - tall, x + foot, middle - tall)
        painter.drawLine(x, middle + tall, x + foot, middle + tall)
        number = grouped(self.gap)
        wide = look.metrics(32, bold=True).horizontalAdvance(number)
        left = x - look.px(12) - wide
        painter.setFont(look.font(32, bold=True))
        painter.drawText(QRect(left, 3, wide + 2, self.height() - 3), _LEFT, number)
        word = look.metrics(16, bold=True).horizontalAdvance(self.words.gap)
        painter.setFont(look.font(16, bold=True))
        painter.drawText(QRect(left - look.px(10) - word, 3, word + 2, self.height() - 3), _LEFT,
                         self.words.gap)  # fmt: skip
        return left - look.px(10) - word
