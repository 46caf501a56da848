# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signatures: whose turn it is, one key file and pass phrase for all of his protocols, or why not."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.protocol.missing import WhyNot
from precinct_app.runtime.texts import sentences
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.key_entry import KeyEntry
from precinct_app.ui.finish.signing_words import (
    Part,
    Signatures,
    refuse_for,
    row_of,
    sign_all,
    signatures_of,
    told_of,
)
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.widgets.choice_list import ChoiceList
from precinct_app.ui.widgets.field_form import Choice, FieldForm
from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label, row, set_role
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.page_columns import PageColumns
from precinct_app.ui.widgets.progress_row import ProgressRow

_SIGN, _WHY = range(2)


class SigningPage(Page):
    """The certifier first; a signature goes on every protocol that waits for it."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.found: Signatures | None = None
        self._build()

    def _build(self) -> None:
        layout = self.columns = PageColumns(self)
        self.title = label("", "title", wrap=True)
        self.list = ChoiceList()
        self.list.chosen.connect(lambda _: self._look())
        self.list.opened.connect(lambda _: self._enter())
        left = column(self.title, self.list, spacing=8)
        left.setStretch(1, 1)
        layout.addLayout(left, 50)
        self.views = QStackedWidget()
        self.views.addWidget(self._sign_card())
        self.why = FieldForm({"why": Choice()})
        self.why.given.connect(self._refused)
        self.why.closed.connect(self._close_why)
        self.views.addWidget(self.why)
        layout.addWidget(self.views, 50)

    def _sign_card(self) -> QFrame:
        card = plain_frame("asks")
        stack = QVBoxLayout(card)
        stack.setContentsMargins(24, 16, 24, 16)
        stack.setSpacing(12)
        self.who, self.what = label("", "title", wrap=True), label("", wrap=True)
        self.hint = label("", "second", wrap=True)
        self.entry = KeyEntry(self)
        self.entry.entered.connect(self._sign)
        self.sign, self.cannot = KeyButton("", "Enter", main=True), KeyButton("", "F8", quiet=True)
        self.sign.clicked.connect(self._sign)
        self.cannot.clicked.connect(self._ask_why)
        self.message, self.progress = label("", "red", wrap=True), ProgressRow()
        self.progress.hide()
        stack.addWidget(self.who)
        stack.addWidget(self.what)
        stack.addWidget(self.hint)
        stack.addWidget(self.entry)
        stack.addLayout(row(self.sign, 1))
        stack.addWidget(self.message)
        stack.addWidget(self.progress)
        stack.addStretch(1)
        stack.addLayout(row(self.cannot, 1))
        return card

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "signing.key_sign"), ("F5", "key.key_file"), ("F6", "token.key"),
                ("F8", "signing.key_cannot"), ("Esc", "acts.key_list"), ("F2", "key.language"),
                ("F4", "key.later")]  # fmt: skip

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """See who is to sign."""
        super().open(place)
        self.message.setText("")
        self.ask(signatures_of, self._show)

    def part(self) -> Part | None:
        """The member at hand."""
        parts = self.found.parts if self.found else ()
        return parts[self.list.at] if 0 <= self.list.at < len(parts) else None

    def relook(self) -> None:
        """Less room at the edges where type is large."""
        self.columns.fit(self.look)
        wide = self.look.is_large
        set_role(self.who, "row" if wide else "title")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another choice."""
        super().resizeEvent(event)
        self._fit()

    @fitting_once
    def _fit(self) -> None:
        """First the hint goes, then what the bar and the list tell too; never the field."""
        part = self.part()
        asks = part is not None and bool(part.waiting)
        drop_until_fits(self, [self.hint, self.cannot, self.what] if asks else [self.what])

    def take_focus(self) -> None:
        """What the member at hand needs first."""
        part = self.part()
        if part is None or not part.waiting:
            self.sign.setFocus()
        else:
            self.entry.take_focus()

    def retranslate(self) -> None:
        """Write every text again."""
        self.entry.set_language(self.language)
        self.cannot.say(self.say("signing.cannot"))
        choices = [(why.value, self.say(f"why_not.{why.value}")) for why in WhyNot]
        self.why.choice("why").show_choices(choices)
        self.why.say(self.say("signing.cannot"), {"why": self.say("signing.why")},
                     self.say("signing.record"), self.say("key.back"))  # fmt: skip
        if self.found is None:
            return
        final = len(self.found.protocols)
        self.title.setText(self.say("signing.title", done=self.found.complete, all=final))
        rows = [row_of(part, self.found, self.language) for part in self.found.parts]
        self.list.show_rows(rows, self.say("signing.who"))
        self._look()

    def function_key(self, number: int) -> bool:
        """F5 the key file, F6 the token, F8 does not sign."""
        actions = {5: self.entry.choose, 6: self.entry.look_for_tokens, 8: self._ask_why}
        if number in actions:
            actions[number]()
        return number in actions

    def escape(self) -> bool:
        """Back to the list first."""
        if self.views.currentIndex() == _WHY:
            self._close_why()
            return True
        if not self.list.hasFocus():
            self.list.setFocus()
            return True
        return False

    def leave(self) -> None:
        """No digits stay behind."""
        self.entry.secret.clear()

    def refuse(self, error: PrecinctError) -> None:
        """Say why not, beside the key."""
        self.progress.hide()
        self.message.setText("\n".join(sentences(error, self.language)))
        self.ask(signatures_of, self._show)

    def _show(self, found: Signatures) -> None:
        self.found = found
        waiting = [n for n, part in enumerate(found.parts) if part.waiting]
        here = self.part()
        if waiting and (here is None or not here.waiting):
            self.list.at = waiting[0]
        self.retranslate()
        if self.isVisible():
            self.take_focus()

    def _look(self) -> None:
        """What the member at hand does, or has done."""
        part, found = self.part(), self.found
        if part is None or found is None:
            self.who.setText(self.say("signing.nobody"))
            self.what.setText(self.say("signing.nobody_hint"))
        else:
            role = self.say(f"role.{part.member.role.value}")
            self.who.setText(f"{role}: {part.member.short_name}")
            self.what.setText(told_of(part, found, self.language))
        asks = part is not None and bool(part.waiting)
        self.hint.setText(self.say("signing.waits") if asks else "")
        self.entry.setVisible(asks)
        self.cannot.setVisible(asks)
        count = len(part.waiting) if part else 0
        told = self.say("signing.sign", count=count) if asks else self.say("signing.to_finish")
        self.sign.say(told)
        self.hint.setVisible(asks)
        self._fit()

    # --- what one does -----------------------------------------------------------------------------

    def _enter(self) -> None:
        part = self.part()
        if part is not None and part.waiting:
            self.take_focus()
        else:
            self.frame.go(Place("finish"))

    def _sign(self) -> None:
        part = self.part()
        if part is None or not part.waiting:
            self.frame.go(Place("finish"))
            return
        key = self.entry.taken_key()
        if key is None:
            self.message.setText(
                "\n".join(sentences(PrecinctError(Reason("ui.no_key")), self.language))
            )
            self.entry.take_focus()
            return
        self.message.setText("")
        ballots = part.waiting
        self.ask_long(
            lambda session, at: sign_all(session, ballots, key, at),
            lambda _: self._signed(), self.progress, self.say("signing.working"),
            self.say("signing.unit"),
        )  # fmt: skip

    def _signed(self) -> None:
        """The next member brings a key of his own."""
        self.progress.hide()
        self.entry.take(None)
        session = self.frame.session
        if session is not None:
            self.frame.show_saved(session.local_time(session.workspace.clock.now()))
        self.ask(signatures_of, self._show)
        self.frame.refresh()

    def _ask_why(self) -> None:
        part = self.part()
        if part is not None and part.waiting:
            self.views.setCurrentIndex(_WHY)
            self.why.say_hint(self.say("signing.why_hint"))
            self.why.take_focus()

    def _close_why(self) -> None:
        self.views.setCurrentIndex(_SIGN)
        self.take_focus()

    def _refused(self) -> None:
        part, why = self.part(), WhyNot(self.why.value("why"))
        if part is None:
            return

        def record(session: Session) -> Signatures:
            refuse_for(session, part, why)
            return signatures_of(session)

        self.views.setCurrentIndex(_SIGN)
        self.ask(record, self._show)
        self.frame.refresh()
