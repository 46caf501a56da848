# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A key as it is drawn in the bar at the foot and inside buttons."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.icon import draw_icon

ARROW = "→"
HEIGHT, LARGE = 24, 36


def cap_size(look: Look, key: str, *, large: bool = False) -> QSize:
    """How large a keycap is."""
    height = look.px(LARGE if large else HEIGHT)
    if key == ARROW:
        return QSize(height, height)
    wide = look.metrics(20 if large else 14, bold=True).horizontalAdvance(key) + look.px(15)
    return QSize(max(height, wide), height)


def draw_cap(
    painter: QPainter, look: Look, place: QRect, key: str, ink: QColor, ground: QColor | None
) -> None:
    """Draw a keycap; without a ground it is a line of the ink alone, as on a dark button."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = look.colour("edge") if ground is not None else ink
    painter.setPen(QPen(edge, 1))
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    box = QRectF(place).adjusted(0.5, 0.5, -0.5, -1.0)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QPen(edge, 1.6))
    painter.drawLine(box.bottomLeft() + QPointF(2, 0), box.bottomRight() - QPointF(2, 0))
    painter.setPen(ink)
    if key == ARROW:  # Noto Sans has no arrows
        side = place.height() * 0.58
        centre = QRectF(place).center()
        square = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        draw_icon(painter, "arrow", square, ink)
    else:
        large = place.height() >= look.px(LARGE)
        painter.setFont(look.font(20 if large else 14, bold=True))
        painter.drawText(place.adjusted(0, -1, 0, -1), int(Qt.AlignmentFlag.AlignCenter), key)
    painter.restore()


class Keycap(Painted):
    """A key by itself, for instance beside a word."""

    def __init__(self, key: str, *, large: bool = False) -> None:
        super().__init__()
        self.key = key
        self.large = large
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its key."""
        return cap_size(look_of(self), self.key, large=self.large)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cap."""
        look = look_of(self)
        painter = QPainter(self)
        draw_cap(painter, look, self.rect(), self.key, look.colour("ink"), look.colour("plane"))
