# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Two numbers that should be equal, their gap and what to recount, on three lines."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.labels import clear, column, frame, label, row, set_property, set_role
from precinct_app.ui.widgets.paper_slip import PaperSlip


class GapCard(QFrame):
    """Red edge where numbers differ; good news is one quiet line."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("finding")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 8)
        layout.setSpacing(4)
        self.sign, self.title = Icon("tick", "green", 20), label("", "strong", wrap=True)
        self.slip = QHBoxLayout()
        head = row(self.sign, self.title, self.slip, spacing=10)
        head.setStretch(1, 1)
        layout.addLayout(head)
        self.names = (label("", "second"), label("", "second"), label("", "second"))
        self.figures = (label("", "headline"), label("", "headline"), label("", "gap"))
        numbers = row(spacing=28)
        for place, (name, figure) in enumerate(zip(self.names, self.figures, strict=True)):
            if place == len(self.names) - 1:
                numbers.addStretch(1)
                name.setAlignment(Qt.AlignmentFlag.AlignRight)
                figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            numbers.addLayout(column(name, figure))
        layout.addLayout(numbers)
        self.line = frame("hairline")
        layout.addWidget(self.line)
        self.first, self.what = label("", "second"), label("", "strong", wrap=True)
        last = row(self.first, self.what, spacing=10)
        last.setStretch(1, 1)
        layout.addLayout(last)
        layout.addStretch(1)

    def show_good(self, told: str, *, known: bool) -> None:
        """Nothing is wrong, or nothing is known yet."""
        self.sign.show_icon(*(("tick", "green") if known else ("ring", "edge")))
        self._dress(told, good=True)

    def show_gap(
        self, title: str, paper: tuple[str, str], numbers: Sequence[tuple[str, str]],
        recount: tuple[str, str],
    ) -> None:  # fmt: skip
        """What differs: name and number of each side, then the gap; which pile first."""
        self.sign.show_icon("wrong", "red")
        self._dress(title, good=False)
        self.slip.addWidget(PaperSlip(paper[0], paper[1], top=4))
        for name, figure, (told, number) in zip(self.names, self.figures, numbers, strict=True):
            name.setText(told)
            figure.setText(number)
        self.first.setText(recount[0])
        self.what.setText(recount[1])

    def _dress(self, title: str, *, good: bool) -> None:
        clear(self.slip)
        self.title.setText(title)
        set_role(self.title, "strong" if good else "red")
        set_property(self, "good", good)
        for part in (*self.names, *self.figures, self.line, self.first, self.what):
            part.setVisible(not good)
        self.setAccessibleName(title)
