# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The field for a pass phrase: digit groups, by key in any layout, shown on demand."""

from PySide6.QtWidgets import QLineEdit

from precinct_app.ui.widgets.digit_edit import DigitEdit, NumberEdit

_LONGEST = 16
"""Groups of four."""


class SecretEdit(DigitEdit):
    """Digits only; groups of four are parted as one types."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name, (4,) * _LONGEST)
        self.setObjectName("secret")
        self.set_visible_digits(visible=False)

    def set_visible_digits(self, *, visible: bool) -> None:
        """Show or hide the digits."""
        mode = QLineEdit.EchoMode.Normal if visible else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)


class KeySecretEdit(NumberEdit):
    """The field for the pass phrase of a key, which may come from elsewhere and hold letters.

    A key that stands for a digit in any of our layouts gives that digit.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("secret")
        self.set_visible_digits(visible=False)

    def set_visible_digits(self, *, visible: bool) -> None:
        """Show or hide what is typed."""
        mode = QLineEdit.EchoMode.Normal if visible else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
