# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Windows over workspaces that are made once, keys as a keyboard sends them, and a guard:

no service may run on the window's thread, in any test of the window.
"""

import gc
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from precinct_app.bootstrap import Tools
from precinct_app.bootstrap.papers import Papers
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.wording import Language
from precinct_app.runtime.clock import SetClock, SystemClock
from precinct_app.services.election_spec import build_election
from precinct_app.services.mock_election import mock_spec
from precinct_app.services.mock_people import give_pins
from precinct_app.services.opening import open_workspace, set_up_precinct
from precinct_app.services.packages import form_texts
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import ElectionKeys, Toolbox, WorkspaceUser
from precinct_app.storage.store import DatabaseStore
from precinct_app.ui.application import prepare
from precinct_app.ui.collector import Collector
from precinct_app.ui.machine import Desk
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.screens import make_day
from tests.masters import made_once

SECRET = "12345678"
PRECINCT = "KZ-KOS-9001"


class Guard:
    """Notes every service that begins on the window's thread."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.watching = True

    def note(self, what: str) -> None:
        if self.watching and threading.current_thread() is threading.main_thread():
            self.seen.append(what)

    @contextmanager
    def looking_away(self) -> Iterator[None]:
        """What is only made ready for a test is no service of its window."""
        self.watching = False
        yield
        self.watching = True


@pytest.fixture(autouse=True)
def guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Guard]:
    """Fail a test in which a transaction, an opening or a paper began on the window's thread."""
    watch = Guard()

    def watched(owner: type, name: str) -> None:
        real = getattr(owner, name)

        def call(*given: Any, **named: Any) -> Any:
            watch.note(f"{owner.__name__}.{name}")
            return real(*given, **named)

        monkeypatch.setattr(owner, name, call)

    watched(DatabaseStore, "begin")
    for name in ("open_workspace", "open_package", "open_key", "judge", "describe", "people"):
        watched(Tools, name)
    for name in ("pdf", "draft", "sign_pdf"):
        watched(Papers, name)
    yield watch
    assert watch.seen == []
    clear_away()


_TAKEN_DOWN, _EVERY = count(1), 40


def clear_away() -> None:
    """Take down what a test has left: without a running event loop nothing else does.

    Every window that stays is styled again with each change of look, so that each test costs more.
    """
    application = QApplication.instance()
    if application is None:
        return
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if (
        next(_TAKEN_DOWN) % _EVERY == 0
    ):  # windows set everything aside; what is left of them goes now
        gc.unfreeze()
        gc.collect()
    for collector in application.findChildren(Collector):
        collector.look()


@pytest.fixture(scope="session")
def package_and_keys(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[OpenedPackage, ElectionKeys]:
    """A signed training package and every signer's key file, made once."""

    def make(folder: Path) -> tuple[bytes, ElectionKeys]:
        tools = Tools().with_clock(SystemClock())
        election = build_election(mock_spec("region", 1, 3))
        built = tools.clock.now()
        keys = tools.make_keys(election, built, lambda p, m: SECRET)
        signer = tools.open_key(keys.package_signer.data, SECRET)
        return tools.pack_package(election, form_texts(election), keys.trust, built, signer), keys

    _, (data, keys) = made_once(tmp_path_factory, "package", make)
    return Tools().open_package(data), keys


@pytest.fixture(scope="session")
def package(package_and_keys: tuple[OpenedPackage, ElectionKeys]) -> OpenedPackage:
    """The package alone."""
    return package_and_keys[0]


@pytest.fixture(scope="session")
def key_files(
    package_and_keys: tuple[OpenedPackage, ElectionKeys], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Key files of the precinct's members in a folder, by member id."""
    folder = tmp_path_factory.mktemp("keys")
    for file in package_and_keys[1].files:
        if file.precinct_id == PRECINCT:
            (folder / f"{file.member_id}.p12").write_bytes(file.data)
    return folder


@pytest.fixture(scope="session")
def workspace_master(tmp_path_factory: pytest.TempPathFactory, package: OpenedPackage) -> Path:
    """A set-up precinct workspace, to be copied by each test."""
    leaders = {Role.CHAIR, Role.DEPUTY, Role.SECRETARY}
    users = [
        WorkspaceUser(m.member_id, m.name, m.role, SECRET)
        for m in package.election.precinct(PRECINCT).members
        if m.role in leaders
    ]

    def make(folder: Path) -> None:
        tools = Tools().with_clock(SystemClock())
        set_up_precinct(folder / PRECINCT, package, PRECINCT, Level.COUNT_ONLY, users, tools)
        workspace = open_workspace(folder / PRECINCT, users[0].member_id, SECRET, tools)
        give_pins(workspace, tools)
        workspace.store.close()

    return made_once(tmp_path_factory, "set-up", make)[0] / PRECINCT


@dataclass(frozen=True)
class Master:
    """A sample day's workspace, to be copied by each test, and what its clock says."""

    folder: Path
    moment: datetime

    def tools(self) -> Toolbox:
        """Tools whose clock stands at the sample day's moment."""
        return Tools().with_clock(SetClock(self.moment))


def _master(
    name: str, factory: pytest.TempPathFactory, package: OpenedPackage, keys: Path = Path()
) -> Master:
    def make(folder: Path) -> datetime:
        tools = make_day(name, folder / PRECINCT, package, PRECINCT, SECRET, Tools(), keys)
        return tools.clock.now()

    folder, moment = made_once(factory, name, make)
    return Master(folder / PRECINCT, moment)


def _day(name: str) -> object:
    """A fixture of a sample day, made once and copied by each test."""

    @pytest.fixture(scope="session", name=f"{name}_day")
    def day(
        tmp_path_factory: pytest.TempPathFactory, package: OpenedPackage, key_files: Path
    ) -> Master:
        return _master(name, tmp_path_factory, package, key_files)

    return day


night_day = _day("night")
"""A precinct in the middle of its count."""
polling_day = _day("polling")
"""A precinct at eleven of the polling day, level *marks*."""
evening_day = _day("evening")
"""A precinct that counts the signatures of its list, level *registers*."""
late_day = _day("late")
"""A precinct whose list is closed and whose boxes are not open yet, level *registers*."""
signed_day = _day("signed")
"""A precinct whose figures are final and whose signatures are under way."""


@pytest.fixture(scope="session")
def application(qapp: QApplication) -> QApplication:
    """The one application, its fonts loaded once."""
    prepare(qapp)
    return qapp


def open_window(folder: Path, tools: Toolbox | None = None) -> MainWindow:
    """A window of the smallest supported size."""
    made = MainWindow(Desk(tools or Tools(), folder))
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    settle(made)
    return made


@pytest.fixture
def window(
    qtbot: QtBot, application: QApplication, workspace_master: Path, tmp_path: Path
) -> Iterator[MainWindow]:
    """The window on its start page."""
    folder = tmp_path / "workspaces"
    shutil.copytree(workspace_master, folder / PRECINCT)
    made = open_window(folder)
    yield made
    made.close()
    made.deleteLater()


def _signed_in(master: Master, package: OpenedPackage, folder: Path) -> Iterator[MainWindow]:
    """A window on a copy of a sample day; the chair has signed in."""
    shutil.copytree(master.folder, folder / PRECINCT)
    made = open_window(folder, master.tools())
    chair = next(m for m in package.election.precinct(PRECINCT).members if m.role is Role.CHAIR)
    made.sign_in(folder / PRECINCT, chair.member_id, SECRET)
    settle(made)
    yield made
    made.close()
    made.deleteLater()


def _window(name: str, day: str) -> object:
    """A fixture of a window on a copy of a sample day, the chair signed in."""

    @pytest.fixture(name=name)
    def window(
        request: pytest.FixtureRequest, qtbot: QtBot, application: QApplication,
        package: OpenedPackage, tmp_path: Path, guard: Guard,
    ) -> Iterator[MainWindow]:  # fmt: skip
        with guard.looking_away():
            master: Master = request.getfixturevalue(f"{day}_day")
        yield from _signed_in(master, package, tmp_path / "workspaces")

    return window


halfway = _window("halfway", "night")
"""In the middle of the count."""
polling = _window("polling", "polling")
"""At eleven of the polling day, where voters are marked."""
evening = _window("evening", "evening")
"""Where the signatures of the list are being counted."""
late = _window("late", "late")
"""Where the list is closed and no box is open yet."""
signed = _window("signed", "signed")
"""Where all figures are final and one signature is missing."""


def _shared_window(day: str) -> object:
    """A fixture of one window on a sample day for all tests of a module."""

    @pytest.fixture(scope="module", name=f"{day}_window")
    def window(
        request: pytest.FixtureRequest, application: QApplication, package: OpenedPackage,
        tmp_path_factory: pytest.TempPathFactory,
    ) -> Iterator[MainWindow]:  # fmt: skip
        master: Master = request.getfixturevalue(f"{day}_day")
        yield from _signed_in(master, package, tmp_path_factory.mktemp("shared"))

    return window


polling_window = _shared_window("polling")
evening_window = _shared_window("evening")


@pytest.fixture
def shared_polling(qtbot: QtBot, polling_window: MainWindow) -> MainWindow:
    """The module's window at home; what tests record there must not meet."""
    return at_home(polling_window)


@pytest.fixture
def shared_evening(qtbot: QtBot, evening_window: MainWindow) -> MainWindow:
    """The module's window at home; what tests record there must not meet."""
    return at_home(evening_window)


def at_home(window: MainWindow) -> MainWindow:
    """Back to the first page, in Kazakh, nothing said."""
    window.line.dismiss()
    window.set_taste(Language.KK, 100, dark=False)
    window.home()
    settle(window)
    return window


def settle(window: MainWindow) -> None:
    """Let everything that runs elsewhere come back."""
    for _ in range(100):
        window.background.wait()
        QApplication.processEvents()
        if not window.background.is_busy:
            break
    QApplication.processEvents()


@pytest.fixture
def signed_in(window: MainWindow) -> MainWindow:
    """The window after the chair has signed in by keys alone."""
    for digit in SECRET:
        press(window, digit)
    press(window, key=Qt.Key.Key_Return)
    settle(window)
    return window


def press(window: MainWindow, text: str = "", key: Qt.Key | int = 0, scan: int = 0) -> None:
    """Send one key to whoever has the focus, as a layout would write it."""
    code = int(key) or (ord(text.upper()) if text.isascii() else 0)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        focused: QWidget = window.focusWidget() or window
        event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, scan, 0, 0, text)
        QApplication.sendEvent(focused, event)
    QApplication.processEvents()


Press = Callable[..., None]
