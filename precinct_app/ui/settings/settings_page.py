# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Language, type size, light or dark: at once, and remembered for whoever is signed in."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QVBoxLayout

from precinct_app.domain.commission import Role
from precinct_app.domain.wording import Language
from precinct_app.services.registrar import TokenCard
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.theme import SIZES, Theme
from precinct_app.ui.widgets.elided_label import ElidedLabel
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.labels import label, row
from precinct_app.ui.widgets.segments import Segments

_NAMES = {Language.KK: "Қазақша", Language.RU: "Русский", Language.EN: "English"}


class SettingsPage(Page):
    """Three rows of choices; nothing has to be saved."""

    full_rail = True

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        layout = self.stack = QVBoxLayout(self)
        layout.setSpacing(16)
        self.title, self.hint = label("", "headline"), label("", "second", wrap=True)
        card = plain_frame("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(32, 24, 32, 24)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(20)
        self.names = [label("", "strong") for _ in range(3)]
        self.languages, self.sizes, self.themes = Segments(), Segments(), Segments()
        for line, (name, choices) in enumerate(
            zip(self.names, (self.languages, self.sizes, self.themes), strict=True)
        ):
            grid.addWidget(name, line, 0)
            grid.addLayout(row(choices, 1), line, 1)
            choices.chosen.connect(self._taken)
        grid.setColumnStretch(1, 1)
        self.level = KeyButton("", "F6")
        self.level.clicked.connect(self._to_level)
        self.ending = KeyButton("", "F8", quiet=True)
        self.ending.clicked.connect(self._to_ending)
        self.round = KeyButton("", "F9", quiet=True)
        self.round.clicked.connect(self._to_round)
        self.back = KeyButton("", "Esc")
        self.back.clicked.connect(self.frame.back)
        layout.addWidget(self.title)
        layout.addWidget(self.hint)
        layout.addWidget(card)
        layout.addWidget(self._token_card())
        layout.addLayout(row(self.level, self.round, self.ending, 1, spacing=16))
        layout.addLayout(row(self.back, 1))
        layout.addStretch(1)

    def _token_card(self) -> QFrame:
        """The program of a token's maker: code of others inside ours, so a technician names it."""
        card = self.token_card = plain_frame("card")
        stack = QVBoxLayout(card)
        stack.setContentsMargins(32, 16, 32, 16)
        stack.setSpacing(8)
        self.token_name, self.library = label("", "strong"), ElidedLabel(role="second")
        self.choose_library = KeyButton("", "F7")
        self.choose_library.clicked.connect(self._choose_library)
        line = row(self.token_name, 1, self.choose_library)
        stack.addLayout(line)
        stack.addWidget(self.library)
        return card

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Tab", "key.field"),
            ("→", "key.choose"),
            ("F6", "key.level"),
            ("F8", "key.ending"),
            ("F9", "key.round"),
            ("Esc", "key.back"),
            ("F2", "key.language"),
        ]

    def retranslate(self) -> None:
        """Write every text again."""
        look = self.frame.look
        self.title.setText(self.say("settings.title"))
        self.hint.setText(self.say("settings.hint"))
        self.back.say(self.say("key.back"))
        self._show_library()
        self.level.say(self.say("settings.level"))
        self.ending.say(self.say("settings.ending"))
        self.round.say(self.say("settings.round"))
        self._show_more()
        told = [self.say(f"settings.{name}") for name in ("language", "size", "theme")]
        for name, text in zip(self.names, told, strict=True):
            name.setText(text)
        self.languages.show_choices([(lang.value, _NAMES[lang]) for lang in Language], told[0])
        self.languages.choose(self.language.value)
        self.sizes.show_choices([(str(size), f"{size} %") for size in SIZES], told[1])
        self.sizes.choose(str(look.percent))
        themes = [(name, self.say(f"settings.{name}")) for name in ("light", "dark")]
        self.themes.show_choices(themes, told[2])
        self.themes.choose("dark" if look.theme is Theme.DARK else "light")

    def relook(self) -> None:
        """The choices follow what holds; less room at the edges where type is large."""
        wide = self.look.is_large
        self.stack.setContentsMargins(*(16, 8, 16, 8) if wide else (32, 32, 32, 24))
        self.hint.setHidden(wide)
        self.back.setHidden(wide)
        self.retranslate()

    def open(self, place: Place) -> None:
        """How the program is used here is asked of whoever has signed in."""
        super().open(place)
        self._show_more()
        self._show_library()

    def function_key(self, number: int) -> bool:
        """F6 the level of use, F7 the token's program, F8 handing in, F9 the next round."""
        actions = {6: self._to_level, 7: self._choose_library, 8: self._to_ending,
                   9: self._to_round}  # fmt: skip
        if self.frame.session is None or number not in actions:
            return False
        actions[number]()
        return True

    def take_focus(self) -> None:
        """The first choice."""
        self.languages.setFocus()

    def _to_level(self) -> None:
        self.frame.go(Place("level"))

    def _show_more(self) -> None:
        """What is asked of whoever has signed in."""
        for more in (self.level, self.round, self.ending):
            more.setVisible(self.frame.session is not None)

    def _to_round(self) -> None:
        self.frame.go(Place("round"))

    def _to_ending(self) -> None:
        self.frame.go(Place("ending"))

    def _may_choose(self) -> bool:
        session = self.frame.session
        return session is not None and session.actor.role is Role.TECHNICIAN

    def _show_library(self) -> None:
        library = self.frame.settings.token_library
        self.token_name.setText(self.say("token.program"))
        self.library.setText(library or self.say("token.none_chosen"))
        self.choose_library.say(self.say("token.choose_program"))
        self.token_card.setVisible(self._may_choose())

    def _choose_library(self) -> None:
        if not self._may_choose():
            self.frame.tell(self.say("token.technician"))
            return
        name, _ = QFileDialog.getOpenFileName(self, self.say("token.choose_program"))
        if name:
            self.take_library(name)

    def take_library(self, name: str) -> None:
        """Try the program, then remember it for this machine alone."""

        def tried(found: Sequence[TokenCard]) -> None:
            self.frame.settings.keep_token_library(name)
            self.ask(lambda _: self.frame.settings.write(), lambda _: None)
            self._show_library()
            self.frame.tell(self.say("token.found", count=len(found)))

        self.ask(lambda session: session.tools.registrar.tokens(name), tried)

    def _taken(self) -> None:
        self.frame.set_taste(
            Language(self.languages.value), int(self.sizes.value),
            dark=self.themes.value == "dark",
        )  # fmt: skip
