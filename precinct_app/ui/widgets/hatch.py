# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The barrier tape of training: painted around what is not a real election."""

from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPixmap, QPolygon
from PySide6.QtWidgets import QFrame, QWidget

from precinct_app.ui.look import Look, look_of
from precinct_app.ui.theme import Theme

STRIPE = 14


def paint_hatch(painter: QPainter, place: QRect, look: Look) -> None:
    """Paint stripes at 45 degrees."""
    painter.fillRect(
        place, QBrush(_tile(look.colour("hatch_a").name(), look.colour("hatch_b").name()))
    )


@lru_cache(maxsize=8)
def _tile(stripe: str, ground: str) -> QPixmap:
    """One square of the tape, which repeats without a seam; drawn once."""
    side = 2 * round(STRIPE * 2**0.5)
    tile = QPixmap(side, side)
    tile.fill(QColor(ground))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(stripe))
    half = side // 2
    for x in (-side, 0, side):
        painter.drawPolygon(
            QPolygon([QPoint(x, side), QPoint(x + half, side), QPoint(x + half + side, 0),
                      QPoint(x + side, 0)])
        )  # fmt: skip
    painter.end()
    return tile


class HatchFrame(QFrame):
    """A frame whose border is hatched; of no width it is not there."""

    def __init__(self, thickness: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hatch")
        self.setContentsMargins(thickness, thickness, thickness, thickness)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the stripes, then the plane inside."""
        look = look_of(self)
        if look.theme is Theme.LIGHT:
            look = Look(Theme.TRAINING, look.percent)
        painter = QPainter(self)
        if self.contentsRect() != self.rect():
            paint_hatch(painter, event.rect(), look)
        painter.fillRect(self.contentsRect() & event.rect(), look.colour("plane"))
