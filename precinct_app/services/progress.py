# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How far a long piece of work is, told to whoever listens and may end it."""

from collections.abc import Callable

from precinct_app.domain.errors import PrecinctError

Pulse = Callable[[float], None]
"""Hears how much of a long piece of work is done (0 to 1); may raise to end it."""


class CancelledError(PrecinctError):
    """The person at the keyboard stopped a piece of work; nothing of it was kept."""


def quiet(_done: float) -> None:
    """A pulse that nobody watches."""


def part_of(pulse: Pulse, start: float, end: float) -> Pulse:
    """The pulse of a part of the work, which goes from `start` to `end` of the whole."""
    return lambda done: pulse(start + (end - start) * min(1.0, done))
