# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""After both entries: every finding with its answer, then the figures are made final."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.protocol.check import CheckReport, Finding
from precinct_app.domain.protocol.form import Grade
from precinct_app.runtime.texts import sentences
from precinct_app.ui.background import Background
from precinct_app.ui.desk import Session
from precinct_app.ui.page import Page
from precinct_app.ui.widgets.labels import button, frame, label, row


class ChecksPage(Page):
    """What still needs an act or an explanation; nothing is final while an error stands."""

    left = Signal()
    draft_asked = Signal(str)

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.background = background
        self.session: Session | None = None
        self.ballot_id = ""
        self.report = CheckReport()
        self.waiting: list[Finding] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        self.title = label("", "headline")
        self.summary = label("", "row", wrap=True)
        self.found = QScrollArea()
        self.found.setObjectName("pages")
        self.found.setWidgetResizable(True)
        self.message = label("", "red", wrap=True)
        self.freeze = button("", "F12", main=True)
        self.draft = button("", "F9")
        self.reopen = button("")
        for widget in (self.title, self.summary):
            layout.addWidget(widget)
        layout.addWidget(self.found, 1)
        layout.addWidget(self.message)
        layout.addLayout(row(self.freeze, self.draft, self.reopen, 1, spacing=16))
        self.freeze.clicked.connect(self._freeze)
        self.draft.clicked.connect(self._draft)
        self.reopen.clicked.connect(self._reopen)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Tab", "key.field"), ("F2", "key.language"), ("F4", "key.later")]

    def open(self, session: Session, ballot_id: str) -> None:
        """Show the checks of a ballot."""
        self.session, self.ballot_id = session, ballot_id
        self.message.setText("")
        self.background.run(lambda: session.open_findings(ballot_id), self._show, self._refuse)

    def retranslate(self) -> None:
        """Write every text again."""
        self._show((self.report, self.waiting))

    def take_focus(self) -> None:
        """The next step."""
        self.freeze.setFocus()

    def function_key(self, number: int) -> bool:
        """F4 back, F9 draft, F12 final."""
        actions = {4: self.left.emit, 9: self._draft, 12: self._freeze}
        if number in actions:
            actions[number]()
        return number in actions

    def _show(self, outcome: tuple[CheckReport, list[Finding]]) -> None:
        self.report, self.waiting = outcome
        self.title.setText(self.say("checks.title"))
        agree = not self.report.findings
        passed = self.say("card.passed", count=len(self.report.passed))
        self.summary.setText(self.say("card.agree") if agree else passed)
        for action, key, cap in ((self.freeze, "checks.freeze", "F12"),
                                 (self.draft, "checks.draft", "F9"),
                                 (self.reopen, "checks.reopen", "")):  # fmt: skip
            action.setText(self.say(key) + (f"   [{cap}]" if cap else ""))
            action.setAccessibleName(self.say(key))
        ready = not self.waiting and not self.report.has_errors
        self.freeze.setEnabled(ready)
        content = QWidget()
        stack = QVBoxLayout(content)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(16)
        for finding in self.report.findings:
            stack.addWidget(self._finding(finding))
        stack.addStretch(1)
        self.found.setWidget(content)

    def _finding(self, finding: Finding) -> QWidget:
        box = frame("finding" if finding.grade is Grade.ERROR else "card")
        stack = QVBoxLayout(box)
        role = "red" if finding.grade is Grade.ERROR else "ochre"
        stack.addLayout(
            row(
                label(self.say(f"card.{finding.grade.value}"), role),
                1,
                label(finding.code, "small"),
            )
        )
        stack.addWidget(label(finding.sentence(self.language), "row", wrap=True))
        stack.addWidget(label(finding.next_step(self.language), "second", wrap=True))
        if finding in self.waiting:
            stack.addLayout(self._answer_fields(finding))
        elif finding.grade in {Grade.ACT, Grade.WARNING}:
            stack.addWidget(label(self.say("checks.answered"), "green"))
        return box

    def _answer_fields(self, finding: Finding) -> QVBoxLayout:
        fields = QVBoxLayout()
        texts: list[QPlainTextEdit] = []
        for key in ("checks.text_kk", "checks.text_ru"):
            fields.addWidget(label(self.say(key), "second"))
            field = QPlainTextEdit()
            field.setAccessibleName(f"{finding.code} {self.say(key)}")
            field.setTabChangesFocus(True)
            field.setFixedHeight(64)
            fields.addWidget(field)
            texts.append(field)
        answer = button(self.say("checks.answer"))
        answer.setAccessibleName(f"{finding.code} {self.say('checks.answer')}")
        code = finding.code

        def write() -> None:
            self._answer(code, texts[0].toPlainText(), texts[1].toPlainText())

        answer.clicked.connect(write)
        fields.addLayout(row(answer, 1))
        return fields

    def _answer(self, code: str, kk: str, ru: str) -> None:
        session, ballot_id = self.session, self.ballot_id
        if session is None:
            return

        def answer() -> tuple[CheckReport, list[Finding]]:
            session.answer(ballot_id, code, kk, ru)
            return session.open_findings(ballot_id)

        self.background.run(answer, self._show, self._refuse)

    def _freeze(self) -> None:
        session, ballot_id = self.session, self.ballot_id
        if session is not None and self.freeze.isEnabled():
            self.background.run(
                lambda: session.freeze(ballot_id), lambda _: self._draft(), self._refuse
            )

    def _draft(self) -> None:
        self.draft_asked.emit(self.ballot_id)

    def _reopen(self) -> None:
        session, ballot_id = self.session, self.ballot_id
        if session is not None:
            self.background.run(
                lambda: session.reopen(ballot_id, "first"), lambda _: self.left.emit(), self._refuse
            )

    def _refuse(self, error: PrecinctError) -> None:
        self.message.setText("\n".join(sentences(error, self.language)))
