# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What else one may begin with on the first page: another place, a new election; a key each."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.widgets.keycap import Keycap
from precinct_app.ui.widgets.labels import frame, label

WAYS = (("F8", "start.another"), ("F9", "start.new_election"))


class WayLine(QFrame):
    """A sentence and its key; a click does the same."""

    asked = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self.told, self.cap = label(""), Keycap(key)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 2, 16, 2)
        layout.setSpacing(12)
        layout.addWidget(self.told, 1)
        layout.addWidget(self.cap)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click is its key."""
        self.asked.emit()


class OtherWays(QFrame):
    """A card of such lines, hairlines between them."""

    pressed = Signal(str)
    """The key of the line that was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.lines = [WayLine(key) for key, _ in WAYS]
        for line in self.lines:
            if line is not self.lines[0]:
                layout.addWidget(frame("hairline"))
            layout.addWidget(line, 1)
            line.asked.connect(self._asked)

    def set_language(self, language: Language) -> None:
        """Write every text again."""
        for line, (_, name) in zip(self.lines, WAYS, strict=True):
            line.told.setText(text(name, language))

    def _asked(self) -> None:
        line = self.sender()
        for one, (key, _) in zip(self.lines, WAYS, strict=True):
            if one is line:
                self.pressed.emit(key)
