# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One cell of a sheet: whole numbers, empty, or not applicable; keys mean the same in any layout."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.ui.digits import digit_of

DASH = "–"
_LONGEST = 7


class CountEdit(QLineEdit):
    """A count cell; it tells when it is left, and passes the sheet's own keys on."""

    left = Signal(str)
    """The cell's name, when its content may have changed and it is left."""
    key_pressed = Signal(str, str)
    """The cell's name and one of ``next up piles na zeros finding``."""

    def __init__(self, cell: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cell = cell
        self._stored = ""
        self.setObjectName("count")
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedWidth(112)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def figure(self) -> Figure | None:
        """What the cell holds; None when it is empty."""
        text = self.text().replace("\u00a0", "")
        if text == DASH:
            return NA
        return int(text) if text else None

    def show_figure(self, figure: Figure | None) -> None:
        """Show what is stored, thousands parted by a no-break space."""
        text = "" if figure is None else DASH if figure is NA else grouped(int(figure))
        self._stored = text
        self.setText(text)

    def set_state(self, state: str) -> None:
        """``failing``, ``fixed`` or empty."""
        if self.property("state") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, editing, and the keys of the sheet; letters never arrive."""
        key, text = event.key(), event.text()
        command = {
            Qt.Key.Key_Return: "next", Qt.Key.Key_Enter: "next", Qt.Key.Key_Down: "next",
            Qt.Key.Key_Up: "up", Qt.Key.Key_Plus: "piles", Qt.Key.Key_Minus: "na",
            Qt.Key.Key_Asterisk: "zeros", Qt.Key.Key_Slash: "finding",
        }.get(Qt.Key(key))  # fmt: skip
        if command is not None:
            self.key_pressed.emit(self.cell, command)
        elif digit := digit_of(event):
            self._type(digit)
        elif text and text.isprintable():
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus with the digits ready to be replaced."""
        super().focusInEvent(event)
        self.setText(self.text().replace("\u00a0", ""))
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave the cell: what it holds is told, so that it can be kept at once."""
        super().focusOutEvent(event)
        figure = self.figure()
        if isinstance(figure, int):
            self.setText(grouped(figure))
        if self.text() != self._stored:
            self._stored = self.text()
            self.left.emit(self.cell)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the red corner of a failing cell over the field."""
        super().paintEvent(event)
        if self.property("state") == "failing" and not self.hasFocus():
            painter = QPainter(self)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.window().property("red_colour") or Qt.GlobalColor.red)
            painter.drawPolygon(QPolygon([QPoint(2, 2), QPoint(11, 2), QPoint(2, 11)]))

    def _type(self, digit: str) -> None:
        if self.text() == DASH:
            self.clear()
        if self.hasSelectedText() or len(self.text()) < _LONGEST:
            self.insert(digit)


def grouped(number: int) -> str:
    """A number with its thousands parted by a no-break space."""
    return f"{number:,}".replace(",", "\u00a0")
