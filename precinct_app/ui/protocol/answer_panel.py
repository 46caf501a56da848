# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The words of an act or an explanation, in Kazakh and Russian, as they stand on paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout

from precinct_app.domain.protocol.check import Finding
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import label, row


class AnswerPanel(QFrame):
    """Two fields and a button; Tab goes on."""

    answered = Signal(str, str, str)
    """Code, Kazakh, Russian."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.finding: Finding | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(6)
        self.title = label("", "row", wrap=True)
        self.names = (label("", "second"), label("", "second"))
        self.fields = (QPlainTextEdit(), QPlainTextEdit())
        self.write = KeyButton("", "Enter")
        self.write.clicked.connect(self._write)
        layout.addWidget(self.title)
        for name, field in zip(self.names, self.fields, strict=True):
            field.setTabChangesFocus(True)
            field.setMinimumHeight(48)
            field.textChanged.connect(self._look)
            layout.addWidget(name)
            layout.addWidget(field, 1)
        layout.addSpacing(8)
        layout.addLayout(row(self.write, 1))

    def show_finding(self, finding: Finding, language: Language) -> None:
        """Ask for the words to a finding; what was typed for it stays."""
        if self.finding is None or self.finding.code != finding.code:
            for field in self.fields:
                field.clear()
        self.finding = finding
        act = finding.grade is Grade.ACT
        self.title.setText(text("checks.act_text" if act else "checks.why_text", language))
        for name, field, key in zip(
            self.names, self.fields, ("checks.text_kk", "checks.text_ru"), strict=True
        ):
            name.setText(text(key, language))
            field.setAccessibleName(f"{finding.code} {text(key, language)}")
        self.write.say(text("checks.act_write" if act else "checks.answer", language))
        self._empty = text("checks.write_both", language)
        self._look()

    def take_focus(self) -> None:
        """The first field."""
        self.fields[0].setFocus()

    def _look(self) -> None:
        whole = all(field.toPlainText().strip() for field in self.fields)
        self.write.close_because("" if whole else getattr(self, "_empty", "-"))

    def _write(self) -> None:
        if self.finding is not None:
            kk, ru = (field.toPlainText().strip() for field in self.fields)
            self.answered.emit(self.finding.code, kk, ru)
