# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A decisive step is taken by two: the second person names himself, or the reason why nobody is there."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from precinct_app.domain.commission import Right
from precinct_app.services.two_people import Agreed
from precinct_app.services.users import User
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.people.agreeing import agreed_by, done_by_two, others
from precinct_app.ui.widgets.field_form import Choice
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.labels import label, row
from precinct_app.ui.widgets.secret_edit import SecretEdit

_NOBODY = ""


class SecondPage(Page):
    """Who says yes: ``detail`` names the step, ``subject`` is its ballot where it is about one."""

    needed_right = Right.FREEZE

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.people: list[User] = []
        self._build()
        self.who.currentIndexChanged.connect(self._show_fields)
        self.agree.clicked.connect(self._agree)
        self.secret.returnPressed.connect(self._agree)
        self.reason.returnPressed.connect(self._agree)
        self.eye.clicked.connect(self._show_digits)
        self.back.clicked.connect(self.frame.back)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 24)
        layout.setSpacing(16)
        self.title, self.about = label("", "headline", wrap=True), label("", "title", wrap=True)
        self.hint = label("", "second", wrap=True)
        card = plain_frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 24, 32, 24)
        inside.setSpacing(8)
        self.who = Choice()
        self.secret, self.eye, self.reason = SecretEdit(), KeyButton(icon="eye"), QLineEdit()
        self.who_label, self.field_label = label("", "strong"), label("", "strong", wrap=True)
        self.agree = KeyButton("", "Enter", main=True)
        self.back = KeyButton("", "Esc")
        entry = row(self.secret, self.eye, spacing=10)
        entry.setStretch(0, 1)
        for part in (self.who_label, self.who, self.field_label, self.reason):
            inside.addWidget(part)
        inside.addLayout(entry)
        for above in (self.title, self.about, self.hint, card):
            layout.addWidget(above)
        layout.addLayout(row(self.agree, 1, self.back))
        layout.addStretch(1)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Tab", "key.field"), ("Enter", "key.agree"), ("Esc", "key.back"),
                ("F2", "key.language")]  # fmt: skip

    def open(self, place: Place) -> None:
        """Ask for the second person of a ballot's step."""
        super().open(place)
        self.secret.clear()
        self.reason.clear()
        self.ask(others, self._show)

    def retranslate(self) -> None:
        """Write every text again."""
        self.title.setText(self.say("second.title"))
        self.hint.setText(self.say("second.hint"))
        self.about.setText(self._about())
        self.who_label.setText(self.say("second.who"))
        self.who.setAccessibleName(self.say("second.who"))
        self.eye.setAccessibleName(self.say("start.eye"))
        self.eye.setToolTip(self.say("start.eye"))
        self.agree.say(self.say("second.agree"))
        self.back.say(self.say("key.back"))
        self._fill_who()

    def take_focus(self) -> None:
        """Who it is."""
        self.who.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads from the name to the digits, or to the reason."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.who.hasFocus():
            (self.reason if self.who.currentData() == _NOBODY else self.secret).setFocus()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """No digits stay behind."""
        self.secret.clear()

    def _about(self) -> str:
        """The ballot whose figures become final, or the step."""
        session = self.frame.session
        if session is None or not self.place.subject:
            return self.say(f"second.about_{self.place.detail}") if self.place.detail else ""
        return session.workspace.election.ballot(self.place.subject).name.in_(self.language)

    def _show(self, people: list[User]) -> None:
        self.people = people
        self.who.clear()
        self.retranslate()

    def _fill_who(self) -> None:
        kept = self.who.currentData()
        self.who.blockSignals(True)
        self.who.clear()
        for user in self.people:
            self.who.addItem(user.name, user.member_id)
        self.who.addItem(self.say("second.nobody"), _NOBODY)
        self.who.setCurrentIndex(max(0, self.who.findData(kept)) if kept is not None else 0)
        self.who.blockSignals(False)
        self._show_fields()

    def _show_fields(self) -> None:
        alone = self.who.currentData() == _NOBODY
        told = self.say("second.reason" if alone else "second.secret")
        self.field_label.setText(told)
        field = self.reason if alone else self.secret
        field.setAccessibleName(told)
        self.reason.setVisible(alone)
        self.secret.setVisible(not alone)
        self.eye.setVisible(not alone)

    def _show_digits(self) -> None:
        hidden = self.secret.echoMode() is SecretEdit.EchoMode.Password
        self.secret.set_visible_digits(visible=hidden)
        self.secret.setFocus()

    def _agree(self) -> None:
        who, secret, place = self.who.currentData(), self.secret.text(), self.place
        reason = self.reason.text()
        self.secret.clear()

        def agree(session: Session) -> Place:
            agreed = agreed_by(session, who, secret) if who else Agreed(alone=reason)
            return done_by_two(session, place, agreed)

        self.ask(agree, self.frame.go)
