# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A row of joined choices, one of them chosen: languages, roles, tables, filters."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.flow_boxes import flow_boxes


class Segments(Painted):
    """One tab stop; arrows choose. On the top bar it takes no focus: F2 leads through languages."""

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]] = (), name: str = "", *, on_bar: bool = False,
        apart: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.choices = list(choices)
        self.value = self.choices[0][0] if self.choices else ""
        self.on_bar, self.apart = on_bar, apart
        self.name = name
        wide = QSizePolicy.Policy.Preferred if apart else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(wide, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(apart)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if on_bar else Qt.FocusPolicy.StrongFocus)
        self._tell()

    def show_choices(self, choices: Sequence[tuple[str, str]], name: str) -> None:
        """Other choices; what was chosen stays where it is still there."""
        self.choices, self.name = list(choices), name
        if self.value not in {value for value, _ in choices}:
            self.value = self.choices[0][0] if self.choices else ""
        self._tell()
        self.relook()

    def choose(self, value: str) -> None:
        """Choose without telling anybody."""
        self.value = value
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        """All choices beside each other."""
        look = look_of(self)
        wide = sum(self._widths(look)) + self._gap(look) * max(0, len(self.choices) - 1)
        return QSize(wide, look.px(26 if self.on_bar else 38))

    def minimumSizeHint(self) -> QSize:
        """Never cut; choices that stand apart may take several lines."""
        look, hint = look_of(self), self.sizeHint()
        return QSize(max(self._widths(look), default=0), hint.height()) if self.apart else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may take another number of lines."""
        super().resizeEvent(event)
        self._fix_height()

    def relook(self) -> None:
        """Another size."""
        super().relook()
        self._fix_height()

    def _fix_height(self) -> None:
        if self.apart:
            self.setFixedHeight(self.heightForWidth(max(1, self.width())))

    def hasHeightForWidth(self) -> bool:
        """Choices that stand apart wrap."""
        return self.apart

    def heightForWidth(self, width: int) -> int:
        """How high all lines are."""
        places = self._placed(width)
        return places[-1].bottom() + 1 if places else self.sizeHint().height()

    def places(self) -> list[QRect]:
        """Where each choice stands."""
        return self._placed(self.width())

    def _placed(self, width: int) -> list[QRect]:
        look, high = look_of(self), self.sizeHint().height()
        room = width if self.apart else self.sizeHint().width()
        return flow_boxes(self._widths(look), high, self._gap(look), room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every choice; the chosen one is solid."""
        look = look_of(self)
        painter = QPainter(self)
        places = self.places()
        border = look.colour("onbar2" if self.on_bar else "edge")
        for place, (value, told) in zip(places, self.choices, strict=True):
            chosen = value == self.value
            ground, ink = self._colours(look, chosen=chosen)
            painter.fillRect(place, ground)
            painter.setPen(QPen(border, 1))
            painter.drawRect(
                place.adjusted(0, 0, -1 if self.apart or place == places[-1] else 0, -1)
            )
            painter.setFont(look.font(self._size(), bold=chosen))
            painter.setPen(ink)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), told)
        if self.hasFocus() and places:
            index = [value for value, _ in self.choices].index(self.value)
            painter.setPen(QPen(look.colour("sun"), 4))
            painter.drawRect(places[index].adjusted(2, 2, -2, -2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self.choices:
            super().keyPressEvent(event)
            return
        values = [value for value, _ in self.choices]
        at = max(0, min(len(values) - 1, values.index(self.value) + step))
        self._take(values[at])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        for place, (value, _) in zip(self.places(), self.choices, strict=True):
            if place.contains(event.position().toPoint()):
                self._take(value)

    def _take(self, value: str) -> None:
        self.choose(value)
        self.chosen.emit(value)

    def _tell(self) -> None:
        told = dict(self.choices).get(self.value, "")
        self.setAccessibleName(f"{self.name}: {told}" if self.name else told)

    def _size(self) -> int:
        return 14 if self.on_bar else 16

    def _gap(self, look: Look) -> int:
        return look.px(8) if self.apart else 0

    def _widths(self, look: Look) -> list[int]:
        bold = look.metrics(self._size(), bold=True)
        room = look.px(18 if self.on_bar else 32)
        return [bold.horizontalAdvance(told) + room for _, told in self.choices]

    def _colours(self, look: Look, *, chosen: bool) -> tuple[QColor, QColor]:
        if self.on_bar:
            ground, ink = ("onbar", "bar") if chosen else ("bar", "onbar")
        else:
            ground, ink = ("act", "onact") if chosen else ("plane", "ink")
        return look.colour(ground), look.colour(ink)
