# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Readiness: everything the night will ask for, tried now; and a backup onto a stick, read back."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout

from precinct_app.domain.backups import EVERY_MINUTES
from precinct_app.domain.papers.paper import Paper
from precinct_app.domain.readiness import Finding, Readiness, State
from precinct_app.services.papers.blanks import emergency_pack
from precinct_app.services.papers.readiness import readiness_paper
from precinct_app.services.readiness import check_readiness
from precinct_app.services.readiness_around import Around, KeyTried
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.key_entry import KEY_FILES
from precinct_app.ui.frame.place import Place
from precinct_app.ui.machine_printers import printer_names
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.printing import SCALE, choose_printer, print_pages
from precinct_app.ui.protocol.pdf_pages import page_images
from precinct_app.ui.widgets.choice_list import ChoiceList, ChoiceRow
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label, row
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.page_columns import PageColumns
from precinct_app.ui.widgets.secret_edit import KeySecretEdit

_SIGNS = {State.MISSING: ("wrong", "red"), State.LOOK: ("triangle", "ochre"),
          State.BY_HAND: ("ring", "edge"), State.GOOD: ("tick", "green")}  # fmt: skip


class ReadinessPage(Page):
    """What is wanting stands first; a stick makes the check whole."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.ready: Readiness | None = None
        self.tried: tuple[KeyTried, ...] = ()
        """Keys with their pass phrases, until the page is left."""
        self.shown_stick: Path | None = None
        self.key_file: Path | None = None
        layout = self.columns = PageColumns(self)
        self.title, self.list = label("", "title", wrap=True), ChoiceList()
        self.list.chosen.connect(self._look_at)
        self.list.opened.connect(self._enter)
        left = column(self.title, self.list, spacing=8)
        left.setStretch(1, 1)
        layout.addLayout(left, 50)
        layout.addWidget(self._card(), 50)

    def _card(self) -> QFrame:
        card = plain_frame("asks")
        stack = self.stack = QVBoxLayout(card)
        stack.setSpacing(10)
        self.subject, self.said = label("", "row", wrap=True), label("", wrap=True)
        self.told = label("", "strong", wrap=True)
        self.check, self.stick = KeyButton("", "Enter", main=True), KeyButton("", "F6")
        self.key, self.backup = KeyButton("", "F5"), KeyButton("", "F7")
        self.page, self.pack = KeyButton("", "F8", quiet=True), KeyButton("", "F9", quiet=True)
        self.secret_name, self.secret = label("", "second", wrap=True), KeySecretEdit()
        self.key.clicked.connect(self._choose_key)
        self.secret.returnPressed.connect(self._try_key)
        self.page.clicked.connect(self._print_page)
        self.pack.clicked.connect(self._print_pack)
        self.check.clicked.connect(lambda: self.try_all(self.shown_stick))
        self.stick.clicked.connect(self._choose_stick)
        self.backup.clicked.connect(self._choose_folder)
        for part in (self.subject, self.said, self.told):
            stack.addWidget(part)
        stack.addStretch(1)
        for widget in (self.secret_name, self.secret):
            stack.addWidget(widget)
            widget.hide()
        for pair in ((self.check, self.key), (self.stick, self.backup), (self.page, self.pack)):
            stack.addLayout(row(*pair, 1, spacing=10))
        return card

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "ready.key_check"), ("F5", "ready.key_key"), ("F6", "ready.key_stick"),
                ("F7", "ready.key_backup"), ("F8", "ready.key_print"), ("F9", "ready.key_pack"),
                ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    def open(self, place: Place) -> None:
        """Nothing is tried before somebody asks: it takes a while and is recorded."""
        super().open(place)
        self.retranslate()

    def relook(self) -> None:
        """Less room at the edges where type is large."""
        self.columns.fit(self.look)
        wide = self.look.is_large
        self.stack.setContentsMargins(*(16, 8, 16, 8) if wide else (24, 16, 24, 16))

    def take_focus(self) -> None:
        """The one button."""
        self.check.setFocus()

    def retranslate(self) -> None:
        """Write every text again."""
        self.check.say(self.say("ready.check"))
        self.stick.say(self.say("ready.stick"))
        self.backup.say(self.say("ready.backup"))
        self.key.say(self.say("ready.key"))
        self.page.say(self.say("ready.print"))
        self.page.close_because("" if self.ready else self.say("ready.not_yet"))
        self.pack.say(self.say("ready.pack"))
        self._name_secret()
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
        """F5 a key, F6 with a stick, F7 a backup, F8 and F9 papers."""
        actions = {5: self._choose_key, 6: self._choose_stick, 7: self._choose_folder,
                   8: self._print_page, 9: self._print_pack}  # fmt: skip
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
        self.shown_stick, keys = stick, self.tried
        self.told.setText("")
        self.title.setText(self.say("ready.working"))

        def work(session: Session) -> Readiness:
            around = Around(session.folder, stick, keys, printer_names())
            return check_readiness(session.workspace, session.actor, around, session.tools)

        self.ask(work, self._show)

    def _show(self, ready: Readiness) -> None:
        self.ready = ready
        self.list.at = 0
        self.retranslate()
        self.list.setFocus()
        self.frame.refresh()

    def leave(self) -> None:
        """No pass phrase stays behind."""
        self.tried = ()
        self.take_key(None)

    def _choose_key(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.say("ready.key"), "", KEY_FILES)
        if name:
            self.take_key(Path(name))

    def take_key(self, file: Path | None) -> None:
        """Ask for the pass phrase of somebody's key file; None forgets it."""
        self.key_file = file
        self.secret.clear()
        for part in (self.secret_name, self.secret):
            part.setVisible(file is not None)
        self._name_secret()
        if file is not None:
            self.secret.setFocus()

    def _name_secret(self) -> None:
        told = self.say("ready.secret", name=self.key_file.name if self.key_file else "")
        self.secret_name.setText(told)
        self.secret.setAccessibleName(told)

    def _try_key(self) -> None:
        """It opens, signs something of no meaning and is judged; then all is looked at anew."""
        file, secret, stick = self.key_file, self.secret.text(), self.shown_stick
        if file is None:
            return
        self.take_key(None)
        self.ask(
            lambda _: file.read_bytes(), lambda data: self._with_key(file, data, secret, stick)
        )

    def _with_key(self, file: Path, data: bytes, secret: str, stick: Path | None) -> None:
        others = [one for one in self.tried if one.name != file.name]
        self.tried = (*others, KeyTried(file.name, data, secret))
        self.try_all(stick)

    def _print_page(self) -> None:
        ready = self.ready
        if ready is None:
            self.frame.tell(self.say("ready.not_yet"))
            return
        self._print(lambda session: [readiness_paper(session.workspace, session.actor, ready)])

    def _print_pack(self) -> None:
        self._print(lambda session: emergency_pack(session.workspace, session.actor))

    def _print(self, papers: Callable[[Session], Sequence[Paper]]) -> None:
        """Draw papers and send them to the printer that is chosen first."""
        printer = choose_printer(self, self.say("ready.print"))
        if printer is None:
            return

        def drawn(session: Session) -> list[QImage]:
            pages = (session.tools.press.paper(paper) for paper in papers(session))
            return [image for pdf in pages for image in page_images(pdf, SCALE)]

        def done(images: list[QImage]) -> None:
            good = print_pages(printer, images)
            self.frame.tell(self.say("print.done" if good else "print.refused"))

        self.ask(drawn, done)

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
