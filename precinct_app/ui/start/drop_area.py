# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The dashed area where anybody may have a file checked, without signing in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.widgets.labels import button, label


class DropArea(QFrame):
    """Drag a file here, or choose one."""

    choose_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("drop")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 8, 24, 8)
        texts = QVBoxLayout()
        self.title = label("", "title")
        self.hint = label("", "second", wrap=True)
        texts.addWidget(self.title)
        texts.addWidget(self.hint)
        layout.addLayout(texts, 1)
        self.choose = button("", "F6")
        self.choose.clicked.connect(self.choose_asked)
        layout.addWidget(self.choose)

    def set_language(self, language: Language) -> None:
        """Write every text again."""
        self.title.setText(text("start.check_file", language))
        self.hint.setText(text("start.check_file_hint", language))
        choose = text("start.choose_file", language)
        self.choose.setText(f"{choose}   [F6]")
        self.choose.setAccessibleName(choose)
