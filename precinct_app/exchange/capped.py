# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Work on foreign files that may not run long, grow large or take the program down with it.

A worker is this same interpreter started anew (``spawn``), without Qt; a frozen program needs
``multiprocessing.freeze_support`` in its entry for that.
"""

import multiprocessing
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, TypeVar, cast

from precinct_app.domain.errors import PrecinctError, VoterFileError
from precinct_app.exchange.memory_limit import limit_memory
from precinct_app.services.progress import Pulse

_Value = TypeVar("_Value")
_POLL = 0.05
_STEP = 0.01


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may take."""

    seconds: float = 60.0
    memory: int = 500_000_000
    """Bytes of address space of a worker."""


def run_here(
    function: Callable[..., _Value], *arguments: Any, pulse: Pulse, limits: Limits
) -> _Value:
    """Call in this process; VoterFileError ``voters.too_slow`` when time is over at a pulse."""
    return function(*arguments, pulse=_with_deadline(pulse, limits.seconds))


def run_apart(
    function: Callable[..., _Value], *arguments: Any, pulse: Pulse, limits: Limits
) -> _Value:
    """Call in a worker process under its limits; `pulse` is heard here and may end the work.

    VoterFileError ``voters.too_slow`` when time is over, ``voters.worker`` when the worker died;
    what the function refuses comes through.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    worker = context.Process(
        target=_work, args=(sender, function, arguments, limits.memory), daemon=True
    )
    worker.start()
    sender.close()
    try:
        return cast("_Value", _heard(receiver, _with_deadline(pulse, limits.seconds)))
    finally:
        worker.kill()
        worker.join()
        receiver.close()


def _heard(receiver: Connection, pulse: Pulse) -> Any:
    done = 0.0
    while True:
        pulse(done)
        if not receiver.poll(_POLL):
            continue
        try:
            kind, value = receiver.recv()
        except (EOFError, OSError) as error:
            raise VoterFileError.of("voters.worker") from error
        match kind:
            case "progress":
                done = value
            case "done":
                return value
            case "refused":
                raise VoterFileError(*value)
            case _:
                raise VoterFileError.of("voters.worker")


def _work(
    sender: Connection, function: Callable[..., Any], arguments: tuple[Any, ...], memory: int
) -> None:
    """What the worker does: it tells how far it is, then what came of it, and never raises."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    limit_memory(memory)
    try:
        told: tuple[str, Any] = ("done", function(*arguments, pulse=_sparingly(sender)))
    except PrecinctError as error:
        told = ("refused", error.reasons)
    except (Exception, MemoryError):  # whatever a foreign file does to a parser ends in a sentence
        told = ("failed", None)
    sender.send(told)
    sender.close()


def _sparingly(sender: Connection) -> Pulse:
    last = 0.0

    def pulse(done: float) -> None:
        nonlocal last
        if abs(done - last) >= _STEP:
            last = done
            sender.send(("progress", done))

    return pulse


def _with_deadline(pulse: Pulse, seconds: float) -> Pulse:
    end = time.monotonic() + seconds

    def watched(done: float) -> None:
        if time.monotonic() > end:
            raise VoterFileError.of("voters.too_slow", seconds=int(seconds))
        pulse(done)

    return watched
