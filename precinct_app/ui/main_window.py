# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The one window: it shows pages inside the frame and finds the way between them, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

from precinct_app.domain.commission import may
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.wording import Language
from precinct_app.runtime.settings import KeptLayouts, Settings, Taste, person_key
from precinct_app.runtime.texts import sentences, text
from precinct_app.ui.background import Background
from precinct_app.ui.backups import Backups
from precinct_app.ui.collector import set_aside
from precinct_app.ui.frame.idle import IdleWatch
from precinct_app.ui.frame.place import Place, asking
from precinct_app.ui.frame.steps import Step
from precinct_app.ui.frame.way import Way
from precinct_app.ui.frame.whereabouts import (
    Restored,
    keep_place,
    kept_place,
    look_back,
    resumed,
)
from precinct_app.ui.frame.window_frame import WindowFrame
from precinct_app.ui.frame.window_keys import WindowKeys, cap_pressed
from precinct_app.ui.look import Look
from precinct_app.ui.page import Page
from precinct_app.ui.pages import PAGES, day_steps, load_pages, page_spec
from precinct_app.ui.theme import Theme

if TYPE_CHECKING:
    from precinct_app.domain.commission import Actor
    from precinct_app.services.automatic_backup import BackupNews
    from precinct_app.ui.desk import Session
    from precinct_app.ui.machine import Desk

_CLOCK_EVERY = 5_000
START, HOME, LOCK = Place("start"), Place("home"), Place("lock")


class MainWindow(QMainWindow):
    """Frame, pages, the way between them."""

    def __init__(self, desk: Desk, settings: Settings | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.settings = settings or Settings()
        desk.layouts = KeptLayouts(self.settings)
        self.session: Session | None = None
        self.background = Background(self)
        self.backups = Backups(self)
        self.taste = self.settings.taste()
        self.language = self.taste.language
        self.look = Look()
        self.saved = ""
        self._opener = ""
        """Whose place is kept for after a crash: whoever signed in, whoever is at the keyboard."""
        self.steps: list[Step] = []
        self._made: dict[str, Page] = {}
        self.way = Way()
        self.locked: Place | None = None
        """Where the screen was locked; None while it is not."""
        self._at_hand: QWidget | None = None
        """What had the focus when it was locked."""
        self._build()
        self._connect()
        self.set_taste(self.taste.language, self.taste.percent, dark=self.taste.dark)
        self.go(START)

    def _build(self) -> None:
        self.hatch = WindowFrame([spec.page_id for spec in PAGES])
        self.setCentralWidget(self.hatch)
        self.bar, self.rail, self.keybar = self.hatch.bar, self.hatch.rail, self.hatch.keybar
        self.pages, self.line = self.hatch.pages, self.hatch.line
        self.keys = WindowKeys(self)

    def _connect(self) -> None:
        self.bar.language_chosen.connect(self.speak)
        self.rail.asked.connect(self.go)
        self.rail.closed_asked.connect(self.tell)
        self.keybar.pressed.connect(self.press)
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self.lock)
        self.backups.told.connect(self._backup_told)
        self._ticker = QTimer(self)
        self._ticker.setInterval(_CLOCK_EVERY)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start()

    # --- pages and the way between them ------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page that is shown."""
        shown = self.pages.shown
        if not isinstance(shown, Page):
            raise LookupError
        return shown

    def page_of(self, page_id: str) -> Page:
        """A page by its id, made when it is first wanted."""
        if page_id not in self._made:
            spec = page_spec(page_id)
            if spec is None:
                raise KeyError(page_id)
            made = spec.make(self)
            self._made[page_id] = made
            made.wear(self.look)
            self.pages.add(made)
            made.retranslate()
            set_aside()
        self._made[page_id].wear(self.look)
        return self._made[page_id]

    def go(self, place: Place, *, on_the_way: bool = True) -> None:
        """Show a place; where nobody has signed in, only what needs nobody."""
        spec = page_spec(place.page_id)
        if spec is None or (spec.signed_in and self.session is None):
            return
        if self.locked is not None and place != LOCK:
            return
        if self._is_anothers(place):
            self.ask_who(place)
            return
        if self._made and self.pages.shown is not None:
            self.page.pause() if place == LOCK else self.page.leave()
            if on_the_way and self.page.place != place:
                self.way.left(self.page.place)
        page = self.page_of(place.page_id)
        if page.language is not self.language:
            page.set_language(self.language)
        page.place = place
        self.line.dismiss()
        self._show_rail(page)  # first, so that the page is laid out once, at its width
        self.pages.show_page(page)
        page.relook()
        page.open(place)
        self._show_frame()
        page.take_focus()
        self._keep_place(place)
        self.refresh()

    def back(self) -> None:
        """To where one came from; from the first page of the day to the rail."""
        if self.locked is not None:
            return
        place = self.way.back_from(self.page.place)
        if place is not None:
            self.go(place, on_the_way=False)
        elif self.page.place in {HOME, START}:
            self.rail.take_focus()
        else:
            self.home()

    def home(self) -> None:
        """To what is next."""
        if self.locked is not None:
            return
        self.go(START if self.session is None else HOME)
        self.way.forget()

    def lock(self) -> None:
        """Hide everything until somebody names himself; what is typed is kept and stays where it is."""
        if self.session is not None and self.locked is None:
            self.locked, self._at_hand = self.page.place, self.focusWidget()
            self.go(LOCK, on_the_way=False)

    def unlock(self, actor: Actor) -> None:
        """Go on where the screen was locked, as whoever named himself."""
        if self.session is None:
            return
        there, self.locked = self.locked, None
        if actor.member_id == self.session.actor.member_id:
            self._show_again(there or HOME)
        else:
            self.sit_down(actor, there or HOME)

    def ask_who(self, wanted: Place) -> None:
        """Ask who takes the keyboard for a place; it is not on the way back."""
        self.go(asking(wanted), on_the_way=self.page.place != wanted)

    def sit_down(self, actor: Actor, there: Place | None = None) -> None:
        """Somebody has taken the keyboard: he goes on there, else where one came from, as he likes it."""
        if self.session is None:
            return
        self.session.sit_down(actor)
        if (taste := self.settings.own_taste(self._person())) is not None:
            self.set_taste(taste.language, taste.percent, dark=taste.dark)
        if there is None:
            self.back()
        else:
            self.go(there, on_the_way=False)

    def _is_anothers(self, place: Place) -> bool:
        needed = self.page_of(place.page_id).needed_right
        return (
            self.session is not None and needed is not None and not may(self.session.actor, needed)
        )

    def _show_again(self, place: Place) -> None:
        """A page as it was left: half a number, a form's words, piles, and the focus."""
        at_hand, self._at_hand = self._at_hand, None
        page = self.page_of(place.page_id)
        self.line.dismiss()
        self.pages.show_page(page)
        page.relook()
        if page.language is not self.language:
            page.set_language(self.language)
        self._show_frame()
        if at_hand is not None and isValid(at_hand) and page.isAncestorOf(at_hand):
            at_hand.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        else:
            page.take_focus()
        self._keep_place(place)
        self.refresh()

    def get_ready(self) -> None:
        """Load what signing in and the pages need, while somebody types a pass phrase."""

        def load() -> None:
            self.desk.get_ready()
            load_pages()

        self.background.run(load, lambda _: set_aside(), self._refuse)

    # --- who is here -------------------------------------------------------------------------------

    def sign_in(self, folder: Path, member_id: str, passphrase: str) -> None:
        """Open a workspace; the start page hears of a refusal."""
        self.background.run(
            lambda: self.desk.sign_in(folder, member_id, passphrase), self._signed_in,
            self._refused_sign_in,
        )  # fmt: skip

    def let_go(self) -> None:
        """The workspace is gone, with its store: back to the start."""
        keep_place(self.settings, self._opener, None)
        self.backups.stop()
        self.session, self.steps, self.saved = None, [], ""
        self.go(START)
        self.way.forget()

    def _signed_in(self, session: Session) -> None:
        self.session, self.saved = session, session.saved
        self._opener = self._person()
        set_aside()
        taste = self.settings.taste(self._person())
        self.set_taste(taste.language, taste.percent, dark=taste.dark)
        self.idle.start()
        self.background.run(lambda: self.backups.begin(session), _nothing, self._refuse)
        interrupted = kept_place(self.settings, self._opener)
        self.home()
        if interrupted is not None and page_spec(interrupted.page_id) is not None:
            if interrupted != HOME:
                self.go(resumed(interrupted))
            self.background.run(
                lambda: look_back(session, interrupted), self._tell_restored, self._refuse
            )

    def _tell_restored(self, restored: Restored) -> None:
        if self.session is not None:
            self.note(restored.told(self.session, self.language))

    def _refused_sign_in(self, error: PrecinctError) -> None:
        self.page.refuse(error)

    def _person(self) -> str:
        if self.session is None:
            return ""
        info = self.session.workspace.info
        return person_key(info.instance_id, self.session.actor.member_id)

    def _keep_place(self, place: Place) -> None:
        """After a crash one goes on where one was."""
        if self.session is not None and place != LOCK:
            keep_place(self.settings, self._opener, place)
            self._write_settings()

    def at_spot(self, spot: str) -> None:
        """Remember where on the page somebody is."""
        if self.locked is None:
            self._keep_place(replace(self.page.place, spot=spot))

    def _write_settings(self) -> None:
        self.background.run(self.settings.write, _nothing, self._refuse)

    # --- look and language -------------------------------------------------------------------------

    def set_taste(self, language: Language, percent: int, *, dark: bool) -> None:
        """Another language, type size or theme, at once and remembered."""
        self.taste = Taste(language, percent, dark)
        self.settings.keep(self.taste, self._person())
        self._write_settings()
        training = self._is_training()
        theme = Theme.DARK if dark else Theme.TRAINING if training else Theme.LIGHT
        look = Look(theme, percent, training)
        shown = self.pages.shown
        if look != self.look or shown is None:
            self.look = look
            self.hatch.wear(look)
        if isinstance(shown, Page):
            shown.wear(look)
        self._set_language(language)
        if isinstance(shown, Page):
            shown.relook()

    def now(self) -> datetime:
        """The precinct's local time."""
        if self.session is None:
            return self.desk.tools.clock.now().astimezone()
        return self.session.now()

    def _is_training(self) -> bool:
        return self.session is not None and self.session.is_training

    def speak(self, language: Language) -> None:
        """Another language."""
        self.set_taste(language, self.taste.percent, dark=self.taste.dark)

    def _set_language(self, language: Language) -> None:
        self.language = language
        self.setWindowTitle(text("app.title", language))
        for page in self._made.values():
            if page.isVisible() or page is self.pages.shown:
                page.set_language(language)
        self._show_frame()

    # --- what the frame says -----------------------------------------------------------------------

    def show_saved(self, moment: str) -> None:
        """Say in the top bar from which moment everything is safe."""
        self.saved = moment
        if self.line.notes:
            self.line.dismiss()
        self._show_bar()

    def tell(self, sentence: str) -> None:
        """Say a sentence in the line above the keys; empty takes it away."""
        self.line.tell(sentence)

    def note(self, sentence: str) -> None:
        """Say something good in the line above the keys."""
        self.line.note(sentence)

    def confirm(self, question: str, yes: str, done: Callable[[], None]) -> None:
        """Ask in the line above the keys."""
        self.line.ask(question, yes, text("key.no", self.language), done)

    def show_keys(self) -> None:
        """Write the keys at the foot again."""
        if self.pages.shown is not None:
            self.keybar.show_keys(self.page.keys(), self.language)

    def refresh(self) -> None:
        """Ask anew how far the day is."""
        session = self.session
        if session is not None:
            self.background.run(lambda: day_steps(session), self._show_steps, self._refuse)

    def _show_steps(self, steps: list[Step]) -> None:
        self.steps = steps
        self._show_rail()

    def _show_frame(self) -> None:
        self._show_bar()
        self._show_rail()
        self.show_keys()

    def _tick(self) -> None:
        self._show_bar()
        self.page.tick()

    def _backup_told(self, news: BackupNews) -> None:
        """What goes wrong with the stick is said once, wherever one is."""
        if news.trouble is not None:
            self._refuse(news.trouble)
        self.page.tick()

    def _show_bar(self) -> None:
        shown = self.pages.shown
        page = shown if isinstance(shown, Page) else None
        self.hatch.show_bar(self.session, page, self.language, self.now(), self.saved)

    def _show_rail(self, page: Page | None = None) -> None:
        """The rail beside a page: the one that is shown, or that comes next."""
        if isinstance(shown := page or self.pages.shown, Page):
            signed_in = self.session is not None
            self.hatch.show_rail(shown, self.steps, self.language, signed_in=signed_in)

    def _refuse(self, error: PrecinctError) -> None:
        self.tell(" ".join(sentences(error, self.language)))

    # --- keys --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no widget and no page has taken."""
        self.keys.take(event)

    def press(self, key: str) -> None:
        """Press a key by its cap: it goes to whoever has the focus."""
        if (sent := cap_pressed(key)) is not None:
            QApplication.postEvent(self.focusWidget() or self, sent)

    # --- the window itself -------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the cell one is in, finish what runs, then let go of the workspace."""
        self.page.leave()
        if (focused := self.focusWidget()) is not None:
            focused.clearFocus()
        self.background.wait()
        keep_place(self.settings, self._opener, None)
        self.settings.write()
        self.backups.stop()
        if self.session is not None:
            self.session.close()
            self.session = None
        self._ticker.stop()
        self.idle.stop()
        self.background.end()
        super().closeEvent(event)


def _nothing(_: object) -> None:
    """Nobody waits for this."""
