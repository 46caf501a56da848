# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Hand-over: bundles for every commission onto a stick, read back; receipts that come back."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout

from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.runtime.texts import sentences
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.bundles import (
    Bundles,
    bundles_of,
    looked_at,
    receipt_told,
    row_of,
    write_bundles,
)
from precinct_app.ui.finish.key_entry import KeyEntry, OpenKey
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.widgets.choice_list import ChoiceList
from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label, row
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.page_columns import PageColumns
from precinct_app.ui.widgets.progress_row import ProgressRow


class HandoverPage(Page):
    """One stick, one press; what lies there is compared byte for byte."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.found: Bundles | None = None
        self.taken: dict[str, OpenKey] = {}
        """Keys that were tried already, by member: a bundle is signed by all who signed its protocols."""
        self._build()

    def _build(self) -> None:
        layout = self.columns = PageColumns(self)
        self.title, self.list = label("", "title", wrap=True), ChoiceList()
        self.list.opened.connect(lambda _: self._enter())
        left = column(self.title, self.list, spacing=8)
        left.setStretch(1, 1)
        layout.addLayout(left, 50)
        layout.addWidget(self._card(), 50)

    def _card(self) -> QFrame:
        card = plain_frame("asks")
        stack = self.stack = QVBoxLayout(card)
        stack.setSpacing(12)
        self.what = label("", wrap=True)
        self.entry = KeyEntry(self)
        self.entry.entered.connect(self.take_key)
        self.write = KeyButton("", "Enter", main=True)
        self.write.clicked.connect(self.take_key)
        self.message, self.told = label("", "red", wrap=True), label("", wrap=True)
        self.progress = ProgressRow()
        self.progress.hide()
        self.receipt, self.look_at = KeyButton("", "F8"), KeyButton("", "F9", quiet=True)
        self.receipt.clicked.connect(self._choose_receipt)
        self.look_at.clicked.connect(self._choose_stick)
        for part in (self.what, self.entry):
            stack.addWidget(part)
        stack.addLayout(row(self.write, 1))
        for below in (self.progress, self.message, self.told):
            stack.addWidget(below)
        stack.addStretch(1)
        stack.addLayout(row(self.receipt, 1))
        stack.addLayout(row(self.look_at, 1))
        return card

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("F5", "key.key_file"), ("F6", "token.key"), ("Enter", "handover.key_write"),
                ("F8", "handover.key_receipt"), ("F9", "handover.key_look"),
                ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """See what may go where."""
        super().open(place)
        self.message.setText("")
        self.told.setText("")
        self.ask(bundles_of, self._show)

    def relook(self) -> None:
        """Less room at the edges where type is large."""
        self.columns.fit(self.look)
        wide = self.look.is_large
        self.stack.setContentsMargins(*(16, 8, 16, 8) if wide else (24, 16, 24, 16))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another choice."""
        super().resizeEvent(event)
        self._fit()

    @fitting_once
    def _fit(self) -> None:
        """First the hint goes, then the buttons whose keys stand in the bar; never the field."""
        drop_until_fits(self, [self.what, self.look_at, self.receipt])

    def take_focus(self) -> None:
        """The key, or the stick where there is none."""
        found = self.found
        if found is None or not found.ready:
            self.list.setFocus()
        elif found.without_key:
            self.write.setFocus()
        else:
            self.entry.take_focus()

    def retranslate(self) -> None:
        """Write every text again."""
        self.entry.set_language(self.language)
        self.write.say(self.say("handover.write"))
        self.receipt.say(self.say("handover.receipt"))
        self.look_at.say(self.say("handover.look"))
        session, found = self.frame.session, self.found
        if session is None or found is None:
            return
        written = sum(one.written for one in found.receivers)
        everything = sum(len(one.ballots) for one in found.receivers)
        self.title.setText(self.say("handover.title", done=written, all=everything))
        rows = [row_of(session, one, self.language) for one in found.receivers]
        self.list.show_rows(rows, self.say("handover.receivers"))
        self.what.setText(self._what(found))
        if self.taken and (waiting := self._waiting()):
            names = ", ".join(session.workspace.member(m).name for m in waiting)
            self.told.setText(self.say("handover.next_key", name=names))
        self.entry.setVisible(bool(found.ready) and not found.without_key)
        self.write.close_because("" if found.ready else self.say("handover.nothing_ready"))

    def _what(self, found: Bundles) -> str:
        """What the keys are for, or what is done without one."""
        if not found.ready:
            return self.say("handover.nothing_ready")
        return self.say("handover.without_key" if found.without_key else "handover.what")

    def _waiting(self) -> list[str]:
        """Who signed, and has not given a key for the bundles yet."""
        return [m for m in self.found.signers if m not in self.taken] if self.found else []

    def function_key(self, number: int) -> bool:
        """F5 the key, F6 the token, F8 a receipt, F9 what lies on a stick."""
        actions = {
            5: self.entry.choose,
            6: self.entry.look_for_tokens,
            8: self._choose_receipt,
            9: self._choose_stick,
        }
        if number in actions:
            actions[number]()
        return number in actions

    def leave(self) -> None:
        """No digits stay behind."""
        self.entry.secret.clear()
        self.taken = {}

    def refuse(self, error: PrecinctError) -> None:
        """Say why not, beside the key."""
        self.progress.hide()
        self.message.setText("\n".join(sentences(error, self.language)))
        self.ask(bundles_of, self._show)

    def _show(self, found: Bundles) -> None:
        self.found = found
        self.retranslate()
        if self.isVisible():
            self.take_focus()

    # --- what one does -----------------------------------------------------------------------------

    def _enter(self) -> None:
        if self.found is not None and self.found.ready:
            self.take_focus()
        else:
            self.frame.go(Place("finish"))

    def take_key(self) -> None:
        """Try the key that was typed; after the last one the stick is asked for.

        Whoever goes on with no further key leaves its signature out.
        """
        found = self.found
        if found is None or not found.ready:
            return
        if found.without_key or (self.taken and not self.entry.is_chosen):
            self.choose_folder()
        elif (key := self.entry.taken_key()) is None:
            told = sentences(PrecinctError(Reason("ui.no_key")), self.language)
            self.message.setText("\n".join(told))
            self.entry.take_focus()
        else:
            self.ask(partial(_tried, key), self._taken)

    def _taken(self, tried: tuple[str, OpenKey]) -> None:
        member_id, key = tried
        self.taken[member_id] = key
        self.message.setText("")
        self.entry.take(None)
        self.retranslate()
        self.entry.take_focus()
        if not self._waiting():
            self.choose_folder()

    def choose_folder(self) -> None:
        """Ask where the stick is, then write."""
        name = QFileDialog.getExistingDirectory(self, self.say("handover.stick"))
        if name:
            self.write_to(Path(name))

    def write_to(self, folder: Path) -> None:
        """Write every bundle into a folder and read it back."""
        found = self.found
        if found is None:
            return
        key = self.entry.taken_key()
        keys = [*self.taken.values(), *([key] if key is not None else [])]
        if found.without_key:
            keys = []
        self.message.setText("")
        self.told.setText("")
        self.ask_long(
            lambda session, at: write_bundles(session, folder, keys, at), self._written,
            self.progress, self.say("handover.working"), self.say("handover.unit"),
        )  # fmt: skip

    def _written(self, count: int) -> None:
        self.progress.hide()
        self.taken = {}
        session = self.frame.session
        if session is not None:
            moment = session.local_time(session.workspace.clock.now())
            self.frame.show_saved(moment)
            self.told.setText(self.say("handover.written", count=count, time=moment[:5]))
        self.ask(bundles_of, self._show)
        self.frame.refresh()

    def _choose_receipt(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.say("handover.receipt"))
        if name:
            self.take_receipt(Path(name))

    def take_receipt(self, file: Path) -> None:
        """Check a receipt of the district and keep what it says."""
        self.message.setText("")
        self.ask(lambda session: receipt_told(session, file, self.language), self._tell)

    def _choose_stick(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.say("handover.look"))
        if name:
            self.look_into(Path(name))

    def look_into(self, folder: Path) -> None:
        """Say what every bundle in a folder is."""
        self.message.setText("")
        self.ask(lambda session: looked_at(session, folder, self.language), self._tell)

    def _tell(self, lines: tuple[str, ...]) -> None:
        self.told.setText("\n".join(lines) or self.say("handover.nothing_there"))


def _tried(key: OpenKey, session: Session) -> tuple[str, OpenKey]:
    """Whose key it is, once it was opened."""
    with key(session) as signer:
        return signer.member_id, key
