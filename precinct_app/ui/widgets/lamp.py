# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A lamp: a shape that tells how something is, what and when, and what to do."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.labels import column, label

SHAPES = {
    "good": ("good", "green"), "attention": ("triangle", "ochre"), "bad": ("wrong", "red"),
    "unknown": ("ring", "edge"),
}  # fmt: skip


class Lamp(QFrame):
    """Disc with tick, triangle, square with cross, or ring; never a colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.sign = Icon("ring", "edge", 26)
        self.first, self.second = label("", "strong", wrap=True), label("", "small", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(12)
        layout.addWidget(self.sign)
        layout.addLayout(column(1, self.first, self.second, 1), 1)

    def show_lamp(self, state: str, first: str, second: str) -> None:
        """Show one of ``good attention bad unknown``."""
        self.sign.show_icon(*SHAPES[state])
        self.first.setText(first)
        self.second.setText(second)
        self.setAccessibleName(f"{first}. {second}")
