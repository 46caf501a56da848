# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One line of the sheet: number and captions painted, one cell to type in."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from precinct_app.domain.protocol.form import CellSpec
from precinct_app.domain.wording import Language
from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.count_edit import CountEdit
from precinct_app.ui.widgets.icon import draw_icon
from precinct_app.ui.widgets.suggestion import draw_box

NUMBER, AFTER_NUMBER, BEFORE_NUMBER = 36, 12, 9
"""Right edge of the numbers at 100 %, more where one is longer; room after and before them."""
RIGHT = 16
"""Room right of the cell, where the relation's line runs."""
DIGITS = 9
"""From the edge of a cell to its digits; sums stand in the same column."""
_FIRST_SHARE = 0.545
_INDENT = 20


@dataclass(frozen=True, slots=True)
class RowStyle:
    """What all rows of a sheet share."""

    language: Language = Language.KK
    second: Language | None = Language.RU
    """The second column of captions; None where type is too large for it."""
    height: int = 34
    cell_height: int = 30
    number: int = NUMBER
    """Right edge of the numbers."""

    @property
    def caption(self) -> int:
        """Left edge of the captions."""
        return self.number + AFTER_NUMBER


def number_width(look: Look, officials: Iterable[str]) -> int:
    """Where the numbers end, at 100 %, so that the longest is whole beside the mark of the row."""
    longest = max((look.metrics(16).horizontalAdvance(told) for told in officials), default=0)
    return max(NUMBER, BEFORE_NUMBER + -(-longest * 100 // look.percent))


class SheetRow(Painted):
    """A painted line with a cell at its right."""

    def __init__(self, spec: CellSpec, *, fixed: bool, group: bool) -> None:
        super().__init__()
        self.spec, self.group = spec, group
        self.style_of_rows = RowStyle()
        self._measured: tuple[Look, RowStyle, int] | None = None
        self._tall: tuple[tuple[Look, RowStyle, int] | None, int] = (None, 0)
        """How high it is, measured once for each look, style and width."""
        self.current = self.tied = False
        self.box: tuple[str, str, str] | None = None
        """Word, digits and colour of the box beside the cell."""
        self.edit = CountEdit(spec.cell, "", self)
        self.edit.setReadOnly(fixed)
        if fixed:
            self.edit.set_state("fixed")
            self.edit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_style(self, style: RowStyle) -> None:
        """Captions in another language, rows of another height."""
        self.style_of_rows = style
        first = self.spec.caption.in_(style.language)
        self.edit.setAccessibleName(f"{self.spec.official} {first}")
        self.edit.set_height(style.cell_height)
        self.relook()

    def set_marks(self, *, tied: bool, box: tuple[str, str, str] | None) -> None:
        """Tie it to the failing relation; show a box beside the cell."""
        if (self.tied, self.box) != (tied, box):
            self.tied, self.box = tied, box
            told = " ".join(box[:2]) if box else ""
            self.edit.setAccessibleDescription(told)
            self.update()

    def set_current(self, *, current: bool) -> None:
        """Mark the row that has the focus."""
        if self.current != current:
            self.current = current
            self.update()

    def relook(self) -> None:
        """Measure anew: long captions take two lines."""
        look = look_of(self)
        measured = (look, self.style_of_rows, self.width())
        if measured == self._measured:
            return
        self._measured = measured
        super().relook()
        self.edit.relook()
        self.setFixedHeight(self._height(look))
        self._place_cell()

    def sizeHint(self) -> QSize:
        """A line, or two."""
        return QSize(0, self._height(look_of(self)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cell stays at the right."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.relook()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint number, captions, line below, tie and box."""
        look, painter = look_of(self), QPainter(self)
        if self.current:
            painter.fillRect(self.rect(), look.colour("sunk"))
            painter.fillRect(0, 0, 5, self.height(), look.colour("act"))
        painter.setFont(look.font(16))
        painter.setPen(look.colour("ink2"))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        edge = look.px(self.style_of_rows.number)
        painter.drawText(QRect(0, 0, edge, self.height() - 1), right, self.spec.official)
        self._paint_captions(painter, look)
        thick = 2 if self.group else 1
        colour = look.colour("edge" if self.group else "line")
        painter.fillRect(0, self.height() - thick, self.width(), thick, colour)
        if self.tied:
            painter.fillRect(self.width() - 9, 0, 3, self.height(), look.colour("red"))
        if self.edit.property("state") == "fixed":
            side = look.px(16)
            left = self.edit.x() - side - 4
            if not self.edit.text():
                left = self.edit.geometry().right() - side
            box = QRectF(left, (self.height() - side) / 2, side, side)
            draw_icon(painter, "lock", box, look.colour("ink2"))
        if self.box:
            word, digits, tone = self.box
            draw_box(
                painter, look, self.edit.x() - look.px(10), self.height() // 2, word, digits, tone
            )

    def caption_boxes(self, look: Look) -> list[tuple[QRect, str, str]]:
        """Where each caption stands: box, text, colour."""
        style = self.style_of_rows
        left = look.px(style.caption) + (look.px(_INDENT) if self.spec.of_which else 0)
        end = self.width() - look.px(self.edit.wide) - RIGHT - look.px(12)
        lock = look.px(20) if self.edit.property("state") == "fixed" else 0
        room = end - look.px(style.caption) - lock
        high = self.height() - 1
        first = self.spec.caption.in_(style.language)
        second = self.spec.caption.in_(style.second) if style.second else first
        if second == first:
            return [(QRect(left, 0, end - lock - left, high), first, "ink")]
        split = look.px(style.caption) + int(room * _FIRST_SHARE)
        return [
            (QRect(left, 0, split - left - look.px(12), high), first, "ink"),
            (QRect(split, 0, end - lock - split, high), second, "ink2"),
        ]

    def _paint_captions(self, painter: QPainter, look: Look) -> None:
        painter.setFont(look.font(16))
        flags = int(
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        )
        for box, told, tone in self.caption_boxes(look):
            painter.setPen(look.colour(tone))
            painter.drawText(box, flags, told)

    def _height(self, look: Look) -> int:
        asked = (look, self.style_of_rows, self.width())
        if self._tall[0] != asked:
            self._tall = asked, self._measure(look)
        return self._tall[1]

    def _measure(self, look: Look) -> int:
        base, metrics = look.px(self.style_of_rows.height), look.metrics(16)
        if self.width() < look.px(300):
            return base
        flags = int(Qt.TextFlag.TextWordWrap)
        tallest = max(
            metrics.boundingRect(QRect(0, 0, box.width(), 1000), flags, told).height()
            for box, told, _ in self.caption_boxes(look)
        )
        return max(base, tallest + 4)

    def _place_cell(self) -> None:
        self.edit.move(
            self.width() - RIGHT - self.edit.width(), (self.height() - 1 - self.edit.height()) // 2
        )
