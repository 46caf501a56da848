# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Fields of digits: taken by key in any layout, parted into groups as one types."""

from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.ui.digits import digit_of


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
        if digit := digit_of(event):
            typed = "" if self.hasSelectedText() else self.digits()
            self.show_digits((typed + digit)[: sum(self.groups)])
            self.textEdited.emit(self.text())
        elif text and text.isprintable():
            event.accept()
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
