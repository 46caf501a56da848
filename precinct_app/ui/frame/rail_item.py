# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One line of the rail, with words or as an icon: a step, a group of steps, a page beside the day."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.rail_fit import PITCHES, Pitch
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


_SIDE = 20
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class RailItem(QAbstractButton):
    """A line that is painted; Enter and Space go there."""

    moved = Signal(int)
    """Arrow keys: to the next or the former line."""

    def __init__(self, entry: RailEntry, *, full: bool) -> None:
        super().__init__()
        self.entry, self.full = entry, full
        self.pitch = PITCHES[0]
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        told = [entry.name, entry.count]
        self.setAccessibleName(" ".join(part for part in told if part))
        self.setAccessibleDescription(entry.reason)
        self.setToolTip("" if full else f"{entry.name}\n{entry.reason}".strip())

    @staticmethod
    def height_of(entry: RailEntry, look: Look, width: int, pitch: Pitch) -> int:
        """How high a line with words is at a width: long names wrap, reasons stand below."""
        height = _line(entry, look, width, pitch)
        if entry.reason and not entry.inner:
            height += _reason_box(entry, look, width, height).height()
        return height

    def word_boxes(self, look: Look) -> list[tuple[QRect, str, int, bool]]:
        """Where its words stand: box, text, size, whether bold."""
        entry, line = self.entry, _line(self.entry, look, self.width(), self.pitch)
        found = [(_name_box(entry, look, self.width(), line), entry.name, 16, _is_bold(entry))]
        if entry.count:
            wide = _count_width(entry, look)
            right = self.width() - look.px(14)
            found.append((QRect(right - wide, 0, wide, line), entry.count, 14, True))
        if entry.reason and not entry.inner:
            found.append((_reason_box(entry, look, self.width(), line), entry.reason, 14, False))
        return found

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

    def _paint_full(self, painter: QPainter, look: Look) -> None:
        entry = self.entry
        line, side = _line(entry, look, self.width(), self.pitch), look.px(_SIDE)
        self._paint_sign(painter, look, QRect(_left(entry, look), (line - side) // 2, side, side))
        for box, told, size, bold in self.word_boxes(look):
            quiet = told != entry.name or (
                entry.state in {None, StepState.LATER, StepState.BLOCKED} and not entry.current
            )
            painter.setFont(look.font(size, bold=bold))
            painter.setPen(look.colour("ink2" if quiet else "ink"))
            painter.drawText(box, _WRAP, told)

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


def _left(entry: RailEntry, look: Look) -> int:
    return look.px(26 if entry.inner else 16)


def _is_bold(entry: RailEntry) -> bool:
    part = entry.state is not None and not entry.inner
    return entry.current or entry.state is StepState.WORKING or part


def _count_width(entry: RailEntry, look: Look) -> int:
    return look.metrics(14, bold=True).horizontalAdvance(entry.count) + 1


def _name_box(entry: RailEntry, look: Look, width: int, line: int) -> QRect:
    left = _left(entry, look) + look.px(30)
    end = look.px(14) + _count_width(entry, look) + look.px(6) if entry.count else look.px(6)
    return QRect(left, 0, width - left - end, line)


def _line(entry: RailEntry, look: Look, width: int, pitch: Pitch) -> int:
    """Height of the name: as the pitch says, more where it wraps."""
    room = _name_box(entry, look, width, 1000)
    told = look.metrics(16, bold=_is_bold(entry)).boundingRect(room, _WRAP, entry.name)
    return max(look.px(pitch.inner if entry.inner else pitch.head), told.height() + look.px(2))


def _reason_box(entry: RailEntry, look: Look, width: int, line: int) -> QRect:
    left, top = look.px(46), line - look.px(7)
    room = QRect(left, top, width - left - look.px(8), 1000)
    found = look.metrics(14).boundingRect(room, _WRAP, entry.reason)
    return QRect(left, top, room.width(), found.height() + 2)
