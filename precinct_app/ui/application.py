# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The window's application: fonts, style, the crash window, the event loop."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QMessageBox

from precinct_app.domain.wording import Language
from precinct_app.runtime import paths, resources
from precinct_app.runtime.files import PRIVATE_FILE, write_whole
from precinct_app.runtime.settings import Settings
from precinct_app.runtime.texts import text
from precinct_app.ui.collector import Collector
from precinct_app.ui.machine import Desk
from precinct_app.ui.main_window import MainWindow

if TYPE_CHECKING:
    from precinct_app.services.toolbox import Toolbox

_READY_AFTER = 300
"""Milliseconds: the first page stands before what comes next is loaded."""
FONTS = ("NotoSans-Regular", "NotoSans-Bold")


def prepare(application: QApplication) -> None:
    """Load the fonts, which never come from the system; see that this thread alone collects."""
    application.setApplicationName("precinct-app")
    application.setStyle("Fusion")
    if application.property("prepared"):
        return
    application.setProperty("prepared", True)
    Collector(application)
    for name in FONTS:
        QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{name}.ttf")))


def run(tools: Toolbox, folder: Path | None) -> int:
    """Open the window and stay until it is closed; the exit status."""
    application = QApplication(sys.argv[:1])
    prepare(application)
    settings = Settings(paths.data_folder() / "settings.json")
    window = MainWindow(Desk(tools, folder or paths.workspaces()), settings)
    sys.excepthook = _crash_hook
    window.showFullScreen()
    QTimer.singleShot(_READY_AFTER, window.get_ready)
    return application.exec()


def _crash_hook(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """A bug: say that the data are saved, keep the places in the code (never any data) in a file."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    places = traceback.extract_tb(trace)
    lines = [kind.__name__, *(f"{p.filename}:{p.lineno} {p.name}" for p in places)]
    path = paths.data_folder() / "crash.txt"
    write_whole(path, "\n".join(lines).encode(), PRIVATE_FILE)
    told = text("crash.text", Language.KK, path=str(path))
    told_ru = text("crash.text", Language.RU, path=str(path))
    QMessageBox.critical(None, text("crash.title", Language.KK), f"{told}\n\n{told_ru}")
