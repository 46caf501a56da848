# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Long work on one line: what, how far, how fast, how long still, and a way to stop it."""

from datetime import timedelta

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.background import Headway, Job
from precinct_app.ui.frame.words import time_left
from precinct_app.ui.look import Painted, look_of
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label, row

LONG = 400
"""Milliseconds after which work is worth a line."""


class _Bar(Painted):
    """A solid bar on a sunk ground; it only grows."""

    def __init__(self) -> None:
        super().__init__()
        self.part = 0.0
        self.setFixedHeight(10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint how much is done."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("edge"))
        painter.fillRect(self.rect().adjusted(1, 1, -1, -1), look.colour("sunk"))
        done = int((self.width() - 2) * self.part)
        painter.fillRect(1, 1, done, self.height() - 2, look.colour("act"))


class ProgressRow(QFrame):
    """Follows a job until it ends."""

    def __init__(self, *, after: int = 0) -> None:
        super().__init__()
        self.after = after
        """Milliseconds for which work that is mostly short is not shown."""
        self.setObjectName("card")
        self.language = Language.KK
        self.job: Job | None = None
        self.unit = ""
        self.title, self.fact = label("", "strong"), label("", "second")
        self.bar = _Bar()
        self.stop = KeyButton("", "Esc", quiet=True)
        self.stop.clicked.connect(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        inside = column(row(self.title, 1, self.fact), self.bar, spacing=6)
        line = row(self.stop, spacing=16)
        line.insertLayout(0, inside, 1)
        layout.addLayout(line)
        self.hide()

    def follow(self, job: Job, title: str, unit: str, language: Language) -> None:
        """Show a job; `unit` is what is counted, for instance "rows"."""
        self.job, self.unit, self.language = job, unit, language
        self.title.setText(title)
        self.fact.setText("")
        self.bar.part = 0.0
        self.stop.say(text("progress.stop", language))
        self.stop.close_because("")
        self.setAccessibleName(title)
        job.progressed.connect(self._show)
        job.ended.connect(self._ended)
        if self.after:
            QTimer.singleShot(self.after, self, lambda: self._show_late(job))
        else:
            self.show()

    def cancel(self) -> None:
        """Ask the job to end; what it has begun is not kept."""
        if self.job is not None:
            self.job.cancel()
            self.stop.close_because(text("progress.stopping", self.language))

    def _show_late(self, job: Job) -> None:
        self.setVisible(self.job is job)

    def _ended(self) -> None:
        self.job = None
        self.hide()

    def _show(self, headway: Headway) -> None:
        self.bar.part = max(self.bar.part, min(1.0, headway.done / max(1, headway.total)))
        self.bar.update()
        self.fact.setText(told(headway, self.unit, self.language))


def told(headway: Headway, unit: str, language: Language) -> str:
    """``1 200 / 3 000 rows, 310 a second, 6 s left``."""
    parts = []
    if unit:
        done, total = grouped(headway.done), grouped(headway.total)
        parts.append(f"{done} / {total} {unit}")
        if headway.rate is not None:
            parts.append(text("progress.rate", language, rate=grouped(round(headway.rate))))
    if headway.left is not None:
        left = timedelta(seconds=headway.left)
        short = text("time.seconds", language, seconds=max(1, round(headway.left)))
        told_left = short if headway.left < 60 else time_left(left, language)  # noqa: PLR2004
        parts.append(text("progress.left", language, left=told_left))
    return ", ".join(parts)
