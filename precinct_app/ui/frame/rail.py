# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The day as steps at the left: with words on the pages that have room, as icons during the count."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence, text
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.rail_item import RailEntry, RailItem
from precinct_app.ui.frame.steps import Step, StepGroup, StepState
from precinct_app.ui.look import Painted, look_of

FULL, ICONS = 256, 56
HOME = RailEntry("home", "rail.home", "home", Place("home"))
FOOT = (
    RailEntry("journal", "rail.journal", "book", Place("journal")),
    RailEntry("settings", "rail.settings", "gear", Place("settings")),
)
_BREAK = RailEntry("", "", "")
"""A hairline between parts."""


class Rail(Painted):
    """Arrows move along it, Enter goes; a closed step says why in words."""

    asked = Signal(object)
    """A Place."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__()
        self.known = frozenset(known)
        """Pages that there are."""
        self.groups: tuple[StepGroup, ...] = ()
        self.current = ""
        self.language = Language.KK
        self.full = False
        self.items: list[RailItem] = []
        self._breaks: list[int] = []
        self._folded: dict[str, bool] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)

    def show_day(
        self, groups: tuple[StepGroup, ...], current: str, language: Language, *, full: bool
    ) -> None:
        """Show the day; `current` is the step or page one is at."""
        told = (groups, current, language, full, look_of(self))
        if getattr(self, "_shown", None) == told:
            return
        self._shown = told
        self.groups, self.current, self.language, self.full = groups, current, language, full
        self.setAccessibleName(text("rail.name", language))
        self._rebuild()

    def is_full(self) -> bool:
        """With words, unless type is so large that the page needs the room."""
        return self.full and look_of(self).percent <= 125  # noqa: PLR2004

    def sizeHint(self) -> QSize:
        """Full or icons; at large type icons grow as far as they need."""
        look = look_of(self)
        if self.is_full():
            return QSize(look.px(FULL), 0)
        return QSize(ICONS if look.percent == 100 else look.px(48), 0)  # noqa: PLR2004

    def relook(self) -> None:
        """Lay out anew."""
        super().relook()
        self._lay_out()

    def take_focus(self) -> None:
        """The step one is at."""
        if self.items:
            at = next((i for i in self.items if i.entry.current), self.items[0])
            at.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plane, its edge and the hairlines between parts."""
        look = look_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("plane"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.colour("edge"))
        for y in self._breaks:
            painter.fillRect(look.px(12), y, self.width() - look.px(24), 1, look.colour("line"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height, another pitch."""
        super().resizeEvent(event)
        self._lay_out()

    def entries(self) -> list[RailEntry]:
        """Lines from the top, hairlines among them."""
        found = [self._page(HOME)]
        for group in self.groups:
            if not self.is_full() and self._starts_part(group):
                found.append(_BREAK)
            found += self._of_group(group)
        return found

    def _starts_part(self, group: StepGroup) -> bool:
        return group.group_id in {self.groups[0].group_id, "count", "protocols"}

    def _of_group(self, group: StepGroup) -> list[RailEntry]:
        head = self._head(group)
        if self._is_folded(group) or len(group.steps) == 1:
            return [head]
        steps = [self._step(step) for step in group.steps]
        return [head, *steps] if self.is_full() else steps

    def _is_folded(self, group: StepGroup) -> bool:
        inside = any(step.step_id == self.current for step in group.steps)
        usual = not inside and group.state is not StepState.WORKING
        return self._folded.get(group.group_id, usual)

    def _head(self, group: StepGroup) -> RailEntry:
        count = "" if group.reason else f"{group.done} / {len(group.steps)}"
        reason = self._reason(sentence(group.reason, self.language) if group.reason else "")
        only = group.steps[0] if len(group.steps) == 1 else None
        place = only.place if only and only.state is not StepState.BLOCKED else None
        current = bool(only and only.step_id == self.current) or (
            self._is_folded(group) and any(s.step_id == self.current for s in group.steps)
        )
        return RailEntry(
            group.group_id, text(f"rail.{group.group_id}", self.language), group.icon, place,
            group.state, reason, count, current=current,
        )  # fmt: skip

    def _step(self, step: Step) -> RailEntry:
        reason = self._reason(sentence(step.reason, self.language) if step.reason else "")
        place = None if step.state is StepState.BLOCKED else step.place
        return RailEntry(
            step.step_id, step.told(self.language), step.icon, place, step.state, reason, "",
            step.number, step.rgb, inner=True, current=step.step_id == self.current,
        )  # fmt: skip

    def _reason(self, told: str) -> str:
        return text("rail.closed", self.language, reason=told) if told else ""

    def _page(self, entry: RailEntry) -> RailEntry:
        return RailEntry(
            entry.item_id, text(entry.name, self.language), entry.icon, entry.place,
            current=entry.item_id == self.current,
        )  # fmt: skip

    def _rebuild(self) -> None:
        focused = next((i.entry.item_id for i in self.items if i.hasFocus()), "")
        for item in self.items:
            item.hide()
            item.deleteLater()
        foot = [self._page(e) for e in FOOT if e.item_id in self.known]
        self._order = [*self.entries(), *foot]
        self.items = [RailItem(e, full=self.is_full()) for e in self._order if e is not _BREAK]
        for item in self.items:
            item.setParent(self)
            item.clicked.connect(self._pressed)
            item.moved.connect(self._move)
            item.show()
            if focused and item.entry.item_id == focused:
                item.setFocus()
        self.updateGeometry()
        self._lay_out()

    def _lay_out(self) -> None:
        look, width = look_of(self), self.sizeHint().width()
        self._breaks = []
        items = iter(self.items)
        feet = {entry.item_id for entry in FOOT}
        pitch = self._pitch()
        y, foot = look.px(8), self.height() - look.px(8)
        lines = [
            next(items) if entry is not _BREAK else None for entry in getattr(self, "_order", [])
        ]
        for item in reversed([i for i in lines if i is not None and i.entry.item_id in feet]):
            foot -= pitch if not item.full else look.px(36)
            item.setGeometry(0, foot, width - 1, pitch if not item.full else look.px(36))
        for line in lines:
            if line is None:
                self._breaks.append(y + look.px(7))
                y += look.px(15)
            elif line.entry.item_id not in feet:
                height = line.height_in(look, width) if line.full else pitch
                line.setGeometry(0, y, width - 1, height)
                y += height + (look.px(8) if line.entry.item_id == "home" and line.full else 0)

    def _pitch(self) -> int:
        """Height of an icon line: as the look says, less where there are many."""
        look = look_of(self)
        order = getattr(self, "_order", [])
        breaks = sum(entry is _BREAK for entry in order)
        count = max(1, len(order) - breaks)
        room = self.height() - look.px(16) - breaks * look.px(15)
        return max(look.px(16), min(look.px(42), room // count))

    def _pressed(self) -> None:
        item = self.sender()
        if not isinstance(item, RailItem):
            return
        if item.entry.place is not None:
            self.asked.emit(item.entry.place)
            return
        group = next((g for g in self.groups if g.group_id == item.entry.item_id), None)
        if group is not None:
            self._folded[group.group_id] = not self._is_folded(group)
            self._rebuild()

    def _move(self, by: int) -> None:
        item = self.sender()
        if isinstance(item, RailItem) and item in self.items:
            at = max(0, min(len(self.items) - 1, self.items.index(item) + by))
            self.items[at].setFocus()
