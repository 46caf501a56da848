# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Several steps, one after another: discs above, one step below, back and on at the foot."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from precinct_app.ui.frame.page_stack import PageStack
from precinct_app.ui.look import Painted, look_of
from precinct_app.ui.widgets.icon import draw_icon
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import label, row


class StepDiscs(Painted):
    """Ticks behind, a disc where one is, rings before; with their words where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self.at = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_steps(self, names: Sequence[str], at: int) -> None:
        """Show where one is."""
        self.names, self.at = tuple(names), at
        told = self.names[at] if self.names else ""
        self.setAccessibleName(f"{at + 1} / {len(self.names)}: {told}")
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(0, look_of(self).px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint discs, words and the line between them."""
        look, painter = look_of(self), QPainter(self)
        if not self.names:
            return
        share, side = self.width() // len(self.names), look.px(22)
        for place, name in enumerate(self.names):
            icon, tone = ("tick", "green") if place < self.at else ("ring", "edge")
            if place == self.at:
                icon, tone = "disc", "act"
            x, y = place * share, (self.height() - side) // 2
            draw_icon(
                painter, icon, QRectF(x, y, side, side), look.colour(tone), look.colour("plane")
            )
            painter.setFont(look.font(16, bold=place == self.at))
            painter.setPen(look.colour("ink" if place <= self.at else "ink2"))
            room = QRect(x + side + look.px(8), 0, share - side - look.px(20), self.height())
            told = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), told)


class WizardFrame(QWidget):
    """The page puts its steps in; the frame goes between them and tells when the last is done."""

    moved = Signal(int)
    """The step that is shown now."""
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[QWidget] = []
        self.names: tuple[str, ...] = ()
        self.at = 0
        self.discs, self.stack = StepDiscs(), PageStack()
        self.stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.back_, self.on = KeyButton("", "Esc"), KeyButton("", "Enter", main=True)
        self.why = label("", "second", wrap=True)
        self.back_.clicked.connect(self.back)
        self.on.clicked.connect(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.discs)
        layout.addWidget(self.stack, 1)
        last = row(self.on, self.back_, self.why, spacing=12)
        last.setStretch(2, 1)
        layout.addLayout(last)

    def add(self, step: QWidget) -> None:
        """Take a step in."""
        self.steps.append(step)
        self.stack.add(step)

    def say(self, names: Sequence[str], on: str, back: str) -> None:
        """Write names of the steps and both buttons."""
        self.names = tuple(names)
        self.on.say(on)
        self.back_.say(back)
        self.go(self.at)

    def go(self, at: int) -> None:
        """Show a step."""
        self.at = max(0, min(at, len(self.steps) - 1))
        if self.steps:
            self.stack.show_page(self.steps[self.at])
        self.discs.show_steps(self.names, self.at)
        self.back_.setVisible(self.at > 0)
        self.moved.emit(self.at)

    def close_because(self, reason: str) -> None:
        """The step is not complete: why one cannot go on."""
        self.on.close_because(reason)
        self.why.setText(reason)

    def next(self) -> None:
        """On, or done after the last."""
        if self.at + 1 < len(self.steps):
            self.go(self.at + 1)
        else:
            self.finished.emit()

    def back(self) -> bool:
        """One step back; False on the first."""
        if self.at == 0:
            return False
        self.go(self.at - 1)
        return True
