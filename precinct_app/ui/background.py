# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Services run here, off the window's thread; outcome and progress come back on it.

The only user of threads. Calls run one after another, so that a store is used by one thread at a time.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from precinct_app.domain.errors import PrecinctError
from precinct_app.services.progress import CancelledError

T = TypeVar("T")
_PARTS = 1000
_TOLD_EVERY = 0.1
_RATE_AFTER = 0.5
"""Seconds before a rate is worth telling."""


@dataclass(frozen=True, slots=True)
class Headway:
    """How far a piece of work is."""

    done: int
    total: int
    rate: float | None = None
    """Done a second; None while it is too early to say."""
    left: float | None = None
    """Seconds left."""


class Job(QObject):
    """One piece of work: what services report progress to, and what the window watches."""

    progressed = Signal(object)
    """A Headway."""
    ended = Signal()
    _outcome = Signal(str, object)

    def __init__(
        self, work: Callable[["Job"], Any], done: Callable[[Any], None],
        refused: Callable[[PrecinctError], None], parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._work, self._done, self._refused = work, done, refused
        self._cancelled = Event()
        self._started = self._told = 0.0
        self._outcome.connect(self._deliver)

    def cancel(self) -> None:
        """Ask the work to end at its next report."""
        self._cancelled.set()

    def told(self, done: int, total: int) -> bool:
        """Progress as `ports.Progress` tells it; False when the work should end."""
        self._tell(done, total)
        return not self._cancelled.is_set()

    def pulse(self, done: float) -> None:
        """Progress as `progress.Pulse` tells it; raises CancelledError to end the work."""
        self._tell(int(done * _PARTS), _PARTS)
        if self._cancelled.is_set():
            raise CancelledError.of("ui.cancelled")

    def run(self) -> None:
        """Do the work (in the other thread) and tell what came of it."""
        self._started = monotonic()
        try:
            outcome: tuple[str, object] = ("done", self._work(self))
        except PrecinctError as error:
            outcome = ("refused", error)
        except BaseException as error:
            outcome = ("failed", error)
        self._outcome.emit(*outcome)

    def _tell(self, done: int, total: int) -> None:
        now = monotonic()
        if done < total and now - self._told < _TOLD_EVERY:
            return
        self._told = now
        gone = now - self._started
        rate = done / gone if done and gone > _RATE_AFTER else None
        left = (total - done) / rate if rate else None
        self.progressed.emit(Headway(done, total, rate, left))

    @Slot(str, object)
    def _deliver(self, how: str, value: Any) -> None:
        self.ended.emit()
        if how == "failed":
            raise value
        (self._done if how == "done" else self._refused)(value)


class Background(QObject):
    """One worker thread for all services, and one for what asks the machine and may take long."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="services")
        self._aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="machine")
        self._running: dict[Job, Future[None]] = {}
        self._over: dict[Job, Future[None]] = {}
        """Jobs that were delivered; one is let go when the worker has left it too."""
        self._ended = False

    def run(
        self, work: Callable[[], T], done: Callable[[T], None],
        refused: Callable[[PrecinctError], None],
    ) -> None:  # fmt: skip
        """Run work elsewhere; `done` or `refused` is called here afterwards."""
        self.run_long(lambda _: work(), done, refused)

    def run_long(
        self, work: Callable[[Job], T], done: Callable[[T], None],
        refused: Callable[[PrecinctError], None],
    ) -> Job:  # fmt: skip
        """Run work that reports progress to its job; watch and cancel it by the job."""
        return self._start(self._worker, Job(work, done, refused, self))

    def run_aside(
        self, work: Callable[[], T], done: Callable[[T], None],
        refused: Callable[[PrecinctError], None],
    ) -> None:  # fmt: skip
        """Ask the machine, not a store: a printer that does not answer delays no cell."""
        self._start(self._aside, Job(lambda _: work(), done, refused, self))

    def _start(self, worker: ThreadPoolExecutor, job: Job) -> Job:
        self._let_go()
        if self._ended:
            return job
        job.ended.connect(self._forget)
        self._running[job] = worker.submit(job.run)
        return job

    @property
    def is_busy(self) -> bool:
        """Whether something runs or waits to be delivered."""
        return bool(self._running)

    def wait(self) -> None:
        """Wait until nothing runs (before closing)."""
        wait(self._running.values())

    def end(self) -> None:
        """Wait for what runs, then begin nothing more: no thread may tell a window that is taken down."""
        self._ended = True
        for worker in (self._worker, self._aside):
            worker.shutdown(wait=True)

    @Slot()
    def _forget(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._over[job] = self._running.pop(job)

    def _let_go(self) -> None:
        """A job whose outcome the worker may still be telling must not be deleted under it."""
        for job, future in list(self._over.items()):
            if future.done():
                del self._over[job]
                job.deleteLater()
