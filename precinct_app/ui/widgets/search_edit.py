# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The tall field of a search: arrows move in what was found, Enter takes it, Escape clears."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from precinct_app.ui.look import look_of
from precinct_app.ui.widgets.icon import draw_icon

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class SearchEdit(QLineEdit):
    """Text as it is typed; keys that belong to the results are passed on."""

    moved = Signal(int)
    taken = Signal()
    plus = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        self.found = ""
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def say_found(self, told: str) -> None:
        """Say at the right how many were found."""
        self.found = told
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the glass and the number of results over the field."""
        super().paintEvent(event)
        look, painter = look_of(self), QPainter(self)
        side = look.px(26)
        glass = QRectF(look.px(20), (self.height() - side) / 2, side, side)
        draw_icon(painter, "search", glass, look.colour("ink"))
        painter.setFont(look.font(16))
        painter.setPen(look.colour("ink"))
        painter.drawText(self.rect().adjusted(0, 0, -look.px(20), 0), _RIGHT, self.found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter and the plus are not text."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Plus:
            self.plus.emit()
        else:
            super().keyPressEvent(event)
