# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Fields of digits: taken by key in any layout, parted into groups as one types."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.ui.digits import digit_of

_TAKEN = {Qt.Key.Key_Backspace.value: (1, 0), Qt.Key.Key_Delete.value: (0, 1)}
"""Digits taken away before and after the cursor."""


class DigitEdit(QLineEdit):
    """Digits only; `groups` says how many stand together, `mark` what stands between."""

    def __init__(
        self, name: str, groups: Sequence[int], mark: str = " ", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.groups = tuple(groups)
        self.mark = mark
        self.setObjectName("digits")
        self.setAccessibleName(name)

    def digits(self) -> str:
        """What was typed, without the marks."""
        return "".join(c for c in self.text() if c.isdecimal())

    def is_complete(self) -> bool:
        """Whether every group is full."""
        return len(self.digits()) == sum(self.groups)

    def show_digits(self, digits: str) -> None:
        """Show digits in their groups."""
        parts, at = list[str](), 0
        for length in self.groups:
            parts.append(digits[at : at + length])
            at += length
        self.setText(self.mark.join(part for part in parts if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a digit from whatever the layout writes; letters never arrive."""
        text = event.text()
        taken = _TAKEN.get(event.key(), (0, 0))
        if digit := digit_of(event):
            self._replace(digit)
        elif any(taken):
            self._replace("", *taken)
        elif text and text.isprintable():
            event.accept()
        else:
            super().keyPressEvent(event)

    def _replace(self, digit: str, before: int = 0, after: int = 0) -> None:
        """Put a digit where the cursor is, or take one away; the groups close up again."""
        start, end = self._chosen()
        if start == end:
            start, end = max(0, start - before), end + after
        digits = self.digits()
        left, right = digits[:start], digits[end:]
        if len(left) + len(right) + len(digit) > sum(self.groups):
            return
        self.show_digits(left + digit + right)
        if right:
            self.setCursorPosition(self._place(len(left) + len(digit)))
        self.textEdited.emit(self.text())

    def _chosen(self) -> tuple[int, int]:
        """From which digit to which is chosen; twice the same where only the cursor stands."""
        start = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        end = start + len(self.selectedText())
        before = sum(c.isdecimal() for c in self.text()[:start])
        return before, before + sum(c.isdecimal() for c in self.text()[start:end])

    def _place(self, count: int) -> int:
        """Where so many digits end."""
        ends = [at for at, c in enumerate(self.text(), start=1) if c.isdecimal()]
        return ends[count - 1] if count else 0


class NumberEdit(QLineEdit):
    """The number of a paper, a box or a seal: letters as they are, but a digit's key gives the digit."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits by key, all else as it is."""
        if digit := digit_of(event):
            self.insert(digit)
            self.textEdited.emit(self.text())
        else:
            super().keyPressEvent(event)


def time_edit(name: str) -> DigitEdit:
    """A time of day: ``20:41``."""
    return DigitEdit(name, (2, 2), ":")


def iin_edit(name: str) -> DigitEdit:
    """A personal number: twelve digits."""
    return DigitEdit(name, (6, 6))


def pin_edit(name: str) -> DigitEdit:
    """A member's PIN: six digits, not shown."""
    made = DigitEdit(name, (6,))
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
