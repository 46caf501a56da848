# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a file is worth: first a sentence, then the figures, then every check by name."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout

from precinct_app.domain.errors import PrecinctError
from precinct_app.runtime.texts import sentences, text
from precinct_app.services.verdict import Verdict
from precinct_app.ui.check.checked_views import checks_view, protocols_view
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.start.drop_area import DropArea
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.labels import column, label, row, set_role
from precinct_app.ui.widgets.progress_row import LONG, ProgressRow

_SIGNS = {"good": ("good", "green"), "compare": ("eye", "ochre"), "doubt": ("eye", "ochre"),
          "consistent": ("notice", "ochre"), "bad": ("wrong", "red")}  # fmt: skip
_LARGE, _SMALL = 72, 48


class FilePage(Page):
    """A checked file; nobody has to sign in, and who has is asked no package: it is the workspace's."""

    has_rail = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.path = Path()
        self.verdict: Verdict | None = None
        self.setAcceptDrops(True)
        layout = self.stack = QVBoxLayout(self)
        layout.setSpacing(16)
        self.sign = Icon("ring", "edge", _LARGE)
        self.title, self.other = label("", "headline", wrap=True), label("", "second", wrap=True)
        head = row(self.sign, column(self.title, self.other, spacing=2), spacing=24)
        head.setStretch(1, 1)
        layout.addLayout(head)
        self.progress = ProgressRow(after=LONG)
        layout.addWidget(self.progress)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        self.figures, self.checks = QScrollArea(), QScrollArea()
        for area in (self.figures, self.checks):
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        columns.addWidget(self.figures, 1)
        self.drop = DropArea()
        self.drop.choose_asked.connect(self._choose)
        right = column(self.checks, self.drop, spacing=16)
        right.setStretch(0, 1)
        columns.addLayout(right, 1)
        layout.addLayout(columns, 1)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("F6", "file.key_other"), ("Esc", "key.back"), ("F2", "key.language")]

    def open(self, place: Place) -> None:
        """Check the file that the place names."""
        super().open(place)
        path = self.path = Path(place.subject)
        self.verdict = None
        self.sign.show_icon("ring", "edge")
        self.retranslate()
        desk, session = self.frame.desk, self.frame.session
        package = session.workspace.package if session is not None else None
        self.run_long(
            lambda job: desk.check(path, package, job.pulse), self._show, self.progress,
            self.say("file.working"),
        )  # fmt: skip

    def relook(self) -> None:
        """Large type leaves the sentence, the figures and the checks; F6 stays in the bar."""
        wide = self.look.is_large
        self.stack.setContentsMargins(*(16, 8, 16, 8) if wide else (48, 20, 48, 16))
        set_role(self.title, "title" if wide else "headline")
        self.drop.setHidden(wide)

    def retranslate(self) -> None:
        """Write every text again."""
        self.drop.set_language(self.language)
        if self.verdict is None:
            self.title.setText(self.say("file.working"))
            self.other.setText(self.path.name)
        else:
            self._show(self.verdict)

    def take_focus(self) -> None:
        """The next file; large type has the figures' scrolling."""
        (self.drop.choose if self.drop.isVisible() else self.figures).setFocus()

    def function_key(self, number: int) -> bool:
        """F6 another file."""
        if number == 6:  # noqa: PLR2004
            self._choose()
        return number == 6  # noqa: PLR2004

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The next file."""
        urls = event.mimeData().urls()
        if urls:
            self.frame.go(Place("file", urls[0].toLocalFile()))

    def refuse(self, error: PrecinctError) -> None:
        """Say why the file could not be read."""
        self.sign.show_icon(*_SIGNS["bad"])
        self.title.setText("\n".join(sentences(error, self.language)))
        self.other.setText(self.path.name)

    def _show(self, verdict: Verdict) -> None:
        """One word first, in two languages; then what there is to read."""
        self.verdict = verdict
        self.sign.show_icon(*_SIGNS[verdict.outcome])
        key = f"verdict.{verdict.outcome}"
        self.title.setText(self.say(key))
        second = text(key, self.other_language)
        self.other.setText(f"{self.path.name}. {second}")
        session = self.frame.session
        election = session.workspace.election if session is not None else verdict.election
        view = protocols_view(verdict.protocols, election, self.language)
        self.figures.setWidget(view)
        self.figures.setVisible(bool(verdict.protocols))
        self.checks.setWidget(checks_view(verdict.checks, self.language))
        self.figures.setAccessibleName(self.say("file.figures"))
        self.checks.setAccessibleName(self.say("file.checks", count=len(verdict.checks)))

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.say("start.choose_file"))
        if name:
            self.frame.go(Place("file", name))
