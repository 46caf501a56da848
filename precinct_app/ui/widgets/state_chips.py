# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Chips in a row that tell how far each of some equals is: tables whose signatures are counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.flow_boxes import flow_boxes
from precinct_app.ui.widgets.icon import draw_icon

_SIGNS = {"done": ("tick", "green"), "differs": ("triangle", "red")}
_HIGH, _PAD, _GAP, _SIGN = 36, 14, 8, 16


@dataclass(frozen=True, slots=True)
class Chip:
    """A name and how far it is: ``later now done differs``, and the same in words."""

    name: str
    state: str
    told: str = ""


class StateChips(Painted):
    """The one at hand is solid, a done one has a tick, one that differs a red triangle; no keys."""

    def __init__(self) -> None:
        super().__init__()
        self.chips: tuple[Chip, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show chips; the accessible name tells all of them."""
        self.chips = tuple(chips)
        told = (f"{chip.name}: {chip.told}" if chip.told else chip.name for chip in chips)
        self.setAccessibleName("; ".join(told))
        self.relook()

    def sizeHint(self) -> QSize:
        """All beside each other."""
        look = look_of(self)
        wide = sum(self._widths(look)) + look.px(_GAP) * max(0, len(self.chips) - 1)
        return QSize(wide, look.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """Never cut; they may take several lines."""
        look = look_of(self)
        return QSize(max(self._widths(look), default=0), look.px(_HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may take another number of lines."""
        super().resizeEvent(event)
        self._fix_height()

    def relook(self) -> None:
        """Another size."""
        super().relook()
        self._fix_height()

    def hasHeightForWidth(self) -> bool:
        """They wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high all lines are."""
        places = self.places(width)
        return places[-1].bottom() + 1 if places else 0

    def places(self, width: int) -> list[QRect]:
        """Where each stands in a width."""
        look = look_of(self)
        return flow_boxes(self._widths(look), look.px(_HIGH), look.px(_GAP), width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every chip."""
        look, painter = look_of(self), QPainter(self)
        for place, chip in zip(self.places(self.width()), self.chips, strict=True):
            self._paint(painter, look, place, chip)

    def _fix_height(self) -> None:
        self.setFixedHeight(self.heightForWidth(max(1, self.width())))

    def _widths(self, look: Look) -> list[int]:
        bold = look.metrics(16, bold=True)
        sign = look.px(_SIGN + 6)
        return [bold.horizontalAdvance(chip.name) + look.px(2 * _PAD) +
                (sign if chip.state in _SIGNS else 0) for chip in self.chips]  # fmt: skip

    def _paint(self, painter: QPainter, look: Look, place: QRect, chip: Chip) -> None:
        now, differs = chip.state == "now", chip.state == "differs"
        painter.fillRect(place, look.colour("act" if now else "plane"))
        edge = "act" if now else "red" if differs else "line" if chip.state == "done" else "edge"
        painter.setPen(QPen(look.colour(edge), 2 if differs else 1))
        painter.drawRect(place.adjusted(int(differs), int(differs), -1, -1))
        inside = place.adjusted(look.px(_PAD), 0, 0, 0)
        if chip.state in _SIGNS:
            icon, tone = _SIGNS[chip.state]
            side = look.px(_SIGN)
            box = QRectF(inside.left(), place.center().y() - side / 2 + 1, side, side)
            draw_icon(painter, icon, box, look.colour(tone), look.colour("plane"))
            inside.adjust(side + look.px(6), 0, 0, 0)
        painter.setFont(look.font(16, bold=now or differs))
        painter.setPen(look.colour("onact" if now else "ink2" if chip.state == "done" else "ink"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inside, int(flags), chip.name)
