# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The frame: top bar, pages, keys at the foot; navigation and nothing else."""

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from precinct_app.domain.election import Mode
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentences, text
from precinct_app.services.protocol_entry import EntryView
from precinct_app.ui.background import Background
from precinct_app.ui.check.file_page import FilePage
from precinct_app.ui.desk import BallotState, Desk, Session
from precinct_app.ui.page import Page
from precinct_app.ui.protocol.ballots_page import BallotsPage
from precinct_app.ui.protocol.checks_page import ChecksPage
from precinct_app.ui.protocol.differences_page import DifferencesPage
from precinct_app.ui.protocol.preview_page import PreviewPage
from precinct_app.ui.protocol.sheet_page import SheetPage
from precinct_app.ui.start.start_page import StartPage
from precinct_app.ui.theme import SIZES, TOKENS, Theme, style_sheet
from precinct_app.ui.widgets.elided_label import ElidedLabel
from precinct_app.ui.widgets.hatch import HatchFrame
from precinct_app.ui.widgets.labels import label

_LOOK_KEYS = (("F3", "key.size"), ("F10", "key.dark"))
_NAMES = {Language.KK: "Қаз", Language.RU: "Рус", Language.EN: "Eng"}


class MainWindow(QMainWindow):
    """The one window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.session: Session | None = None
        self.background = Background(self)
        self.language = Language.KK
        self.dark, self.percent = False, 100
        self._build()
        self._connect()
        self.set_look()
        self.set_language(Language.KK)
        self.go(self.start)

    def _build(self) -> None:
        self.hatch = HatchFrame(0)
        ground = QVBoxLayout(self.hatch)
        ground.setContentsMargins(0, 0, 0, 0)
        ground.setSpacing(0)
        ground.addWidget(self._bar())
        self.pages = QStackedWidget()
        ground.addWidget(self.pages, 1)
        self.keybar = QWidget()
        self.keybar.setObjectName("keybar")
        self.key_text = QLabel()
        self.key_text.setTextFormat(Qt.TextFormat.RichText)
        self.key_text.setWordWrap(True)
        keys = QHBoxLayout(self.keybar)
        keys.setContentsMargins(24, 6, 24, 6)
        keys.addWidget(self.key_text)
        ground.addWidget(self.keybar)
        self.setCentralWidget(self.hatch)
        self.start = StartPage(self.desk)
        self.ballots = BallotsPage()
        self.sheet = SheetPage(self.background)
        self.differences = DifferencesPage(self.background)
        self.checks = ChecksPage(self.background)
        self.preview = PreviewPage(self.background)
        self.file = FilePage(self.desk, self.background)
        for page in self.all_pages():
            self.pages.addWidget(page)

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        bar.setMinimumHeight(48)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.setSpacing(12)
        self.number = label("")
        self.number.setObjectName("clock")
        self.where, self.election = ElidedLabel(), ElidedLabel()
        self.election.setProperty("quiet", True)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.where)
        names.addWidget(self.election)
        self.training = label("")
        self.saved = ElidedLabel()
        layout.addWidget(self.number)
        layout.addLayout(names, 1)
        layout.addWidget(self.training)
        layout.addWidget(self.saved)
        self.languages = {language: self._language_button(language) for language in Language}
        for choice in self.languages.values():
            layout.addWidget(choice)
        return bar

    def _language_button(self, language: Language) -> QPushButton:
        choice = QPushButton(_NAMES[language])
        choice.setAccessibleName(_NAMES[language])
        choice.setProperty("segment", True)
        choice.setCheckable(True)
        choice.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        def speak() -> None:
            self.set_language(language)

        choice.clicked.connect(speak)
        return choice

    def _connect(self) -> None:
        self.start.sign_in_asked.connect(self._sign_in)
        self.start.file_chosen.connect(self.check_file)
        self.start.folder_chosen.connect(self._open_folder)
        self.ballots.step_asked.connect(self._step)
        self.sheet.saved.connect(self._show_saved)
        self.checks.draft_asked.connect(self._preview)
        for page in (self.sheet, self.differences, self.checks, self.preview):
            page.left.connect(self.go_home)
        self.file.left.connect(self._leave_file)

    def all_pages(self) -> list[Page]:
        """Every page, for tests that walk them."""
        return [self.start, self.ballots, self.sheet, self.differences, self.checks, self.preview,
                self.file]  # fmt: skip

    def theme(self) -> Theme:
        """Training has its own frame; dark stays dark."""
        if self.dark:
            return Theme.DARK
        mode = self.session.workspace.election.mode if self.session else Mode.REAL
        return Theme.TRAINING if mode is Mode.TRAINING else Theme.LIGHT

    def set_look(self) -> None:
        """Apply theme and type size, and the tape of training."""
        theme = self.theme()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setStyleSheet(style_sheet(theme, self.percent))
        self.setProperty("red_colour", QColor(TOKENS[theme]["red"]))
        training = bool(self.session) and self.session.workspace.election.mode is Mode.TRAINING  # type: ignore[union-attr]
        self.hatch.theme = Theme.DARK if self.dark else Theme.TRAINING
        width = 10 if training else 0
        self.hatch.setContentsMargins(width, width, width, width)
        self.sheet.theme, self.sheet.percent = theme, self.percent
        self.sheet.retranslate()
        self._show_keys()

    def set_language(self, language: Language) -> None:
        """Speak another language at once."""
        self.language = language
        for known, choice in self.languages.items():
            choice.setChecked(known is language)
        for page in self.all_pages():
            page.set_language(language)
        self._show_head()
        self._show_keys()

    def go(self, page: Page) -> None:
        """Show a page and put the focus where the next key belongs."""
        self.pages.setCurrentWidget(page)
        self._show_keys()
        page.take_focus()

    def go_home(self) -> None:
        """Back to what is next."""
        session = self.session
        if session is None:
            self.go(self.start)
            return
        self.background.run(session.ballots, self._show_ballots, self._refuse)

    def check_file(self, path: Path) -> None:
        """Check a file without signing in."""
        self.go(self.file)
        self.file.open(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 the other language, F3 type size, F10 dark; the page knows the others; Escape back."""
        number = event.key() - Qt.Key.Key_F1.value + 1
        page = self.pages.currentWidget()
        if 1 <= number <= 12 and isinstance(page, Page) and page.function_key(number):  # noqa: PLR2004
            return
        if number == 2:  # noqa: PLR2004
            order = list(Language)
            self.set_language(order[(order.index(self.language) + 1) % len(order)])
        elif number == 3:  # noqa: PLR2004
            self.percent = SIZES[(SIZES.index(self.percent) + 1) % len(SIZES)]
            self.set_look()
        elif number == 10:  # noqa: PLR2004
            self.dark = not self.dark
            self.set_look()
        elif number == 1:
            self.saved.setText(text("help.text", self.language))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the cell one is in, finish what runs, then let go of the workspace."""
        if (focused := self.focusWidget()) is not None:
            focused.clearFocus()
        self.background.wait()
        if self.session is not None:
            self.session.close()
        super().closeEvent(event)

    def _sign_in(self, folder: Path, member_id: str, passphrase: str) -> None:
        self.start.show_message("")
        self.background.run(
            lambda: self.desk.sign_in(folder, member_id, passphrase), self._signed_in,
            self._refuse_start,
        )  # fmt: skip

    def _signed_in(self, session: Session) -> None:
        self.session = session
        self.set_look()
        self._show_head()
        self.go_home()

    def _open_folder(self, folder: Path) -> None:
        self.desk.folder = folder
        former = self.start
        self.start = StartPage(self.desk)
        self.pages.insertWidget(0, self.start)
        self.start.set_language(self.language)
        self.start.sign_in_asked.connect(self._sign_in)
        self.start.file_chosen.connect(self.check_file)
        self.start.folder_chosen.connect(self._open_folder)
        self.go(self.start)
        self.pages.removeWidget(former)
        former.deleteLater()

    def _show_ballots(self, states: list[BallotState]) -> None:
        if self.session is not None:
            self.ballots.show_states(states, self.session.members())
        self.go(self.ballots)

    def _step(self, state: BallotState, member_id: str) -> None:
        session, ballot_id = self.session, state.ballot.ballot_id
        if session is None:
            return
        if state.step in {"first", "second"}:
            self.background.run(
                lambda: session.open_entry(ballot_id, state.step, member_id), self._show_entry,
                self._refuse,
            )  # fmt: skip
        elif state.step == "differences":
            self.differences.open(session, ballot_id)
            self.go(self.differences)
        elif state.step == "checks":
            self.checks.open(session, ballot_id)
            self.go(self.checks)
        else:
            self._preview(ballot_id)

    def _show_entry(self, view: EntryView) -> None:
        if self.session is not None:
            self.sheet.open(self.session, view, self.theme())
            self.go(self.sheet)

    def _preview(self, ballot_id: str) -> None:
        if self.session is not None:
            self.preview.open(self.session, ballot_id)
            self.go(self.preview)

    def _leave_file(self) -> None:
        if self.session is None:
            self.go(self.start)
        else:
            self.go_home()

    def _show_saved(self, moment: str) -> None:
        self.saved.setText(text("sheet.saved", self.language, time=moment))

    def _refuse(self, error: PrecinctError) -> None:
        self.saved.setText(" ".join(sentences(error, self.language)))

    def _refuse_start(self, error: PrecinctError) -> None:
        self.start.show_message("\n".join(sentences(error, self.language)))
        self.start.take_focus()

    def _show_head(self) -> None:
        self.setWindowTitle(text("app.title", self.language))
        if self.session is None:
            self.number.setText("")
            self.where.setText(text("app.title", self.language))
            self.election.setText("")
            self.training.setText("")
            return
        workspace = self.session.workspace
        precinct, election = workspace.precinct, workspace.election
        self.number.setText(f"№ {precinct.number}")
        self.where.setText(election.region(precinct.region_id).name.in_(self.language))
        self.election.setText(f"{election.name.in_(self.language)}, {election.day:%d.%m.%Y}")
        training = election.mode is Mode.TRAINING
        self.training.setText(text("start.training", self.language) if training else "")

    def _show_keys(self) -> None:
        """One line of keys that flows into a second where type is large; never cut."""
        page = self.pages.currentWidget()
        shown = page.keys() if isinstance(page, Page) else []
        told = [*shown, *(_LOOK_KEYS if page is self.start else ()), ("F1", "key.help")]
        tokens = TOKENS[self.theme()]
        cap = f"background-color:{tokens['plane']}; font-weight:700; color:{tokens['ink']}"
        parts = [
            f'<span style="{cap}">&nbsp;{escape(key)}&nbsp;</span>&nbsp;'
            + escape(text(name, self.language)).replace(" ", "&nbsp;")
            for key, name in told
        ]
        self.key_text.setText(" &nbsp; &nbsp; ".join(parts))
