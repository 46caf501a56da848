# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The first page: the real election, training apart under its tape, and the check of a file."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QVBoxLayout, QWidget

from precinct_app.domain.errors import PrecinctError
from precinct_app.runtime.texts import sentence
from precinct_app.ui.frame.place import Place
from precinct_app.ui.machine import FoundWorkspace
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.start.drop_area import DropArea
from precinct_app.ui.start.other_ways import OtherWays
from precinct_app.ui.start.sign_in import SignIn
from precinct_app.ui.theme import SIZES
from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once
from precinct_app.ui.widgets.hatch import HatchFrame
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.labels import label

_SPARE = 16
"""Names that wrap may need a little more than was measured."""


class StartPage(Page):
    """Whom to open and what to check."""

    has_rail = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.setAcceptDrops(True)
        self._build()

    def _build(self) -> None:
        grid = self.grid = QGridLayout(self)
        grid.setContentsMargins(48, 36, 48, 32)
        grid.setSpacing(24)
        self.real, self.training = SignIn(training=False), SignIn(training=True)
        self.tile = plain_frame("tile")
        self._fill(self.tile, self.real)
        self.tape = HatchFrame(20)
        self._fill(self.tape, self.training)
        self.drop = DropArea()
        self.drop.choose_asked.connect(self.choose_file)
        grid.addWidget(self.tile, 0, 0)
        grid.addWidget(self.tape, 0, 1)
        self.ways = OtherWays()
        self.ways.pressed.connect(self._way)
        grid.addWidget(self.drop, 1, 0)
        grid.addWidget(self.ways, 1, 1)
        grid.setRowStretch(0, 1)
        self.message = label("", "red", wrap=True)
        grid.addWidget(self.message, 2, 0, 1, 2)
        self.message.hide()
        for form in (self.real, self.training):
            form.open_asked.connect(self._open)
            form.another_asked.connect(self.choose_folder)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "key.open"), ("F3", "key.size"), ("F5", "key.training"),
                ("F6", "key.check"), ("F8", "key.another"), ("F9", "key.set_up"),
                ("F10", "key.dark"), ("F2", "key.language")]  # fmt: skip

    def open(self, place: Place) -> None:
        """Look for workspaces; their cards are files, so not in the window's thread."""
        super().open(place)
        self.frame.background.run(self.frame.desk.workspaces, self._show_found, self.refuse)

    def retranslate(self) -> None:
        """Write every text again."""
        for part in (self.real, self.training, self.drop, self.ways):
            part.set_language(self.language)
        self._show_damaged()
        self._fit()

    def relook(self) -> None:
        """Room for large type."""
        tight = self.look.percent > 125  # noqa: PLR2004
        self.grid.setContentsMargins(*(24, 16, 24, 16) if tight else (48, 36, 48, 32))
        self.grid.setSpacing(16 if tight else 24)
        self.ways.setVisible(not tight)
        self.grid.addWidget(self.drop, 1, 0, 1, 2 if tight else 1)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another choice."""
        super().resizeEvent(event)
        self._fit()

    @fitting_once
    def _fit(self) -> None:
        self._drop_empty()
        self.drop.show()
        last: list[QWidget] = [self.drop.hint]
        last += [self.drop] if self.look.percent > 150 else []  # noqa: PLR2004
        parts = [*self.real.droppable(), *self.training.droppable(), *last]
        drop_until_fits(self, parts, self.height() - _SPARE)

    def _drop_empty(self) -> None:
        """At the largest type a tile with nothing to open leaves its room to the other."""
        large = self.look.percent > 150  # noqa: PLR2004
        real, training = bool(self.real.found), bool(self.training.found)
        wide = (3, 2) if real else (2, 3)
        for column, (tile, shown) in enumerate(
            ((self.tile, not large or real or not training),
             (self.tape, not large or training or not real))
        ):  # fmt: skip
            tile.setVisible(shown)
            self.grid.setColumnStretch(column, wide[column] if shown else 0)

    def take_focus(self) -> None:
        """The pass phrase of what can be opened."""
        (self.real if self.real.found else self.training).take_focus()

    def refuse(self, error: PrecinctError) -> None:
        """The door stayed closed; the frame says why."""
        self.frame.tell("\n".join(sentence(reason, self.language) for reason in error.reasons))
        for form in (self.real, self.training):
            form.set_busy(busy=False)
        self.take_focus()

    def function_key(self, number: int) -> bool:
        """F3 type size, F5 training, F6 a file, F8 another place, F9 a new one, F10 light or dark."""
        actions = {3: self._larger, 5: self.training.take_focus, 6: self.choose_file,
                   8: self.choose_folder, 9: self._set_up, 10: self._darker}  # fmt: skip
        if number in actions:
            actions[number]()
        return number in actions

    def _way(self, key: str) -> None:
        self.function_key(int(key[1:]))

    def _set_up(self) -> None:
        """A new workspace from a package."""
        self.frame.go(Place("setup"))

    def choose_file(self) -> None:
        """Ask for a file to check."""
        name, _ = QFileDialog.getOpenFileName(self, self.say("start.choose_file"))
        if name:
            self.frame.go(Place("file", name))

    def choose_folder(self) -> None:
        """Ask for a folder with workspaces."""
        name = QFileDialog.getExistingDirectory(self, self.say("start.choose_workspace"))
        if name:
            self.look_into(Path(name))

    def look_into(self, folder: Path) -> None:
        """Show the workspaces of another folder."""
        self.frame.desk.folder = folder
        self.open(self.place)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is welcome anywhere on the page."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.frame.go(Place("file", urls[0].toLocalFile()))

    def _show_found(self, found: list[FoundWorkspace]) -> None:
        self.training.narrow = any(w.is_real for w in found)
        self.real.show_found([w for w in found if w.is_real])
        self.training.show_found([w for w in found if not w.is_real])
        self._show_damaged()
        self._fit()
        if self.isVisible():
            self.take_focus()

    def _show_damaged(self) -> None:
        damaged = self.frame.desk.damaged
        told = [f"{folder}: {sentence(reason, self.language)}" for folder, reason in damaged]
        self.message.setText("\n".join(told))
        self.message.setVisible(bool(told))

    def _open(self, folder: Path, member_id: str, passphrase: str) -> None:
        self.frame.tell("")
        self.frame.sign_in(folder, member_id, passphrase)

    def _larger(self) -> None:
        look = self.frame.look
        after = SIZES[(SIZES.index(look.percent) + 1) % len(SIZES)]
        self.frame.set_taste(self.language, after, dark=look.theme == "dark")

    def _darker(self) -> None:
        look = self.frame.look
        self.frame.set_taste(self.language, look.percent, dark=look.theme != "dark")

    def _fill(self, box: QFrame, form: SignIn) -> None:
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(form)
