# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signing in to a workspace: which precinct, who, the pass phrase as digit groups."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.look import look_of
from precinct_app.ui.machine import FoundWorkspace
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import clear, column, frame, label, row, set_role
from precinct_app.ui.widgets.paper_slip import PaperSlip
from precinct_app.ui.widgets.secret_edit import SecretEdit
from precinct_app.ui.widgets.segments import Segments


class SignIn(QWidget):
    """One tile of the start page: the real election, or training."""

    open_asked = Signal(object, str, str)
    another_asked = Signal()

    def __init__(self, *, training: bool) -> None:
        super().__init__()
        self.found: Sequence[FoundWorkspace] = ()
        self.is_training = training
        self.narrow = False
        """Whether the tile has little room."""
        self.language = Language.KK
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 16, 28, 20)
        layout.setSpacing(6)
        self.kind = label("", "training" if self.is_training else "row")
        self.kind_other = label("", "second")
        self.not_real = label("", "plain20", wrap=True)
        kinds = [self.kind] if self.is_training else [self.kind, self.kind_other, 1]
        layout.addLayout(row(*kinds, spacing=12))
        layout.addWidget(self.not_real)
        if self.is_training:
            layout.addWidget(self.kind_other)
        layout.addStretch(1)
        self.number = label("", "precinct2" if self.is_training else "precinct")
        self.day = label("", "title" if not self.is_training else "strong", wrap=True)
        self.election, self.place = label("", wrap=True), label("", "second", wrap=True)
        head = row(self.number, column(1, self.day, self.election, self.place, 1), spacing=32)
        head.setStretch(1, 1)
        layout.addLayout(head)
        layout.addStretch(1)
        self.papers = QWidget()
        self.slips = QHBoxLayout(self.papers)
        self.slips.setContentsMargins(0, 0, 0, 0)
        self.slips.setSpacing(8)
        layout.addWidget(self.papers)
        layout.addStretch(1)
        self.hair = frame("hairline")
        layout.addWidget(self.hair)
        layout.addStretch(1)
        layout.addLayout(self._entry())

    def _entry(self) -> QVBoxLayout:
        """Who, the pass phrase, and the way in."""
        layout = QVBoxLayout()
        layout.setSpacing(6)
        self.which, self.who = QComboBox(), Segments()
        self.people = QComboBox()
        self.people.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.package = label("", "second")
        self.secret_label = label("", "second")
        self.secret = SecretEdit()
        self.eye = KeyButton(icon="eye")
        self.open = KeyButton("", "Enter", main=True)
        self.another = KeyButton("", "F8")
        layout.addWidget(self.which)
        layout.addLayout(row(self.who, self.people, 1, self.package, spacing=12))
        layout.addWidget(self.secret_label)
        entry = row(self.secret, self.eye, self.open, spacing=10)
        entry.setStretch(0, 1)
        layout.addLayout(entry)
        layout.addLayout(row(self.another, 1))
        return layout

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(self._show_workspace)
        self.who.chosen.connect(self._chosen)
        self.eye.clicked.connect(self._show_digits)
        self.open.clicked.connect(self._ask_open)
        self.secret.returnPressed.connect(self._ask_open)
        self.another.clicked.connect(self.another_asked)

    def show_found(self, found: Sequence[FoundWorkspace]) -> None:
        """Show what this machine has of this kind."""
        self.found = found
        self.which.clear()
        for one in found:
            self.which.addItem(f"№ {one.card.precinct_number}")
        self._show_workspace()

    def chosen(self) -> FoundWorkspace | None:
        """The workspace that would be opened."""
        index = self.which.currentIndex()
        return self.found[index] if 0 <= index < len(self.found) else None

    def member_id(self) -> str:
        """Who would open it."""
        return self.people.currentData() if self.people.isVisibleTo(self) else self.who.value

    def droppable(self) -> list[QWidget]:
        """What may go where there is no room, first to go first."""
        if self.chosen() is None:
            return [self.kind_other]
        dropped: list[QWidget] = [self.kind_other, self.hair, self.package]
        if self._is_large():
            return dropped
        return [*dropped, self.papers, self.place, self.election]

    def take_focus(self) -> None:
        """The secret field, or the way to another workspace."""
        (self.secret if self.found else self.another).setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While a workspace is being opened nothing is asked twice."""
        self.open.close_because(text("start.opening", self.language) if busy else "")
        if not busy:
            self.secret.clear()

    def set_language(self, language: Language) -> None:
        """Write every text again."""
        self.language = language
        say = partial(text, language=language)
        other = Language.RU if language is not Language.RU else Language.KK
        self.kind.setText(say("start.training" if self.is_training else "start.real"))
        both = "start.training_mode" if self.is_training else "start.real"
        self.kind_other.setText(text(both, other))
        self.secret_label.setText(say("start.secret"))
        self.secret.setAccessibleName(f"{say('start.secret')}. {say('start.layout')}")
        self.which.setAccessibleName(say("start.choose_workspace"))
        self.people.setAccessibleName(say("start.who"))
        self.eye.setAccessibleName(say("start.eye"))
        self.eye.setToolTip(say("start.eye"))
        self.open.say(say("start.open_training" if self.is_training else "start.open"))
        self.another.say(say("start.another"))
        self._show_workspace()

    def _show_workspace(self) -> None:
        chosen = self.chosen()
        known = chosen is not None
        for widget in (self.number, self.day, self.election, self.place, self.who, self.people,
                       self.secret, self.secret_label, self.eye, self.open, self.package,
                       self.hair, self.papers):  # fmt: skip
            widget.setVisible(known)
        for widget in (self.papers, self.election, self.place):
            widget.setVisible(known and not self._is_large())
        self.which.setVisible(len(self.found) > 1)
        self.another.setVisible(not known)
        self._fit_type()
        absent = "start.no_training" if self.is_training else "start.no_real"
        show = self.is_training or not known
        self.not_real.setVisible(show)
        warning = text("start.training_not_real", self.language) if self.is_training else ""
        self.not_real.setText(
            warning if known else f"{warning}\n{text(absent, self.language)}".strip()
        )
        if chosen is not None:
            self._show_card(chosen)

    def _is_large(self) -> bool:
        """Whether type leaves room for number and day alone."""
        return look_of(self).percent > 125  # noqa: PLR2004

    def _fit_type(self) -> None:
        """Buttons as high as the field beside them; a number that large type would cut is smaller."""
        for button in (self.eye, self.open):
            button.setFixedHeight(self.secret.sizeHint().height())
        large = self.is_training or self._is_large()
        set_role(self.number, "precinct2" if large else "precinct")
        set_role(self.day, "strong" if large else "title")
        if self.is_training:
            largest = look_of(self).percent > 150  # noqa: PLR2004
            set_role(self.kind, "training2" if largest else "training")

    def _show_card(self, chosen: FoundWorkspace) -> None:
        card, language = chosen.card, self.language.value
        self.number.setText(f"№ {card.precinct_number}")
        day = date.fromisoformat(card.day)
        locale = QLocale(language)
        self.day.setText(locale.toString(QDate(day.year, day.month, day.day)))
        self.election.setText(card.election[language])
        self.place.setText(card.place[language])
        self.package.setText(text("start.package", self.language, number=card.package_sequence))
        clear(self.slips)
        for number, ballot in enumerate(card.ballots, start=1):
            self.slips.addWidget(PaperSlip(ballot["rgb"], f"{number} {ballot[language]}"))
        self._show_people(chosen)

    def _show_people(self, chosen: FoundWorkspace) -> None:
        """By role where each role is one person's and there is room, else by name."""
        roles = [role for _, _, role in chosen.people]
        few = len(set(roles)) == len(roles) and look_of(self).percent == 100  # noqa: PLR2004
        few = few and not (self.is_training and self.narrow)
        choices = [
            (who, text(f"role.{role.value}", self.language)) for who, _, role in chosen.people
        ]
        self.who.show_choices(choices, text("start.who", self.language))
        self.who.setVisible(few)
        kept = self.people.currentData() or self.who.value
        self.people.clear()
        for member_id, name, _ in chosen.people:
            self.people.addItem(name, member_id)
        self.people.setCurrentIndex(max(0, self.people.findData(kept)))
        self.people.setVisible(not few)

    def _chosen(self, _: str) -> None:
        self.secret.setFocus()

    def _show_digits(self) -> None:
        hidden = self.secret.echoMode() is SecretEdit.EchoMode.Password
        self.secret.set_visible_digits(visible=hidden)
        self.secret.setFocus()

    def _ask_open(self) -> None:
        chosen = self.chosen()
        if chosen is not None and self.secret.text() and self.open.is_open:
            self.open_asked.emit(chosen.folder, self.member_id(), self.secret.text())
            self.set_busy(busy=True)
