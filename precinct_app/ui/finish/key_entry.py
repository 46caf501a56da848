# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A key file and its pass phrase, or a token and its PIN, as they are asked for before signing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services.ports import Signer
from precinct_app.services.registrar import TokenHolder
from precinct_app.services.signing_keys import commission_key, token_holders, token_key
from precinct_app.ui.desk import Session
from precinct_app.ui.page import Page
from precinct_app.ui.widgets.elided_label import ElidedLabel
from precinct_app.ui.widgets.field_form import Choice
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import row
from precinct_app.ui.widgets.secret_edit import KeySecretEdit

KEY_FILES = "*.p12 *.pfx *.pem"

OpenKey = Callable[[Session], AbstractContextManager[Signer]]
"""Opens a key of this commission off the window's thread and lets go of it after the block."""


class KeyEntry(QWidget):
    """F5 chooses the file, F6 the token; Enter in the field goes on."""

    entered = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.file: Path | None = None
        self.holders: tuple[TokenHolder, ...] = ()
        """Keys in tokens that were found; empty while a file is meant."""
        self.language = Language.KK
        self.key, self.token = KeyButton("", "F5"), KeyButton("", "F6")
        self.eye, self.which = KeyButton(icon="eye"), Choice()
        self.name, self.secret = ElidedLabel(role="second"), KeySecretEdit()
        self.key.clicked.connect(self.choose)
        self.token.clicked.connect(self.look_for_tokens)
        self.eye.clicked.connect(self._show_digits)
        self.secret.returnPressed.connect(self.entered)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        stack.addLayout(row(self.key, self.token, 1, spacing=10))
        stack.addWidget(self.which)
        stack.addWidget(self.name)
        field = row(self.secret, self.eye, spacing=10)
        field.setStretch(0, 1)
        stack.addLayout(field)
        self.which.hide()

    @property
    def is_chosen(self) -> bool:
        """Whether there is a file or a token."""
        return self.file is not None or bool(self.holders)

    def set_language(self, language: Language) -> None:
        """Write every text again."""
        self.language = language
        self.key.say(self.file.name if self.file else text("preview.key", language))
        self.token.say(text("token.choose", language))
        self.which.setAccessibleName(text("token.whose", language))
        self.which.show_choices([(str(at), _told(one)) for at, one in enumerate(self.holders)])
        self.which.setVisible(bool(self.holders))
        name = text(self._secret_key(), language)
        self.name.setText(name)
        self.secret.setAccessibleName(name)
        for spoken in (self.eye.setAccessibleName, self.eye.setToolTip):
            spoken(text("start.eye", language))

    def choose(self) -> None:
        """Ask for a key file."""
        title = text("preview.key", self.language)
        name, _ = QFileDialog.getOpenFileName(self, title, "", KEY_FILES)
        if name:
            self.take(Path(name))

    def take(self, file: Path | None) -> None:
        """Use a key file from now on; None forgets file and token."""
        self.file, self.holders = file, ()
        self.set_language(self.language)
        if file is not None:
            self.secret.setFocus()

    def look_for_tokens(self) -> None:
        """See whose keys are in the tokens; without its maker's program a sentence says what to do."""
        library = self.page.frame.settings.token_library
        if not library:
            self.page.refuse(PrecinctError(Reason("token.not_set_up")))
            return
        self.page.ask(
            lambda session: token_holders(session.actor, library, session.tools), self.take_token
        )

    def take_token(self, holders: Sequence[TokenHolder]) -> None:
        """Use a token from now on; where there are several keys one is chosen."""
        self.file, self.holders = None, tuple(holders)
        self.set_language(self.language)
        (self.which if len(holders) > 1 else self.secret).setFocus()

    def take_focus(self) -> None:
        """What is missing first."""
        (self.secret if self.is_chosen else self.key).setFocus()

    def taken_key(self) -> OpenKey | None:
        """How to open what was chosen, with the secret, which does not stay in the field."""
        secret = self.secret.text()
        self.secret.clear()
        if self.file is not None:
            return partial(_from_file, self.file, secret)
        if self.holders:
            holder = self.holders[int(self.which.value() or 0)]
            return partial(_from_token, self.page.frame.settings.token_library, holder, secret)
        return None

    def _secret_key(self) -> str:
        if not self.holders:
            return "start.secret"
        return "token.last_try" if any(one.last_try for one in self.holders) else "token.pin"

    def _show_digits(self) -> None:
        hidden = self.secret.echoMode() is KeySecretEdit.EchoMode.Password
        self.secret.set_visible_digits(visible=hidden)
        self.secret.setFocus()


def _told(one: TokenHolder) -> str:
    return f"{one.label}: {one.name}" if one.name else one.label


@contextmanager
def _from_file(file: Path, secret: str, session: Session) -> Iterator[Signer]:
    data, tools = file.read_bytes(), session.tools
    yield commission_key(session.workspace, session.actor, data, secret, tools)


def _from_token(
    library: str, holder: TokenHolder, pin: str, session: Session
) -> AbstractContextManager[Signer]:
    workspace, actor = session.workspace, session.actor
    return token_key(workspace, actor, library, holder, pin, session.tools)
