# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One line above the keys: what was refused, a question, good news; never a box over the page."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from precinct_app.ui.look import Painted, look_of
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import label


class MessageLine(Painted):
    """Red for a refusal, white with a navy edge for a question or a note; Escape takes it away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.asks = self.notes = False
        self._done: Callable[[], None] | None = None
        self._before: QWidget | None = None
        self.sign = Icon("cross", "onred", 20)
        self.text = label("", "onred", wrap=True)
        self.yes = KeyButton("", "Enter", main=True)
        self.no = KeyButton("", "Esc", quiet=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setSpacing(12)
        layout.addWidget(self.sign)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.yes)
        layout.addWidget(self.no)
        self.yes.clicked.connect(self._confirmed)
        self.no.clicked.connect(self.dismiss)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Say why something was refused; empty takes the line away."""
        self._show(sentence, asks=False)

    def note(self, sentence: str) -> None:
        """Say something good: it stays until the next step, or until something is saved."""
        self._show(sentence, asks=False, notes=True)

    def ask(self, question: str, yes: str, no: str, done: Callable[[], None]) -> None:
        """Ask; the focus comes here and goes back with the answer."""
        self._done, self._before = done, self.window().focusWidget()
        self.yes.say(yes)
        self.no.say(no)
        self._show(question, asks=True)
        self.yes.setFocus()

    def dismiss(self) -> None:
        """Take the line away; whoever had the focus has it again."""
        asked, before = self.asks and self.isVisible(), self._before
        self._done = self._before = None
        self.asks = self.notes = False
        self.hide()
        if asked and before is not None:
            before.setFocus()

    def place(self, width: int, bottom: int) -> None:
        """Stand at the foot of the page."""
        self.setFixedWidth(width)
        layout = self.layout()
        height = max(layout.heightForWidth(width) if layout is not None else 0, 46)
        self.setGeometry(0, bottom - height, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is no."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a solid block."""
        look = look_of(self)
        painter = QPainter(self)
        calm = self.asks or self.notes
        painter.fillRect(self.rect(), look.colour("plane" if calm else "redfill"))
        painter.fillRect(0, 0, self.width(), 3, look.colour("act" if calm else "red"))
        if calm:
            painter.fillRect(0, 0, 8, self.height(), look.colour("act"))

    def _show(self, told: str, *, asks: bool, notes: bool = False) -> None:
        self.asks, self.notes = asks, notes
        self.text.setText(told)
        self.text.setProperty("role", "strong" if asks or notes else "onred")
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)
        self.setAccessibleName(told)
        self.sign.show_icon(*("tick", "green") if notes else ("cross", "onred"))
        self.sign.setVisible(not asks)
        self.yes.setVisible(asks)
        self.no.setVisible(asks)
        self.setVisible(bool(told))
        if told and (parent := self.parentWidget()) is not None:
            self.place(parent.width(), parent.height())
            self.raise_()

    def _confirmed(self) -> None:
        done = self._done
        self.dismiss()
        if done is not None:
            done()
