# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One service call off the window's thread, its outcome back on it; the only user of threads."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from precinct_app.domain.errors import PrecinctError


class _Outcome(QObject):
    succeeded = Signal(object)
    refused = Signal(object)
    failed = Signal(object)


class _Call(QRunnable):
    def __init__(self, work: Callable[[], Any], outcome: _Outcome) -> None:
        super().__init__()
        self.work = work
        self.outcome = outcome

    def run(self) -> None:
        """Do the work and tell what came of it."""
        try:
            value = self.work()
        except PrecinctError as error:
            self.outcome.refused.emit(error)
        except BaseException as error:
            self.outcome.failed.emit(error)
        else:
            self.outcome.succeeded.emit(value)


class Background(QObject):
    """Runs calls one after another, so that a store is used by one thread at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: set[_Outcome] = set()

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        refused: Callable[[PrecinctError], None],
    ) -> None:
        """Run work elsewhere; `done` or `refused` is called here afterwards."""
        outcome = _Outcome(self)
        self._running.add(outcome)
        outcome.succeeded.connect(done)
        outcome.refused.connect(refused)
        outcome.failed.connect(self._raise)
        for signal in (outcome.succeeded, outcome.refused, outcome.failed):
            signal.connect(self._forget)
        self._pool.start(_Call(work, outcome))

    def wait(self) -> None:
        """Wait until nothing runs (before closing)."""
        self._pool.waitForDone()

    @Slot(object)
    def _raise(self, error: BaseException) -> None:
        raise error

    @Slot()
    def _forget(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Outcome):
            self._running.discard(sender)
            sender.deleteLater()
