# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One line of the rail, with words or as an icon: a step, a group of steps, a page beside the day."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.steps import StepState
from precinct_app.ui.look import Look, look_of
from precinct_app.ui.widgets.ballot_mark import draw_mark
from precinct_app.ui.widgets.icon import draw_icon

_SIGNS = {StepState.LATER: ("ring", "edge"), StepState.WORKING: ("disc", "act"),
          StepState.DONE: ("tick", "green"), StepState.BLOCKED: ("lock", "ink2")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RailEntry:
    """What a line of the rail shows."""

    item_id: str
    name: str
    icon: str
    place: Place | None = None
    """Where it leads; a group leads nowhere and folds."""
    state: StepState | None = None
    """None for a page beside the day."""
    reason: str = ""
    count: str = ""
    """``6 / 6`` of a group."""
    number: int = 0
    rgb: str = ""
    inner: bool = False
    """Whether it is a step inside a group."""
    current: bool = False


class RailItem(QAbstractButton):
    """A line that is painted; Enter and Space go there."""

    moved = Signal(int)
    """Arrow keys: to the next or the former line."""

    def __init__(self, entry: RailEntry, *, full: bool) -> None:
        super().__init__()
        self.entry, self.full = entry, full
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        told = [entry.name, entry.count]
        self.setAccessibleName(" ".join(part for part in told if part))
        self.setAccessibleDescription(entry.reason)
        self.setToolTip("" if full else f"{entry.name}\n{entry.reason}".strip())

    def height_in(self, look: Look, width: int) -> int:
        """How high it is at a width, with words."""
        height = look.px(33 if self.entry.inner else 40)
        if self.entry.reason and not self.entry.inner:
            height += self._reason_box(look, width).height()
        return height

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move along the rail, Enter goes there."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, sign and words."""
        look = look_of(self)
        painter = QPainter(self)
        if self.entry.current:
            painter.fillRect(self.rect(), look.colour("ground"))
            painter.fillRect(0, 0, look.px(5), self.height(), look.colour("act"))
        if self.full:
            self._paint_full(painter, look)
        else:
            self._paint_icon(painter, look)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("ring"), 3))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _line(self, look: Look) -> int:
        return look.px(33 if self.entry.inner else 40)

    def _paint_full(self, painter: QPainter, look: Look) -> None:
        entry, line = self.entry, self._line(look)
        left = look.px(26 if entry.inner else 16)
        side = look.px(20)
        sign = QRect(left, (line - side) // 2, side, side)
        self._paint_sign(painter, look, sign)
        bold = entry.current or entry.state is StepState.WORKING or not entry.inner
        bold = bold and entry.state is not None
        painter.setFont(look.font(16, bold=bold or entry.current))
        later = entry.state in {None, StepState.LATER, StepState.BLOCKED} and not entry.current
        painter.setPen(look.colour("ink2" if later else "ink"))
        words = left + look.px(30)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        count = look.metrics(14, bold=True).horizontalAdvance(entry.count) + look.px(12)
        room = self.width() - words - (count if entry.count else look.px(6))
        told = painter.fontMetrics().elidedText(entry.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(words, 0, room, line), flags, told)
        if entry.count:
            painter.setFont(look.font(14, bold=True))
            painter.setPen(look.colour("ink2"))
            right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(QRect(0, 0, self.width() - look.px(14), line), right, entry.count)
        if entry.reason and not entry.inner:
            painter.setFont(look.font(14))
            painter.setPen(look.colour("ink2"))
            wrap = int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self._reason_box(look, self.width()), wrap, entry.reason)

    def _reason_box(self, look: Look, width: int) -> QRect:
        left, top = look.px(46), look.px(33)
        room = QRect(left, top, width - left - look.px(8), 1000)
        wrap = int(Qt.TextFlag.TextWordWrap)
        found = look.metrics(14).boundingRect(room, wrap, self.entry.reason)
        return QRect(left, top, room.width(), found.height() + 2)

    def _paint_sign(self, painter: QPainter, look: Look, box: QRect) -> None:
        entry = self.entry
        if entry.number and entry.state is not StepState.DONE:
            filled = entry.state is StepState.WORKING
            draw_mark(painter, look, box, entry.number, entry.rgb, filled=filled)
            return
        name, tone = _SIGNS[entry.state] if entry.state else (entry.icon, "ink2")
        if entry.current and entry.state is None:
            tone = "ink"
        draw_icon(painter, name, QRectF(box), look.colour(tone), look.colour("plane"))

    def _paint_icon(self, painter: QPainter, look: Look) -> None:
        entry, centre = self.entry, self.rect().center() + QPoint(1, 1)
        if entry.number:
            side = min(look.px(28), self.height() - look.px(3))
            box = QRect(centre.x() - side // 2, centre.y() - side // 2, side, side)
            filled = entry.current or entry.state in {StepState.DONE, StepState.WORKING}
            draw_mark(painter, look, box, entry.number, entry.rgb, filled=filled)
        else:
            side = min(look.px(21), self.height() - look.px(3))
            box = QRect(centre.x() - side // 2, centre.y() - side // 2, side, side)
            colour = look.colour("ink" if entry.current else "ink2")
            draw_icon(painter, entry.icon, QRectF(box), colour, look.colour("plane"))
        small = {StepState.DONE: "tick", StepState.BLOCKED: "lock"}.get(
            entry.state or StepState.LATER
        )
        if small:
            size = look.px(10 if entry.number else 11)
            x = min(box.right() + 2, self.width() - size - 1)
            y = box.center().y() if entry.number else box.bottom() - size // 2
            tone = "green" if small == "tick" else "ink2"
            place = QRectF(x, y - (size / 2 if entry.number else 0), size, size)
            draw_icon(painter, small, place, look.colour(tone))
