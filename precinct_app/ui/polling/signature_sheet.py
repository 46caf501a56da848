# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The grid of pages with its foot: all signatures counted, pages left, the step that ends it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.polling.signature_grid import Counted, rows_of
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame, label
from precinct_app.ui.widgets.page_grid import GridWords, PageGrid


class SignatureSheet(QFrame):
    """The sum is never inside what scrolls."""

    announced = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        self.grid = PageGrid()
        self.total_name, self.total = label("", "second"), label("", "sum")
        self.left = label("", "second")
        self.go = KeyButton("", "F8", main=True)
        self.go.clicked.connect(self.announced)
        self.foot = frame("head")
        line = QHBoxLayout(self.foot)
        line.setContentsMargins(16, 2, 16, 2)
        line.setSpacing(16)
        for part in (self.total_name, self.total):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.left)
        line.addWidget(self.go)
        stack.addWidget(self.grid)
        stack.addWidget(self.foot)

    def show_counted(self, found: Counted, language: Language) -> None:
        """Show how far the counting is."""
        say = partial(text, language=language)
        words = GridWords(
            say("signatures.table"), say("signatures.page"), say("signatures.count"),
            say("signatures.gap"), tuple((b.number, b.colour.rgb) for b in found.ballots),
        )  # fmt: skip
        home = (say("signatures.home"), say("signatures.home_hint"))
        table = say("signatures.table_name", table="{table}")
        self.grid.show_rows(rows_of(found, table, home), words)
        self.total_name.setText(say("signatures.total"))
        self.total.setText(grouped(found.total))
        self.go.say(say("signatures.done" if found.announced else "signatures.announce"))
        left = len(found.grid.missing)
        why = say("signatures.left", count=left) if left or not found.tables else ""
        self.go.close_because(why)
        self.left.setText("" if found.announced else why)
        self.go.setVisible(not found.announced)
