# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Copies: one key gives a numbered copy of a signed protocol, printed; who has which, which are stale."""

from dataclasses import dataclass

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit

from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.people import CopyGiven, Recipient
from precinct_app.services.papers.copies import copy_for
from precinct_app.services.registers.people import copies
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.printing import SCALE, choose_printer, print_pages
from precinct_app.ui.protocol.pdf_pages import page_images
from precinct_app.ui.widgets.choice_list import ChoiceList, ChoiceRow
from precinct_app.ui.widgets.field_form import Choice, FieldForm
from precinct_app.ui.widgets.labels import column, label
from precinct_app.ui.widgets.page_columns import PageColumns

_TO = tuple(one for one in Recipient if one is not Recipient.POSTED)
_NAMES = ("ballot", "recipient", "name")


@dataclass(frozen=True, slots=True)
class CopiesOfDay:
    """Copies in the order of their numbers, and ballots of which copies may be given."""

    given: tuple[Entry[CopyGiven], ...]
    stale: frozenset[str]
    """Entry ids."""
    ballots: tuple[str, ...]


def copies_of_day(session: Session) -> CopiesOfDay:
    """Ask who has what."""
    given: list[Entry[CopyGiven]] = []
    stale: set[str] = set()
    ready = []
    for state in session.ballots():
        ballot_id = state.ballot.ballot_id
        found = copies(session.workspace, session.actor, ballot_id)
        given += found.given
        stale |= {entry.entry_id for entry in found.stale}
        if state.protocol is not None and state.protocol.signed_by:
            ready.append(ballot_id)
    given.sort(key=lambda entry: entry.content.number, reverse=True)
    return CopiesOfDay(tuple(given), frozenset(stale), tuple(ready))


class CopiesPage(Page):
    """The form has the focus; the list says what was given."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.day: CopiesOfDay | None = None
        layout = self.columns = PageColumns(self)
        self.title, self.list = label("", "title", wrap=True), ChoiceList()
        left = column(self.title, self.list, spacing=8)
        left.setStretch(1, 1)
        layout.addLayout(left, 55)
        self.form = FieldForm(
            {"ballot": Choice(), "recipient": Choice(), "name": QLineEdit()}, closes=False
        )
        self.form.given.connect(self._give)
        layout.addWidget(self.form, 45)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "copies.key_give"), ("Tab", "key.field"), ("Esc", "key.back"),
                ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    def open(self, place: Place) -> None:
        """See who has which."""
        super().open(place)
        self.ask(copies_of_day, self._show)

    def relook(self) -> None:
        """Less room at the edges where type is large."""
        self.columns.fit(self.look)

    def take_focus(self) -> None:
        """The form."""
        self.form.fields["ballot"].setFocus()

    def retranslate(self) -> None:
        """Write every text again."""
        session, day = self.frame.session, self.day
        names = {name: self.say(f"copies.field_{name}") for name in _NAMES}
        self.form.say(self.say("copies.give"), names, self.say("copies.go"))
        told = [(one.value, self.say(f"recipient.{one.value}")) for one in _TO]
        self.form.choice("recipient").show_choices(told)
        if session is None or day is None:
            return
        election = session.workspace.election
        ballots = [election.ballot(one) for one in day.ballots]
        self.form.choice("ballot").show_choices(
            [(b.ballot_id, f"{b.number} {b.short_name.in_(self.language)}") for b in ballots]
        )
        closed = "" if ballots else self.say("copies.none_signed")
        self.form.go.close_because(closed)
        self.form.say_hint(closed or self.say("copies.hint"))
        self.title.setText(
            self.say("copies.stale", count=len(day.stale))
            if day.stale
            else self.say("copies.title", count=len(day.given))
        )
        rows = [self._row(session, entry, day) for entry in day.given]
        self.list.show_rows(rows, self.say("copies.list"))

    def _row(self, session: Session, entry: Entry[CopyGiven], day: CopiesOfDay) -> ChoiceRow:
        copy = entry.content
        ballot = session.workspace.election.ballot(copy.ballot_id)
        stale = entry.entry_id in day.stale
        icon, tone = ("triangle", "ochre") if stale else ("tick", "green")
        who = self.say(f"recipient.{copy.recipient.value}")
        at = session.local_time(entry.happened)[:5]
        second = self.say("copies.is_stale", time=at) if stale else self.say("copies.at", time=at)
        name = f"{who}: {copy.given_to}" if copy.given_to else who
        return ChoiceRow(icon, tone, name, second, f"№ {copy.number}",
                         (ballot.number, ballot.colour.rgb))  # fmt: skip

    def _show(self, day: CopiesOfDay) -> None:
        self.day = day
        self.retranslate()

    def _give(self) -> None:
        """Logged and drawn in one; printed on the printer that is chosen first."""
        ballot_id, name = self.form.value("ballot"), self.form.value("name")
        if not ballot_id:
            return
        recipient = Recipient(self.form.value("recipient"))
        printer = choose_printer(self, self.say("copies.give"))
        if printer is None:
            return

        def give(session: Session) -> tuple[CopiesOfDay, list[QImage]]:
            _, pdf = copy_for(
                session.workspace, session.actor, ballot_id, recipient, name, session.tools.press
            )
            return copies_of_day(session), page_images(pdf, SCALE)

        def given(outcome: tuple[CopiesOfDay, list[QImage]]) -> None:
            day, images = outcome
            good = print_pages(printer, images)
            self.form.clear()
            self._show(day)
            self.frame.tell("" if good else self.say("print.refused"))
            self.frame.refresh()
            self.take_focus()

        self.ask(give, given)
