# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A ballot's small sign: its number in a square of its paper; the number never leaves the colour."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of


def draw_mark(
    painter: QPainter, look: Look, box: QRect, number: int, rgb: str, *, filled: bool
) -> None:
    """Draw it; filled where the ballot is in work or done, else white with an edge below."""
    tint, edge = look.paper(rgb)
    painter.save()
    painter.fillRect(box, tint if filled else look.colour("plane"))
    painter.setPen(QPen(edge if filled else look.colour("edge"), 2 if filled else 1))
    inside = box.adjusted(1, 1, -1, -1) if filled else box.adjusted(0, 0, -1, -1)
    painter.drawRect(inside)
    if not filled:
        height = max(3, box.height() // 8)
        painter.fillRect(box.left(), box.bottom() - height + 1, box.width(), height, edge)
    painter.setFont(look.font(14 if box.height() < look.px(26) else 16, bold=True))
    painter.setPen(look.colour("ink"))
    painter.drawText(box.adjusted(0, -1, 0, -1), int(Qt.AlignmentFlag.AlignCenter), str(number))
    painter.restore()


class BallotMark(Painted):
    """The sign as a widget."""

    def __init__(self, number: int, rgb: str, *, filled: bool = True, size: int = 28) -> None:
        super().__init__()
        self.number, self.rgb, self.filled, self.size_ = number, rgb, filled, size
        self.setAccessibleName(str(number))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square that grows with the type."""
        side = look_of(self).px(self.size_)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        draw_mark(
            QPainter(self), look_of(self), self.rect(), self.number, self.rgb, filled=self.filled
        )
