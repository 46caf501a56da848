# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A rung of the ladder: key, state, name with one line of facts, one button, one "cannot"."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from precinct_app.ui.frame.steps import StepState
from precinct_app.ui.look import Painted, look_of
from precinct_app.ui.widgets.elided_label import ElidedLabel
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.keycap import Keycap
from precinct_app.ui.widgets.labels import column, label

HEIGHT, NEXT_HEIGHT = 94, 102
_SIGNS = {
    StepState.LATER: ("ring", "edge"), StepState.WORKING: ("disc", "act"),
    StepState.DONE: ("tick", "green"), StepState.BLOCKED: ("lock", "ink2"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rung:
    """What a rung says."""

    key: str
    """1 to 6."""
    state: StepState
    """WORKING is the next one."""
    name: str
    fact: str
    do: str = ""
    cannot: str = ""
    reason: str = ""
    """Why its button is closed."""


class RungRow(Painted):
    """Nothing is hidden that is not reached yet; done rungs keep one button to look."""

    done = Signal()
    cannot = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rung = Rung("1", StepState.LATER, "", "")
        self.is_last = False
        """No line below it: there is the sheet's."""
        self.cap = Keycap("1", large=True)
        self.sign = Icon("ring", "edge", 22)
        self.name, self.fact = label("", "row", wrap=True), ElidedLabel(role="second")
        self.do, self.cannot_do = KeyButton(), KeyButton("", quiet=True)
        self.do.clicked.connect(self.done)
        self.cannot_do.clicked.connect(self.cannot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 20, 8)
        layout.setSpacing(20)
        for part in (self.cap, self.sign):
            layout.addWidget(part)
        layout.addLayout(column(1, self.name, self.fact, 1), 1)
        layout.addWidget(self.do)
        layout.setSpacing(12)
        layout.addWidget(self.cannot_do)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_rung(self, rung: Rung) -> None:
        """Show how far it is."""
        self.rung = rung
        self.cap.key = rung.key
        self.sign.show_icon(*_SIGNS[rung.state])
        self.name.setText(rung.name)
        self.fact.setText(rung.fact)
        following = rung.state is StepState.WORKING
        self.do.set_main(main=following)
        self.do.set_key("Enter" if following else "")
        self.do.say(rung.do)
        self.do.close_because(rung.reason)
        self.cannot_do.say(rung.cannot)
        self.do.setVisible(bool(rung.do))
        self.cannot_do.setVisible(bool(rung.cannot))
        self.setAccessibleName(f"{rung.key} {rung.name}. {rung.fact}")
        self.relook()

    def sizeHint(self) -> QSize:
        """The next one is a little higher."""
        look = look_of(self)
        high = NEXT_HEIGHT if self.rung.state is StepState.WORKING else HEIGHT
        return QSize(super().sizeHint().width(), look.px(high))

    def minimumSizeHint(self) -> QSize:
        """As high as its lines."""
        return super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, edge of the next one, line below."""
        look, painter = look_of(self), QPainter(self)
        following = self.rung.state is StepState.WORKING
        painter.fillRect(self.rect(), look.colour("sunk" if following else "plane"))
        if following:
            painter.fillRect(0, 0, 8, self.height(), look.colour("act"))
        if not self.is_last:
            painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
