# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Mending: a ballot counted again, two sheets exchanged, final figures opened by a decision."""

from PySide6.QtWidgets import QLineEdit

from precinct_app.domain.registers.entries import Demander
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.protocol.mending import (
    FIELDS,
    Asked,
    Mending,
    Way,
    mend,
    mending_of,
    step_of,
    ways_of,
)
from precinct_app.ui.widgets.choice_list import ChoiceList, ChoiceRow
from precinct_app.ui.widgets.digit_edit import NumberEdit
from precinct_app.ui.widgets.field_form import Choice, FieldForm, date_edit
from precinct_app.ui.widgets.labels import column, label
from precinct_app.ui.widgets.page_columns import PageColumns
from precinct_app.ui.widgets.secret_edit import KeySecretEdit
from precinct_app.ui.widgets.tick_list import TickList

_NAMES = (
    "way",
    "demander",
    "other",
    "number",
    "date",
    "present",
    "reason",
    "second",
    "secret",
    "alone",
)


class MendPage(Page):
    """The ballot at the left, what is to be done with it at the right."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.found: Mending | None = None
        layout = self.columns = PageColumns(self)
        self.title, self.list = label("", "title", wrap=True), ChoiceList()
        self.list.chosen.connect(lambda _: self._ask_for())
        self.list.opened.connect(self._enter)
        left = column(self.title, self.list, spacing=8)
        left.setStretch(1, 1)
        layout.addLayout(left, 45)
        self.present = TickList()
        self.form = FieldForm(
            {
                "way": Choice(wide=True), "demander": Choice(wide=True), "other": Choice(),
                "number": NumberEdit(),
                "date": date_edit(), "present": self.present, "reason": QLineEdit(), "second": Choice(),
                "secret": KeySecretEdit(), "alone": QLineEdit(),
            },
            closes=False,
        )  # fmt: skip
        self.form.given.connect(self._confirm)
        self.form.choice("way").currentIndexChanged.connect(self._ask_for)
        self.form.choice("second").currentIndexChanged.connect(self._ask_for)
        layout.addWidget(self.form, 55)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "mend.key_next"), ("Tab", "key.field"), ("Esc", "acts.key_list"),
                ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    def open(self, place: Place) -> None:
        """See how the ballots stand; the place's subject is at hand."""
        super().open(place)
        self.ask(mending_of, self._show)

    def relook(self) -> None:
        """Less room at the edges where type is large."""
        self.columns.fit(self.look)

    def take_focus(self) -> None:
        """The list."""
        self.list.setFocus()

    def escape(self) -> bool:
        """Back to the list first."""
        if self.list.hasFocus():
            return False
        self.list.setFocus()
        return True

    def leave(self) -> None:
        """No digits stay behind."""
        self.form.put("secret", "")

    def retranslate(self) -> None:
        """Write every text again."""
        self.title.setText(self.say("mend.title"))
        asked = [(one.value, self.say(f"demander.{one.value}")) for one in Demander]
        self.form.choice("demander").show_choices(asked)
        names = {name: self.say(f"mend.field_{name}") for name in _NAMES}
        self.form.say(self.say("mend.what"), names, self.say("mend.go"))
        found = self.found
        if found is None:
            return
        nobody = ("", self.say("second.nobody"))
        second = self.form.choice("second")
        fresh = not second.count()
        second.show_choices([*found.second, nobody])
        if fresh:
            second.setCurrentIndex(0)
        self.present.show_rows(found.members)
        rows = []
        for state in found.ballots:
            ballot, final = state.ballot, state.step == "done"
            icon, tone = ("tick", "green") if final else ("disc", "act")
            rows.append(ChoiceRow(
                icon, tone, ballot.short_name.in_(self.language),
                self.say(f"mend.step_{step_of(state)}"), "", (ballot.number, ballot.colour.rgb),
            ))  # fmt: skip
        self.list.show_rows(rows, self.say("mend.title"))
        self._ask_for()

    def _show(self, found: Mending) -> None:
        self.found = found
        here = [n for n, one in enumerate(found.ballots)
                if one.ballot.ballot_id == self.place.subject]  # fmt: skip
        if here:
            self.list.at = here[0]
        self.retranslate()

    def _enter(self, _: int) -> None:
        self.form.take_focus()

    def _ask_for(self) -> None:
        """Only the fields of the way at hand."""
        found = self.found
        here = found.ballots[self.list.at] if found and found.ballots else None
        ways = ways_of(here) if here else tuple(Way)
        self.form.choice("way").show_choices(
            [(one.value, self.say(f"mend.way_{one.value}")) for one in ways]
        )
        way = Way(self.form.value("way"))
        wanted = {"way", *FIELDS[way]}
        if way is Way.REOPEN:
            wanted.discard("secret" if not self.form.value("second") else "alone")
        for name in _NAMES:
            self.form.show_field(name, shown=name in wanted)
        self.form.say_hint(self.say(f"mend.hint_{way.value}"))
        if found is not None and found.ballots:
            ballots = [s.ballot for n, s in enumerate(found.ballots) if n != self.list.at]
            told = [(b.ballot_id, f"{b.number} {b.short_name.in_(self.language)}") for b in ballots]
            self.form.choice("other").show_choices(told)

    def _confirm(self) -> None:
        way = self.form.value("way")
        self.frame.confirm(self.say(f"mend.sure_{way}"), self.say("mend.go"), self._do)

    def _do(self) -> None:
        found = self.found
        if found is None or not found.ballots:
            return
        state, form = found.ballots[self.list.at], self.form
        asked = Asked(
            Way(form.value("way")), state.ballot.ballot_id, form.value("demander"),
            form.value("other"), form.value("reason"), form.value("number"), form.date("date"),
            self.present.value(), form.value("second"), form.value("secret"), form.value("alone"),
        )  # fmt: skip
        form.put("secret", "")
        self.ask(lambda session: mend(session, asked), self._done)

    def _done(self, found: Mending) -> None:
        session = self.frame.session
        self.form.clear()
        self.place = Place("mend")
        self._show(found)
        self.list.setFocus()
        if session is not None:
            self.frame.show_saved(session.local_time(session.workspace.clock.now()))
        self.frame.refresh()
