# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What to do now: one sentence, one button; below, how far each ballot is."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout

from precinct_app.domain.commission import Member
from precinct_app.ui.desk import BallotState
from precinct_app.ui.page import Page
from precinct_app.ui.theme import Theme, paper
from precinct_app.ui.widgets.labels import button, clear, frame, label, row
from precinct_app.ui.widgets.paper_slip import PaperSlip


class BallotsPage(Page):
    """The home of the count."""

    step_asked = Signal(object, str)
    """A BallotState, and the member at the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.states: list[BallotState] = []
        self.members: tuple[Member, ...] = ()
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 20, 48, 12)
        layout.setSpacing(16)
        card = frame("tile")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 24, 32, 24)
        inside.setSpacing(16)
        self.title = label("", "second")
        self.sentence = label("", "headline", wrap=True)
        self.who_label = label("", "second")
        self.who = QComboBox()
        self.go = button("", "Enter", main=True)
        self.go.clicked.connect(self._go)
        inside.addWidget(self.title)
        inside.addWidget(self.sentence)
        inside.addLayout(row(self.who_label, self.who, 1, self.go, spacing=16))
        layout.addWidget(card)
        self.card = frame("card")
        self.grid = QGridLayout(self.card)
        self.grid.setContentsMargins(24, 16, 24, 16)
        self.grid.setSpacing(12)
        layout.addWidget(self.card)
        layout.addStretch(1)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "key.next"), ("Tab", "key.field"), ("F2", "key.language")]

    def show_states(self, states: list[BallotState], members: tuple[Member, ...]) -> None:
        """Show where every ballot stands."""
        self.states, self.members = states, members
        if self.who.count() == 0:
            for member in members:
                self.who.addItem(member.name, member.member_id)
        self.retranslate()

    def next_state(self) -> BallotState | None:
        """The first ballot that is not done."""
        return next((state for state in self.states if state.step != "done"), None)

    def retranslate(self) -> None:
        """Write every text again."""
        self.title.setText(self.say("home.title"))
        self.who_label.setText(self.say("home.who_types"))
        self.who.setAccessibleName(self.say("home.who_types"))
        state = self.next_state()
        if state is None:
            self.sentence.setText(self.say("home.next_done"))
        else:
            number = state.ballot.number
            self.sentence.setText(self.say(f"home.next_{state.step}", number=number))
            self._suggest_member(state)
        self.go.setText(f"{self.say('home.go')}   [Enter]")
        self.go.setAccessibleName(self.say("home.go"))
        self.go.setEnabled(state is not None)
        self._fill()

    def take_focus(self) -> None:
        """The one button."""
        self.go.setFocus()

    def _suggest_member(self, state: BallotState) -> None:
        """Whoever began goes on; the second entry is another member's."""
        taken = self.who.currentData()
        if state.step == "first" and state.first_member:
            self.who.setCurrentIndex(self.who.findData(state.first_member))
        elif state.step == "second" and taken == state.first_member:
            self.who.setCurrentIndex((self.who.currentIndex() + 1) % max(self.who.count(), 1))

    def _fill(self) -> None:
        clear(self.grid)
        for line, state in enumerate(self.states):
            ballot = state.ballot
            tint, edge = paper(ballot.colour.rgb, Theme.LIGHT)
            slip = PaperSlip(ballot.number, ballot.short_name.in_(self.language), tint, edge)
            slip.setFixedWidth(190)
            name = label(ballot.name.in_(self.language), "row", wrap=True)
            role = "green" if state.step == "done" else "second"
            step = label(self.say(f"home.step_{state.step}"), role)
            told = self.say("home.see" if state.step == "done" else "home.go")
            open_ = button(told)
            open_.setAccessibleName(f"{told} {ballot.number}")
            open_.clicked.connect(self._opener(state))
            for column, widget in enumerate((slip, name, step, open_)):
                self.grid.addWidget(widget, line, column)
        self.grid.setColumnStretch(1, 1)

    def _opener(self, state: BallotState) -> Callable[[], None]:
        def open_step() -> None:
            self.step_asked.emit(state, self.who.currentData())

        return open_step

    def _go(self) -> None:
        state = self.next_state()
        if state is not None:
            self.step_asked.emit(state, self.who.currentData())
