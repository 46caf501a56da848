# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The ballot's colour band: number, name, and what guards against the wrong ballot."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from precinct_app.domain.election import Ballot, Contest
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.theme import Theme, paper
from precinct_app.ui.widgets.elided_label import ElidedLabel
from precinct_app.ui.widgets.labels import label

HEIGHT = 72


class BallotBand(QWidget):
    """Full width under the top bar; pale and wide, so that paper is never read as good news."""

    def __init__(self) -> None:
        super().__init__()
        self.tint, self.edge = "#FFFFFF", "#75838F"
        self.setMinimumHeight(HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 24, 4)
        layout.setSpacing(24)
        self.number = label("", "title")
        self.number.setFixedWidth(48)
        self.name, self.other = ElidedLabel("title"), ElidedLabel("small")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        names.addWidget(self.other)
        layout.addWidget(self.number)
        layout.addLayout(names, 1)
        self.guards = [(label("", "small"), label("", "strong")) for _ in range(3)]
        for caption, value in self.guards:
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(caption)
            column.addWidget(value)
            layout.addLayout(column)
        self.step, self.typist = label("", "row"), label("", "small")
        last = QVBoxLayout()
        last.setSpacing(0)
        last.addWidget(self.step)
        last.addWidget(self.typist)
        layout.addLayout(last)

    def show_ballot(
        self, ballot: Ballot, contest: Contest, step: str, typist: str, language: Language,
        theme: Theme,
    ) -> None:  # fmt: skip
        """Show which ballot is typed, at which step, by whom."""
        self.tint, self.edge = paper(ballot.colour.rgb, theme)
        self.number.setText(str(ballot.number))
        other = Language.RU if language is not Language.RU else Language.KK
        self.name.setText(ballot.name.in_(language))
        self.other.setText(ballot.name.in_(other))
        first = contest.options[0].name.in_(language) if contest.options else ""
        told = (
            ("sheet.first_line", first if len(first) <= 24 else f"{first[:23]}…"),  # noqa: PLR2004
            ("sheet.lines", str(len(contest.options) + 1)),
            ("sheet.paper", ballot.colour.name.in_(language)),
        )
        for (caption, value), (key, content) in zip(self.guards, told, strict=True):
            caption.setText(text(key, language))
            value.setText(content)
        self.step.setText(text(step, language))
        self.typist.setText(typist)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint tint and lower edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.tint))
        painter.fillRect(0, self.height() - 4, self.width(), 4, QColor(self.edge))
        painter.fillRect(0, 0, 8, self.height(), QColor(self.edge))
