# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The day as steps at the left: with words on the pages that have room, as icons during the count."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.frame.rail_fit import PITCHES, Fitted, Pitch, fitted, in_sight
from precinct_app.ui.frame.rail_item import RailEntry, RailItem
from precinct_app.ui.frame.rail_lines import BREAK, FOOT, RailDay
from precinct_app.ui.frame.steps import StepGroup
from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.icon import draw_icon

FULL, ICONS = 256, 56
_FOOT = Pitch(36, 33, 42)
_EDGE, _BREAK, _AFTER_HOME, _MORE = 8, 15, 8, 14
"""Room above and below; of a hairline; below the first line; of the sign that there are more lines."""


class Rail(Painted):
    """Arrows move along it, Enter goes; a closed step says why in words."""

    asked = Signal(object)
    """A Place."""
    closed_asked = Signal(str)
    """Why a closed step is closed: somebody wanted to go there."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__()
        self.known = frozenset(known)
        """Pages that there are."""
        self.day = RailDay()
        self.items: list[RailItem] = []
        """Every line that can be gone to, in order, also those that are scrolled out of sight."""
        self._fitted: Fitted[RailEntry] = Fitted((), PITCHES[0], fits=True)
        self._unfolded: frozenset[str] = frozenset()
        self._breaks: list[int] = []
        self._wanted = False
        """Whether the page has room for words."""
        self._first = 0
        """The first line in sight, where they do not all fit."""
        self._more: tuple[int, int] = (0, 0)
        """Where signs tell of more lines above and below; 0 where there are none."""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)

    def show_day(
        self, groups: tuple[StepGroup, ...], current: str, language: Language, *, full: bool
    ) -> None:
        """Show the day; `current` is the step or page one is at."""
        words = full and self._has_room_for_words()
        chosen = self.day.chosen if current == self.day.current else {}
        day = RailDay(groups, current, language, words, chosen)
        self._wanted = full
        if day != self.day or not self.items:
            self.day = day
            self.setAccessibleName(text("rail.name", language))
            self._rebuild()

    def _has_room_for_words(self) -> bool:
        """Unless type is so large that the page needs the room."""
        return look_of(self).percent <= 125  # noqa: PLR2004

    def is_full(self) -> bool:
        """Whether it is shown with words."""
        return self.day.full

    def sizeHint(self) -> QSize:
        """Full or icons; at large type icons grow as far as they need."""
        look = look_of(self)
        if self.is_full():
            return QSize(look.px(FULL), 0)
        return QSize(ICONS if look.percent == 100 else look.px(48), 0)  # noqa: PLR2004

    def relook(self) -> None:
        """Another type size may need icons, or another pitch."""
        super().relook()
        full = self._wanted and self._has_room_for_words()
        self.day = replace(self.day, full=full)
        if self.items:
            self._rebuild()

    def take_focus(self) -> None:
        """The step one is at."""
        if self.items:
            at = next((i for i in self.items if i.entry.current), self.items[0])
            self._go_to(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plane, its edge, hairlines between parts and the signs of more lines."""
        look = look_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("plane"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.colour("edge"))
        for y in self._breaks:
            painter.fillRect(look.px(12), y, self.width() - look.px(24), 1, look.colour("line"))
        side = look.px(_MORE)
        for name, y in zip(("up", "down"), self._more, strict=True):
            if y:
                box = QRectF((self.width() - side) / 2, y, side, side)
                draw_icon(painter, name, box, look.colour("ink2"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height, another pitch."""
        super().resizeEvent(event)
        if self.items:
            self._rebuild()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Lines that are out of sight come with the wheel too."""
        by = -1 if event.angleDelta().y() > 0 else 1
        focused = self._focused()
        if focused is not None:
            self._step(focused, by)
        elif not self._fitted.fits:
            self._first = max(0, min(len(self._fitted.lines) - 1, self._first + by))
            self._lay_out()

    # --- which lines -------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        """Choose the lines that fit, and make those anew that have changed."""
        at = self._focused()
        focused = at.entry.item_id if at else ""
        self._fitted = fitted(
            self.day.unfolded(), self.day.lines, self._height_of, self._room(),
        )  # fmt: skip
        shown = {entry.item_id for entry in self._fitted.lines if entry.inner}
        self._unfolded = frozenset(
            g.group_id for g in self.day.groups if any(s.step_id in shown for s in g.steps)
        )
        wanted = [e for e in self._fitted.lines if e is not BREAK] + self._foot()
        if [(i.entry, i.full) for i in self.items] != [(e, self.day.full) for e in wanted]:
            self._make(wanted, focused)
        self.updateGeometry()
        self._follow()

    def _make(self, wanted: Sequence[RailEntry], focused: str) -> None:
        for item in self.items:
            item.hide()
            item.deleteLater()
        self.items = [RailItem(entry, full=self.day.full) for entry in wanted]
        for item in self.items:
            item.setParent(self)
            item.clicked.connect(self._pressed)
            item.moved.connect(self._move)
            item.show()
            if focused and item.entry.item_id == focused:
                item.setFocus()

    def _foot(self) -> list[RailEntry]:
        return [self.day.page(entry) for entry in FOOT if entry.item_id in self.known]

    # --- where they stand --------------------------------------------------------------------------

    def _line_height(self, look: Look, entry: RailEntry, pitch: Pitch) -> int:
        if entry is BREAK:
            return look.px(_BREAK)
        if not self.day.full:
            return look.px(pitch.icon)
        after = look.px(_AFTER_HOME) if entry.item_id == "home" else 0
        return RailItem.height_of(entry, look, self.sizeHint().width(), pitch) + after

    def _height_of(self, lines: Sequence[RailEntry], pitch: Pitch) -> int:
        look = look_of(self)
        return sum(self._line_height(look, entry, pitch) for entry in lines)

    def _foot_height(self, look: Look) -> int:
        return look.px(_FOOT.head if self.day.full else _FOOT.icon)

    def _room(self) -> int:
        """Height for the lines of the day, above those at the foot."""
        look = look_of(self)
        return self.height() - look.px(_EDGE) * 2 - self._foot_height(look) * len(self._foot())

    def _lay_out(self) -> None:
        look, wide = look_of(self), self.sizeHint().width() - 1
        lines, pitch = self._fitted.lines, self._fitted.pitch
        heights = [self._line_height(look, entry, pitch) for entry in lines]
        shown = self._in_sight(heights, self._first)
        self._breaks, y = [], look.px(_EDGE)
        y += 0 if self._fitted.fits else look.px(_MORE)
        items = iter(self.items)
        for place, (entry, height) in enumerate(zip(lines, heights, strict=True)):
            item = None if entry is BREAK else next(items)
            if item is not None:
                item.setVisible(place in shown)
            if place not in shown:
                continue
            if item is None:
                self._breaks.append(y + height // 2)
            else:
                after = look.px(_AFTER_HOME) if self.day.full and entry.item_id == "home" else 0
                item.pitch = pitch
                item.setGeometry(0, y, wide, height - after)
            y += height
        self._tell_more(look, shown, len(lines), y)
        self._lay_out_foot(look, wide)
        self.update()

    def _lay_out_foot(self, look: Look, wide: int) -> None:
        foot = self.items[len(self.items) - len(self._foot()) :]
        y, height = self.height() - look.px(_EDGE), self._foot_height(look)
        for item in reversed(foot):
            y -= height
            item.pitch = _FOOT
            item.setGeometry(0, y, wide, height)

    def _in_sight(self, heights: Sequence[int], target: int) -> range:
        if self._fitted.fits:
            return range(len(heights))
        room = self._room() - 2 * look_of(self).px(_MORE)
        return in_sight(heights, room, self._first, target)

    def _follow(self) -> None:
        """Lay out around the line with the focus, else around the current one."""
        look, fit = look_of(self), self._fitted
        heights = [self._line_height(look, entry, fit.pitch) for entry in fit.lines]
        self._first = self._in_sight(heights, self._target()).start
        self._lay_out()

    def _focused(self) -> RailItem | None:
        """The line with the focus, also while another program has the keyboard."""
        focused = self.window().focusWidget()
        return next((item for item in self.items if item is focused), None)

    def _target(self) -> int:
        """The line that must be in sight."""
        focused, lines = self._focused(), list(self._fitted.lines)
        if focused is not None and focused.entry in lines:
            return lines.index(focused.entry)
        return next((place for place, entry in enumerate(lines) if entry.current), 0)

    def _tell_more(self, look: Look, shown: range, count: int, end: int) -> None:
        above = look.px(_EDGE) // 2 if shown.start > 0 else 0
        below = end if shown.stop < count else 0
        self._more = (above, below)

    # --- keys and clicks ---------------------------------------------------------------------------

    def _pressed(self) -> None:
        item = self.sender()
        if not isinstance(item, RailItem):
            return
        group_id = item.entry.item_id
        if item.entry.place is not None:
            self.asked.emit(item.entry.place)
        elif item.entry.inner:
            self.closed_asked.emit(item.entry.reason)
        elif any(group.group_id == group_id for group in self.day.groups):
            others = {key: folded for key, folded in self.day.chosen.items() if key != group_id}
            chosen = {**others, group_id: group_id in self._unfolded}
            self.day = replace(self.day, chosen=chosen)
            self._rebuild()

    def _move(self, by: int) -> None:
        item = self.sender()
        if isinstance(item, RailItem) and item in self.items:
            self._step(item, by)

    def _step(self, item: RailItem, by: int) -> None:
        at = max(0, min(len(self.items) - 1, self.items.index(item) + by))
        self._go_to(self.items[at])

    def _go_to(self, item: RailItem) -> None:
        """The focus on a line, which comes into sight."""
        item.show()
        item.setFocus(Qt.FocusReason.OtherFocusReason)
        self._follow()
