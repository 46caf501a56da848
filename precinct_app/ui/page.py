# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What every page can do, and what it may ask of the frame around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.wording import Language
from precinct_app.runtime.settings import Settings
from precinct_app.runtime.texts import sentences, text
from precinct_app.ui.background import Background, Job
from precinct_app.ui.backups import Backups
from precinct_app.ui.frame.place import WORKING, Place
from precinct_app.ui.look import Look, look_of

if TYPE_CHECKING:
    from precinct_app.domain.commission import Actor, Right
    from precinct_app.ui.desk import Session
    from precinct_app.ui.machine import Desk
    from precinct_app.ui.widgets.progress_row import ProgressRow

T = TypeVar("T")
ANOTHERS = "not_allowed.role"
"""The refusal of what somebody's role does not carry."""


class Frame(Protocol):
    """The window, as a page sees it."""

    desk: Desk
    session: Session | None
    background: Background
    backups: Backups
    look: Look
    settings: Settings
    language: Language

    def sign_in(self, folder: Path, member_id: str, passphrase: str) -> None:
        """Open a workspace; a refusal reaches the page that asked."""

    def go(self, place: Place) -> None:
        """Show another page."""

    def back(self) -> None:
        """To where one came from."""

    def home(self) -> None:
        """To what is next."""

    def unlock(self, actor: Actor) -> None:
        """Somebody has named himself: he goes on where the screen was locked."""

    def at_spot(self, spot: str) -> None:
        """Remember where on the page somebody is: after a crash he goes on there."""

    def ask_who(self, wanted: Place) -> None:
        """Ask who takes the keyboard for a place."""

    def sit_down(self, actor: Actor, there: Place | None = None) -> None:
        """Somebody has taken the keyboard: he goes on there, else where one came from."""

    def show_saved(self, moment: str) -> None:
        """Say in the top bar from which moment everything is safe."""

    def tell(self, sentence: str) -> None:
        """Say a sentence in the line above the keys until the next step; empty takes it away."""

    def note(self, sentence: str) -> None:
        """Say there something good, until the next step or until something is saved."""

    def confirm(self, question: str, yes: str, done: Callable[[], None]) -> None:
        """Ask in the line above the keys; `done` is called when the answer is yes."""

    def let_go(self) -> None:
        """The workspace is gone: back to where nobody has signed in."""

    def refresh(self) -> None:
        """Ask anew how far the day is: something was done that the rail shows."""

    def show_keys(self) -> None:
        """Write the keys at the foot again: what the page can do has changed."""

    def set_taste(self, language: Language, percent: int, *, dark: bool) -> None:
        """Another language, type size or theme, at once and remembered."""

    def now(self) -> datetime:
        """The precinct's local time."""


class Page(QWidget):
    """A page of the window: one class in one file, named once in `pages.py`."""

    has_rail = True
    full_rail = False
    """Whether the day is shown with words; the rail shrinks to icons during the count."""
    tells_deadline = False
    """Whether the page itself says which deadline is next."""
    names_typist = False
    """Whether the page itself says who is at the keyboard."""
    seats = False
    """Whether one takes the keyboard here."""
    needed_right: Right | None = None
    """What whoever is at the keyboard must be allowed; another one is asked for else."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.place = Place("")
        self._working: ProgressRow | None = None
        self._worn: Look | None = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.language = frame.language

    def say(self, key: str, **values: str | int) -> str:
        """A text in the page's language."""
        return text(key, self.language, **values)

    @property
    def other_language(self) -> Language:
        """The second language of captions: Russian beside Kazakh, Kazakh beside the others."""
        return Language.RU if self.language is Language.KK else Language.KK

    @property
    def look(self) -> Look:
        """Theme and type size at hand."""
        parent = self.parentWidget()
        return self.frame.look if parent is None else look_of(parent)

    def open(self, place: Place) -> None:
        """Show what a place names; called each time somebody comes here."""
        self.place = place

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the bar at the foot: keycap and text key, in the order of use; at most eight."""
        return []

    def set_language(self, language: Language) -> None:
        """Speak another language from now on."""
        self.language = language
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text again."""

    def wear(self, look: Look) -> None:
        """Put on the style sheet of a look, unless it is worn already."""
        if self._worn != look:
            self._worn = look
            self.setStyleSheet(look.sheet())

    def relook(self) -> None:
        """Fit to another theme or type size."""

    def tick(self) -> None:
        """Some seconds have gone by: what tells the time says it anew."""

    def take_focus(self) -> None:
        """Put the focus where the next key belongs."""

    def function_key(self, number: int) -> bool:
        """A key F1 to F12 that the page knows; False when it does not."""
        del number
        return False

    def escape(self) -> bool:
        """Close what is open inside the page; False when Escape should lead back."""
        return False

    def leave(self) -> None:
        """Keep what is being typed: the page is about to be left or closed."""

    def pause(self) -> None:
        """Keep what is being typed: the screen is about to be locked, and one may come back to it."""
        self.leave()

    def ask(self, work: Callable[[Session], T], done: Callable[[T], None]) -> None:
        """Ask the services off the window's thread; nothing happens when nobody has signed in."""
        session = self.frame.session
        if session is not None:
            self.frame.background.run(lambda: work(session), done, self.refuse)

    def ask_long(
        self, work: Callable[[Session, Job], T], done: Callable[[T], None], progress: ProgressRow,
        title: str, unit: str = "",
    ) -> None:  # fmt: skip
        """Ask for long work: its progress is shown, Escape stops it, a crash in it is told later."""
        session = self.frame.session
        if session is not None:
            self.run_long(lambda job: work(session, job), done, progress, title, unit)

    def run_long(
        self, work: Callable[[Job], T], done: Callable[[T], None], progress: ProgressRow,
        title: str, unit: str = "",
    ) -> None:  # fmt: skip
        """Long work that needs nobody signed in, as `ask_long`."""
        self.frame.at_spot(WORKING)
        job = self.frame.background.run_long(work, done, self.refuse)
        job.ended.connect(self._worked)
        self._working = progress
        progress.follow(job, title, unit, self.language)

    def stop_work(self) -> bool:
        """Ask long work to end; False when none is under way."""
        if self._working is not None:
            self._working.cancel()
        return self._working is not None

    def _worked(self) -> None:
        self._working = None
        self.frame.at_spot("")

    def refuse(self, error: PrecinctError) -> None:
        """Say why something was refused; where it is another's to do, he may take the keyboard."""
        told = " ".join(sentences(error, self.language))
        anothers = any(reason.key == ANOTHERS for reason in error.reasons)
        if anothers and self.has_rail and not self.seats:
            place = self.place
            self.frame.confirm(told, self.say("keyboard.other"), lambda: self.frame.ask_who(place))
        else:
            self.frame.tell(told)
