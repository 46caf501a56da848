# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A dashed box beside a cell: what the figure may be, or piles being added; never inside the cell."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from precinct_app.ui.look import Look

_CENTRE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


def box_width(look: Look, word: str, digits: str) -> int:
    """How wide the box of a word and a figure is."""
    words = look.metrics(14).horizontalAdvance(word) + look.px(8) if word else 0
    return words + look.metrics(20, bold=True).horizontalAdvance(digits) + look.px(20)


def draw_box(
    painter: QPainter, look: Look, right: int, middle: int, word: str, digits: str, tone: str
) -> QRect:
    """Draw it with its right edge at a place, centred on a line."""
    wide, high = box_width(look, word, digits), look.px(26)
    box = QRect(right - wide, middle - high // 2, wide, high)
    painter.save()
    painter.fillRect(box.adjusted(-4, 0, 4, 0), look.colour("plane"))
    pen = QPen(look.colour(tone), 2, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([2.5, 1.5])
    painter.setPen(pen)
    painter.drawRect(box.adjusted(1, 1, -1, -1))
    painter.setPen(look.colour("ink"))
    left = box.left() + look.px(10)
    if word:
        painter.setFont(look.font(14))
        painter.drawText(QRect(left, box.top(), wide, high), _CENTRE, word)
        left += look.metrics(14).horizontalAdvance(word) + look.px(8)
    painter.setFont(look.font(20, bold=True))
    painter.drawText(QRect(left, box.top(), wide, high), _CENTRE, digits)
    painter.restore()
    return box
