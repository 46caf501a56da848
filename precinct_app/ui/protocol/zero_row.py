# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The bottom row of the grid before the boxes: what must be 0, and whom it is about."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.protocol.before_columns import (
    CAPTION,
    END,
    NUMBER,
    PAD,
    SECOND_FROM,
    Columns,
    MustBeZero,
)
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.icon import draw_icon

FOOT = 62


class ZeroRow(Painted):
    """The bottom row: nothing but 0 may stand here."""

    def __init__(self) -> None:
        super().__init__()
        self.first = self.second = ""
        self.found: tuple[MustBeZero, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Always the same height."""
        return QSize(0, look_of(self).px(FOOT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sum lines, captions and a number a column."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("sunk"))
        for y in (0, 3):
            painter.fillRect(0, y, self.width(), 1, look.colour("ink"))
        columns = Columns.of(look, self.width(), len(self.found))
        pad, room = look.px(PAD), columns.captions
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(24, bold=True))
        painter.drawText(QRect(pad, 4, room - pad, self.height() - 4), CAPTION, self.first)
        split = room * 54 // 100
        wide = look.metrics(24, bold=True).horizontalAdvance(self.first)
        if room >= look.px(SECOND_FROM) and wide < split - pad:
            painter.setPen(look.colour("ink2"))
            painter.setFont(look.font(16))
            painter.drawText(QRect(split, 4, room - split, self.height() - 4), CAPTION, self.second)
        for place, one in enumerate(self.found):
            self._paint_one(painter, look, columns.box(place, self.height()), one)

    def _paint_one(self, painter: QPainter, look: Look, box: QRect, one: MustBeZero) -> None:
        inside = box.adjusted(0, 4, -END - 9, 0)
        painter.fillRect(box.left(), 4, 1, self.height(), look.colour("line"))
        if one.number is None:
            side = look.px(18)
            place = QRectF(inside.right() - side, inside.center().y() - side / 2, side, side)
            draw_icon(painter, "ring", place, look.colour("edge"))
            return
        good = one.number == 0
        if not good:
            painter.fillRect(box.adjusted(0, 4, 0, 0), look.colour("redfill"))
        painter.setPen(look.colour("ink" if good else "onred"))
        painter.setFont(look.font(32, bold=True))
        digits = grouped(abs(one.number))
        told = f"–{digits}" if one.number < 0 else digits if good else f"+{digits}"
        upper = inside if good or not one.who else inside.adjusted(0, 0, 0, -look.px(20))
        painter.drawText(upper, NUMBER, told)
        if good:
            side = look.px(20)
            left = (
                inside.right() - look.metrics(32, bold=True).horizontalAdvance(told) - look.px(34)
            )
            place = QRectF(left, inside.center().y() - side / 2, side, side)
            draw_icon(painter, "tick", place, look.colour("green"))
        elif one.who:
            painter.setFont(look.font(14))
            low = QRect(
                box.left(), box.bottom() - look.px(22), inside.right() - box.left(), look.px(20)
            )
            painter.drawText(low, NUMBER, one.who)
