# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The signatures of the paper list, page by page and table by table: one number a page."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from precinct_app.domain.night import Step
from precinct_app.domain.registers.signatures import MemberSum
from precinct_app.services.registers import steps
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.polling.exceptions_card import ExceptionsCard
from precinct_app.ui.polling.gap_card import GapCard
from precinct_app.ui.polling.signature_forms import ExceptionForm, TableForm, waiting_tables
from precinct_app.ui.polling.signature_grid import (
    Counted,
    counted,
    keep_exception,
    keep_page,
    set_table,
    zeros,
)
from precinct_app.ui.polling.signature_sheet import SignatureSheet
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.field_form import FieldForm
from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once
from precinct_app.ui.widgets.labels import label, row


class SignaturesPage(Page):
    """Digits and Enter; red where a table's signatures and ballots do not meet."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.found: Counted | None = None
        self.turned = 0
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(10)
        self.title, self.hint = label("", "title"), label("", "second", wrap=True)
        head = row(self.title, self.hint, spacing=16)
        head.setStretch(1, 1)
        layout.addLayout(head)
        self.sheet = SignatureSheet()
        self.grid, self.go = self.sheet.grid, self.sheet.go
        self.grid.entered.connect(self._keep)
        self.grid.key_pressed.connect(self._command)
        self.sheet.announced.connect(self._announce)
        layout.addWidget(self.sheet)
        self.both = QWidget()
        halves = QHBoxLayout(self.both)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(24)
        self.exceptions = ExceptionsCard()
        self.missing = self.exceptions.missing
        self.exceptions.asked.connect(self._open_exception)
        halves.addWidget(self.exceptions, 1)
        self.card = GapCard()
        halves.addWidget(self.card, 1)
        self.exception, self.table = ExceptionForm(), TableForm()
        self.exception.given.connect(self._keep_exception)
        self.table.given.connect(self._keep_table)
        self.line = label("", "red", wrap=True)
        layout.addWidget(self.line)
        self.below: QWidget = self.both
        for pane in (self.both, self.exception, self.table):
            layout.addWidget(pane, 100)
        for form in (self.exception, self.table):
            form.hide()
            form.closed.connect(self._close_form)
        layout.addStretch(1)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        if self.below is not self.both:
            return [("Enter", "key.next"), ("Esc", "key.back"), ("F2", "key.language")]
        return [("Enter", "key.next_page"), ("+", "key.piles"), ("*", "key.zero_pages"),
                ("F6", "key.table"), ("F7", "key.exception"), ("/", "key.finding"),
                ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """See how far the counting is."""
        super().open(place)
        self.ask(counted, lambda found: self._show(found, first=True))

    def retranslate(self) -> None:
        """Write every text again."""
        self.title.setText(self.say("signatures.title"))
        self.hint.setText(self.say("signatures.hint"))
        self.exceptions.say(self.say("signatures.exceptions"), self.say("signatures.add"))
        self._say_forms()
        if self.found is not None:
            self._show_words(self.found)

    def relook(self) -> None:
        """Type of another size."""
        self.retranslate()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another choice."""
        super().resizeEvent(event)
        self._fit()

    @fitting_once
    def _fit(self) -> None:
        """The finding stays longest; at large type the exceptions and the hint go."""
        form = self.below is not self.both
        self.line.hide()
        drop_until_fits(self, [self.hint] if form else [self.hint, self.both])
        self.line.setVisible(bool(self.line.text()) and not form and self.both.isHidden())

    def take_focus(self) -> None:
        """The first page that nobody has counted."""
        self.grid.setFocus()

    def leave(self) -> None:
        """Keep the number that is being typed."""
        self.grid.go(*self.grid.at)

    def _show(self, found: Counted, *, first: bool = False) -> None:
        self.found = found
        self._show_words(found)
        if first:
            self.grid.first_empty()
            if not found.tables:
                self._open_table()
        self._fit()

    def _show_words(self, found: Counted) -> None:
        self.sheet.show_counted(found, self.language)
        self._show_exceptions(found)
        self._show_card(found)

    def _show_exceptions(self, found: Counted) -> None:
        told = [(self.say("signatures.place", table=page.table, page=page.page), page)
                for page in found.exceptions]  # fmt: skip
        self.exceptions.show_exceptions(told, found.ballots, self._passed_over(found))

    def _passed_over(self, found: Counted) -> str:
        """A page that was left out although a later one of its table is counted."""
        for place in found.grid.missing:
            later = any(e.content.table == place.table and e.content.page > place.page
                        for e in found.grid.pages)  # fmt: skip
            if later:
                return self.say("signatures.passed", table=place.table, page=place.page)
        return ""

    def _mismatch(self, found: Counted) -> MemberSum | None:
        wrong = found.grid.mismatches
        return wrong[self.turned % len(wrong)] if wrong else None

    def _show_card(self, found: Counted) -> None:
        wrong = self._mismatch(found)
        self.line.setText("")
        if wrong is None:
            done = found.grid.complete
            told = self.say("signatures.agree" if done else "signatures.agree_so_far")
            self.card.show_good(told, known=bool(found.grid.sums))
            return
        ballot = next(b for b in found.ballots if b.ballot_id == wrong.ballot_id)
        at, paper = ", ".join(wrong.tables), ballot.colour.name.in_(self.language)
        more = len(found.grid.mismatches) - 1
        title = self.say("signatures.differs", table=at)
        numbers = (
            (self.say("signatures.signed"), grouped(wrong.signatures)),
            (self.say("signatures.gone"), grouped(wrong.ballots)),
            (self.say("card.gap"), grouped(abs(wrong.signatures - wrong.ballots))),
        )
        also = f" {self.say('card.more', count=more)}" if more else ""
        recount = self.say("signatures.recount", table=at, paper=paper)
        slip = (ballot.colour.rgb, f"{ballot.number} {paper}")
        self.card.show_gap(title + also, slip, numbers, (self.say("card.recount"), recount))
        told = ", ".join(f"{name} {number}" for name, number in numbers)
        self.line.setText(f"{title}, № {ballot.number}: {told}")

    # --- keys --------------------------------------------------------------------------------------

    def function_key(self, number: int) -> bool:
        """F6 a table, F7 an exception, F8 announced."""
        actions = {6: self._open_table, 7: self._open_exception, 8: self.go.click}
        if number in actions:
            actions[number]()
        return number in actions

    def escape(self) -> bool:
        """A form closes first, then piles are let go."""
        if self.below is not self.both:
            self._close_form()
            return True
        return self.grid.forget_piles()

    def _command(self, command: str) -> None:
        if command == "finding":
            self._next_finding()
        elif command == "zeros" and self.found is not None and self.found.tables:
            table = self.found.tables[self.grid.at[0]].table
            question = self.say("signatures.zeros_question", table=table)
            self.frame.confirm(question, self.say("signatures.zeros"), self._zeros)

    def _next_finding(self) -> None:
        """The next table that does not meet, else the next page that was passed over."""
        if self.found is None:
            return
        if self.found.grid.mismatches:
            self.turned += 1
            self._show_card(self.found)
        else:
            self.grid.first_empty()

    def _open_exception(self) -> None:
        if self.found is None or not self.found.tables:
            return
        self.grid.go(*self.grid.at)
        self._open(self.exception)

    def _open_table(self) -> None:
        if self.found is None:
            return
        self._open(self.table)
        if waiting_tables(self.found):
            self.table.fields["member"].setFocus()

    def _open(self, form: FieldForm) -> None:
        form.clear()
        self._show_below(form)
        self._say_forms()
        form.take_focus()
        self.frame.show_keys()
        self._fit()

    def _show_below(self, pane: QWidget) -> None:
        """One of the three below the grid."""
        self.below = pane
        opened = pane is not self.both
        self.sheet.foot.setVisible(not (self.look.is_large and opened))
        self.grid.set_low(low=opened)
        for form in (self.exception, self.table):
            form.fit(self.look)
        for one in (self.both, self.exception, self.table):
            one.setVisible(one is pane)

    def _close_form(self) -> None:
        self._show_below(self.both)
        self.grid.setFocus()
        self.frame.show_keys()
        self._fit()

    def _say_forms(self) -> None:
        """The form that is open."""
        found = self.found
        if found is not None and self.below is self.table:
            self.table.show_for(found, self.language)
        elif found is not None and self.below is self.exception:
            table, page = found.tables[self.grid.at[0]], found.page(*self.grid.at)
            place = self.say("signatures.place", table=table.table, page=page)
            self.exception.show_for(found, place, self.language)

    # --- services ----------------------------------------------------------------------------------

    def _keep(self, line: int, column: int, number: int | None) -> None:
        found, reason = self.found, self.say("signatures.again")
        if found is not None:
            self.ask(lambda s: keep_page(s, found, (line, column), number, reason), self._kept)

    def _kept(self, found: Counted) -> None:
        session = self.frame.session
        if session is not None:
            self.frame.show_saved(session.local_time(session.workspace.clock.now()))
        self._show(found)

    def _zeros(self) -> None:
        found, line = self.found, self.grid.at[0]
        if found is not None:
            self.ask(lambda session: zeros(session, found, line), self._kept)

    def _keep_exception(self) -> None:
        found, at, reason = self.found, self.grid.at, self.say("signatures.again")
        ballot, fewer = self.exception.value("ballot"), self.exception.number("fewer")
        if found is not None:
            self.ask(
                lambda s: keep_exception(s, found, at, ballot, fewer, reason), self._kept_form
            )  # fmt: skip

    def _keep_table(self) -> None:
        table = self.table.typed()
        self.ask(lambda session: set_table(session, table), self._kept_form)

    def _kept_form(self, found: Counted) -> None:
        self._close_form()
        self._kept(found)
        if waiting_tables(found) and found.tables and not found.grid.pages:
            self._open_table()

    def _announce(self) -> None:
        def announce(session: Session) -> Counted:
            steps.take_step(session.workspace, session.actor, Step.SIGNATURES_COUNTED)
            return counted(session)

        self.ask(announce, self._kept)
