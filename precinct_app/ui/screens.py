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

from PySide6.QtWidgets import QApplication

from precinct_app.domain.wording import Language
from precinct_app.services.mock_halfway import Halfway
from precinct_app.services.toolbox import Toolbox
from precinct_app.ui.application import prepare
from precinct_app.ui.desk import Desk
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.registry import PAGES, PageSpec

SIZE = (1366, 768)
_ROUNDS = 200
_AFTER = 3
"""Rounds for what is laid out once more when the new parts have their sizes."""
_LOOKS = tuple(product((Language.KK, Language.RU), (False, True), (100, 150)))
"""Language, dark, type size."""


@dataclass(frozen=True, slots=True)
class SampleDay:
    """What samples name, found on the day at hand: ballots by number, a file, who typed what."""

    subjects: Mapping[str, str]
    typists: Mapping[str, str]
    """Member by kind of entry."""

    def place(self, place: Place) -> Place | None:
        """The place that a sample means; None when the day does not have it."""
        if not place.subject or place.page_id == "help":
            return place
        subject = self.subjects.get(place.subject)
        member = self.typists.get(place.detail, "")
        return replace(place, subject=subject, member_id=member) if subject else None


def sample_day(halfway: Halfway, papers: Sequence[Path] = ()) -> SampleDay:
    """The sample day of a precinct in the middle of its count."""
    election, precinct = halfway.package.election, halfway.precinct
    subjects = {str(b.number): b.ballot_id for b in election.ballots_of(precinct.precinct_id)}
    files = {"sample": str(papers[0])} if papers else {}
    first, second = (actor.member_id for actor in halfway.typists)
    return SampleDay(subjects | files, {"first": first, "second": second})


def write_screens(demo: Path, folder: Path, passphrase: str, tools: Toolbox) -> int:
    """Write a PNG of every page into a folder; how many."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(application, QApplication):
        prepare(application)
    folder.mkdir(parents=True, exist_ok=True)
    package = tools.open_package((demo / "package.zip").read_bytes())
    precinct = next(p for p in package.election.precincts if p.ballot_ids)
    with tempfile.TemporaryDirectory() as made:
        home = Path(made) / precinct.precinct_id
        halfway = Halfway(home, package, precinct.precinct_id, passphrase, tools)
        halfway.make()
        window = MainWindow(Desk(halfway.tools, Path(made)))
        window.resize(*SIZE)
        window.show()
        day = sample_day(halfway, sorted((demo / "documents").glob("*.pdf")))
        names = _everything(window, halfway, day)
        written = sum(window.grab().save(str(folder / f"{name}.png")) for name in names)
        window.close()
        window.deleteLater()
    return written


def _everything(window: MainWindow, halfway: Halfway, day: SampleDay) -> Iterator[str]:
    """Each page in each look: first what needs nobody, then what a member sees."""
    yield from _looks(window, day, lambda spec: not spec.signed_in)
    window.sign_in(halfway.folder, halfway.chair.member_id, halfway.secret)
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
    """Go to every sample of every wanted page and press its keys; each by a name."""
    for spec in filter(wanted, PAGES):
        for number, sample in enumerate(spec.samples, start=1):
            place = day.place(sample.place)
            if place is None:
                continue
            window.go(place)
            settle(window)
            for key in sample.keys:
                window.press(key)
                settle(window)
            yield spec.page_id if number == 1 else f"{spec.page_id}-{number}"


def settle(window: MainWindow) -> None:
    """Wait until everything that runs elsewhere has come back and is painted."""
    for _ in range(_ROUNDS):
        window.background.wait()
        QApplication.processEvents()
        if not window.background.is_busy:
            break
    for _ in range(_AFTER):
        QApplication.processEvents()
