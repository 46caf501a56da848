# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which ballots a voter gets: a block that says it, then slips; filled to give, crossed not to give."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.icon import draw_icon
from precinct_app.ui.widgets.labels import clear
from precinct_app.ui.widgets.paper_slip import PaperSlip

_BLOCK = 196
_FEW = 3


@dataclass(frozen=True, slots=True)
class SlipWords:
    """One slip: its paper, its number and name, further lines."""

    rgb: str
    first: str
    others: tuple[str, ...] = ()
    refused: bool = False
    """Not wanted by the voter: crossed among those that are given."""


class _Block(Painted):
    """Navy with tick, or red with cross."""

    def __init__(self, *, give: bool) -> None:
        super().__init__()
        self.give = give
        self.word = self.count = ""
        self.relook()

    def relook(self) -> None:
        """A column beside the slips, or a line above them."""
        wide, high = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(*((high, wide) if self._is_line() else (wide, high)))
        super().relook()

    def sizeHint(self) -> QSize:
        """Wide enough for the word."""
        look = look_of(self)
        if self._is_line():
            return QSize(look.px(_BLOCK), look.px(38))
        wide = look.metrics(self._size(look), bold=True).horizontalAdvance(self.word)
        return QSize(max(look.px(_BLOCK), wide + look.px(36)), look.px(120))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint sign, word, number of ballots."""
        look, painter = look_of(self), QPainter(self)
        ground, ink = ("act", "onact") if self.give else ("redfill", "onred")
        painter.fillRect(self.rect(), look.colour(ground))
        left, side = look.px(16), look.px(22 if self._is_line() else 38)
        top = (self.height() - side - (0 if self._is_line() else look.px(76))) // 2
        box = QRectF(left, max(6, top), side, side)
        draw_icon(painter, "tick" if self.give else "cross", box, look.colour(ink))
        painter.setPen(look.colour(ink))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if self._is_line():
            word = self.rect().adjusted(left + side + look.px(10), 0, 0, 0)
            painter.setFont(look.font(20, bold=True))
            painter.drawText(word, flags, self.word)
            past = painter.fontMetrics().horizontalAdvance(self.word) + look.px(14)
            painter.setFont(look.font(16))
            painter.drawText(word.adjusted(past, 0, 0, 0), flags, self.count)
            return
        painter.setFont(look.font(self._size(look), bold=True))
        line = QRect(left, int(box.bottom()) + 2, self.width() - left, look.px(44))
        painter.drawText(line, flags, self.word)
        painter.setFont(look.font(16))
        painter.drawText(line.translated(0, look.px(36)), flags, self.count)

    def _size(self, look: Look) -> int:
        """Large; long words a step smaller, so that the slips have room."""
        fits = look.metrics(32, bold=True).horizontalAdvance(self.word) <= look.px(_BLOCK)
        return 32 if fits else 24

    def _is_line(self) -> bool:
        return look_of(self).is_large


class HandOut(QWidget):
    """One strip, GIVE or DO NOT GIVE."""

    def __init__(self, *, give: bool) -> None:
        super().__init__()
        self.give = give
        self.block = _Block(give=give)
        self.shown: list[PaperSlip] = []
        self.slips = QHBoxLayout()
        self.slips.setContentsMargins(12, 12, 12, 12)
        self.slips.setSpacing(12)
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.box.setContentsMargins(2, 2, 2, 2)
        self.box.setSpacing(0)
        self.box.addWidget(self.block)
        self.box.addLayout(self.slips, 1)

    def show_slips(
        self, word: str, count: str, slips: Sequence[SlipWords], *, short: bool = False
    ) -> None:
        """Show which; a strip without slips is not there. `short` has their numbers in its line alone."""
        large = look_of(self).is_large
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.box.setDirection(down if large else across)
        only_line = short and large
        told = ", ".join(one.first for one in slips)
        numbers = ", ".join(one.first.partition(".")[0] for one in slips)
        self.block.word = word.upper()
        self.block.count = f"№ {numbers}" if only_line else count
        clear(self.slips)
        self.shown.clear()
        margin = 0 if only_line else 8 if large else 12
        self.slips.setContentsMargins(margin, margin, margin, margin)
        for one in () if only_line else slips:
            size = 14 if large else 20 if self.give and len(slips) <= _FEW else 16
            slip = PaperSlip(
                one.rgb, one.first, () if large and not one.refused else one.others,
                crossed=one.refused or not self.give, size=size, top=10,
            )  # fmt: skip
            self.slips.addWidget(slip, 1)
            self.shown.append(slip)
        self.setAccessibleName(f"{word}: {told}")
        self.setVisible(bool(slips))
        self.block.relook()
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names wrap otherwise at another width."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """As high as the highest slip at the width that each has."""
        slips = self.shown
        line = look_of(self).is_large
        room = self.width() - 4 - (0 if line else self.block.sizeHint().width())
        margins = self.slips.contentsMargins()
        room -= margins.left() * 2 + 12 * (len(slips) - 1)
        share = max(40, room // max(1, len(slips)))
        high = max((slip.heightForWidth(share) for slip in slips), default=0)
        high += 2 * margins.top() + 4
        block = self.block.sizeHint().height()
        self.setMinimumHeight(high + block if line else max(high, block))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plane and the border."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("act" if self.give else "redfill"))
        painter.fillRect(self.rect().adjusted(2, 2, -2, -2), look.colour("plane"))
