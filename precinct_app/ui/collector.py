# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Unused objects that refer to each other are collected on the window's thread and no other.

Python collects in whichever thread happens to reach the threshold. The thread of services would then
destroy widgets, and Qt ends the program: windows may only be taken down where they were made.

What was loaded or made to stay is set aside: looked through again and again, modules and pages would stop
the window for a tenth of a second each time.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000
"""Milliseconds between two looks; one look that finds nothing to do costs microseconds."""


class Collector(QObject):
    """Takes over from Python's own collection as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY)

    def look(self) -> None:
        """Collect the generations that Python would have collected by now."""
        for generation, (count, most) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        ):
            if count <= most:
                return
            gc.collect(generation)


def set_aside() -> None:
    """Never look again through what is there now."""
    gc.freeze()
