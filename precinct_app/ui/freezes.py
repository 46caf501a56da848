# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How long the window's thread is busy at a stretch while somebody works: measured for `bench`.

A timer asks for its turn every few milliseconds. What the thread has worked between two turns is how
long a key would have waited there; other programs and other threads do not count. That the thread
waits for no service is what the tests of the window show.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from precinct_app.domain.commission import Actor
from precinct_app.domain.wording import Language
from precinct_app.runtime.files import write_whole
from precinct_app.services import protocol_signing
from precinct_app.services.bench.mock_precinct_list import people_of
from precinct_app.services.election_spec import build_election
from precinct_app.services.mock_election import mock_spec
from precinct_app.services.packages import form_texts
from precinct_app.services.registers import count_facts
from precinct_app.services.two_people import Agreed
from precinct_app.services.voter_layout import FIELDS
from precinct_app.ui.finish.handover_page import HandoverPage
from precinct_app.ui.finish.signing_page import SigningPage
from precinct_app.ui.frame.place import Place
from precinct_app.ui.machine import Desk
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.pages import PAGES
from precinct_app.ui.screens import make_day, sample_day

if TYPE_CHECKING:
    from precinct_app.services.ports import OpenedPackage
    from precinct_app.services.toolbox import ElectionKeys, Toolbox
    from precinct_app.ui.desk import Session

_EVERY = 2
"""Milliseconds between two turns."""
_QUIET = 20
"""Turns without any work, after which a deed is over."""
_MOST = 60.0
"""Seconds that a deed may take."""
_ELSEWHERE = {"start", "setup", "lock"}
Deed = tuple[str, Callable[[], object]]


class Watcher(QObject):
    """Measures the longest stretch of work on the window's thread."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._loop = window, QEventLoop(self)
        self._last = self._began = self._longest = 0.0
        self._quiet = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._turn)

    def longest(self, deed: Callable[[], object]) -> float:
        """Seconds of the longest stretch until everything that a deed began is over."""
        self._longest, self._quiet = 0.0, 0
        self._last, self._began = thread_time(), monotonic()
        QTimer.singleShot(0, deed)
        self._timer.start()
        self._loop.exec()
        self._timer.stop()
        return self._longest

    def _turn(self) -> None:
        now = thread_time()
        self._longest, self._last = max(self._longest, now - self._last), now
        self._quiet = 0 if self._window.background.is_busy else self._quiet + 1
        if self._quiet > _QUIET or monotonic() - self._began > _MOST:
            self._loop.quit()


class Night:
    """A precinct's night in the window: every page, typing, a list, signatures, a stick, a check."""

    def __init__(
        self, tools: Toolbox, folder: Path, secret: str, voters: int, rounds: int = 2
    ) -> None:
        self.secret, self.folder, self.rounds = secret, folder, rounds
        self.package, self.keys = _package(tools, secret)
        self.precinct = self.package.election.precincts[0]
        self.home = folder / "workspaces" / self.precinct.precinct_id
        self.tools = make_day(
            "night", self.home, self.package, self.precinct.precinct_id, secret, tools, folder
        )
        people = people_of(self.package.election, voters)
        self.list = folder / "list.xlsx"
        write_whole(self.list, self.tools.write_voters(people, self.precinct, 0))
        self.window = MainWindow(Desk(self.tools, self.home.parent))
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()

    def measured(self) -> Iterator[tuple[str, float]]:
        """Each deed with its longest stretch, in seconds."""
        watcher = Watcher(self.window)
        for name, deed in self._deeds():
            yield name, watcher.longest(deed)
        self.window.close()

    def _deeds(self) -> Iterator[Deed]:
        yield "ready", self.window.get_ready
        yield "sign_in", lambda: self.window.sign_in(self.home, self._signer(0), self.secret)
        for _ in range(self.rounds):
            yield from self._pages()
        yield from self._looks()
        yield from self._typing()
        yield from self._taking_in()
        yield from self._signing()
        yield from self._handing_over()

    def _pages(self) -> Iterator[Deed]:
        day = sample_day(self.package, self.precinct.precinct_id)
        for spec in PAGES:
            sample = next((s for s in spec.samples if s.day == day.name), None)
            place = day.place(sample.place) if sample else None
            if place is not None and place.page_id not in _ELSEWHERE:
                yield spec.page_id, lambda place=place: self.window.go(place)  # type: ignore[misc]

    def _looks(self) -> Iterator[Deed]:
        window = self.window
        yield "language", lambda: window.speak(Language.RU)
        yield "size", lambda: window.set_taste(Language.RU, 150, dark=False)
        yield "theme", lambda: window.set_taste(Language.KK, 100, dark=True)

    def _typing(self) -> Iterator[Deed]:
        day = sample_day(self.package, self.precinct.precinct_id)
        place = day.place(Place("sheet", "2", "second"))
        assert place is not None  # noqa: S101  the night has five ballots
        yield "typist", lambda: self.window.sit_down(day.who(place), place)
        for key in (*"184", "", *"57", "", *"1700", ""):
            yield "typing", lambda key=key: self._key(key)  # type: ignore[misc]
        yield "home", lambda: self.window.sit_down(day.chair, Place("home"))
        yield "begin", lambda: self._key("")

    def _taking_in(self) -> Iterator[Deed]:
        yield "import", lambda: self.window.go(Place("import"))
        for letter in str(self.list):
            yield "import_file", lambda letter=letter: self._key(letter)  # type: ignore[misc]
        for _ in range(2):
            yield "import_columns", lambda: self._key("")
        for _ in range(len(FIELDS) + 2):
            yield "import_work", lambda: self._key("")

    def _signing(self) -> Iterator[Deed]:
        self._elsewhere(self._make_final)
        yield "signing", lambda: self.window.go(Place("signing"))
        page = self.window.page
        assert isinstance(page, SigningPage)  # noqa: S101  narrowed for the type checker
        yield "signing_key", lambda: page.entry.take(self._key_file(0))
        yield "signing_secret", lambda: page.entry.secret.setText(self.secret)
        yield "signing_work", lambda: self._key("")

    def _handing_over(self) -> Iterator[Deed]:
        self._elsewhere(self._sign_the_rest)
        stick = self.folder / "stick"
        stick.mkdir()
        yield "handover", lambda: self.window.go(Place("handover"))
        page = self.window.page
        assert isinstance(page, HandoverPage)  # noqa: S101  narrowed for the type checker
        page.entry.take(self._key_file(0))
        page.entry.secret.setText(self.secret)
        yield "handover_work", lambda: page.write_to(stick)
        for bundle in stick.glob("*.zip"):
            place = Place("file", str(bundle))
            yield "file", lambda place=place: self.window.go(place)  # type: ignore[misc]

    def _key(self, letter: str) -> None:
        """A letter, or Enter, to whoever has the focus."""
        code = 0 if letter else Qt.Key.Key_Return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(self.window.focusWidget() or self.window, event)

    def _elsewhere(self, work: Callable[[Session], object]) -> None:
        session = self.window.session
        if session is not None:
            with ThreadPoolExecutor(1) as other:
                other.submit(work, session).result()

    def _ballot(self) -> str:
        ballots = self.package.election.ballots_of(self.precinct.precinct_id)
        return ballots[-1].ballot_id

    def _signer(self, place: int) -> str:
        return self.precinct.members[place].member_id

    def _key_file(self, place: int) -> Path:
        file = self.folder / f"{self._signer(place)}.p12"
        write_whole(file, self.keys.of(self._signer(place), self.precinct.precinct_id).data)
        return file

    def _make_final(self, session: Session) -> None:
        asked = count_facts.asked(session.workspace, session.actor, self._ballot())
        count_facts.say(session.workspace, session.actor, asked.facts)
        session.freeze(self._ballot(), Agreed(alone="night"))

    def _sign_the_rest(self, session: Session) -> None:
        protocol = session.paper(self._ballot())[1]
        for signer in protocol.signers if protocol else ():
            if protocol is not None and signer.member_id not in protocol.signed_by:
                file = self.keys.of(signer.member_id, self.precinct.precinct_id)
                protocol_signing.sign(
                    session.workspace, Actor(signer.member_id, signer.role), self._ballot(),
                    session.tools.open_key(file.data, self.secret), session.tools.press,
                )  # fmt: skip


def tell_freezes(tools: Toolbox, folder: Path, secret: str, voters: int) -> int:
    """Measure a night and write each deed as a line of JSON; 1 when the night did not go to its end."""
    names = []
    for name, seconds in Night(tools, folder, secret, voters).measured():
        names.append(name)
        print(json.dumps({"deed": name, "seconds": seconds}), flush=True)
    return 0 if names[-1] == "file" else 1


def _package(tools: Toolbox, secret: str) -> tuple[OpenedPackage, ElectionKeys]:
    election, now = build_election(mock_spec("region", 1, 3)), tools.clock.now()
    keys = tools.make_keys(election, now, lambda precinct, member: secret)
    signer = tools.open_key(keys.package_signer.data, secret)
    data = tools.pack_package(election, form_texts(election), keys.trust, now, signer)
    return tools.open_package(data), keys
