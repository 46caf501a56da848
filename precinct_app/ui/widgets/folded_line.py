# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Good news on one line: a tick, a sentence, and the key that unfolds it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.keycap import Keycap
from precinct_app.ui.widgets.labels import label


class FoldedLine(QFrame):
    """Folded; a click or its key unfolds it."""

    asked = Signal()

    def __init__(self, key: str = "F6") -> None:
        super().__init__()
        self.setObjectName("card")
        self.sign = Icon("tick", "green", 18)
        self.text, self.show_word = label(""), label("", "small")
        self.cap = Keycap(key)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(10)
        layout.addWidget(self.sign)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.show_word)
        layout.addWidget(self.cap)

    def say(self, told: str, show: str, *, icon: str = "tick", tone: str = "green") -> None:
        """Say the good news; without a word for showing there is nothing to unfold."""
        self.text.setText(told)
        self.show_word.setText(show)
        self.cap.setVisible(bool(show))
        self.sign.show_icon(icon, tone)
        self.setAccessibleName(told)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click unfolds."""
        self.asked.emit()
