# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What an act is about to say: words, figures under each other, sums; it scrolls with the arrows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout

from precinct_app.ui.acts.act_words import Facts
from precinct_app.ui.widgets.labels import frame, label


class FactsView(QScrollArea):
    """Plain text on the plane."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_facts(self, facts: Facts | None, name: str) -> None:
        """Show other facts; nothing while they are asked for."""
        self.setAccessibleName(name)
        content = frame("plain")
        stack = QVBoxLayout(content)
        stack.setContentsMargins(20, 12, 20, 12)
        stack.setSpacing(8)
        for told in facts.paragraphs if facts else ():
            stack.addWidget(label(told, wrap=True))
        for title, rows in facts.tables if facts else ():
            stack.addWidget(label(title, "strong", wrap=True))
            stack.addLayout(_rows(rows))
        for check in facts.checks if facts else ():
            stack.addWidget(label(check, "second", wrap=True))
        stack.addStretch(1)
        self.setWidget(content)


def _rows(rows: tuple[tuple[str, str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for line, (number, caption, figure) in enumerate(rows):
        grid.addWidget(label(number, "number"), line, 0)
        grid.addWidget(label(caption, wrap=True), line, 1)
        told = label(figure, "sum")
        told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(told, line, 2)
    return grid
