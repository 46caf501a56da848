# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A key file and its pass phrase, as they are asked for before anything is signed."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import label, row
from precinct_app.ui.widgets.secret_edit import KeySecretEdit

KEY_FILES = "*.p12 *.pfx *.pem"


class KeyEntry(QWidget):
    """F5 chooses the file; Enter in the field goes on."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.file: Path | None = None
        self.language = Language.KK
        self.key, self.eye = KeyButton("", "F5"), KeyButton(icon="eye")
        self.name, self.secret = label("", "second"), KeySecretEdit()
        self.key.clicked.connect(self.choose)
        self.eye.clicked.connect(self._show_digits)
        self.secret.returnPressed.connect(self.entered)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        stack.addLayout(row(self.key, 1))
        stack.addWidget(self.name)
        field = row(self.secret, self.eye, spacing=10)
        field.setStretch(0, 1)
        stack.addLayout(field)

    def set_language(self, language: Language) -> None:
        """Write every text again."""
        self.language = language
        self.key.say(self.file.name if self.file else text("preview.key", language))
        self.name.setText(text("start.secret", language))
        self.secret.setAccessibleName(text("start.secret", language))
        for spoken in (self.eye.setAccessibleName, self.eye.setToolTip):
            spoken(text("start.eye", language))

    def choose(self) -> None:
        """Ask for a key file."""
        title = text("preview.key", self.language)
        name, _ = QFileDialog.getOpenFileName(self, title, "", KEY_FILES)
        if name:
            self.take(Path(name))

    def take(self, file: Path | None) -> None:
        """Use a key file from now on; None forgets it."""
        self.file = file
        self.set_language(self.language)
        if file is not None:
            self.secret.setFocus()

    def take_focus(self) -> None:
        """What is missing first."""
        (self.key if self.file is None else self.secret).setFocus()

    def taken_secret(self) -> str:
        """The pass phrase, which does not stay in the field."""
        secret = self.secret.text()
        self.secret.clear()
        return secret

    def _show_digits(self) -> None:
        hidden = self.secret.echoMode() is KeySecretEdit.EchoMode.Password
        self.secret.set_visible_digits(visible=hidden)
        self.secret.setFocus()
