# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What `bench` calls a freeze: work of the window's thread at once; no waiting, no work elsewhere."""

from collections.abc import Callable
from pathlib import Path
from time import sleep, thread_time

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from precinct_app.bootstrap import Tools
from precinct_app.ui.freezes import Night, Watcher
from precinct_app.ui.main_window import MainWindow
from tests.ui.conftest import SECRET, Guard

BUSY = 0.05


def work() -> None:
    began = thread_time()
    while thread_time() - began < BUSY:
        continue


def elsewhere(window: MainWindow) -> None:
    window.background.run(work, lambda _: None, lambda _: None)


@pytest.mark.parametrize(
    ("deed", "freezes"),
    [(lambda _: work(), True), (lambda _: sleep(BUSY), False), (elsewhere, False)],
    ids=["here", "asleep", "elsewhere"],
)
def test_only_work_on_the_windows_thread_counts(
    window: MainWindow, deed: Callable[[MainWindow], None], freezes: bool
) -> None:
    assert (Watcher(window).longest(lambda: deed(window)) >= BUSY) is freezes


def test_the_night_that_is_measured_goes_to_its_end(
    qtbot: QtBot, application: QApplication, guard: Guard, tmp_path: Path
) -> None:
    guard.watching = False
    night = Night(Tools(), tmp_path, SECRET, voters=5, rounds=0)
    guard.watching = True
    deeds = [name for name, _ in night.measured()]
    assert deeds[-1] == "file"
    assert len(list((tmp_path / "stick").glob("*.zip"))) == 1
    night.window.deleteLater()
