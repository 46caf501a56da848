# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What to do now: one sentence, one button; below, the day so far and how things are."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from precinct_app.domain.finish import Row
from precinct_app.services.ballot_states import BallotState
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.finish_words import headline
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.words import next_deadline
from precinct_app.ui.home.day import Today, story_of, today
from precinct_app.ui.home.lamps import package_lamp, printer_lamp, stick_lamp
from precinct_app.ui.machine_printers import PrinterSeen, usual_printer
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.polling.day_steps import Lead
from precinct_app.ui.protocol.count_steps import place_of
from precinct_app.ui.widgets.day_line import DayLine
from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.labels import label, row
from precinct_app.ui.widgets.lamp import Lamp
from precinct_app.ui.widgets.state_chips import Chip, StateChips


class HomePage(Page):
    """The answer to "what now"."""

    full_rail = True
    tells_deadline = True

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.day: Today | None = None
        self.seen: PrinterSeen | None = None
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 16)
        layout.setSpacing(16)
        layout.addWidget(self._card())
        day = self.day_card = plain_frame("card")
        stack = QVBoxLayout(day)
        stack.setContentsMargins(20, 8, 20, 8)
        self.day_title, self.deadline = label("", "strong"), label("")
        self.deadline.setTextFormat(Qt.TextFormat.RichText)
        stack.addLayout(row(self.day_title, 1, self.deadline))
        self.line = DayLine()
        stack.addWidget(self.line, 1)
        layout.addWidget(day, 1)
        self.stick, self.printer, self.package = Lamp(), Lamp(), Lamp()
        self.lamps = QWidget()
        lamps = row(self.stick, self.printer, self.package, spacing=16)
        for place in range(3):
            lamps.setStretch(place, 1)
        self.lamps.setLayout(lamps)
        layout.addWidget(self.lamps)
        layout.addStretch(1)
        layout.setStretch(1, 100)

    def _card(self) -> QFrame:
        card = plain_frame("asks")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 20, 32, 20)
        inside.setSpacing(8)
        self.title = label("", "smallstrong")
        self.tables = StateChips()
        self.before = label("", "lead", wrap=True)
        self.sentence = label("", "decisive", wrap=True)
        self.who, self.other = label("", "second"), KeyButton("", "F3", quiet=True)
        self.other.clicked.connect(self._ask_who)
        self.go = KeyButton("", "Enter", main=True, size=20)
        self.go.clicked.connect(self._go)
        self.needs = label("", "second", wrap=True)
        for widget in (self.title, self.before, self.sentence, self.tables):
            inside.addWidget(widget)
        inside.addLayout(row(self.who, self.other, 1, spacing=12))
        inside.addSpacing(12)
        begin = row(self.go, self.needs, 1, spacing=16)
        begin.setStretch(1, 100)
        inside.addLayout(begin)
        return card

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "key.begin"), ("F3", "keyboard.key"), ("Esc", "key.steps"),
                ("F2", "key.language"), ("F11", "key.observer")]  # fmt: skip

    def open(self, place: Place) -> None:
        """See how far the day is."""
        super().open(place)
        self.ask(today, self._show)
        self.frame.background.run_aside(usual_printer, self._show_printer, self.refuse)

    def tick(self) -> None:
        """The mark of now, the time left, the stick."""
        if self.day is not None:
            self._show_time()

    def next_state(self) -> BallotState | None:
        """The first ballot that is not done."""
        states = self.day.ballots if self.day else ()
        return next((state for state in states if state.step != "done"), None)

    def lead(self) -> Lead | None:
        """What comes before the sheets."""
        return self.day.lead if self.day else None

    def relook(self) -> None:
        """Narrower margins where type is large."""
        tight = self.look.is_large
        margin = 24 if tight else 32
        self.layout().setContentsMargins(margin, margin, margin, 16)  # type: ignore[union-attr]
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another choice."""
        super().resizeEvent(event)
        self._fit()

    @fitting_once
    def _fit(self) -> None:
        """First the lamps go; where the day must go too, the lamps may have room again."""
        more = [self.title, self.other, *(w for w in (self.needs, self.before) if w.text())]
        drop_until_fits(self, [self.lamps, self.day_card, *more])
        if self.day_card.isHidden():
            drop_until_fits(self, [self.day_card, self.lamps, *more])

    def take_focus(self) -> None:
        """The one button."""
        self.go.setFocus()

    def retranslate(self) -> None:
        """Write every text again."""
        session, state = self.frame.session, self.next_state()
        self.title.setText(self.say("home.title"))
        self.go.say(self.say("home.go" if state or self.lead() else "signing.to_finish"))
        self.day_title.setText(self.say("home.day"))
        self.other.say(self.say("keyboard.other"))
        if session is None or self.day is None:
            return
        names = {m.member_id: m.short_name for m in session.members()}
        here = session.actor.member_id
        self.who.setText(self.say("keyboard.now", name=names.get(here, here)))
        self._say_next(state)
        self._show_tables()
        self._show_time()
        self._fit()

    def _show(self, day: Today) -> None:
        self.day = day
        self.retranslate()
        if self.isVisible() and not self.isAncestorOf(self.window().focusWidget() or self):
            self.take_focus()

    def _say_next(self, state: BallotState | None) -> None:
        lead = self.lead()
        if lead is not None:
            self.before.setText(self.say(f"{lead.key}_before", **lead.values))
            self.sentence.setText(self.say(lead.key, **lead.values))
            self.needs.setText(self.say(f"{lead.key}_needs", **lead.values))
        elif state is None:
            finish = self.day.finish if self.day else None
            told = self.say("home.next_done")
            self.before.setText(told if finish else "")
            self.sentence.setText(headline(finish, self.language) if finish else told)
            over = finish is not None and finish.done == len(Row)
            self.needs.setText(self.say("home.then_hand_in") if over else "")
        else:
            name = state.ballot.name.in_(self.language)
            self.before.setText(self.say("home.ballot", number=state.ballot.number, name=name))
            self.sentence.setText(self.say(f"home.next_{state.step}"))
            self.needs.setText(self.say(f"home.needs_{state.step}"))
        self.before.setVisible(bool(self.before.text()))

    def _show_tables(self) -> None:
        lead = self.lead()
        tables = lead.tables if lead is not None else ()
        self.tables.show_chips([
            Chip(self.say("home.table", table=table.table), table.state,
                 self.say(f"home.table_{table.state}", counted=table.counted, pages=table.pages))
            for table in tables
        ])  # fmt: skip
        self.tables.setVisible(bool(tables))

    def _show_time(self) -> None:
        """What changes while nobody does anything."""
        session = self.frame.session
        if session is None or self.day is None:
            return
        now = self.frame.now()
        told = next_deadline(session.workspace.election.deadlines, now, self.language, strong=True)
        self.deadline.setText(told)
        names = {
            name: self.say(f"home.{name}") for name in ("listed_name", "voting_name", "count_name")
        }
        reports = ", ".join(f"{p.hour:%H:%M} {p.voters}" for p in self.day.reports if p.voters)
        names["told"] = f"{self.say('home.day')}. {reports}"
        self.line.show_story(story_of(session, self.day, now, names))
        self._show_lamps(session)

    def _show_printer(self, seen: PrinterSeen) -> None:
        self.seen = seen
        self.tick()

    def _show_lamps(self, session: Session) -> None:
        keeper = self.frame.backups.keeper
        for lamp, words in (
            (self.stick, stick_lamp(keeper, session, self.language)),
            (self.printer, printer_lamp(self.seen, self.language)),
            (self.package, package_lamp(session, self.language)),
        ):
            lamp.show_lamp(words.state, words.first, words.second)

    def function_key(self, number: int) -> bool:
        """F3 somebody else takes the keyboard."""
        if number == 3:  # noqa: PLR2004
            self._ask_who()
            return True
        return False

    def _ask_who(self) -> None:
        self.frame.go(Place("keyboard"))

    def _go(self) -> None:
        state, session = self.next_state(), self.frame.session
        if session is None or self.day is None:
            return
        if (lead := self.lead()) is not None:
            self.frame.go(lead.place)
        elif state is not None:
            self.frame.go(place_of(state))
        else:
            self.frame.go(Place("finish"))
