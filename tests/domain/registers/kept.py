# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Entries of any register, one a line: standing, or undone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from precinct_app.domain.registers.entry import C, Entry, Undo
from tests.builders import NIGHT, a_moment

BALLOTS = ("list", "single")
UNDO = Undo("typed twice", a_moment(12), a_moment(12), "m1")
_NUMBERS: Iterator[int] = count(1)


def at(hour: int, minute: int = 0) -> datetime:
    """A wall time of the polling day in the made-up precinct's zone."""
    return NIGHT.replace(hour=0, minute=0) + timedelta(hours=hour, minutes=minute)


def entry(
    content: C, happened: datetime | None = None, *, entry_id: str = "", undone: bool = False
) -> Entry[C]:
    """An entry of what is said, at nine unless told otherwise."""
    when = happened or at(9)
    identity = entry_id or f"{next(_NUMBERS):032x}"
    return Entry(identity, content, when, when, "m1", UNDO if undone else None)
