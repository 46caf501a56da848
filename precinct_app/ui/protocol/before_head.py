# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The head of the grid before the boxes: a ballot a column, on its paper colour."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.protocol.before_columns import (
    CAPTION,
    PAD,
    ColumnHead,
    Columns,
)

HEAD = 62


class BeforeHead(Painted):
    """Numbers and names of the ballots on their paper colours."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: tuple[ColumnHead, ...] = ()
        self.title = self.second = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Always the same height."""
        return QSize(0, look_of(self).px(HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, title and the ballots."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("sunk"))
        columns = Columns.of(look, self.width(), len(self.heads))
        self._paint_title(painter, look, columns.captions)
        for place, head in enumerate(self.heads):
            box = columns.box(place, self.height())
            tint, edge = look.paper(head.rgb)
            painter.fillRect(box, tint)
            painter.fillRect(QRect(box.topLeft(), QSize(box.width(), 8)), edge)
            painter.fillRect(box.left(), 0, 1, self.height(), look.colour("plane"))
            painter.setPen(look.colour("ink"))
            painter.setFont(look.font(20, bold=True))
            inside = box.adjusted(look.px(10), 10, -look.px(4), -2)
            number = str(head.number)
            painter.drawText(inside, CAPTION, number)
            past = look.metrics(20, bold=True).horizontalAdvance(number) + look.px(8)
            painter.setFont(look.font(14))
            wrapped = CAPTION | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(inside.adjusted(past, 0, 0, 0), wrapped, head.name)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("edge"))

    def _paint_title(self, painter: QPainter, look: Look, room: int) -> None:
        pad = look.px(PAD)
        wide = look.metrics(24, bold=True).horizontalAdvance(self.title)
        painter.setPen(look.colour("ink"))
        if wide < room - pad:
            painter.setFont(look.font(24, bold=True))
            painter.drawText(QRect(pad, 4, room - pad, self.height() * 3 // 5), CAPTION, self.title)
            painter.setPen(look.colour("ink2"))
            painter.setFont(look.font(14))
            low = QRect(pad, self.height() // 2, room - pad, self.height() // 2 - 4)
            painter.drawText(low, CAPTION, self.second)
        else:
            painter.setFont(look.font(20, bold=True))
            wrapped = CAPTION | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(QRect(pad, 0, room - pad, self.height()), wrapped, self.title)
