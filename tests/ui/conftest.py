# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A window over a fresh training workspace, and keys as a keyboard sends them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from precinct_app.bootstrap import Tools
from precinct_app.domain.election import Level
from precinct_app.runtime.clock import SystemClock
from precinct_app.services.election_spec import build_election
from precinct_app.services.mock_election import mock_spec
from precinct_app.services.opening import set_up_precinct
from precinct_app.services.packages import form_texts
from precinct_app.services.toolbox import WorkspaceUser
from precinct_app.ui.application import prepare
from precinct_app.ui.desk import Desk
from precinct_app.ui.main_window import MainWindow

SECRET = "12345678"
PRECINCT = "KZ-ALA-9001"


@pytest.fixture(scope="session")
def workspace_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set-up precinct workspace, to be copied by each test."""
    tools = Tools().with_clock(SystemClock())
    election = build_election(mock_spec("city", 1, 3))
    keys = tools.make_keys(election, tools.clock.now(), lambda p, m: SECRET)
    signer = tools.open_key(keys.package_signer.data, SECRET)
    data = tools.pack_package(election, form_texts(election), keys.trust, tools.clock.now(), signer)
    package = tools.open_package(data)
    folder = tmp_path_factory.mktemp("master") / PRECINCT
    users = [
        WorkspaceUser(m.member_id, m.name, m.role, SECRET)
        for m in election.precinct(PRECINCT).members
    ]
    set_up_precinct(folder, package, PRECINCT, Level.COUNT_ONLY, users, tools)
    return folder


@pytest.fixture
def window(qtbot: QtBot, workspace_master: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on its start page."""
    folder = tmp_path / "workspaces"
    shutil.copytree(workspace_master, folder / PRECINCT)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    prepare(application)
    made = MainWindow(Desk(Tools(), folder))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    settle(made)
    yield made
    made.close()


def settle(window: MainWindow) -> None:
    """Let everything that runs elsewhere come back."""
    for _ in range(12):
        window.background.wait()
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
    focused: QWidget = window.focusWidget() or window
    code = int(key) or (ord(text.upper()) if text.isascii() else 0)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, scan, 0, 0, text)
        QApplication.sendEvent(focused, event)
    QApplication.processEvents()


Press = Callable[..., None]
