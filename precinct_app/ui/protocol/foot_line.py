# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The card as one line at the foot, where type is large: what is wrong, what to recount, the slip."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy

from precinct_app.ui.look import Painted
from precinct_app.ui.widgets.finding_card import CardWords, bold
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.keycap import Keycap
from precinct_app.ui.widgets.labels import frame


class FootLine(Painted):
    """A solid red block while something does not agree; not there otherwise."""

    go_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        block = frame("error")
        layout = QHBoxLayout(block)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.setSpacing(14)
        self.sign = Icon("cross", "onred", 16)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(self.sign)
        layout.addWidget(self.text, 1)
        layout.addWidget(Keycap("/"))
        outer.addWidget(block)

    def show_words(self, words: CardWords) -> None:
        """Say it in one line."""
        self.setAccessibleName(words.says)
        parts = [bold(f"{words.says}.")]
        if len(words.slips) == 1:
            parts += words.slips
        elif words.recount:
            parts.append(escape(f"{words.recount[0]}: {words.recount[1]}"))
        self.text.setText(" ".join(parts))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click leads to the finding."""
        self.go_asked.emit()
