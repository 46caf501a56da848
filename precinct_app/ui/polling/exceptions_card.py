# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pages with fewer signatures for some ballot, and a page that was passed over."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from precinct_app.domain.election import Ballot
from precinct_app.domain.registers.signatures import PageCount
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import clear, label, row
from precinct_app.ui.widgets.paper_slip import PaperSlip

_SHOWN, _SLIPS = 3, 3
"""Exceptions in sight, and ballots of one."""


class ExceptionsCard(QFrame):
    """The latest exceptions; what is missing stands below them in ochre."""

    asked = Signal()
    """Another exception is to be told."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 8, 16, 8)
        stack.setSpacing(4)
        self.title, self.add = label("", "strong", wrap=True), KeyButton("", "F7")
        self.add.clicked.connect(self.asked)
        head = row(self.title, self.add)
        head.setStretch(0, 1)
        stack.addLayout(head)
        self.list = QGridLayout()
        self.list.setHorizontalSpacing(8)
        self.list.setColumnStretch(_SLIPS + 1, 1)
        stack.addLayout(self.list)
        self.sign, self.missing = Icon("triangle", "ochre", 20), label("", "ochre", wrap=True)
        line = row(self.sign, self.missing, spacing=10)
        line.setStretch(1, 1)
        stack.addLayout(line)
        stack.addStretch(1)

    def say(self, title: str, add: str) -> None:
        """Write its words."""
        self.title.setText(title)
        self.add.say(add)

    def show_exceptions(
        self, found: Sequence[tuple[str, PageCount]], ballots: Sequence[Ballot], passed: str
    ) -> None:
        """Show pages, each by its place, and the page that was passed over."""
        clear(self.list)
        known = {b.ballot_id: b for b in ballots}
        for line, (place, page) in enumerate(found[-_SHOWN:]):
            self.list.addWidget(label(place), line, 0)
            for column, (ballot_id, fewer) in enumerate(page.fewer[:_SLIPS], start=1):
                ballot = known[ballot_id]
                slip = PaperSlip(ballot.colour.rgb, f"{ballot.number}: –{fewer}", top=4)
                self.list.addWidget(slip, line, column)
        self.sign.setVisible(bool(passed))
        self.missing.setText(passed)
        self.missing.setVisible(bool(passed))
