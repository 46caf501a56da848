# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One card, one failure: its numbers, the gap, what to recount, the likely slip, one button."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from precinct_app.ui.look import look_of
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, frame, label, row, set_property, set_role

GRADES = {
    "error": ("wrong", "red", "red"), "act": ("act", "ink", "strong"),
    "warning": ("triangle", "ochre", "ochre"), "notice": ("notice", "ink", "strong"),
    "agrees": ("tick", "green", "strong"), "waiting": ("ring", "edge", "second"),
}  # fmt: skip
"""Icon, its colour and the role of the word: shapes differ, so a grey print reads the same."""

TIGHTER = ((10, "plain20"), (6, "plain20"), (6, ""), (4, ""), (2, ""))
"""Room between lines and the role of the slips, from the roomy card to the tight one."""


@dataclass(frozen=True, slots=True)
class CardWords:
    """What the card says; `grade` is a key of GRADES."""

    grade: str
    grade_word: str
    code: str
    says: str
    sides: tuple[tuple[str, str], ...] = ()
    """Name and number of each side of the relation."""
    gap: tuple[str, str] | None = None
    recount: tuple[str, str] | None = None
    """Heading and what to recount first."""
    slips: Sequence[str] = ()
    """Rich lines; what follows when they are right comes last, as `slip_hint`."""
    slip_hint: str = ""
    go: str = ""
    more: str = ""


class FindingCard(QFrame):
    """Red edge where something does not agree; good news is quiet."""

    go_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("finding")
        self.words = CardWords("agrees", "", "", "")
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 14)
        layout.setSpacing(6)
        self.sign = Icon("tick", "green", 20)
        self.grade, self.code = label("", "red"), label("", "small")
        layout.addLayout(row(self.sign, self.grade, 1, self.code, spacing=10))
        self.says = label("", "title", wrap=True)
        layout.addWidget(self.says)
        layout.addWidget(self._numbers())
        self.recount_name, self.recount = label("", "small"), label("", "row", wrap=True)
        layout.addLayout(column(self.recount_name, self.recount))
        self.slip_box = frame("slip")
        inside = QVBoxLayout(self.slip_box)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(2)
        self.slip, self.slip_hint = self._rich(), label("", wrap=True)
        inside.addWidget(self.slip)
        inside.addWidget(self.slip_hint)
        layout.addWidget(self.slip_box)
        self.go = KeyButton("", "/", main=True)
        self.go.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.go.clicked.connect(self.go_asked)
        self.more = label("", "second")
        layout.addSpacing(4)
        layout.addLayout(row(self.go, self.more, 1, spacing=16))

    def _numbers(self) -> QFrame:
        self.numbers = frame("plain")
        grid = QGridLayout(self.numbers)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(3)
        self.lines: list[tuple[QFrame, QLabel, QLabel]] = []
        for place in range(2):
            hair, name, number = frame("hairline"), label("", wrap=True), label("", "digits")
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(hair, 2 * place, 0, 1, 2)
            grid.addWidget(name, 2 * place + 1, 0)
            grid.addWidget(number, 2 * place + 1, 1)
            self.lines.append((hair, name, number))
        self.rule = frame("rule")
        self.gap_name, self.gap = label("", "row"), label("", "gap")
        self.gap.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.rule, 4, 0, 1, 2)
        grid.addWidget(self.gap_name, 5, 0)
        grid.addWidget(self.gap, 5, 1)
        grid.setColumnStretch(0, 1)
        return self.numbers

    def _rich(self) -> QLabel:
        made = label("", "plain20", wrap=True)
        made.setTextFormat(Qt.TextFormat.RichText)
        return made

    def show_words(self, words: CardWords) -> None:
        """Show a finding, or that all agrees so far."""
        self.words = words
        icon, tone, role = GRADES[words.grade]
        self.sign.show_icon(icon, tone)
        set_role(self.grade, role)
        set_property(self, "good", words.grade in {"agrees", "waiting"})
        self.grade.setText(words.grade_word)
        self.code.setText(words.code)
        room = self.width() - 48
        wide = look_of(self).metrics(24, bold=True).horizontalAdvance(words.says) > max(room, 200)
        set_role(self.says, "row" if wide else "title")
        self.says.setText(words.says)
        self.says.setVisible(bool(words.says))
        self._show_numbers(words)
        for shown, told in zip(
            (self.recount_name, self.recount), words.recount or ("", ""), strict=True
        ):
            shown.setText(told)
            shown.setVisible(bool(told))
        self.slip.setText("<br>".join(words.slips))
        self.slip_hint.setText(words.slip_hint)
        self.slip_hint.setVisible(bool(words.slip_hint) and len(words.slips) == 1)
        self.slip_box.setVisible(bool(words.slips))
        self.go.say(words.go)
        self.go.setVisible(bool(words.go))
        self.more.setText(words.more)
        self.more.setVisible(bool(words.more))
        self.setAccessibleName(f"{words.grade_word} {words.code}. {words.says}")

    def set_tight(self, level: int) -> None:
        """The lower the window, the closer stand the lines; then the slips are written smaller."""
        spacing, role = TIGHTER[level]
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(spacing)
        set_role(self.slip, role)

    def _show_numbers(self, words: CardWords) -> None:
        self.numbers.setVisible(bool(words.sides))
        shown = [*words.sides, *[("", "")] * (2 - len(words.sides))]
        for (hair, name, number), (told, figure) in zip(self.lines, shown, strict=True):
            name.setText(told)
            number.setText(figure)
            for part in (hair, name, number):
                part.setVisible(bool(told))
        gap_name, gap = words.gap or ("", "")
        self.gap_name.setText(gap_name)
        self.gap.setText(gap)
        for part in (self.rule, self.gap_name, self.gap):
            part.setVisible(words.gap is not None)


def bold(told: str) -> str:
    """A part of a rich line in bold; everything is escaped."""
    return f"<b>{escape(told)}</b>"
