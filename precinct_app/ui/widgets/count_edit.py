# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One cell of a sheet: whole numbers, empty, or not applicable; keys mean the same in any layout."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.ui.digits import digit_of
from precinct_app.ui.look import look_of

DASH = "–"
WIDTH, HEIGHT = 112, 30
LONGEST = 7
STATES = ("", "failing", "fixed", "passed")
COMMANDS = {
    Qt.Key.Key_Return: "next", Qt.Key.Key_Enter: "next", Qt.Key.Key_Down: "down",
    Qt.Key.Key_Up: "up", Qt.Key.Key_Plus: "piles", Qt.Key.Key_Minus: "na",
    Qt.Key.Key_Asterisk: "zeros", Qt.Key.Key_Slash: "finding",
}  # fmt: skip


class CountEdit(QLineEdit):
    """A count cell; it tells when it is left, and passes the sheet's own keys on."""

    left = Signal(str)
    """The cell's name, when its content may have changed and it is left."""
    entered = Signal(str)
    """The cell's name, when it takes the focus."""
    key_pressed = Signal(str, str)
    """The cell's name and one of ``next down up piles na zeros finding``."""

    def __init__(
        self, cell: str, name: str, parent: QWidget | None = None, *, width: int = WIDTH,
        height: int = HEIGHT,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.cell = cell
        self.wide, self.high = width, height
        self._stored = ""
        self.setObjectName("count")
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.relook()

    def figure(self) -> Figure | None:
        """What the cell holds; None when it is empty."""
        text = self.text().replace("\u00a0", "")
        if text == DASH:
            return NA
        return int(text) if text else None

    def show_figure(self, figure: Figure | None) -> None:
        """Show what is stored, thousands parted by a no-break space."""
        self._write("" if figure is None else shown(figure))
        self._stored = self.text()

    def clear_for_pile(self) -> None:
        """Empty for the next pile: that it is left is told in any case."""
        self.clear()
        self._stored = "+"

    def set_state(self, state: str) -> None:
        """``failing``, ``fixed``, ``passed`` (over) or empty."""
        if self.property("state") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)

    def set_height(self, height: int) -> None:
        """A lower cell where the window is low."""
        self.high = height
        self.relook()

    def relook(self) -> None:
        """The cell grows with the type."""
        look = look_of(self)
        if (self.width(), self.height()) != (look.px(self.wide), look.px(self.high)):
            self.setFixedSize(look.px(self.wide), look.px(self.high))

    def changeEvent(self, event: QEvent) -> None:
        """Another look, another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.relook()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, editing, and the keys of the sheet; letters never arrive."""
        text = event.text()
        command = COMMANDS.get(Qt.Key(event.key()))
        if command is not None:
            self.key_pressed.emit(self.cell, command)
        elif digit := digit_of(event):
            self._type(digit)
        elif text and text.isprintable():
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus with the digits ready to be replaced; back from elsewhere one types on."""
        super().focusInEvent(event)
        if not self.isReadOnly():
            self._write(self.text().replace("\u00a0", ""))
            if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
                self.selectAll()
        self.entered.emit(self.cell)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave the cell: what it holds is told, so that it can be kept at once."""
        super().focusOutEvent(event)
        figure = self.figure()
        if isinstance(figure, int):
            self._write(grouped(figure))
        if self.text() != self._stored:
            self._stored = self.text()
            self.left.emit(self.cell)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the red corner of a failing cell over the field."""
        super().paintEvent(event)
        if self.property("state") == "failing" and not self.hasFocus():
            look = look_of(self)
            side = look.px(9)
            painter = QPainter(self)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("red"))
            corner = [QPointF(2, 2), QPointF(2 + side, 2), QPointF(2, 2 + side)]
            painter.drawPolygon(QPolygonF(corner))

    def _type(self, digit: str) -> None:
        if self.isReadOnly():
            return
        if self.text() == DASH:
            self.clear()
        if self.hasSelectedText() or len(self.text()) < LONGEST:
            self.insert(digit)

    def _write(self, text: str) -> None:
        """Write a text; "not applicable" has a look of its own."""
        self.setText(text)
        dash = text == DASH
        if bool(self.property("dash")) != dash:
            self.setProperty("dash", dash)
            flag = Qt.AlignmentFlag.AlignHCenter if dash else Qt.AlignmentFlag.AlignRight
            self.setAlignment(flag | Qt.AlignmentFlag.AlignVCenter)
            self.style().unpolish(self)
            self.style().polish(self)


def grouped(number: int) -> str:
    """A number with its thousands parted by a no-break space."""
    return f"{number:,}".replace(",", "\u00a0")


def shown(figure: Figure | None) -> str:
    """A figure as it stands in a cell; empty for none."""
    if figure is None:
        return ""
    return DASH if figure is NA else grouped(int(figure))
