# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Keys that go through an X server, as those of a keyboard do; the layout is the server's."""

import ctypes
import subprocess
import time
from collections import Counter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from tests.journeys.window.keyboards import Layout, Stroke

X11, XTEST = "libX11.so.6", "libXtst.so.6"
_SHIFT, _NUM_LOCK = 50, 77
_PATIENCE = 20.0
"""Seconds until a key that has not arrived is lost."""


class Arrivals(QObject):
    """Keys as they arrive at any window of the program, by their codes."""

    def __init__(self) -> None:
        super().__init__()
        self.by_scan: Counter[int] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Only what comes to a window from outside."""
        pressed = isinstance(watched, QWindow) and event.type() is QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent):
            self.by_scan[event.nativeScanCode()] += 1
        return False


class RealKeys:
    """A keyboard of the X server."""

    def __init__(self, layout: Layout) -> None:
        self._x, self._test = ctypes.CDLL(X11), ctypes.CDLL(XTEST)
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        self._arrivals, application = Arrivals(), QApplication.instance()
        assert self._display
        assert application is not None
        application.installEventFilter(self._arrivals)
        self._layout: Layout | None = None
        self.use(layout)
        self._press(_NUM_LOCK, down=True)
        self._press(_NUM_LOCK, down=False)

    def strike(self, stroke: Stroke) -> None:
        """One key down and up; on when it has arrived."""
        arrived = self._arrivals.by_scan
        before = arrived[stroke.scan]
        if stroke.shift:
            self._press(_SHIFT, down=True)
        self._press(stroke.scan, down=True)
        self._press(stroke.scan, down=False)
        if stroke.shift:
            self._press(_SHIFT, down=False)
        end = time.monotonic() + _PATIENCE
        while arrived[stroke.scan] == before:
            QApplication.processEvents()
            assert time.monotonic() < end, f"{stroke} is lost"

    def use(self, layout: Layout) -> None:
        """Change the server's layout."""
        if layout is not self._layout:
            subprocess.run(["setxkbmap", layout.value], check=True)
            self._layout = layout

    def _press(self, scan: int, *, down: bool) -> None:
        self._test.XTestFakeKeyEvent(self._display, scan, int(down), 0)
        self._x.XSync(self._display, 0)
