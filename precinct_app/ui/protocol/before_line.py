# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A row of the grid before the boxes: captions, and a cell in each ballot's column."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.protocol.before_cell import BeforeCell
from precinct_app.ui.protocol.before_columns import (
    CAPTION,
    END,
    PAD,
    SECOND_FROM,
    ColumnHead,
    Columns,
    LineWords,
)
from precinct_app.ui.widgets.icon import draw_icon


class BeforeLine(Painted):
    """One row: captions painted, a cell in each column."""

    def __init__(self, words: LineWords, count: int) -> None:
        super().__init__()
        self.words = words
        self.high, self.total = 32, 0
        """Height at 100 %; the grid's width, of which a scroll bar may take the end."""
        self.current = False
        self.edits = [BeforeCell(f"{words.row}/{place}", "", self) for place in range(count)]
        for edit in self.edits:
            edit.setReadOnly(not words.typed)
            if not words.typed:
                edit.set_state("fixed")
                edit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, words: LineWords, heads: Sequence[ColumnHead]) -> None:
        """Show captions; each cell is named by row and ballot."""
        self.words = words
        for edit, head in zip(self.edits, heads, strict=True):
            edit.setAccessibleName(f"{words.first}, {head.number} {head.name}")
        self.update()

    def set_height(self, height: int) -> None:
        """As high as the grid has room for."""
        self.high = height
        self.relook()

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(0, look_of(self).px(self.high))

    def relook(self) -> None:
        """Another size."""
        super().relook()
        look = look_of(self)
        self.setFixedHeight(look.px(self.high))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cells stay in their columns."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        look = look_of(self)
        columns = Columns.of(look, self.total or self.width(), len(self.edits))
        for place, edit in enumerate(self.edits):
            box = columns.box(place, self.height() - 1)
            edit.wide = (box.width() - look.px(8) - END) * 100 // look.percent
            edit.high = self.high - 2
            edit.relook()
            edit.move(box.right() - END - edit.width(), (box.height() - edit.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row's ground, its captions and the lines between columns."""
        look, painter = look_of(self), QPainter(self)
        columns = Columns.of(look, self.total or self.width(), len(self.edits))
        if self.current:
            painter.fillRect(self.rect(), look.colour("sunk"))
            painter.fillRect(0, 0, 5, self.height(), look.colour("act"))
        for place in range(columns.count):
            left = columns.box(place, 0).left()
            painter.fillRect(left, 0, 1, self.height(), look.colour("line"))
        for box, told, tone in self.caption_boxes(look):
            painter.setFont(look.font(16, bold=self.words.strong and tone == "ink"))
            painter.setPen(look.colour(tone))
            painter.drawText(box, CAPTION, told)
        if not self.words.typed:
            self._paint_lock(painter, look)
        thick = 2 if self.words.group else 1
        colour = look.colour("edge" if self.words.group else "line")
        painter.fillRect(0, 0, self.width(), thick, colour)

    def caption_boxes(self, look: Look) -> list[tuple[QRect, str, str]]:
        """Where each caption stands: box, text, colour."""
        pad, room = (
            look.px(PAD),
            Columns.of(look, self.total or self.width(), len(self.edits)).captions,
        )
        words, high = self.words, self.height()
        if room < look.px(SECOND_FROM) or not words.second or words.second == words.first:
            return [(QRect(pad, 0, room - pad - look.px(28), high), words.first, "ink")]
        split = room * 54 // 100
        return [
            (QRect(pad, 0, split - pad - look.px(8), high), words.first, "ink"),
            (QRect(split, 0, room - split - look.px(8), high), words.second, "ink2"),
        ]

    def _paint_lock(self, painter: QPainter, look: Look) -> None:
        box, told, _ = self.caption_boxes(look)[0]
        side = look.px(15)
        wide = look.metrics(16, bold=self.words.strong).horizontalAdvance(told)
        left = box.left() + wide + look.px(10)
        draw_icon(
            painter, "lock", QRectF(left, (self.height() - side) / 2, side, side),
            look.colour("ink2"),
        )  # fmt: skip
