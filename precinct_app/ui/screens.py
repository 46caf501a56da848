# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A picture of every registered page, with the demo's data, in each language, theme and type size.

Pages register themselves with samples, so that a new page is drawn without a word here.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from precinct_app.domain.commission import CERTIFIERS, Actor, Role
from precinct_app.domain.wording import Language
from precinct_app.services.mock_halfway import Halfway
from precinct_app.services.mock_polling import PollingDay
from precinct_app.services.mock_signed import SignedNight
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import Toolbox
from precinct_app.ui.application import prepare
from precinct_app.ui.frame.place import Place
from precinct_app.ui.machine import Desk
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.pages import PAGES, PageSpec

SIZE = (1366, 768)
_ROUNDS = 200
_AFTER = 10
"""Rounds for what is laid out once more when the new parts have their sizes."""
_LOOKS = tuple(product((Language.KK, Language.RU), (False, True), (100, 150)))
"""Language, dark, type size."""


DAYS = ("polling", "evening", "late", "night", "signed")
KEYS = "keys"
"""Folder of a demo with the key files of its precincts' members, each by its id."""


@dataclass(frozen=True, slots=True)
class SampleDay:
    """What samples name, found on the day at hand: ballots by number, a file, who typed what."""

    name: str
    subjects: Mapping[str, str]
    chair: Actor
    typists: Mapping[str, Actor]
    """Who types, by kind of entry."""

    def place(self, place: Place) -> Place | None:
        """The place that a sample means; None when the day does not have it."""
        if not place.subject or place.page_id == "help":
            return place
        subject = self.subjects.get(place.subject)
        return replace(place, subject=subject) if subject else None

    def who(self, place: Place) -> Actor:
        """Who is at the keyboard there."""
        return self.typists.get(place.detail, self.chair)


def sample_day(
    package: OpenedPackage, precinct_id: str, papers: Sequence[Path] = (), name: str = "night"
) -> SampleDay:
    """What samples name in a precinct of a package."""
    election = package.election
    subjects = {str(b.number): b.ballot_id for b in election.ballots_of(precinct_id)}
    files = {"sample": str(papers[0])} if papers else {}
    people = [Actor(m.member_id, m.role) for m in election.precinct(precinct_id).members]
    typists = [one for one in people if one.role in {Role.MEMBER, Role.DEPUTY}]
    chair = next(one for one in people if one.role is Role.CHAIR)
    return SampleDay(name, subjects | files, chair, {"first": typists[0], "second": typists[1]})


def make_day(
    name: str, folder: Path, package: OpenedPackage, precinct_id: str, secret: str, tools: Toolbox,
    keys: Path,
) -> Toolbox:  # fmt: skip
    """Make a sample day's workspace in a folder; the tools that run by its clock.

    In `keys` lie the key files of the precinct's members, each by its id.
    """
    if name in {"night", "signed"}:
        night = Halfway(folder, package, precinct_id, secret, tools)
        if name == "signed":
            found = {m.role: (keys / f"{m.member_id}.p12").read_bytes()
                     for m in night.precinct.members if m.role in CERTIFIERS}  # fmt: skip
            night = SignedNight(folder, package, precinct_id, secret, tools, found)
        night.make()
        return night.tools
    day = PollingDay(folder, package, precinct_id, secret, tools)
    day.make(evening=name == "evening", late=name == "late")
    return day.tools


def write_screens(demo: Path, folder: Path, passphrase: str, tools: Toolbox) -> int:
    """Write a PNG of every page into a folder; how many."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(application, QApplication):
        prepare(application)
    folder.mkdir(parents=True, exist_ok=True)
    package = tools.open_package((demo / "package.zip").read_bytes())
    precinct = next(p for p in package.election.precincts if p.ballot_ids)
    papers = sorted((demo / "documents").glob("*.pdf"))
    written = 0
    for name in DAYS:
        day = sample_day(package, precinct.precinct_id, papers, name)
        with tempfile.TemporaryDirectory() as made:
            home = Path(made) / precinct.precinct_id
            keys = demo / KEYS / precinct.precinct_id
            clocked = make_day(name, home, package, precinct.precinct_id, passphrase, tools, keys)
            chair = next(m for m in precinct.members if m.role is Role.CHAIR)
            window = MainWindow(Desk(clocked, Path(made)))
            window.resize(*SIZE)
            window.show()
            for told in _everything(window, home, chair.member_id, passphrase, day):
                written += window.grab().save(str(folder / f"{told}.png"))
            window.close()
            window.deleteLater()
    return written


def _everything(
    window: MainWindow, home: Path, member_id: str, passphrase: str, day: SampleDay
) -> Iterator[str]:
    """Each page in each look: first what needs nobody, then what a member sees."""
    yield from _looks(window, day, lambda spec: not spec.signed_in)
    window.sign_in(home, member_id, passphrase)
    settle(window)
    yield from _looks(window, day, lambda spec: spec.signed_in)


def _looks(window: MainWindow, day: SampleDay, wanted: Callable[[PageSpec], bool]) -> Iterator[str]:
    for language, dark, percent in _LOOKS:
        window.set_taste(language, percent, dark=dark)
        look = f"{language.value}_{'dark' if dark else 'light'}_{percent}"
        for name in tour(window, day, wanted):
            yield f"{name}_{look}"


def tour(
    window: MainWindow, day: SampleDay, wanted: Callable[[PageSpec], bool] = lambda _: True
) -> Iterator[str]:
    """Go to every sample of the day of every wanted page and press its keys; each by a name."""
    for spec in filter(wanted, PAGES):
        for number, sample in enumerate(spec.samples, start=1):
            place = day.place(sample.place) if sample.day == day.name else None
            if place is None:
                continue
            if window.session is not None:
                window.page.leave()  # what is typed is kept under the name of whoever typed it
                window.background.wait()
                window.session.sit_down(day.who(place))
            window.go(place)
            settle(window)
            for key in sample.keys:
                press(window, key)
                settle(window)
            yield spec.page_id if number == 1 else f"{spec.page_id}-{number}"


def press(window: MainWindow, key: str) -> None:
    """Press a keycap, or type the text after an apostrophe."""
    if not key.startswith("'"):
        window.press(key)
        return
    for letter in key[1:]:
        sent = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.postEvent(window.focusWidget() or window, sent)


def settle(window: MainWindow) -> None:
    """Wait until everything that runs elsewhere has come back and is painted."""
    for _ in range(_ROUNDS):
        window.background.wait()
        QApplication.processEvents()
        if not window.background.is_busy:
            break
    for _ in range(_AFTER):
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # else only exec() does
