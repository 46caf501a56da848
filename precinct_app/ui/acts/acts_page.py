# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts: what the day asks for at the left, at the right what the registers found, or the act as it is."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from precinct_app.domain.wording import Wording
from precinct_app.services.acts.due import Offer, State
from precinct_app.services.acts.making import Decision, make, print_act, undo_act
from precinct_app.ui.acts.act_words import ActsOfDay, acts_of_day, draft_of, facts_of, row_of
from precinct_app.ui.acts.facts_view import FactsView
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.printing import SCALE, choose_printer, print_pages
from precinct_app.ui.protocol.pdf_pages import page_images
from precinct_app.ui.widgets.choice_list import ChoiceList
from precinct_app.ui.widgets.field_form import FieldForm, count_field
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label, row
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.page_columns import PageColumns
from precinct_app.ui.widgets.paper_view import PaperView

_MAKE, _PAPER, _UNDO = range(3)
_FIELDS = ("reason", "in_favour", "against", "words_kk", "words_ru")


class ActsPage(Page):
    """One act is at hand; whatever it needs stands beside the list."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.day: ActsOfDay | None = None
        self._build()

    def _build(self) -> None:
        layout = self.columns = PageColumns(self)
        self.title = label("", "title", wrap=True)
        self.list = ChoiceList()
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda _: self._enter())
        left = column(self.title, self.list, spacing=8)
        left.setStretch(1, 1)
        layout.addLayout(left, 44)
        self.views = QStackedWidget()
        self.views.addWidget(self._make_view())
        self.views.addWidget(self._paper_view())
        self.reason = FieldForm({"reason": QLineEdit()})
        self.reason.given.connect(self._undo)
        self.reason.closed.connect(self._close_undo)
        self.views.addWidget(self.reason)
        layout.addWidget(self.views, 56)

    def _make_view(self) -> QFrame:
        view = plain_frame("card")
        stack = QVBoxLayout(view)
        stack.setContentsMargins(1, 1, 1, 1)
        stack.setSpacing(0)
        self.facts = FactsView()
        fields = {name: count_field() if name in {"in_favour", "against"} else QLineEdit()
                  for name in _FIELDS}  # fmt: skip
        self.form = FieldForm(fields, closes=False)
        self.form.given.connect(self._make)
        stack.addWidget(self.facts, 1)
        stack.addWidget(self.form)
        return view

    def _paper_view(self) -> QWidget:
        view = QWidget()
        view.setObjectName("ground")
        stack = QVBoxLayout(view)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        self.paper = PaperView()
        self.print, self.undo = KeyButton("", "F7"), KeyButton("", "F6", quiet=True)
        self.print.clicked.connect(self._print)
        self.undo.clicked.connect(self._ask_undo)
        stack.addWidget(self.paper, 1)
        stack.addLayout(row(self.print, self.undo, 1))
        return view

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "acts.key_open"), ("Esc", "acts.key_list"), ("F7", "acts.key_print"),
                ("F6", "acts.key_undo"), ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """See which acts there are; a place's detail names the kind to begin with."""
        super().open(place)
        self.ask(acts_of_day, self._show)

    def offer(self) -> Offer | None:
        """The act at hand."""
        offers = self.day.offers if self.day else ()
        return offers[self.list.at] if 0 <= self.list.at < len(offers) else None

    def relook(self) -> None:
        """Less room at the edges where type is large."""
        self.columns.fit(self.look)

    def take_focus(self) -> None:
        """The list."""
        self.list.setFocus()

    def retranslate(self) -> None:
        """Write every text again."""
        session, day = self.frame.session, self.day
        self.print.say(self.say("acts.print"))
        self.undo.say(self.say("acts.undo"))
        names = {name: self.say(f"acts.field_{name}") for name in _FIELDS}
        self.form.say("", names, self.say("acts.make"))
        self.reason.say(self.say("acts.undo"), {"reason": self.say("acts.field_reason")},
                        self.say("acts.undo"), self.say("key.back"))  # fmt: skip
        if session is None or day is None:
            return
        told = self.say("acts.due", count=day.due) if day.due else self.say("acts.none_due")
        self.title.setText(told)
        rows = [row_of(session, offer, self.language) for offer in day.offers]
        self.list.show_rows(rows, self.say("acts.title"))
        self._look()

    def function_key(self, number: int) -> bool:
        """F6 undo, F7 print."""
        actions = {6: self._ask_undo, 7: self._print}
        if number in actions:
            actions[number]()
        return number in actions

    def escape(self) -> bool:
        """Back to the list first."""
        if self.views.currentIndex() == _UNDO:
            self._close_undo()
            return True
        if not self.list.hasFocus():
            self.list.setFocus()
            return True
        return False

    def _show(self, day: ActsOfDay) -> None:
        self.day = day
        wanted = [n for n, one in enumerate(day.offers) if one.kind.value == self.place.detail]
        if wanted:
            self.list.at = wanted[0]
        self.retranslate()

    def _chosen(self, _: int) -> None:
        self.form.clear()
        self._look()

    def _look(self) -> None:
        """Show the act at hand: what would be drawn up, or the paper."""
        offer = self.offer()
        if offer is None:
            self.facts.show_facts(None, "")
            self.form.hide()
            self.views.setCurrentIndex(_MAKE)
        elif offer.state is State.MADE:
            self.views.setCurrentIndex(_PAPER)
            self._show_paper(offer)
        else:
            self.views.setCurrentIndex(_MAKE)
            self._show_draft(offer)

    def _show_draft(self, offer: Offer) -> None:
        for name in _FIELDS:
            decides = offer.decides and name != "reason"
            self.form.show_field(
                name, shown=decides or (name == "reason" and offer.made is not None)
            )
        asked = [field for field in self.form.fields.values() if not field.isHidden()]
        self.form.area.setVisible(bool(asked))
        self.form.setMaximumHeight(self.look.px(110 + 44 * len(asked)))
        self.form.show()
        name = offer.title.in_(self.language)

        def show(draft: object) -> None:
            if self.offer() is offer:
                facts = facts_of(draft, self.language)  # type: ignore[arg-type]
                self.facts.show_facts(facts, name)
                told = self.say("acts.usual", words=facts.usual) if facts.usual else ""
                self.form.say_hint(told)

        self.ask(lambda session: draft_of(session, offer), show)

    def _show_paper(self, offer: Offer) -> None:
        entry = offer.made
        if entry is None:
            return
        self.paper.show_pages([], [], self.say("preview.loading"))

        def show(images: list[QImage]) -> None:
            if self.offer() is offer:
                pages = len(images)
                names = [self.say("preview.page", page=n, pages=pages) for n in range(1, pages + 1)]
                self.paper.show_pages(images, names, "")

        self.ask(lambda session: page_images(_paper(session, offer)), show)

    # --- what one does -----------------------------------------------------------------------------

    def _enter(self) -> None:
        if self.views.currentIndex() == _MAKE:
            self.form.take_focus()
        else:
            self.print.setFocus()

    def _make(self) -> None:
        offer = self.offer()
        if offer is None:
            return
        kk, ru = self.form.value("words_kk"), self.form.value("words_ru")
        votes = self.form.number("in_favour"), self.form.number("against")
        decision = Decision(Wording(kk, ru, ru), *votes) if offer.decides else None
        reason = self.form.value("reason")

        def make_it(session: Session) -> tuple[ActsOfDay, str]:
            entry = make(
                session.workspace, session.actor, offer.kind, offer.thing, decision=decision,
                reason=reason,
            )  # fmt: skip
            return acts_of_day(session), session.local_time(entry.recorded)

        self.ask(make_it, lambda outcome: self._made(outcome, offer))

    def _made(self, outcome: tuple[ActsOfDay, str], about: Offer) -> None:
        """The next act that is due is at hand; where none is, the one just made."""
        self.day, moment = outcome
        self.frame.show_saved(moment)
        self.form.clear()
        offers = self.day.offers
        first = offers[0] if offers else None
        if first is not None and first.state not in {State.DUE, State.STALE}:
            same = [
                n for n, o in enumerate(offers) if (o.kind, o.thing) == (about.kind, about.thing)
            ]
            self.list.at = same[0] if same else 0
        else:
            self.list.at = 0
        self.retranslate()
        self.list.setFocus()
        self.frame.refresh()

    def _ask_undo(self) -> None:
        if self.views.currentIndex() == _PAPER:
            self.reason.clear()
            self.views.setCurrentIndex(_UNDO)
            self.reason.take_focus()

    def _close_undo(self) -> None:
        self._look()
        self.list.setFocus()

    def _undo(self) -> None:
        offer, reason = self.offer(), self.reason.value("reason")
        if offer is None or offer.made is None:
            return
        entry_id = offer.made.entry_id

        def undo_it(session: Session) -> tuple[ActsOfDay, str]:
            undo_act(session.workspace, session.actor, entry_id, reason)
            return acts_of_day(session), session.local_time(session.workspace.clock.now())

        self.ask(undo_it, lambda outcome: self._made(outcome, offer))

    def _print(self) -> None:
        offer = self.offer()
        if offer is None or offer.made is None or self.views.currentIndex() != _PAPER:
            return
        printer = choose_printer(self, offer.title.in_(self.language))
        if printer is None:
            return

        def printed(images: list[QImage]) -> None:
            good = print_pages(printer, images)
            self.frame.tell(self.say("print.done" if good else "print.refused"))

        self.ask(lambda session: page_images(_paper(session, offer), SCALE), printed)


def _paper(session: Session, offer: Offer) -> bytes:
    entry_id = offer.made.entry_id if offer.made else ""
    return print_act(session.workspace, session.actor, entry_id, session.tools.press)
