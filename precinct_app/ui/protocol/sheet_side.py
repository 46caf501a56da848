# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The right side of the sheet: one card, the way on, what already agrees."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from precinct_app.domain.protocol.check import CheckReport
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.protocol.naming import Naming
from precinct_app.ui.widgets.finding_card import TIGHTER, CardWords, FindingCard
from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once
from precinct_app.ui.widgets.folded_line import FoldedLine
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame, label, row


class SheetSide(QWidget):
    """Card above, finish and good news below; F6 unfolds the good news in the card's place."""

    go_asked = Signal()
    passed_asked = Signal()
    finish_asked = Signal()
    disputed_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.card = FindingCard()
        self.card.go_asked.connect(self.go_asked)
        self.list = QScrollArea()
        self.list.setWidgetResizable(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.hide()
        self.finish = KeyButton("", "Enter", main=True)
        self.finish.clicked.connect(self.finish_asked)
        self.why = label("", "small", wrap=True)
        self.passed = FoldedLine()
        self.passed.asked.connect(self.passed_asked)
        layout.addWidget(self.card)
        layout.addWidget(self.list, 100)
        layout.addStretch(1)
        layout.addLayout(row(self.finish, self.why, spacing=16))
        self.disputed = FoldedLine("F10")
        self.disputed.asked.connect(self.disputed_asked)
        layout.addWidget(self.disputed)
        layout.addWidget(self.passed)

    def show_words(self, words: CardWords, passed: int, language: Language) -> None:
        """Show the card and how much agrees."""
        self.card.show_words(words)
        told = text("card.passed", language, count=passed)
        self.passed.say(told, text("card.show", language))
        self._count = passed
        self._fit()

    def show_finish(self, language: Language, empty: int, *, main: bool) -> None:
        """Open once every cell is filled."""
        self.finish.say(text("sheet.finish", language))
        self.finish.set_main(main=main)
        why = text("sheet.empty", language, count=empty) if empty else ""
        self.finish.close_because(why)
        self.why.setText(why)

    def show_disputed(self, language: Language, count: int) -> None:
        """How many ballots the commission decided about one by one, and the way there."""
        told = text("disputed.line", language, count=count)
        self.disputed.say(told, text("disputed.open", language), icon="people", tone="ink2")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the good news goes first."""
        super().resizeEvent(event)
        self._fit()

    @fitting_once
    def _fit(self) -> None:
        """What the card can do without, where the window is low."""
        words = self.card.words
        self.passed.setVisible(bool(self._count))
        may_go: list[tuple[QWidget, bool]] = [
            (self.card.slip_hint, bool(words.slip_hint) and len(words.slips) == 1),
            (self.passed, bool(self._count)),
            (self.disputed, True),
            (self.card.recount_name, words.recount is not None),
        ]
        drop = [part for part, shown in may_go if shown]
        for level in range(len(TIGHTER)):
            self.card.set_tight(level)
            if not drop_until_fits(self, drop):
                break

    def fold(self) -> None:
        """The card again, in place of what agrees."""
        self.list.hide()
        self.card.show()
        self._fit()

    def toggle_passed(self, report: CheckReport, naming: Naming, language: Language) -> None:
        """Unfold what agrees, or fold it again."""
        opened = self.list.isHidden()
        if opened:
            self.list.setWidget(passed_list(report, naming, language))
            self.card.hide()
            self.list.show()
        else:
            self.fold()
        key = "card.hide" if opened else "card.show"
        self.passed.show_word.setText(text(key, language))


def passed_list(report: CheckReport, naming: Naming, language: Language) -> QWidget:
    """One line a relation: tick, code, formula with official numbers."""
    content = frame("plain")
    stack = QVBoxLayout(content)
    stack.setContentsMargins(16, 12, 16, 12)
    stack.setSpacing(6)
    relations = {relation.code: relation for relation in naming.numbers.form.relations}
    for code in report.passed:
        number = label(code, "small")
        number.setFixedWidth(52)
        told = (
            naming.numbers.formula(relations[code]).replace("-", "–") if code in relations else ""
        )
        stack.addLayout(row(Icon("tick", "green", 16), number, label(told, wrap=True)))
    stack.addStretch(1)
    return content
