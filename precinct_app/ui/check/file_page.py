# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a file is worth: first a sentence, then the figures, then every check by name."""

from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from precinct_app.domain.canonical import groups_of_four
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.protocol.sheet import NA
from precinct_app.runtime.texts import sentence, sentences
from precinct_app.services.verdict import CheckedProtocol, Verdict
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame, label, row

_MARKS = {True: ("tick", "green"), False: ("wrong", "red"), None: ("notice", "ochre")}


class FilePage(Page):
    """A checked file; nobody has to sign in."""

    has_rail = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
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
        self.back = KeyButton("", "Esc", main=True)
        self.back.clicked.connect(self.frame.back)
        layout.addLayout(row(self.back, 1))

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Esc", "key.back"), ("F2", "key.language")]

    def open(self, place: Place) -> None:
        """Check the file that the place names."""
        super().open(place)
        path = self.path = Path(place.subject)
        self.verdict = None
        self.retranslate()
        desk = self.frame.desk
        self.frame.background.run(lambda: desk.check(path, None), self._show, self.refuse)

    def retranslate(self) -> None:
        """Write every text again."""
        self.name.setText(self.path.name)
        self.back.say(self.say("key.back"))
        if self.verdict is None:
            self.title.setText(self.say("file.working"))
        else:
            self._show(self.verdict)

    def take_focus(self) -> None:
        """The way back."""
        self.back.setFocus()

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
            sign = Icon(*_MARKS[check.good])
            name = label(self.say(f"check.{check.name}"), "strong", wrap=True)
            line = row(sign, name, spacing=12)
            line.setStretch(1, 1)
            lines.addLayout(line)
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

    def refuse(self, error: PrecinctError) -> None:
        """Say why the file could not be read."""
        self.title.setText("\n".join(sentences(error, self.language)))
