# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which ballots a voter gets: a block that says it, then slips; filled to give, crossed not to give."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from precinct_app.ui.look import Painted, look_of
from precinct_app.ui.widgets.icon import draw_icon
from precinct_app.ui.widgets.labels import clear
from precinct_app.ui.widgets.paper_slip import PaperSlip

_BLOCK = 196


@dataclass(frozen=True, slots=True)
class SlipWords:
    """One slip: its paper, its number and name, further lines."""

    rgb: str
    first: str
    others: tuple[str, ...] = ()


class _Block(Painted):
    """Navy with tick, or red with cross."""

    def __init__(self, *, give: bool) -> None:
        super().__init__()
        self.give = give
        self.word = self.count = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Wide enough for the word."""
        look = look_of(self)
        wide = look.metrics(32, bold=True).horizontalAdvance(self.word) + look.px(36)
        return QSize(max(look.px(_BLOCK), wide), look.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint sign, word, number of ballots."""
        look, painter = look_of(self), QPainter(self)
        ground, ink = ("act", "onact") if self.give else ("redfill", "onred")
        painter.fillRect(self.rect(), look.colour(ground))
        left = look.px(16)
        side = look.px(38)
        top = max(6, (self.height() - side - look.px(76)) // 2)
        box = QRectF(left, top, side, side)
        draw_icon(painter, "tick" if self.give else "cross", box, look.colour(ink))
        painter.setPen(look.colour(ink))
        painter.setFont(look.font(32, bold=True))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        line = QRect(left, int(box.bottom()) + 2, self.width() - left, look.px(44))
        painter.drawText(line, flags, self.word)
        painter.setFont(look.font(16))
        painter.drawText(line.translated(0, look.px(36)), flags, self.count)


class HandOut(QWidget):
    """One strip, GIVE or DO NOT GIVE."""

    def __init__(self, *, give: bool) -> None:
        super().__init__()
        self.give = give
        self.block = _Block(give=give)
        self.slips = QHBoxLayout()
        self.slips.setContentsMargins(12, 12, 12, 12)
        self.slips.setSpacing(12)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(0)
        layout.addWidget(self.block)
        layout.addLayout(self.slips, 1)

    def show_slips(self, word: str, count: str, slips: Sequence[SlipWords]) -> None:
        """Show which; a strip without slips is not there."""
        self.block.word, self.block.count = word.upper(), count
        clear(self.slips)
        for one in slips:
            slip = PaperSlip(
                one.rgb, one.first, one.others, crossed=not self.give,
                size=20 if self.give else 16, top=10,
            )  # fmt: skip
            self.slips.addWidget(slip)
        names = ", ".join(one.first for one in slips)
        self.setAccessibleName(f"{word}: {names}")
        self.setVisible(bool(slips))
        self.block.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plane and the border."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("act" if self.give else "redfill"))
        painter.fillRect(self.rect().adjusted(2, 2, -2, -2), look.colour("plane"))
