# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Before figures become final: who was at the count, from when to when, what is attached."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout

from precinct_app.domain.commission import Right
from precinct_app.domain.protocol.record import Presence
from precinct_app.services.registers import count_facts
from precinct_app.services.registers.count_facts import Asked
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.polling.deed import moment_of
from precinct_app.ui.widgets.digit_edit import DigitEdit
from precinct_app.ui.widgets.field_form import FieldForm, count_field
from precinct_app.ui.widgets.labels import label

PRESENT = ("members", "observers_national", "observers_foreign", "proxies", "media")
_TIMES = ("started", "ended")
_ATTACHED = ("opinions", "complaints")
_TIME = (2, 2)
_WIDE, _FORM = 140, 760


class CountFactsPage(Page):
    """What the protocol says beside its figures; filled in as far as it is known, Enter goes on."""

    needed_right = Right.FREEZE

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.asked: Asked | None = None
        self.title, self.about = label("", "headline", wrap=True), label("", "title", wrap=True)
        numbers = {name: count_field() for name in PRESENT}
        times = {name: DigitEdit("", _TIME, ":") for name in _TIMES}
        attached = {name: count_field() for name in _ATTACHED}
        self.form = FieldForm({**numbers, **times, **attached})
        self.form.given.connect(self._say)
        self.form.closed.connect(self.frame.back)
        self.ground = QVBoxLayout(self)
        self.ground.setSpacing(8)
        for part in (self.title, self.about):
            self.ground.addWidget(part)
        self.ground.addWidget(self.form, 1)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "key.next"), ("Tab", "key.field"), ("Esc", "key.back"),
                ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    def open(self, place: Place) -> None:
        """Ask about a ballot's count."""
        super().open(place)
        ballot_id = place.subject
        self.ask(lambda s: count_facts.asked(s.workspace, s.actor, ballot_id), self._show)

    def relook(self) -> None:
        """Less room at the edges where type is large."""
        wide = self.look.is_large
        self.ground.setContentsMargins(*(12, 8, 12, 8) if wide else (32, 20, 32, 20))
        self.form.setMaximumWidth(self.look.px(_FORM))
        for field in self.form.fields.values():
            field.setMaximumWidth(self.look.px(_WIDE))

    def take_focus(self) -> None:
        """What is not filled in yet, else the button."""
        self.form.take_focus()

    def retranslate(self) -> None:
        """Write every text again."""
        names = {name: self.say(f"count_facts.{name}") for name in self.form.fields}
        self.title.setText(self.say("count_facts.title"))
        self.form.say("", names, self.say("count_facts.go"), self.say("key.back"))
        self.about.setText(self._ballot())
        asked = self.asked
        if asked is not None and asked.presence_kept:
            there = asked.facts.presence
            told = self.say("count_facts.kept", present=there.members, members=there.members_in_all)
            self.form.say_hint(told)
        else:
            self.form.say_hint(self.say("count_facts.hint"))

    def _ballot(self) -> str:
        session = self.frame.session
        if session is None or not self.place.subject:
            return ""
        return session.workspace.election.ballot(self.place.subject).name.in_(self.language)

    def _show(self, asked: Asked) -> None:
        self.asked = asked
        session = self.frame.session
        if session is None:
            return
        for name in PRESENT:
            self.form.show_field(name, shown=not asked.presence_kept)
            self.form.put(name, str(getattr(asked.facts.presence, name)))
        for name in _TIMES:
            moment: datetime = getattr(asked.facts, name)
            self.form.put(name, f"{session.local(moment):%H%M}")
        for name in _ATTACHED:
            self.form.put(name, str(getattr(asked.facts, name)))
        self.retranslate()
        self.take_focus()

    def _say(self) -> None:
        """Keep it; then a second person says yes."""
        asked = self.asked
        if asked is None:
            return
        number, value = self.form.number, self.form.value
        there = Presence(
            number("members"), asked.facts.presence.members_in_all, number("observers_national"),
            number("observers_foreign"), number("proxies"), number("media"),
        )  # fmt: skip
        opinions, complaints = number("opinions"), number("complaints")
        began, ended = value("started"), value("ended")

        def say(session: Session) -> object:
            now = session.workspace.clock.now()
            facts = replace(
                asked.facts, presence=there, opinions=opinions, complaints=complaints,
                started=moment_of(session, began) or now, ended=moment_of(session, ended) or now,
            )  # fmt: skip
            return count_facts.say(session.workspace, session.actor, facts)

        self.ask(say, lambda _: self.frame.go(Place("second", self.place.subject)))
