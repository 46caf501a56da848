# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The help text of the page one came from: ``resources/help/<language>/<page>.md``."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout

from precinct_app.runtime import resources
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import row

GENERAL = "home"
"""Whose help stands in for a page that has none of its own."""
_WIDEST = 900


class HelpPage(Page):
    """Read, then Escape: the page is as it was left."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.back = KeyButton("", "Esc", main=True)
        self.back.clicked.connect(self.frame.back)
        layout.addWidget(self.text, 1)
        layout.addLayout(row(self.back, 1))

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Esc", "key.back"), ("F2", "key.language")]

    def open(self, place: Place) -> None:
        """Show the help of a page."""
        super().open(place)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text again."""
        self.back.say(self.say("key.back"))
        self.text.setAccessibleName(self.say("key.help"))
        self.text.setMarkdown(self._told())
        self.text.document().setDocumentMargin(self.look.px(20))
        wide = min(self.look.px(_WIDEST), max(400, self.width() - 48))
        self.text.setMaximumWidth(wide)

    def relook(self) -> None:
        """Type of another size."""
        self.retranslate()

    def take_focus(self) -> None:
        """The way back."""
        self.back.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down scroll."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.value() + (60 if event.key() == Qt.Key.Key_Down else -60))
        else:
            super().keyPressEvent(event)

    def _told(self) -> str:
        for page in (self.place.subject, GENERAL):
            name = f"help/{self.language.value}/{page}.md"
            if page and resources.path(name).is_file():
                return resources.read_text(name)
        return ""
