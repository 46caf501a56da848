# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The barrier tape of training: painted around what is not a real election."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QFrame, QWidget

from precinct_app.ui.theme import TOKENS, Theme

STRIPE = 14


class HatchFrame(QFrame):
    """A frame whose border is hatched at 45 degrees."""

    def __init__(self, thickness: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hatch")
        self.theme = Theme.TRAINING
        self.setContentsMargins(thickness, thickness, thickness, thickness)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the stripes, then the plane inside."""
        tokens = TOKENS[self.theme]
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens["hatch_b"]))
        painter.setPen(QColor(tokens["hatch_a"]))
        painter.setBrush(QColor(tokens["hatch_a"]))
        height = self.height()
        for x in range(-height, self.width(), 2 * STRIPE):
            painter.drawPolygon(
                QPolygon([QPoint(x, height), QPoint(x + STRIPE, height),
                          QPoint(x + STRIPE + height, 0), QPoint(x + height, 0)])
            )  # fmt: skip
        painter.fillRect(self.contentsRect(), QColor(tokens["plane"]))
