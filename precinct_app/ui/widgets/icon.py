# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Icons as paths on a 20-unit grid, stroke 2, square joins; no font and no picture file is asked."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.runtime import resources
from precinct_app.ui.look import Painted, look_of

BLOCK = "wrong"
"""The filled square with a cross: painted apart, because its cross is cut out of it."""


def draw_icon(
    painter: QPainter, name: str, box: QRectF, colour: QColor, cut: QColor | None = None
) -> None:
    """Draw an icon into a box; `cut` colours what lies inside a filled shape."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 20, box.height() / 20)
    pen = QPen(colour, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    inside = QPen(cut or QColor("white"), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if name == BLOCK:
        painter.fillRect(QRectF(1, 1, 18, 18), colour)
        painter.setPen(inside)
        painter.drawPath(_path("M6 6 L14 14 M14 6 L6 14"))
    elif name == "good":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(10, 10), 9.6, 9.6)
        painter.setPen(inside)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_path("M5.5 10.5 L8.8 13.8 L14.8 7"))
    else:
        told = _icons()[name]
        filled = told.startswith("*")
        painter.setPen(Qt.PenStyle.NoPen if filled else pen)
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        painter.drawPath(_path(told))
        if name == "disc":
            painter.setBrush(cut or QColor("white"))
            painter.drawEllipse(QPointF(10, 10), 2.6, 2.6)
    painter.restore()


class Icon(Painted):
    """An icon of a token's colour; ornament beside words, so it has no name of its own."""

    def __init__(self, name: str, tone: str = "ink2", size: int = 20) -> None:
        super().__init__()
        self.name, self.tone, self.size_ = name, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self.name, self.tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        """A square that grows with the type."""
        side = look_of(self).px(self.size_)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        look = look_of(self)
        painter = QPainter(self)
        side = look.px(self.size_)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        draw_icon(painter, self.name, box, look.colour(self.tone), look.colour("plane"))


@cache
def _icons() -> Mapping[str, str]:
    """Paths by name, from ``resources/style/icons.toml``."""
    return tomllib.loads(resources.read_text("style/icons.toml"))


@lru_cache(maxsize=128)
def _path(told: str) -> QPainterPath:
    path = QPainterPath()
    for command, numbers in _commands(told.lstrip("*")):
        if command == "M":
            path.moveTo(numbers[0], numbers[1])
        elif command == "L":
            path.lineTo(numbers[0], numbers[1])
        elif command == "C":
            path.cubicTo(*numbers)
        elif command == "O":
            path.addEllipse(QPointF(numbers[0], numbers[1]), numbers[2], numbers[2])
        else:
            path.closeSubpath()
    return path


def _commands(told: str) -> Iterator[tuple[str, list[float]]]:
    """Split a path into commands with their numbers."""
    command, numbers = "", list[float]()
    for word in told.split():
        if word[0].isalpha():
            if command:
                yield command, numbers
            command, numbers = word[0], [float(word[1:])] if word[1:] else []
        else:
            numbers.append(float(word))
    if command:
        yield command, numbers
