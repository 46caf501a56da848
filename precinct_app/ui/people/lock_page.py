# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The screen is locked until somebody of the workspace names himself; what was typed stays as it is."""

from PySide6.QtWidgets import QComboBox, QVBoxLayout

from precinct_app.domain.commission import Actor
from precinct_app.services.users import User
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.people.agreeing import named, who_may_unlock
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.labels import label, row
from precinct_app.ui.widgets.secret_edit import SecretEdit


class LockPage(Page):
    """Who goes on, and by which PIN or pass phrase; another person may, in his own role."""

    has_rail = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.people: list[User] = []
        self._build()
        self.unlock.clicked.connect(self._unlock)
        self.secret.returnPressed.connect(self._unlock)
        self.eye.clicked.connect(self._show_digits)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 24)
        layout.setSpacing(16)
        self.title, self.hint = label("", "headline", wrap=True), label("", "second", wrap=True)
        card = plain_frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 24, 32, 24)
        inside.setSpacing(8)
        self.who_label, self.secret_label = label("", "strong"), label("", "strong", wrap=True)
        self.who, self.secret, self.eye = QComboBox(), SecretEdit(), KeyButton(icon="eye")
        self.unlock = KeyButton("", "Enter", main=True)
        entry = row(self.secret, self.eye, spacing=10)
        entry.setStretch(0, 1)
        for part in (self.who_label, self.who, self.secret_label):
            inside.addWidget(part)
        inside.addLayout(entry)
        for above in (self.title, self.hint, card):
            layout.addWidget(above)
        layout.addLayout(row(self.unlock, 1))
        layout.addStretch(1)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page: none leads away."""
        return [("Tab", "key.field"), ("Enter", "key.unlock"), ("F2", "key.language")]

    def open(self, place: Place) -> None:
        """Ask who goes on; whoever was there before stands first."""
        super().open(place)
        self.secret.clear()
        self.ask(who_may_unlock, self._show)

    def retranslate(self) -> None:
        """Write every text again."""
        self.title.setText(self.say("lock.title"))
        self.hint.setText(self.say("lock.hint"))
        self.who_label.setText(self.say("lock.who"))
        self.secret_label.setText(self.say("second.secret"))
        self.who.setAccessibleName(self.say("lock.who"))
        self.secret.setAccessibleName(self.say("second.secret"))
        self.eye.setAccessibleName(self.say("start.eye"))
        self.eye.setToolTip(self.say("start.eye"))
        self.unlock.say(self.say("lock.unlock"))

    def take_focus(self) -> None:
        """The digits: most often the same person goes on."""
        self.secret.setFocus()

    def leave(self) -> None:
        """No digits stay behind."""
        self.secret.clear()

    def _show(self, people: list[User]) -> None:
        self.people = people
        self.who.clear()
        for user in people:
            self.who.addItem(user.name, user.member_id)

    def _show_digits(self) -> None:
        hidden = self.secret.echoMode() is SecretEdit.EchoMode.Password
        self.secret.set_visible_digits(visible=hidden)
        self.secret.setFocus()

    def _unlock(self) -> None:
        who, secret = self.who.currentData(), self.secret.text()
        self.secret.clear()

        def unlock(session: Session) -> Actor:
            return named(session, who, secret)

        if who and secret:
            self.ask(unlock, self.frame.unlock)
