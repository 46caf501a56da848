# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Readiness: everything the night will ask for, tried now; and a backup onto a stick, read back."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from precinct_app.domain.backups import EVERY_MINUTES
from precinct_app.domain.readiness import Finding, Readiness, State
from precinct_app.services.readiness import check_readiness
from precinct_app.services.readiness_around import Around
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.machine_printers import printer_names
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.widgets.choice_list import ChoiceList, ChoiceRow
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label, row
from precinct_app.ui.widgets.labels import frame as plain_frame

_SIGNS = {State.MISSING: ("wrong", "red"), State.LOOK: ("triangle", "ochre"),
          State.BY_HAND: ("ring", "edge"), State.GOOD: ("tick", "green")}  # fmt: skip


class ReadinessPage(Page):
    """What is wanting stands first; a stick makes the check whole."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.ready: Readiness | None = None
        layout = self.columns = QHBoxLayout(self)
        layout.setSpacing(24)
        self.title, self.list = label("", "title", wrap=True), ChoiceList()
        self.list.chosen.connect(self._look_at)
        self.list.opened.connect(self._enter)
        left = column(self.title, self.list, spacing=8)
        left.setStretch(1, 1)
        layout.addLayout(left, 50)
        card = plain_frame("asks")
        stack = QVBoxLayout(card)
        stack.setContentsMargins(24, 16, 24, 16)
        stack.setSpacing(12)
        self.subject, self.said = label("", "row", wrap=True), label("", wrap=True)
        self.told = label("", "strong", wrap=True)
        self.check, self.stick = KeyButton("", "Enter", main=True), KeyButton("", "F6")
        self.backup = KeyButton("", "F7")
        self.check.clicked.connect(lambda: self.try_all(None))
        self.stick.clicked.connect(self._choose_stick)
        self.backup.clicked.connect(self._choose_folder)
        for part in (self.subject, self.said, self.told):
            stack.addWidget(part)
        stack.addStretch(1)
        for button in (self.check, self.stick, self.backup):
            stack.addLayout(row(button, 1))
        layout.addWidget(card, 50)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "ready.key_check"), ("F6", "ready.key_stick"), ("F7", "ready.key_backup"),
                ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    def open(self, place: Place) -> None:
        """Nothing is tried before somebody asks: it takes a while and is recorded."""
        super().open(place)
        self.retranslate()

    def relook(self) -> None:
        """Less room at the edges where type is large."""
        wide = self.look.percent >= 150  # noqa: PLR2004
        self.columns.setContentsMargins(*(12, 8, 12, 8) if wide else (24, 16, 24, 16))
        self.columns.setSpacing(12 if wide else 24)

    def take_focus(self) -> None:
        """The one button."""
        self.check.setFocus()

    def retranslate(self) -> None:
        """Write every text again."""
        self.check.say(self.say("ready.check"))
        self.stick.say(self.say("ready.stick"))
        self.backup.say(self.say("ready.backup"))
        ready = self.ready
        if ready is None:
            self.title.setText(self.say("ready.title"))
            self.subject.setText(self.say("ready.not_yet"))
            self.said.setText(self.say("ready.hint"))
            self.list.show_rows([], self.say("ready.title"))
            return
        wanting = ready.count(State.MISSING), ready.count(State.LOOK)
        key = "ready.good" if ready.is_ready else "ready.missing"
        self.title.setText(self.say(key, count=wanting[0], look=wanting[1]))
        rows = [self._row(one) for one in self._sorted(ready)]
        self.list.show_rows(rows, self.say("ready.title"))
        self._look_at()

    def function_key(self, number: int) -> bool:
        """F6 with a stick, F7 a backup."""
        actions = {6: self._choose_stick, 7: self._choose_folder}
        if number in actions:
            actions[number]()
        return number in actions

    def _sorted(self, ready: Readiness) -> list[Finding]:
        return sorted(ready.findings, key=lambda one: list(State).index(one.state))

    def _row(self, one: Finding) -> ChoiceRow:
        icon, tone = _SIGNS[one.state]
        name = self.say(f"readiness.subject.{one.subject.value}")
        return ChoiceRow(icon, tone, name, self.say(f"readiness.state.{one.state.value}"))

    def _look_at(self, _: int = 0) -> None:
        found = self._sorted(self.ready) if self.ready else []
        if 0 <= self.list.at < len(found):
            one = found[self.list.at]
            self.subject.setText(self.say(f"readiness.subject.{one.subject.value}"))
            self.said.setText(one.said.whole.in_(self.language))

    def _enter(self, _: int) -> None:
        self.check.setFocus()

    # --- what one does -----------------------------------------------------------------------------

    def try_all(self, stick: Path | None) -> None:
        """Try everything, the stick too where one is shown."""
        self.told.setText("")
        self.title.setText(self.say("ready.working"))

        def work(session: Session) -> Readiness:
            around = Around(session.folder, stick, (), printer_names())
            return check_readiness(session.workspace, session.actor, around, session.tools)

        self.ask(work, self._show)

    def _show(self, ready: Readiness) -> None:
        self.ready = ready
        self.list.at = 0
        self.retranslate()
        self.list.setFocus()
        self.frame.refresh()

    def _choose_stick(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.say("ready.stick"))
        if name:
            self.try_all(Path(name))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.say("ready.backup"))
        if name:
            self.back_up_to(Path(name))

    def back_up_to(self, folder: Path) -> None:
        """Write a backup, read it back, say from which moment it holds everything; go on so."""

        def work(session: Session) -> tuple[str, str]:
            made = self.frame.backups.choose(session, folder)
            return made.file.name, session.local_time(session.workspace.clock.now())

        def done(outcome: tuple[str, str]) -> None:
            name, moment = outcome
            told = self.say("ready.backed_up", name=name, time=moment, minutes=EVERY_MINUTES)
            self.told.setText(told)
            self.frame.show_saved(moment)

        self.ask(work, done)
