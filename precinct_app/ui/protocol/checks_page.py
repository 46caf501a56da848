# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""After both entries: the flow of the ballots, what does not agree, what needs words, making final."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
)

from precinct_app.domain.protocol.check import Finding
from precinct_app.domain.protocol.form import Grade
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.protocol.answer_panel import AnswerPanel
from precinct_app.ui.protocol.ballot_flow import ballot_flow
from precinct_app.ui.protocol.ballot_words import ballot_band
from precinct_app.ui.protocol.check_counts import CheckCounts
from precinct_app.ui.protocol.checked_ballot import CheckedBallot, look_at_ballot
from precinct_app.ui.protocol.finding_words import advice, advice_heading, headline, suspect_of
from precinct_app.ui.protocol.sheet_side import passed_list
from precinct_app.ui.widgets.ballot_band import BallotBand
from precinct_app.ui.widgets.finding_card import GRADES
from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once
from precinct_app.ui.widgets.flow_picture import FlowPicture
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label, row, set_role
from precinct_app.ui.widgets.labels import frame as plain_frame

_FLOW, _ANSWER, _LIST = range(3)


class ChecksPage(Page):
    """Nothing is final while an error stands, or an act or explanation is missing."""

    names_typist = True

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.checked: CheckedBallot | None = None
        self.turned = 0
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.band = BallotBand()
        outer.addWidget(self.band)
        layout = QVBoxLayout()
        layout.setContentsMargins(24, 14, 24, 12)
        layout.setSpacing(12)
        outer.addLayout(layout, 1)
        self.sign, self.title = Icon("tick", "green", 28), label("", "headline", wrap=True)
        title = row(self.sign, self.title, spacing=14)
        title.setStretch(1, 1)
        layout.addLayout(title)
        self.views = QStackedWidget()
        # What is not shown must not ask for room.
        self.views.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.views.addWidget(self._flow_card())
        self.answer = AnswerPanel()
        self.answer.answered.connect(self._answer)
        self.views.addWidget(self.answer)
        self.list = QScrollArea()
        self.list.setWidgetResizable(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.views.addWidget(self.list)
        layout.addWidget(self.views, 1)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._step_card(), 61)
        self.counts = CheckCounts()
        foot.addWidget(self.counts, 39)
        layout.addLayout(foot)

    def _flow_card(self) -> QFrame:
        card = plain_frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 24, 20, 12)
        self.flow = FlowPicture()
        inside.addWidget(self.flow)
        return card

    def _step_card(self) -> QFrame:
        self.card = plain_frame("asks")
        inside = QHBoxLayout(self.card)
        inside.setContentsMargins(16, 8, 16, 8)
        inside.setSpacing(16)
        self.first, self.what = label("", "small"), label("", "row", wrap=True)
        self.hint = label("", "small", wrap=True)
        inside.addLayout(column(1, self.first, self.what, self.hint, 1), 1)
        self.go = KeyButton("", "/", main=True)
        self.go.clicked.connect(self._go)
        self.draft = KeyButton("", "F7")
        self.draft.clicked.connect(self._draft)
        inside.addWidget(self.draft)
        inside.addWidget(self.go)
        return self.card

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        told = [("/", "key.finding"), ("F6", "key.passed"), ("F7", "key.draft"), ("F9", "key.flow"),
                ("F10", "key.disputed"), ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip
        if self.checked is not None and self.checked.is_ready:
            return [("Enter", "key.final"), *told[1:3], ("F8", "checks.key_correct"), *told[3:]]
        return told

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """Show the checks of a ballot."""
        super().open(place)
        self.turned = 0
        self.ask(lambda session: look_at_ballot(session, place.subject), self._show)

    def retranslate(self) -> None:
        """Write every text again."""
        if self.checked is not None:
            self._show_words(self.checked)

    def relook(self) -> None:
        """Type of another size."""
        self.retranslate()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What needs room goes first: counts, then the hint."""
        super().resizeEvent(event)
        self.retranslate()
        self._fit()

    @fitting_once
    def _fit(self) -> None:
        asks = self.views.currentIndex() == _ANSWER
        wanted = self.answer.minimumSizeHint().height() if asks else self.look.px(190)
        self.views.setMinimumHeight(wanted)
        drop_until_fits(self, [self.counts, self.hint, self.first])

    def take_focus(self) -> None:
        """The words that are asked for, or the way on."""
        if self.views.currentIndex() == _ANSWER:
            self.answer.take_focus()
        else:
            self.go.setFocus()

    def finding(self) -> Finding | None:
        """What the page is about at the moment."""
        first = self.checked.first if self.checked else ()
        return first[self.turned % len(first)] if first else None

    def _show(self, checked: CheckedBallot) -> None:
        self.checked = checked
        finding = self.finding()
        asks = finding is not None and finding.grade is not Grade.ERROR
        self.views.setCurrentIndex(_ANSWER if asks else _FLOW)
        self._show_words(checked)
        self._fit()
        self.frame.show_keys()
        if self.isVisible():
            self.take_focus()

    def _show_words(self, checked: CheckedBallot) -> None:
        session, finding = self.frame.session, self.finding()
        if session is not None:
            words = ballot_band(session, checked.ballot, "checks.title", self.say("checks.both_equal"),
                                self.language)  # fmt: skip
            self.band.show_words(words)
        grade = finding.grade.value if finding else "agrees"
        icon, tone, _ = GRADES[grade]
        self.sign.show_icon(icon, tone)
        told = (
            headline(finding, checked.naming, self.language) if finding else self.say("card.agree")
        )
        one_line = self.look.metrics(32, bold=True).horizontalAdvance(told) < self.width() - 100
        set_role(self.title, "headline" if one_line else "title")
        self.title.setText(told)
        self.flow.show_flow(ballot_flow(checked.naming, checked.figures, self.language))
        self.counts.show_counts(checked, self.language)
        self.draft.say(self.say("checks.draft"))
        if finding is None:
            self._show_ready()
        else:
            self._show_step(checked, finding)
            if finding.grade is not Grade.ERROR:
                self.answer.show_finding(finding, self.language)
        if self.views.currentIndex() == _LIST:
            self.list.setWidget(passed_list(checked.report, checked.naming, self.language))

    def _show_ready(self) -> None:
        self._dress_card("asks")
        self.first.setText(self.say("checks.next"))
        self.what.setText(self.say("checks.ready"))
        self.what.show()
        self.hint.setText(self.say("checks.ready_hint"))
        self.go.say(self.say("checks.freeze"))
        self.go.set_key("Enter")
        self.draft.show()

    def _dress_card(self, name: str) -> None:
        """Red edge for what does not agree, navy for what is to be done."""
        if self.card.objectName() != name:
            self.card.setObjectName(name)
            self.card.style().unpolish(self.card)
            self.card.style().polish(self.card)

    def _show_step(self, checked: CheckedBallot, finding: Finding) -> None:
        error = finding.grade is Grade.ERROR
        self._dress_card("finding" if error else "asks")
        self.first.setText(advice_heading(finding, self.language))
        self.what.setText(advice(finding, self.language))
        others = len(checked.first) - 1
        hints = (
            []
            if error and not finding.relation.recount
            else [self.say("checks.recount_hint" if error else "checks.answer_hint")]
        )
        more = [self.say("card.more", count=others)] if others else []
        self.hint.setText(" ".join([*hints, *more]))
        number = checked.naming.number(suspect_of(finding, ()))
        self.go.say(self.say("card.go", number=number))
        self.go.set_key("/" if error and not others else "Enter" if error else "F8")
        roomy = not self.look.is_large
        self.draft.setVisible(not error and roomy)  # F7 stays in the bar
        self.what.setVisible(error or roomy)  # what to write stands above the fields

    # --- keys --------------------------------------------------------------------------------------

    def function_key(self, number: int) -> bool:
        """F6 what agrees, F7 the draft, F8 back to the sheet's line, F9 the picture, F10 disputed."""
        actions = {6: self._toggle_list, 7: self._draft, 9: self._toggle_flow, 8: self._to_line,
                   10: self._to_disputed}  # fmt: skip
        if number in actions:
            actions[number]()
        return number in actions

    def escape(self) -> bool:
        """What is unfolded closes first."""
        if self.views.currentIndex() == _LIST:
            self._toggle_list()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The slash turns to the next finding; alone, it leads to its line."""
        if event.key() == Qt.Key.Key_Slash and self.checked is not None:
            self._turn(len(self.checked.first))
        else:
            super().keyPressEvent(event)

    def _turn(self, many: int) -> None:
        if many > 1:
            self.turned = (self.turned + 1) % many
            if self.checked is not None:
                self._show(self.checked)
        elif many == 1 and (finding := self.finding()) and finding.grade is Grade.ERROR:
            self._to_line()

    def _toggle_list(self) -> None:
        if self.checked is None:
            return
        opened = self.views.currentIndex() != _LIST
        if opened:
            found = passed_list(self.checked.report, self.checked.naming, self.language)
            self.list.setWidget(found)
        self.views.setCurrentIndex(_LIST if opened else self._usual())

    def _toggle_flow(self) -> None:
        flow = self.views.currentIndex() == _FLOW
        self.views.setCurrentIndex(self._usual() if flow else _FLOW)
        self.take_focus()

    def _asks(self) -> bool:
        finding = self.finding()
        return finding is not None and finding.grade is not Grade.ERROR

    def _usual(self) -> int:
        return _ANSWER if self._asks() else _FLOW

    def _go(self) -> None:
        if self.checked is not None and self.checked.is_ready:
            self._freeze()
        else:
            self._to_line()

    def _to_line(self) -> None:
        """Back to the sheet, after asking: an entry is opened again."""
        finding = self.finding()
        if finding is None and self.checked is not None and self.checked.is_ready:
            question = self.say("checks.reopen_sheet")
            self.frame.confirm(question, self.say("checks.reopen"), self._reopen)
        elif finding is not None and self.checked is not None:
            number = self.checked.naming.number(suspect_of(finding, ()))
            question = self.say("checks.reopen_question", number=number)
            self.frame.confirm(question, self.say("checks.reopen"), self._reopen)

    # --- services ----------------------------------------------------------------------------------

    def _reopen(self) -> None:
        finding, ballot_id = self.finding(), self.place.subject
        spot = suspect_of(finding, ()) if finding else ""

        def reopen(session: Session) -> str:
            """One's own entry, else the first."""
            state = next(s for s in session.ballots() if s.ballot.ballot_id == ballot_id)
            own = state.second_member == session.actor.member_id != state.first_member
            kind = "second" if own else "first"
            session.reopen(ballot_id, kind)
            return kind

        def go(kind: str) -> None:
            self.frame.go(Place("sheet", ballot_id, kind, spot))

        self.ask(reopen, go)

    def _answer(self, code: str, kk: str, ru: str) -> None:
        ballot_id = self.place.subject

        def answer(session: Session) -> CheckedBallot:
            session.answer(ballot_id, code, kk, ru)
            return look_at_ballot(session, ballot_id)

        self.ask(answer, self._show)

    def _freeze(self) -> None:
        """First what the protocol says beside its figures, then a second person's yes."""
        self.frame.go(Place("count_facts", self.place.subject))

    def _to_disputed(self) -> None:
        self.frame.go(Place("disputed", self.place.subject))

    def _draft(self) -> None:
        self.frame.go(Place("preview", self.place.subject))
