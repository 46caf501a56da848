# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The control number of one ballot in large groups of four, a tab a ballot."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of

_TITLE, _TABS, _LINE, _FOOT, _PAD = 44, 52, 62, 100, 20
_COLUMNS = 3
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class ControlNumber:
    """One ballot's: groups of four digits, or the sentence why there are none."""

    number: int
    rgb: str
    name: str
    groups: tuple[str, ...]
    told: tuple[str, ...]
    """Lines below, for instance its version."""


class ControlCard(Painted):
    """The number is read aloud and compared: nothing else is as large here."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.ballots: tuple[ControlNumber, ...] = ()
        self.at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_numbers(self, title: str, ballots: Sequence[ControlNumber]) -> None:
        """Show the ballots; the one at hand stays."""
        self.title, self.ballots = title, tuple(ballots)
        self.at = max(0, min(self.at, len(self.ballots) - 1))
        self._tell()
        self.relook()

    def turn(self) -> None:
        """To the next ballot."""
        if self.ballots:
            self.at = (self.at + 1) % len(self.ballots)
            self._tell()
            self.update()
            self.turned.emit(self.at)

    def sizeHint(self) -> QSize:
        """Title, tabs, three lines of digits, the foot."""
        look = look_of(self)
        return QSize(look.px(400), look.px(_TITLE + _TABS + 3 * _LINE + 24 + _FOOT))

    def minimumSizeHint(self) -> QSize:
        """Never lower."""
        return QSize(0, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a tab."""
        for place, box in enumerate(self._tabs(look_of(self))):
            if box.contains(event.position().toPoint()):
                self.at = place
                self._tell()
                self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("plane"))
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(16, bold=True))
        pad = look.px(_PAD)
        painter.drawText(QRect(pad, 0, self.width() - 2 * pad, look.px(_TITLE)), _LEFT, self.title)
        for place, box in enumerate(self._tabs(look)):
            self._paint_tab(painter, look, place, box)
        if self.ballots:
            self._paint_digits(painter, look, self.ballots[self.at])
            self._paint_foot(painter, look, self.ballots[self.at])
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _tabs(self, look: Look) -> list[QRect]:
        count = len(self.ballots)
        edges = [1 + (self.width() - 2) * place // max(1, count) for place in range(count + 1)]
        top, high = look.px(_TITLE), look.px(_TABS)
        return [QRect(a, top, b - a, high) for a, b in pairwise(edges)]

    def _paint_tab(self, painter: QPainter, look: Look, place: int, box: QRect) -> None:
        ballot, here = self.ballots[place], place == self.at
        tint, edge = look.paper(ballot.rgb)
        painter.fillRect(box, tint if here else look.colour("sunk"))
        painter.fillRect(QRect(box.left(), box.top(), box.width(), 8), edge)
        if place:
            painter.fillRect(box.left(), box.top(), 1, box.height(), look.colour("line"))
        painter.setFont(look.font(20, bold=here))
        painter.setPen(look.colour("ink"))
        painter.drawText(box.adjusted(0, 8, 0, 0), _CENTRE, str(ballot.number))

    def _paint_digits(self, painter: QPainter, look: Look, ballot: ControlNumber) -> None:
        top, pad = look.px(_TITLE + _TABS + 12), look.px(_PAD)
        painter.setPen(look.colour("ink"))
        wide = (self.width() - 2 * pad) // _COLUMNS
        size = 40 if look.metrics(40, bold=True).horizontalAdvance("0000") < wide - 8 else 32
        painter.setFont(look.font(size, bold=True))
        for place, group in enumerate(ballot.groups):
            line, column = divmod(place, _COLUMNS)
            box = QRect(pad + column * wide, top + line * look.px(_LINE), wide, look.px(_LINE))
            painter.drawText(box, _CENTRE, group)

    def _paint_foot(self, painter: QPainter, look: Look, ballot: ControlNumber) -> None:
        top, pad = look.px(_TITLE + _TABS + 3 * _LINE + 24), look.px(_PAD)
        painter.fillRect(0, top, self.width(), 1, look.colour("line"))
        room = QRect(pad, top + look.px(10), self.width() - 2 * pad, look.px(24))
        painter.setFont(look.font(16, bold=True))
        told = painter.fontMetrics().elidedText(
            f"{ballot.number}. {ballot.name}", Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, told)
        room.translate(0, look.px(26))
        room.setHeight(self.height() - room.top() - 4)
        painter.setFont(look.font(14))
        painter.setPen(look.colour("ink2"))
        painter.drawText(room, _WRAP, "\n".join(ballot.told))

    def _tell(self) -> None:
        if self.ballots:
            one = self.ballots[self.at]
            told = " ".join(one.groups)
            self.setAccessibleName(f"{self.title}, {one.number} {one.name}: {told}")
