# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The window opened until something stands and closed again, for `bench`: a bare one, start, home."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from pathlib import Path

    from precinct_app.services.toolbox import Toolbox
    from precinct_app.ui.main_window import MainWindow

_ROUNDS = 200


def show_bare() -> int:
    """A window of the toolkit with nothing in it."""
    application = _application()
    widget = QWidget()
    widget.resize(1366, 768)
    widget.show()
    application.processEvents()
    return 0


def show_start(tools: Toolbox, folder: Path) -> int:
    """The first page, with the workspaces of a folder."""
    _start(tools, folder).close()
    return 0


def show_home(tools: Toolbox, folder: Path, secret: str) -> int:
    """What stands after the pass phrase; 1 when nobody came in."""
    window = _start(tools, folder)
    found = window.desk.workspaces()[0]
    window.sign_in(found.folder, found.people[0][0], secret)
    _settle(window)
    came_in = window.session is not None
    window.close()
    return 0 if came_in else 1


def show_night(tools: Toolbox, folder: Path, secret: str, voters: int) -> int:
    """A night lived in the window; how long it was busy at a stretch is told line by line."""
    from precinct_app.ui.application import prepare  # noqa: PLC0415
    from precinct_app.ui.freezes import tell_freezes  # noqa: PLC0415

    prepare(_application())
    return tell_freezes(tools, folder, secret, voters)


def _start(tools: Toolbox, folder: Path) -> MainWindow:
    from precinct_app.ui.application import prepare  # noqa: PLC0415  a bare window needs nothing
    from precinct_app.ui.machine import Desk  # noqa: PLC0415
    from precinct_app.ui.main_window import MainWindow  # noqa: PLC0415

    prepare(_application())
    window = MainWindow(Desk(tools, folder))
    window.resize(1366, 768)
    window.show()
    _settle(window)
    return window


def _application() -> QApplication:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = QApplication.instance()
    return made if isinstance(made, QApplication) else QApplication(sys.argv[:1])


def _settle(window: MainWindow) -> None:
    for _ in range(_ROUNDS):
        window.background.wait()
        QApplication.processEvents()
        if not window.background.is_busy:
            break
    QApplication.processEvents()
