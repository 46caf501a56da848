# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The field for a pass phrase: digit groups, by key in any layout, shown on demand."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.ui.digits import digit_of

_LONGEST = 64


class SecretEdit(QLineEdit):
    """Digits only; groups of four are parted as one types."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("secret")
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a digit from whatever the layout writes; letters never arrive."""
        text = event.text()
        if digit := digit_of(event):
            digits = self.text().replace(" ", "") + digit
            groups = [digits[i : i + 4] for i in range(0, min(len(digits), _LONGEST), 4)]
            self.setText(" ".join(groups))
        elif text and text.isprintable():
            event.accept()
        else:
            super().keyPressEvent(event)

    def set_visible_digits(self, *, visible: bool) -> None:
        """Show or hide the digits."""
        mode = QLineEdit.EchoMode.Normal if visible else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
