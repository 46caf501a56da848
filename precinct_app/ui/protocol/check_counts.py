# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How many relations failed by grade, and how many agree: shape, number, word."""

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.protocol.checked_ballot import CheckedBallot
from precinct_app.ui.widgets.finding_card import GRADES
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.labels import label, row

_ORDER = ("error", "act", "warning", "agrees", "notice")


class CheckCounts(QFrame):
    """Five counts."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        layout = QGridLayout(self)
        layout.setContentsMargins(20, 8, 20, 8)
        layout.setHorizontalSpacing(20)
        self.shown: dict[str, tuple[QLabel, QLabel]] = {}
        for place, grade in enumerate(_ORDER):
            icon, tone, _ = GRADES[grade]
            number, word = label("", "title"), label("")
            layout.addLayout(
                row(Icon(icon, tone, 20), number, word, 1, spacing=8), place // 3, place % 3
            )
            self.shown[grade] = (number, word)

    def show_counts(self, checked: CheckedBallot, language: Language) -> None:
        """Count again."""
        told = []
        for grade, (number, word) in self.shown.items():
            count = len(checked.report.passed) if grade == "agrees" else checked.count(Grade(grade))
            number.setText(str(count))
            word.setText(text(f"count.{grade}", language))
            told.append(f"{word.text()} {count}")
        self.setAccessibleName(", ".join(told))
