# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Find a voter, tell his row on paper, hand out what he is entitled to: one search, two keys."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.registers.voter_changes import (
    Standing,
)
from precinct_app.runtime.texts import sentences
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.page_stack import PageStack
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.voters import door, voter_deeds
from precinct_app.ui.voters.door import Opened, Table
from precinct_app.ui.voters.forms import VoterForms
from precinct_app.ui.voters.voter_card import VoterCard
from precinct_app.ui.voters.voter_search import VoterSearch
from precinct_app.ui.widgets.field_form import FieldForm
from precinct_app.ui.widgets.labels import column


class VotersPage(Page):
    """The search has the focus; Enter opens, the second Enter marks."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.opened: Opened | None = None
        self.tables: tuple[Table, ...] = ()
        self.marks_here = True
        self.on_paper = False
        """The list came on paper alone."""
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(16)
        self.finder = VoterSearch(self)
        self.search = self.finder.edit
        self.finder.looked_at.connect(self._look_at)
        self.search.taken.connect(self._take)
        self.search.plus.connect(self._plus)
        layout.addWidget(self.search)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(column(self.finder.results, self.finder.hint, spacing=8), 36)
        columns.addWidget(self._right(), 64)
        layout.addLayout(columns, 1)

    def _right(self) -> QWidget:
        self.panes = PageStack()
        self.card, self.nothing, self.forms = VoterCard(), QWidget(), VoterForms()
        self.card.marked.connect(self._mark)
        self.card.undo_asked.connect(self._open_undo)
        given = (self._include, self._correct, self._exclude, self._undo, self._exchange,
                 self._write_row)  # fmt: skip
        for form, done in zip(self.forms.named_forms.values(), given, strict=True):
            form.given.connect(done)
            form.closed.connect(self._close_form)
        for pane in (self.nothing, self.card, *self.forms.named_forms.values()):
            self.panes.add(pane)
        self.panes.show_page(self.nothing)
        return self.panes

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        if self._form() is not None:
            return [("Enter", "key.next"), ("Esc", "key.back"), ("F2", "key.language")]
        marked = self.opened is not None and self.opened.handing.mark is not None
        if self.opened is None:
            paper = [("F3", "key.write_row")] if self.on_paper else []
            return [("Enter", "key.open_mark"), *paper, ("F8", "key.not_listed"),
                    ("Esc", "key.clear"), ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip
        if marked:
            return [("F10", "key.exchange"), ("F9", "key.undo"), ("F5", "key.correct"),
                    ("F8", "key.not_listed"), ("Esc", "key.clear"), ("F2", "key.language"),
                    ("F4", "key.later")]  # fmt: skip
        return [("Enter", "key.open_mark"), ("F5", "key.correct"), ("F6", "key.exclude"),
                ("F7", "key.certificate"), ("F8", "key.not_listed"), ("F9", "key.undo"),
                ("Esc", "key.clear"), ("F2", "key.language")]  # fmt: skip

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """Ask which tables there are; what was typed before stays."""
        super().open(place)
        self.ask(lambda s: (door.tables(s), door.marks_here(s), door.only_on_paper(s)), self._ready)
        form = self.forms.named(place.detail)
        if form is None:
            self._show_pane(self.card if self.opened is not None else self.nothing)
        else:
            self._show_pane(form)
        if self.finder.typed:
            self.finder.ask(self.finder.typed)

    def take_focus(self) -> None:
        """The search."""
        form = self._form()
        if form is not None:
            form.take_focus()
        else:
            self.finder.take_focus()

    def retranslate(self) -> None:
        """Write every text again."""
        self.finder.retranslate()
        self._say_forms()
        if self.opened is not None:
            self._show_card(self.opened)

    def relook(self) -> None:
        """Another size."""
        self.card.relook()

    def _ready(self, told: tuple[tuple[Table, ...], bool, bool]) -> None:
        self.tables, self.marks_here, self.on_paper = told
        self.frame.show_keys()
        if self.opened is not None:
            self._show_card(self.opened)

    def _look_at(self, number: int) -> None:
        """Show the card of the row at hand."""
        if not 0 <= number < len(self.finder.found):
            self.opened = None
            self._show_pane(self.nothing)
            return
        voter_id = self.finder.found[number].voter.voter_id
        self.ask(lambda session: door.open_voter(session, voter_id), self._show_card)

    def _show_card(self, opened: Opened) -> None:
        session = self.frame.session
        if session is None:
            return
        self.opened = opened
        workspace = session.workspace
        ballots = workspace.election.ballots_of(workspace.info.precinct_id)
        self.card.ballots = {ballot.ballot_id: ballot for ballot in ballots}
        members = {m.member_id: m.short_name for m in session.members()}
        self.card.show_voter(
            opened, self.tables, members, self.language, marks_here=self.marks_here
        )
        if self._form() is None:
            self._show_pane(self.card)
        self.frame.show_keys()

    def _show_pane(self, pane: QWidget) -> None:
        self.panes.show_page(pane)
        self.place = replace(self.place, detail=self.forms.name_of(pane))
        self.frame.show_keys()

    def _form(self) -> FieldForm | None:
        shown = self.panes.shown
        return shown if isinstance(shown, FieldForm) else None

    # --- keys --------------------------------------------------------------------------------------

    def _take(self) -> None:
        """Enter in the search: to the card's button."""
        if self.opened is not None and self._form() is None:
            self.card.take_focus()

    def _plus(self) -> None:
        self.card.toggle_compared()

    def function_key(self, number: int) -> bool:
        """F5 correct, F6 exclude, F7 certificate, F8 not in the list, F9 undo, F10 exchange."""
        actions = {5: self._open_correct, 6: self._open_exclude, 7: self._certificate,
                   8: self._open_include, 9: self._open_undo, 10: self._open_exchange}  # fmt: skip
        if self.on_paper:
            actions[3] = self._open_written
        if number in actions:
            actions[number]()
        return number in actions

    def escape(self) -> bool:
        """A form closes first, then the search is emptied."""
        if self._form() is not None:
            self._close_form()
            return True
        if self.search.text():
            self.finder.put("")
            self.search.setFocus()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter typed anywhere else begins a new search."""
        text = event.text()
        if text and text.isalpha() and self._form() is None:
            self.search.setFocus()
            self.finder.put(text)
        else:
            super().keyPressEvent(event)

    def _certificate(self) -> None:
        voter = self.opened.card.voter.voter_id if self.opened else ""
        self.frame.go(Place("certificates", voter))

    def _open_form(self, form: FieldForm) -> None:
        form.clear()
        self._say_forms()
        self._show_pane(form)
        form.take_focus()

    def _open_include(self) -> None:
        """Not in the list; whoever left with our certificate comes back instead."""
        if self.opened is not None and self.opened.card.standing is Standing.LEFT_WITH_CERTIFICATE:
            name = self.opened.card.voter.full_name
            question = self.say("door.came_back", name=name)
            self.frame.confirm(question, self.say("door.take_back"), self._take_back)
            return
        self._open_named(self.forms.include)

    def _open_written(self) -> None:
        """A row of the paper list; what was searched for is its name."""
        self._open_named(self.forms.written)

    def _open_named(self, form: FieldForm) -> None:
        """A person is entered: the name that was searched for stands there already."""
        self._open_form(form)
        surname, _, given = self.search.text().strip().partition(" ")
        form.put("surname", surname.capitalize())
        form.put("given_name", given.capitalize())
        form.take_focus()

    def _open_exclude(self) -> None:
        if self.opened is not None and self.opened.card.standing is Standing.LISTED:
            self._open_form(self.forms.exclude)

    def _open_correct(self) -> None:
        if self.opened is not None:
            self._open_form(self.forms.correct)
            self.forms.correct.show_voter(self.opened.card.voter)
            self.forms.correct.fields["surname"].setFocus()

    def _open_undo(self) -> None:
        if self.opened is not None and (self.opened.handing.mark or self.opened.change):
            self._open_form(self.forms.undo)

    def _open_exchange(self) -> None:
        """Another ballot for one that he spoiled: only after he was given some."""
        given = self.card.given()
        if given:
            self._open_form(self.forms.spoiled)
            self.forms.spoiled.choice("ballot").show_choices(given)

    def _close_form(self) -> None:
        self._show_pane(self.card if self.opened is not None else self.nothing)
        self.search.setFocus()

    def _say_forms(self) -> None:
        session = self.frame.session
        marked = self.opened is not None and self.opened.handing.mark is not None
        self.forms.say(self.language, session.members() if session else (), marked=marked)

    # --- services ----------------------------------------------------------------------------------

    def _mark(self) -> None:
        if self.opened is None or not self.tables:
            return
        voter_id, table = self.opened.card.voter.voter_id, self.card.chosen_table()
        refused = tuple(self.card.refused)
        self._change(voter_id, lambda s: door.hand_out(s, voter_id, table, refused), "door.marked")

    def _take_back(self) -> None:
        self._with_opened(lambda opened, _: partial(voter_deeds.take_back, opened), "door.kept")

    def _exclude(self) -> None:
        self._with_opened(voter_deeds.exclude, "door.kept")

    def _correct(self) -> None:
        self._with_opened(voter_deeds.correct, "door.kept")

    def _undo(self) -> None:
        self._with_opened(voter_deeds.undo, "door.kept")

    def _exchange(self) -> None:
        self._with_opened(voter_deeds.exchange, "door.exchanged")

    def _with_opened(
        self, work: Callable[[Opened, VoterForms], Callable[[Session], object]], told: str
    ) -> None:
        if self.opened is not None:
            voter_id = self.opened.card.voter.voter_id
            self._change(voter_id, work(self.opened, self.forms), told)

    def _include(self, *, seen: bool = False) -> None:
        self._enter(voter_deeds.include(self.forms, seen=seen), self._include)

    def _write_row(self, *, seen: bool = False) -> None:
        self._enter(voter_deeds.write_row(self.forms, seen=seen), self._write_row)

    def _enter(self, work: Callable[[Session], Opened], again: Callable[..., None]) -> None:
        """Enter somebody; a namesake is asked about, the answer enters him all the same."""
        session = self.frame.session
        if session is not None:
            self.frame.background.run(
                lambda: work(session), self._entered, partial(self._refused_entry, again)
            )

    def _entered(self, opened: Opened) -> None:
        self._changed(opened, "door.entered")
        self.finder.put(opened.card.voter.full_name)

    def _refused_entry(self, again: Callable[..., None], error: PrecinctError) -> None:
        if error.reasons[0].key != "list.namesake":
            self.refuse(error)
            return
        question = " ".join(sentences(error, self.language))
        self.frame.confirm(question, self.say("door.other_person"), partial(again, seen=True))

    def _change(self, voter_id: str, work: Callable[[Session], object], told: str) -> None:
        """Do something with a voter, then show him as he is now."""

        def change(session: Session) -> Opened:
            work(session)
            return door.open_voter(session, voter_id)

        self.ask(change, lambda opened: self._changed(opened, told))

    def _changed(self, opened: Opened, told: str) -> None:
        self.opened = opened
        session = self.frame.session
        if session is not None:
            moment = session.local_time(session.workspace.clock.now())
            self.frame.show_saved(moment)
        self._show_pane(self.card)
        self._show_card(opened)
        self.search.say_found(self.say(told))
        self.finder.take_focus()
