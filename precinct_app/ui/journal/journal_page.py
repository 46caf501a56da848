# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The journal: newest first, found by a word, its chain walked at every opening."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from precinct_app.domain.journal import Event
from precinct_app.services.journal_reading import JournalCheck, verify_journal
from precinct_app.services.papers.day import event_name
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.widgets.labels import label, row
from precinct_app.ui.widgets.lamp import Lamp
from precinct_app.ui.widgets.record_table import RecordModel, RecordTable

_SHOWN = 2000
"""Rows at most; a word finds the others."""
_SHORT = 12


class Column(Enum):
    """Columns from the left."""

    NUMBER = "number"
    TIME = "time"
    WHO = "who"
    WHAT = "what"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words."""

    number: str
    time: str
    who: str
    what: str
    about: str

    def has(self, words: list[str]) -> bool:
        """Whether every word stands somewhere in it."""
        whole = " ".join((self.number, self.time, self.who, self.what, self.about)).casefold()
        return all(word in whole for word in words)


class JournalPage(Page):
    """Read only; what does not fit the chain is told first."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.check: JournalCheck | None = None
        self.lines: list[Line] = []
        layout = self.stack = QVBoxLayout(self)
        layout.setSpacing(12)
        self.title = label("", "title")
        self.found = QLineEdit()
        self.found.textChanged.connect(self._filter)
        head = row(self.title, self.found, spacing=24)
        head.setStretch(1, 1)
        layout.addLayout(head)
        self.lamp = Lamp()
        layout.addWidget(self.lamp)
        self.model: RecordModel[Line] = RecordModel(
            {
                Column.NUMBER: lambda one: one.number, Column.TIME: lambda one: one.time,
                Column.WHO: lambda one: one.who, Column.WHAT: lambda one: one.what,
                Column.ABOUT: lambda one: one.about,
            },
            right=[Column.NUMBER],
        )  # fmt: skip
        self.table = RecordTable(self.model)
        layout.addWidget(self.table, 1)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Tab", "key.field"), ("F6", "journal.key_check"), ("F2", "key.language"),
                ("F4", "key.later")]  # fmt: skip

    def open(self, place: Place) -> None:
        """Read it and walk its chain."""
        super().open(place)
        self.ask(_read, self._show)

    def relook(self) -> None:
        """Rows grow with the type."""
        wide = self.look.is_large
        self.stack.setContentsMargins(*(12, 8, 12, 8) if wide else (24, 16, 24, 16))
        self.table.relook()

    def take_focus(self) -> None:
        """The field that finds."""
        self.found.setFocus()

    def function_key(self, number: int) -> bool:
        """F6 walks the chain again."""
        if number == 6:  # noqa: PLR2004
            self.ask(_read, self._show)
        return number == 6  # noqa: PLR2004

    def retranslate(self) -> None:
        """Write every text again."""
        self.title.setText(self.say("journal.title"))
        self.found.setPlaceholderText(self.say("journal.find"))
        self.found.setAccessibleName(self.say("journal.find"))
        self.table.setAccessibleName(self.say("journal.title"))
        self.model.set_names({one: self.say(f"journal.column_{one.value}") for one in Column})
        session, check = self.frame.session, self.check
        if session is None or check is None:
            return
        names = {m.member_id: m.short_name for m in session.members()}
        self.lines = [self._line(session, e, names) for e in reversed(check.events)]
        self._show_lamp(check)
        self._filter()

    def _line(self, session: Session, event: Event, names: dict[str, str]) -> Line:
        """Details without empty ones; hashes stay on paper."""
        details = [str(value) for value in event.details.values() if value not in {"", 0}]
        ballots = {b.ballot_id: b for b in session.workspace.election.ballots}
        ballot = ballots.get(event.subject)
        subject = ballot.short_name.in_(self.language) if ballot else event.subject
        about = ", ".join(one for one in [subject, *details] if one and len(one) < 2 * _SHORT)
        what = event_name(event.kind).in_(self.language)
        return Line(str(event.sequence), session.local_time(event.recorded),
                    names.get(event.member_id, event.member_id), what, about)  # fmt: skip

    def _show_lamp(self, check: JournalCheck) -> None:
        count = len(check.events)
        if check.is_whole:
            second = self.say("journal.head", head=check.head[:_SHORT])
            self.lamp.show_lamp("good", self.say("journal.whole", count=count), second)
        elif check.broken is not None:
            fault = self.say(f"journal.fault_{check.broken.fault.value}")
            told = self.say("journal.broken", number=check.broken.sequence)
            self.lamp.show_lamp("bad", told, fault)
        else:
            papers = ", ".join(check.unknown)
            told = self.say("journal.unknown")
            self.lamp.show_lamp("bad", told, self.say("journal.unknown_papers", papers=papers))

    def _filter(self) -> None:
        words = self.found.text().casefold().split()
        self.model.set_records([one for one in self.lines if one.has(words)][:_SHOWN])

    def _show(self, check: JournalCheck) -> None:
        self.check = check
        self.retranslate()


def _read(session: Session) -> JournalCheck:
    return verify_journal(session.workspace, session.actor)
