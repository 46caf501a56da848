# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A ballot as a slip of its paper, with number and name; filled to give it, crossed not to give it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.icon import draw_icon

_NARROW = 120
"""Slips below this have a narrower edge."""
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class PaperSlip(Painted):
    """A painted slip; its first line is bold."""

    def __init__(
        self, rgb: str, first: str, others: Sequence[str] = (), *, crossed: bool = False,
        size: int = 14, top: int = 6,
    ) -> None:  # fmt: skip
        super().__init__()
        self.rgb, self.first, self.others = rgb, first, tuple(others)
        self.crossed, self.size_, self.top = crossed, size, top
        self.setAccessibleName(" ".join([first, *self.others]))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """As high as its lines where the first one does not wrap."""
        look = look_of(self)
        metrics = look.metrics(self.size_, bold=True)
        wide = min(metrics.horizontalAdvance(self.first), look.px(180)) + look.px(20)
        return QSize(wide, self._height(look, max(wide, look.px(120))))

    def minimumSizeHint(self) -> QSize:
        """Narrow, but as high as all its lines."""
        look = look_of(self)
        return QSize(look.px(96), self._height(look, max(self.width(), look.px(96))))

    def hasHeightForWidth(self) -> bool:
        """Long names wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        return self._height(look_of(self), width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, edge, words, and the cross."""
        look, painter = look_of(self), QPainter(self)
        tint, edge = look.paper(self.rgb)
        painter.fillRect(self.rect(), look.colour("plane") if self.crossed else tint)
        painter.setPen(QPen(edge, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.fillRect(0, 0, self.width(), look.px(self.top), edge)
        painter.setPen(look.colour("ink"))
        for box, told, bold in self._lines(look, self.width()):
            size = self._fitting(look, told, box.width(), bold=bold)
            painter.setFont(look.font(size, bold=bold))
            painter.drawText(box, _WRAP, told)
        if self.crossed:
            side = look.px(18)
            place = QRectF(self.width() - side - 6, look.px(self.top) + 6, side, side)
            draw_icon(painter, "cross", place, look.colour("red"))

    def _lines(self, look: Look, width: int) -> list[tuple[QRect, str, bool]]:
        left = look.px(9 if width > look.px(_NARROW) else 6)
        y = look.px(self.top) + look.px(6)
        found = []
        for told, bold in [(self.first, True), *((other, False) for other in self.others)]:
            room = width - 2 * left - (look.px(20) if self.crossed and bold else 0)
            metrics = look.metrics(self._fitting(look, told, room + 2, bold=bold), bold=bold)
            high = metrics.boundingRect(QRect(0, 0, max(room, 20), 1000), _WRAP, told).height()
            found.append((QRect(left, y, room + 2, high + 2), told, bold))
            y += high
        return found

    def _fitting(self, look: Look, told: str, room: int, *, bold: bool) -> int:
        """The size of a line; the smallest one where a word would not fit."""
        size = self.size_ if bold else min(16, self.size_)
        metrics = look.metrics(size, bold=bold)
        fits = all(metrics.horizontalAdvance(word) <= room for word in told.split())
        return size if fits else min(14, size)

    def _height(self, look: Look, width: int) -> int:
        box, _, _ = self._lines(look, width)[-1]
        return box.bottom() + look.px(8)
