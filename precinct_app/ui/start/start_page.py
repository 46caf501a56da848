# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The first page: the real election, training apart under its tape, and the check of a file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout

from precinct_app.domain.election import Mode
from precinct_app.runtime.texts import sentence
from precinct_app.ui.desk import Desk
from precinct_app.ui.page import Page
from precinct_app.ui.start.drop_area import DropArea
from precinct_app.ui.start.sign_in import SignIn
from precinct_app.ui.widgets.hatch import HatchFrame
from precinct_app.ui.widgets.labels import frame, label


class StartPage(Page):
    """Whom to open and what to check."""

    sign_in_asked = Signal(object, str, str)
    """Folder, member id, pass phrase."""
    file_chosen = Signal(Path)
    folder_chosen = Signal(Path)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setAcceptDrops(True)
        self._build()

    def _build(self) -> None:
        found = self.desk.workspaces()
        real = [w for w in found if w.card.mode == Mode.REAL]
        training = [w for w in found if w.card.mode == Mode.TRAINING]
        grid = QGridLayout(self)
        grid.setContentsMargins(48, 20, 48, 8)
        grid.setSpacing(16)
        self.real = SignIn(real, training=False)
        self.training = SignIn(training, training=True)
        tile = frame("tile")
        QVBoxLayout(tile).addWidget(self.real)
        hatch = HatchFrame(20)
        inner = QVBoxLayout(hatch)
        inner.setContentsMargins(8, 4, 8, 4)
        inner.addWidget(self.training)
        self.drop = DropArea()
        self.drop.choose_asked.connect(self.choose_file)
        grid.addWidget(tile, 0, 0)
        grid.addWidget(hatch, 0, 1)
        grid.addWidget(self.drop, 1, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2 if real else 4)
        grid.setRowStretch(0, 1)
        self.message = label("", "red", wrap=True)
        grid.addWidget(self.message, 2, 0, 1, 2)
        for form in (self.real, self.training):
            form.open_asked.connect(self.sign_in_asked)
            form.another_asked.connect(self.choose_folder)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "key.open"), ("Tab", "key.field"), ("F5", "key.training"),
                ("F6", "key.check"), ("F8", "key.another"), ("F2", "key.language")]  # fmt: skip

    def retranslate(self) -> None:
        """Write every text again."""
        for part in (self.real, self.training, self.drop):
            part.set_language(self.language)
        told = dict.fromkeys(sentence(reason, self.language) for reason in self.desk.damaged)
        self.message.setText("\n".join(told))

    def take_focus(self) -> None:
        """The pass phrase of what can be opened."""
        (self.real if self.real.found else self.training).take_focus()

    def show_message(self, sentence: str) -> None:
        """Say why the door stayed closed."""
        self.message.setText(sentence)
        for form in (self.real, self.training):
            form.set_busy(busy=False)

    def function_key(self, number: int) -> bool:
        """F5 training, F6 check a file, F8 another workspace."""
        actions = {5: self.training.take_focus, 6: self.choose_file, 8: self.choose_folder}
        if number in actions:
            actions[number]()
        return number in actions

    def choose_file(self) -> None:
        """Ask for a file to check."""
        name, _ = QFileDialog.getOpenFileName(self, self.say("start.choose_file"))
        if name:
            self.file_chosen.emit(Path(name))

    def choose_folder(self) -> None:
        """Ask for a folder with workspaces."""
        name = QFileDialog.getExistingDirectory(self, self.say("start.choose_workspace"))
        if name:
            self.folder_chosen.emit(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is welcome anywhere on the page."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.file_chosen.emit(Path(urls[0].toLocalFile()))
