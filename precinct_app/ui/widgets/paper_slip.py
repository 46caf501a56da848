# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A ballot as a slip of its paper: tint, edge, number and name; colour never speaks alone."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class PaperSlip(QWidget):
    """A painted slip."""

    def __init__(self, number: int, name: str, tint: str, edge: str) -> None:
        super().__init__()
        self.number = number
        self.name = name
        self.tint, self.edge = tint, edge
        self.setAccessibleName(f"{number} {name}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines of small type."""
        return QSize(96, self.fontMetrics().height() * 2 + 18)

    def minimumSizeHint(self) -> QSize:
        """As high as two lines."""
        return QSize(64, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint tint, edge, number and name."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.tint))
        painter.fillRect(QRect(0, 0, self.width(), 6), QColor(self.edge))
        painter.setPen(QColor(self.edge))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(QColor("#15202B"))
        font = QFont(self.font())
        font.setPixelSize(max(14, int(self.fontMetrics().height() * 0.62)))
        painter.setFont(font)
        inside = self.rect().adjusted(8, 10, -4, -4)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(inside, int(flags), f"{self.number} {self.name}")
