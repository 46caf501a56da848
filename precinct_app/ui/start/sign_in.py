# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signing in to a workspace: which precinct, who, the pass phrase as digit groups."""

from datetime import date
from functools import partial

from babel.dates import format_date
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.desk import FoundWorkspace
from precinct_app.ui.theme import Theme, paper
from precinct_app.ui.widgets.labels import button, clear, label, row
from precinct_app.ui.widgets.paper_slip import PaperSlip
from precinct_app.ui.widgets.secret_edit import SecretEdit


class SignIn(QWidget):
    """One tile of the start page: the real election, or training."""

    open_asked = Signal(object, str, str)
    another_asked = Signal()

    def __init__(self, found: list[FoundWorkspace], *, training: bool) -> None:
        super().__init__()
        self.found = found
        self.is_training = training
        self.language = Language.KK
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        self.kind = label("", "training" if self.is_training else "row")
        self.not_real = label("", "second", wrap=True)
        layout.addWidget(self.kind)
        layout.addWidget(self.not_real)
        self.number = label("", "headline" if self.is_training else "precinct")
        self.day = label("", "title" if not self.is_training else "strong", wrap=True)
        self.election = label("", wrap=True)
        self.place = label("", "second")
        about = QVBoxLayout()
        for widget in (self.day, self.election, self.place):
            about.addWidget(widget)
        head = QHBoxLayout()
        head.setSpacing(32)
        head.addWidget(self.number)
        head.addLayout(about, 1)
        layout.addLayout(head)
        self.slips = QHBoxLayout()
        self.slips.setSpacing(8)
        layout.addLayout(self.slips)
        layout.addStretch(1)
        self.which = QComboBox()
        self.who = QComboBox()
        self.who.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.who.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.who_label = label("", "second")
        self.secret_label = label("", "second")
        self.secret = SecretEdit()
        self.eye = button("")
        self.eye.setCheckable(True)
        self.open = button("", "Enter", main=True)
        self.another = button("", "F8")
        layout.addWidget(self.which)
        layout.addLayout(row(self.who_label, self.who))
        layout.addWidget(self.secret_label)
        layout.addLayout(row(self.secret, self.eye, self.open))
        layout.addWidget(self.another)
        for one in self.found:
            self.which.addItem(f"№ {one.card.precinct_number}")
        self._show_workspace()

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(self._show_workspace)
        self.eye.toggled.connect(self._show_digits)
        self.open.clicked.connect(self._ask_open)
        self.secret.returnPressed.connect(self._ask_open)
        self.another.clicked.connect(self.another_asked)

    def chosen(self) -> FoundWorkspace | None:
        """The workspace that would be opened."""
        index = self.which.currentIndex()
        return self.found[index] if 0 <= index < len(self.found) else None

    def take_focus(self) -> None:
        """The secret field, or the way to another workspace."""
        (self.secret if self.found else self.another).setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While a workspace is being opened nothing is asked twice."""
        self.open.setEnabled(not busy)
        if not busy:
            self.secret.clear()

    def set_language(self, language: Language) -> None:
        """Write every text again."""
        self.language = language
        say = partial(text, language=language)
        self.kind.setText(say("start.training" if self.is_training else "start.real"))
        self.who_label.setText(say("start.who"))
        self.secret_label.setText(say("start.secret"))
        self.secret.setAccessibleName(f"{say('start.secret')}. {say('start.layout')}")
        self.who.setAccessibleName(say("start.who"))
        self.which.setAccessibleName(say("start.choose_workspace"))
        self.eye.setText("•••")
        self.eye.setAccessibleName(say("start.eye"))
        opening = say("start.open_training" if self.is_training else "start.open")
        self.open.setText(f"{opening}   [Enter]")
        self.open.setAccessibleName(opening)
        self.another.setText(f"{say('start.another')}   [F8]")
        self.another.setAccessibleName(say("start.another"))
        self._show_workspace()

    def _show_workspace(self) -> None:
        chosen = self.chosen()
        known = chosen is not None
        for widget in (self.number, self.day, self.election, self.place, self.who, self.who_label,
                       self.secret, self.secret_label, self.eye, self.open):  # fmt: skip
            widget.setVisible(known)
        self.which.setVisible(len(self.found) > 1)
        self.another.setVisible(not known)
        absent = "start.no_training" if self.is_training else "start.no_real"
        notes = "start.training_refused" if known else absent
        show = self.is_training or not known
        self.not_real.setVisible(show)
        warning = text("start.training_not_real", self.language) + ". " if self.is_training else ""
        self.not_real.setText(warning + text(notes, self.language))
        if chosen is not None:
            self._show_card(chosen)

    def _show_card(self, chosen: FoundWorkspace) -> None:
        card, language = chosen.card, self.language.value
        self.number.setText(f"№ {card.precinct_number}")
        day = date.fromisoformat(card.day)
        self.day.setText(format_date(day, "full", locale=language))
        self.election.setText(card.election[language])
        package = text("start.package", self.language, number=card.package_sequence)
        self.place.setText(f"{card.place[language]} · {package}")
        clear(self.slips)
        for number, ballot in enumerate(card.ballots, start=1):
            tint, edge = paper(ballot["rgb"], Theme.LIGHT)
            self.slips.addWidget(PaperSlip(number, ballot[language], tint, edge))
        if self.who.count() != len(chosen.people):
            self.who.clear()
            for member_id, name, _ in chosen.people:
                self.who.addItem(name, member_id)

    def _show_digits(self, visible: bool) -> None:
        self.secret.set_visible_digits(visible=visible)

    def _ask_open(self) -> None:
        chosen = self.chosen()
        if chosen is not None and self.secret.text() and self.open.isEnabled():
            self.set_busy(busy=True)
            self.open_asked.emit(chosen.folder, self.who.currentData(), self.secret.text())
