# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An account of papers: a column a ballot or a kind of certificate, a row a kind of movement."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from precinct_app.domain.election import Ballot
from precinct_app.ui.widgets.ballot_mark import BallotMark
from precinct_app.ui.widgets.labels import clear, frame, label

_RIGHT = Qt.AlignmentFlag.AlignRight


class AccountTable(QFrame):
    """Whole papers; the last row is what must be left."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(16, 10, 16, 10)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(4)

    def show_ballots(
        self, ballots: Sequence[Ballot], rows: Sequence[tuple[str, Sequence[str]]], last: int
    ) -> None:
        """An account of ballots, each in its colour."""
        self.show_account([BallotMark(b.number, b.colour.rgb) for b in ballots], rows, last)

    def show_account(
        self, heads: Sequence[QWidget], rows: Sequence[tuple[str, Sequence[str]]], last: int
    ) -> None:
        """Show names and figures; the rows from `last` on are sums."""
        clear(self.grid)
        for column, head in enumerate(heads, start=1):
            self.grid.addWidget(head, 0, column, _RIGHT)
        for line, (name, figures) in enumerate(rows, start=1):
            at = line + (line > last)
            if line == last + 1:
                self.grid.addWidget(frame("rule"), line, 0, 1, len(heads) + 1)
            self.grid.addWidget(label(name, "strong" if line > last else "", wrap=True), at, 0)
            for column, figure in enumerate(figures, start=1):
                told = label(figure, "sum" if line > last else "plain20")
                told.setAlignment(_RIGHT)
                self.grid.addWidget(told, at, column)
        self.grid.setColumnStretch(0, 1)
        self.setAccessibleName("; ".join(f"{name}: {', '.join(figures)}" for name, figures in rows))
