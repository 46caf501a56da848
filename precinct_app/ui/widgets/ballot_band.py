# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The ballot's colour band: number, name in two languages, what guards against the wrong ballot."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_PLATE = 196


@dataclass(frozen=True, slots=True)
class BandWords:
    """What the band says."""

    number: int
    rgb: str
    name: str
    other_name: str
    guards: Sequence[tuple[str, str]]
    """First line, number of lines, paper in words: caption and value."""
    step: str
    who: str


class BallotBand(Painted):
    """Full width under the top bar; pale and wide, so that paper is never read as good news."""

    def __init__(self) -> None:
        super().__init__()
        self.words: BandWords | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, words: BandWords) -> None:
        """Show a ballot."""
        self.words = words
        guards = ", ".join(f"{caption} {value}" for caption, value in words.guards)
        self.setAccessibleName(f"{words.number} {words.name}. {guards}. {words.step}. {words.who}")
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(0, look_of(self).px(40) + 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint tint, edge, number, names and guards."""
        words, look, painter = self.words, look_of(self), QPainter(self)
        if words is None:
            return
        tint, edge = look.paper(words.rgb)
        high = self.height()
        painter.fillRect(self.rect(), tint)
        side = high if look.percent == 100 else look.px(54)  # noqa: PLR2004
        painter.fillRect(0, 0, side, high, edge)
        painter.setFont(look.font(32, bold=True))
        painter.setPen(look.colour("onpaper"))
        painter.drawText(
            QRect(0, 0, side, high - 2), int(Qt.AlignmentFlag.AlignCenter), str(words.number)
        )
        plate = self._paint_plate(painter, look, words)
        painter.fillRect(0, high - 3, self.width(), 3, edge)
        left = self._paint_guards(painter, look, words, plate)
        room = QRect(side + 16, 0, left - side - 32, high - 3)
        self._two_lines(painter, look, room, (words.name, 24, True), (words.other_name, 16, False))

    def _plate_width(self, look: Look, words: BandWords) -> int:
        step = look.metrics(20, bold=True).horizontalAdvance(words.step)
        who = look.metrics(14).horizontalAdvance(words.who)
        return max(look.px(_PLATE) if look.percent == 100 else 0, max(step, who) + 44)  # noqa: PLR2004

    def _paint_plate(self, painter: QPainter, look: Look, words: BandWords) -> int:
        """Step and typist on plane at the right; where it begins."""
        wide = min(self._plate_width(look, words), self.width() // 3)
        left = self.width() - wide
        painter.fillRect(left, 0, wide, self.height(), look.colour("plane"))
        room = QRect(left + 24, 0, wide - 32, self.height() - 3)
        self._two_lines(
            painter, look, room, (words.step, 20, True), (words.who, 14, False), quiet=True
        )
        return left

    def _paint_guards(self, painter: QPainter, look: Look, words: BandWords, right: int) -> int:
        """Guards from the right, as many as leave room for the name; where they begin."""
        name = look.metrics(24, bold=True).horizontalAdvance(words.name)
        _, edge = look.paper(words.rgb)
        for caption, value in reversed(words.guards):
            wide = max(look.metrics(14).horizontalAdvance(caption),
                       look.metrics(20, bold=True).horizontalAdvance(value)) + 33  # fmt: skip
            if right - wide < min(name + look.px(84), self.width() // 2):
                break
            right -= wide
            painter.fillRect(right, 9, 1, self.height() - 20, edge)
            room = QRect(right + 16, 0, wide - 16, self.height() - 3)
            self._two_lines(painter, look, room, (caption, 14, False), (value, 20, True))
        return right

    def _two_lines(
        self, painter: QPainter, look: Look, room: QRect, first: tuple[str, int, bool],
        second: tuple[str, int, bool], *, quiet: bool = False,
    ) -> None:  # fmt: skip
        lines = [(told, look.font(size, bold=bold)) for told, size, bold in (first, second)]
        heights = [look.px(round(size * 1.3)) for _, size, _ in (first, second)]
        y = room.top() + (room.height() - sum(heights)) // 2
        for (told, font), height, last in zip(lines, heights, (False, True), strict=True):
            painter.setFont(font)
            painter.setPen(look.colour("ink2" if quiet and last else "ink"))
            box = QRect(room.left(), y, room.width(), height)
            short = painter.fontMetrics().elidedText(
                told, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(box, _LEFT, short)
            y += height
