# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A verdict: icon and one word in capitals, one line of reason under it."""

from PySide6.QtWidgets import QWidget

from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.labels import column, label, row, set_role

VERDICTS = {
    "accepted": ("tick", "green", "verdict_good"), "compare": ("eye", "ochre", "verdict_ask"),
    "returned": ("wrong", "red", "verdict_bad"), "waiting": ("ring", "edge", "second20"),
}  # fmt: skip


class Verdict(QWidget):
    """Shapes differ as well as colours."""

    def __init__(self) -> None:
        super().__init__()
        self.sign = Icon("ring", "edge", 24)
        self.word, self.reason = label("", "second20"), label("", wrap=True)
        self.setLayout(column(row(self.sign, self.word, 1, spacing=10), self.reason))

    def show_verdict(self, verdict: str, word: str, reason: str) -> None:
        """Show a key of VERDICTS."""
        icon, tone, role = VERDICTS[verdict]
        self.sign.show_icon(icon, tone)
        set_role(self.word, role)
        self.word.setText(word.upper())
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.setAccessibleName(f"{word}. {reason}")
