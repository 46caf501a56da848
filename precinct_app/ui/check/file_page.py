# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a file is worth: first a sentence, then the figures, then every check by name."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from precinct_app.domain.canonical import groups_of_four
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.protocol.sheet import NA
from precinct_app.runtime.texts import sentence, sentences
from precinct_app.services.file_check import CheckedProtocol, Verdict
from precinct_app.ui.background import Background
from precinct_app.ui.desk import Desk
from precinct_app.ui.page import Page
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.labels import button, frame, label, row

_MARKS = {True: ("+", "green"), False: ("X", "red"), None: ("?", "ochre")}


class FilePage(Page):
    """A checked file; nobody has to sign in."""

    left = Signal()

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self.desk = desk
        self.background = background
        self.path = Path()
        self.verdict: Verdict | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 32, 48, 16)
        layout.setSpacing(16)
        self.name = label("", "second")
        self.title = label("", "headline", wrap=True)
        layout.addWidget(self.name)
        layout.addWidget(self.title)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        self.figures, self.checks = QScrollArea(), QScrollArea()
        for area in (self.figures, self.checks):
            area.setWidgetResizable(True)
            columns.addWidget(area, 1)
        layout.addLayout(columns, 1)
        self.back = button("", "F4", main=True)
        self.back.clicked.connect(self.left)
        layout.addLayout(row(self.back, 1))

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("F4", "key.back"), ("F2", "key.language")]

    def open(self, path: Path) -> None:
        """Check a file."""
        self.path, self.verdict = path, None
        self.retranslate()
        self.background.run(lambda: self.desk.check(path, None), self._show, self._refuse)

    def retranslate(self) -> None:
        """Write every text again."""
        self.name.setText(self.path.name)
        self.back.setText(f"{self.say('key.back')}   [F4]")
        self.back.setAccessibleName(self.say("key.back"))
        if self.verdict is None:
            self.title.setText(self.say("file.working"))
        else:
            self._show(self.verdict)

    def take_focus(self) -> None:
        """The way back."""
        self.back.setFocus()

    def function_key(self, number: int) -> bool:
        """F4 goes back."""
        if number == 4:  # noqa: PLR2004
            self.left.emit()
        return number == 4  # noqa: PLR2004

    def _show(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.title.setText(self.say(f"verdict.{verdict.outcome}"))
        figures = QWidget()
        stack = QVBoxLayout(figures)
        for protocol in verdict.protocols:
            stack.addWidget(self._protocol(protocol))
        stack.addStretch(1)
        self.figures.setWidget(figures)
        self.figures.setVisible(bool(verdict.protocols))
        checks = QWidget()
        lines = QVBoxLayout(checks)
        lines.addWidget(label(self.say("file.checks"), "title"))
        for check in verdict.checks:
            mark, role = _MARKS[check.good]
            mark_label = label(mark, role)
            mark_label.setFixedWidth(24)
            name = label(self.say(f"check.{check.name}"), "strong", wrap=True)
            lines.addLayout(row(mark_label, name))
            if check.reason is not None:
                lines.addWidget(label(sentence(check.reason, self.language), "second", wrap=True))
        lines.addStretch(1)
        self.checks.setWidget(checks)

    def _protocol(self, protocol: CheckedProtocol) -> QWidget:
        record = protocol.record
        box = frame("card")
        grid = QGridLayout(box)
        head = f"№ {record.precinct_number} · {record.ballot_name.in_(self.language)}"
        grid.addWidget(label(head, "row", wrap=True), 0, 0, 1, 2)
        number = " ".join(groups_of_four(protocol.control_number))
        grid.addWidget(label(number, "strong", wrap=True), 1, 0, 1, 2)
        shown = [v for v in record.values if v.cell.startswith("votes.") or "." not in v.cell]
        for line, value in enumerate(shown, start=2):
            caption = protocol.captions.get(value.cell)
            told = caption.in_(self.language) if caption else value.cell
            figure = "n/a" if value.figure is NA else grouped(int(value.figure))
            grid.addWidget(label(told, wrap=True), line, 0)
            grid.addWidget(label(figure, "sum"), line, 1)
        grid.setColumnStretch(0, 1)
        return box

    def _refuse(self, error: PrecinctError) -> None:
        self.title.setText("\n".join(sentences(error, self.language)))
