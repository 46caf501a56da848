# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A figure of which only the digits that differ are bold and underlined."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Painted, look_of


def differing_places(one: str, other: str) -> list[bool]:
    """Which characters of `one` are not the same in `other`, compared from the right."""
    wide = max(len(one), len(other))
    left, right = one.rjust(wide), other.rjust(wide)
    found = [a != b for a, b in zip(left, right, strict=True)]
    return found[wide - len(one) :]


class DifferingFigure(Painted):
    """Large digits, right-aligned, beside what the other typist has."""

    def __init__(self, figure: str, other: str) -> None:
        super().__init__()
        self.figure = figure
        self.marks = differing_places(figure, other)
        self.setAccessibleName(figure)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its digits."""
        look = look_of(self)
        wide = look.metrics(40, bold=True).horizontalAdvance(self.figure or "0")
        return QSize(wide + look.px(8), look.px(62))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the right, digit by digit."""
        look, painter = look_of(self), QPainter(self)
        painter.setPen(look.colour("ink"))
        right = self.width()
        for character, differs in zip(reversed(self.figure), reversed(self.marks), strict=True):
            marked = differs and character != "\u00a0"
            wide = look.metrics(40, bold=marked).horizontalAdvance(character)
            painter.setFont(look.font(40, bold=marked))
            box = QRect(right - wide, 0, wide, look.px(54))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), character)
            if marked:
                painter.fillRect(right - wide, look.px(52), wide, look.px(5), look.colour("ink"))
            right -= wide
