# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voter files read under limits: a small file in this process, any other in a worker.

A worker costs about a third of a second; a small file cannot take long or much room, because what
it unpacks to is known and every part is streamed (measured: 3,000 voters in 0.15 s, 30 MB).
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar
from uuid import uuid4

from precinct_app.exchange.capped import Limits, run_apart, run_here
from precinct_app.exchange.tables import is_small
from precinct_app.exchange.voter_file import look, read_voter_file
from precinct_app.services.progress import Pulse, quiet
from precinct_app.services.toolbox import VoterFile
from precinct_app.services.voter_layout import Layout

LIMITS = Limits()
_Value = TypeVar("_Value")


def look_at_voters(
    data: bytes, name: str, sheet: str | None = None, pulse: Pulse | None = None
) -> Layout:
    """How a voter file is laid out, under limits; VoterFileError for every other file."""
    return _run(look, data, name, sheet, pulse=pulse)


def read_voters(
    data: bytes,
    name: str,
    layout: Layout | None = None,
    day: date | None = None,
    pulse: Pulse | None = None,
) -> VoterFile:
    """Read a voter file under limits; VoterFileError when nothing of it can be taken."""
    return _run(read_voter_file, data, name, random_id, layout, day, pulse=pulse)


def random_id() -> str:
    """A voter's surrogate: says nothing about the person."""
    return uuid4().hex


def _run(
    function: Callable[..., _Value], data: bytes, *arguments: Any, pulse: Pulse | None
) -> _Value:
    run = run_here if is_small(data) else run_apart
    return run(function, data, *arguments, pulse=pulse or quiet, limits=LIMITS)
