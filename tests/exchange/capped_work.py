# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pieces of work that a worker is given: good, refusing, dying, endless, greedy."""

import os
import time

from precinct_app.domain.errors import VoterFileError
from precinct_app.services.progress import Pulse


def double(number: int, *, pulse: Pulse) -> int:
    """Good work that tells how far it is."""
    for step in range(1, 5):
        pulse(step / 4)
    return 2 * number


def refuse(*, pulse: Pulse) -> None:
    """Work that ends in a refusal with values."""
    pulse(0.5)
    raise VoterFileError.of("voters.too_large", limit=7)


def fail(*, pulse: Pulse) -> None:
    """Work with a fault of its own."""
    pulse(0.5)
    raise ZeroDivisionError


def die(*, pulse: Pulse) -> None:
    """Work that takes its process down, as a fault in a library of another language does."""
    pulse(0.5)
    os.abort()


def endless(*, pulse: Pulse) -> None:
    """Work that never ends and never tells."""
    while True:
        time.sleep(0.01)


def patient(*, pulse: Pulse) -> None:
    """Work that never ends but tells how far it is."""
    while True:
        time.sleep(0.001)
        pulse(0.5)


def greedy(*, pulse: Pulse) -> int:
    """Work that wants a gigabyte."""
    pulse(0.5)
    return len(bytearray(1_000_000_000))


def imported(*, pulse: Pulse) -> list[str]:
    """Which of the heavy libraries a worker has loaded."""
    import sys  # noqa: PLC0415

    pulse(1.0)
    return sorted({"PySide6", "sqlalchemy", "reportlab"} & set(sys.modules))
