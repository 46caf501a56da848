# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One card: the first relation that does not hold, its numbers, what to recount, the likely slip."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from precinct_app.domain.protocol.check import CheckReport, Finding
from precinct_app.domain.protocol.form import CellSpec
from precinct_app.domain.protocol.slips import Slip
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services.slip_words import SlipWords
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.labels import button, frame, label, row, set_role

_ROLES = {"error": "red", "act": "ochre", "warning": "ochre", "notice": "second"}


class FindingsCard(QFrame):
    """Good news is quiet; one cause gives one message."""

    go_asked = Signal(str)
    """The cell to jump to."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("finding")
        self.language = Language.KK
        self.report = CheckReport()
        self.slips: Sequence[Slip] = ()
        self.cells: Sequence[CellSpec] = ()
        self.place = 0
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        self.grade, self.code = label("", "red"), label("", "small")
        layout.addLayout(row(self.grade, 1, self.code))
        self.says = label("", "title", wrap=True)
        layout.addWidget(self.says)
        self.sides = QGridLayout()
        self.left_name, self.left = label(""), label("", "digits")
        self.right_name, self.right = label(""), label("", "digits")
        self.gap_name, self.gap = label("", "row"), label("", "gap")
        for line, (name, value) in enumerate(
            ((self.left_name, self.left), (self.right_name, self.right), (self.gap_name, self.gap))
        ):
            self.sides.addWidget(name, line, 0)
            self.sides.addWidget(value, line, 1)
        self.sides.setColumnStretch(0, 1)
        layout.addLayout(self.sides)
        self.recount_name, self.recount = label("", "second"), label("", "row", wrap=True)
        layout.addWidget(self.recount_name)
        layout.addWidget(self.recount)
        self.slip_box = frame("slip")
        self.slip = label("", "row", wrap=True)
        QVBoxLayout(self.slip_box).addWidget(self.slip)
        layout.addWidget(self.slip_box)
        self.go = button("", "/")
        self.go.clicked.connect(self.jump)
        self.more = label("", "second")
        layout.addLayout(row(self.go, self.more, 1))
        layout.addStretch(1)
        self.foot = label("", "second")
        layout.addWidget(self.foot)

    def show_report(
        self, report: CheckReport, slips: Sequence[Slip], cells: Sequence[CellSpec]
    ) -> None:
        """Show what stands on a sheet of these cells."""
        self.report, self.slips, self.cells = report, slips, cells
        self.place = 0
        self.retranslate()

    def finding(self) -> Finding | None:
        """The finding that is shown."""
        found = self.report.findings
        return found[self.place % len(found)] if found else None

    def retranslate(self) -> None:
        """Write every text again."""
        finding = self.finding()
        shown = finding is not None
        for widget in (self.code, self.left_name, self.left, self.right_name, self.right,
                       self.gap_name, self.gap, self.recount_name, self.recount, self.go,
                       self.more, self.slip_box, self.grade):  # fmt: skip
            widget.setVisible(shown)
        self.setProperty("good", not shown)
        self.style().unpolish(self)
        self.style().polish(self)
        if finding is None:
            key = "card.waiting" if self.report.open else "card.agree"
            self.says.setText(text(key, self.language))
        else:
            self._show(finding)
        passed = len(self.report.passed)
        self.foot.setText(text("card.passed", self.language, count=passed) if passed else "")

    def jump(self) -> None:
        """Go to the suspect cell; the next time, to the next finding's."""
        finding = self.finding()
        if finding is None:
            return
        cell = self._suspect(finding)
        self.place += 1
        self.retranslate()
        self.go_asked.emit(cell)

    def _suspect(self, finding: Finding) -> str:
        slips = self._slips(finding)
        return slips[0].cells[0] if slips else finding.cells[0]

    def _slips(self, finding: Finding) -> list[Slip]:
        """The slips of this finding's cause."""
        return [slip for slip in self.slips if set(slip.cells) & set(finding.cells)]

    def _show(self, finding: Finding) -> None:
        say = partial(text, language=self.language)
        set_role(self.grade, _ROLES[finding.grade.value])
        self.grade.setText(say(f"card.{finding.grade.value}"))
        self.code.setText(finding.code)
        self.says.setText(finding.relation.says.in_(self.language).split("{")[0].strip(" :"))
        self.left_name.setText(say("card.left"))
        self.right_name.setText(say("card.right"))
        self.gap_name.setText(say("card.gap"))
        self.left.setText(grouped(finding.left))
        self.right.setText(grouped(finding.right))
        self.gap.setText(grouped(abs(finding.gap)))
        self.recount_name.setText(say("card.recount"))
        self.recount.setText(finding.next_step(self.language))
        suspect = self._suspect(finding)
        number = next((spec.official for spec in self.cells if spec.cell == suspect), "")
        go = say("card.go", number=number)
        self.go.setText(f"{go}   [/]")
        self.go.setAccessibleName(go)
        others = len(self.report.findings) - 1
        self.more.setText(say("card.more", count=others) if others else "")
        self._show_slips(self._slips(finding))

    def _show_slips(self, slips: Sequence[Slip]) -> None:
        lines = SlipWords(self.cells, self.language, grouped).together(slips)
        self.slip.setText("\n".join(lines))
        self.slip_box.setVisible(bool(lines))
