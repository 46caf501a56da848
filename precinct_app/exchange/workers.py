# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Processes that judge foreign files side by side, each piece of work under its limits.

A worker is this same interpreter started anew, without Qt; it makes what it needs once and then
takes piece after piece.  One that runs too long, grows too large or dies is ended and replaced, and
its piece is answered with the reason.
"""

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.exchange.memory_limit import limit_memory
from precinct_app.services.progress import Pulse

Piece = TypeVar("Piece")
Result = TypeVar("Result")
Key = TypeVar("Key")
Begin = Callable[..., Callable[[Any], Any]]
"""Called once in each worker: a top-level function that answers what does one piece of work."""

_OFTEN = 0.1
"""Seconds between two calls of a pulse."""
_START = 120.0
"""Seconds that a worker may take until it is ready."""


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """What one piece of work may take."""

    seconds: float = 20.0
    memory: int = 1_500_000_000
    """Bytes of address space of a worker, its libraries counted."""


class Workers(Generic[Piece, Result]):
    """A number of workers, to be used in a ``with`` block; they end with it."""

    def __init__(
        self, begin: Begin, arguments: tuple[Any, ...], count: int,
        limits: WorkLimits = WorkLimits(), pulse: Pulse | None = None,
    ) -> None:  # fmt: skip
        self._begin = begin
        self._arguments = arguments
        self._count = max(1, count)
        self._limits = limits
        self._pulse = pulse
        """Called again and again while a piece is waited for; may raise to end the work."""
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def work(
        self, pieces: Iterable[tuple[Key, Piece]]
    ) -> Iterator[tuple[Key, Result | PrecinctError]]:
        """Results as they are ready, each with its key; no more pieces are held than workers.

        A piece that was refused, or that cost its worker, is answered with the error:
        ``worker.too_slow``, ``worker.died``.
        """
        waiting = iter(pieces)
        keys: dict[Connection, Key] = {}
        more = True
        while more or keys:
            while more and len(keys) < self._count:
                piece = next(waiting, None)
                if piece is None:
                    more = False
                    break
                worker = self._idle(keys)
                keys[worker.connection] = piece[0]
                worker.give(piece[1], self._limits.seconds)
            yield from self._heard(keys)

    def _idle(self, keys: dict[Connection, Key]) -> "_Worker":
        for worker in self._workers:
            if worker.connection not in keys:
                return worker
        worker = _Worker(self._begin, self._arguments, self._limits.memory)
        self._workers.append(worker)
        return worker

    def _heard(self, keys: dict[Connection, Key]) -> Iterator[tuple[Key, Any]]:
        busy = [worker for worker in self._workers if worker.connection in keys]
        if not busy:
            return
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        if self._pulse is not None:
            self._pulse(0.0)
            patience = min(patience, _OFTEN)
        ready = set(wait([worker.connection for worker in busy], patience))
        for worker in busy:
            told = worker.told(self._limits.seconds) if worker.connection in ready else None
            if told is None and time.monotonic() >= worker.deadline:
                seconds = int(self._limits.seconds)
                told = ("lost", PrecinctError.of("worker.too_slow", seconds=seconds))
            if told is None:
                continue
            key = keys.pop(worker.connection)
            if told[0] == "lost":
                self._workers.remove(worker)
                worker.end()
            yield key, told[1]


class _Worker:
    """One process and the piece that it has."""

    def __init__(self, begin: Begin, arguments: tuple[Any, ...], memory: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, other = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(other, begin, arguments, memory), daemon=True
        )
        self._process.start()
        other.close()
        self._ready = False
        self.deadline = 0.0

    def give(self, piece: Any, seconds: float) -> None:
        """Hand over a piece; its time begins when the worker is ready."""
        self.deadline = time.monotonic() + (seconds if self._ready else _START)
        try:
            self.connection.send(piece)
        except (BrokenPipeError, OSError):
            self.deadline = time.monotonic()  # it died: told on the next look

    def told(self, seconds: float) -> tuple[str, Any] | None:
        """What the worker said; None for its word that it is ready."""
        try:
            kind, value = self.connection.recv()
        except (EOFError, OSError):
            return "lost", PrecinctError.of("worker.died")
        if kind == "ready":
            self._ready = True
            self.deadline = time.monotonic() + seconds
            return None
        return kind, PrecinctError(*value) if kind == "refused" else value

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(connection: Connection, begin: Begin, arguments: tuple[Any, ...], memory: int) -> None:
    """What a worker does until nobody listens any more; a fault of its own is a refusal too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    limit_memory(memory)
    work = begin(*arguments)
    connection.send(("ready", None))
    while True:
        try:
            piece = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_done(work, piece))


def _done(work: Callable[[Any], Any], piece: Any) -> tuple[str, Any]:
    try:
        return "done", work(piece)
    except PrecinctError as error:
        return "refused", error.reasons
    except (Exception, MemoryError):  # whatever a foreign file does to a parser is a sentence
        return "refused", (Reason("worker.died"),)
