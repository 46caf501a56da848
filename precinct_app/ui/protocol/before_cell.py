# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A cell of the grid before the boxes, which arrows leave at its ends."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from precinct_app.ui.widgets.count_edit import CountEdit


class BeforeCell(CountEdit):
    """A cell that arrows leave at its ends: to the next ballot and back."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows sideways, else as every count cell."""
        key = Qt.Key(event.key())
        whole = self.hasSelectedText()
        if key is Qt.Key.Key_Right and (whole or self.cursorPosition() == len(self.text())):
            self.key_pressed.emit(self.cell, "right")
        elif key is Qt.Key.Key_Left and (whole or not self.cursorPosition()):
            self.key_pressed.emit(self.cell, "left")
        else:
            super().keyPressEvent(event)
