# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Windows for journeys: what tests of pages share, and somebody at the keys."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from precinct_app.domain.wording import Language
from precinct_app.services.toolbox import Toolbox
from precinct_app.ui.machine import Desk
from precinct_app.ui.main_window import MainWindow
from tests.journeys.window.at_the_keys import AtTheKeys, SentKeys
from tests.ui.conftest import (
    PRECINCT,
    application,
    guard,
    key_files,
    night_day,
    package,
    package_and_keys,
    workspace_master,
)

__all__ = [
    "application", "guard", "key_files", "night_day", "package", "package_and_keys",
    "workspace_master",
]  # fmt: skip

Sit = Callable[[Path, Toolbox, Language], AtTheKeys]


@pytest.fixture
def sit(qtbot: QtBot, application: QApplication) -> Iterator[Sit]:
    """Open the program over a folder of workspaces, in a language; whoever sits down."""
    opened: list[MainWindow] = []

    def open_program(folder: Path, tools: Toolbox, language: Language) -> AtTheKeys:
        window = MainWindow(Desk(tools, folder))
        opened.append(window)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        keys = AtTheKeys(window, language, SentKeys())
        keys.settle()
        if language is Language.RU:
            keys.press("F2")
        return keys

    yield open_program
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def set_up(workspace_master: Path, tmp_path: Path) -> Path:
    """A folder with a precinct's workspace, nothing done in it yet."""
    folder = tmp_path / "workspaces"
    shutil.copytree(workspace_master, folder / PRECINCT)
    return folder
