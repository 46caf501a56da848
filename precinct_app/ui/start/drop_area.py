# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The dashed area where anybody may have a file checked, without signing in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label


class DropArea(QFrame):
    """Drag a file here, or choose one."""

    choose_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("drop")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 12, 32, 12)
        layout.setSpacing(24)
        self.title, self.hint = label("", "title"), label("", wrap=True)
        layout.addWidget(Icon("drop", "ink", 40))
        layout.addLayout(column(self.title, self.hint), 1)
        self.choose = KeyButton("", "F6")
        self.choose.clicked.connect(self.choose_asked)
        layout.addWidget(self.choose)

    def set_language(self, language: Language) -> None:
        """Write every text again."""
        self.title.setText(text("start.check_file", language))
        self.hint.setText(text("start.check_file_hint", language))
        self.choose.say(text("start.choose_file", language))
