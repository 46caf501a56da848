# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The command ``check``, CSV in and JSON out, as a process of its own: speed, memory, one sheet."""

import csv
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from precinct_app.services.bench.measured import Bench, Beside, Measured, Room, Target
from precinct_app.services.bench.mock_sheets import (
    DIFFERENT,
    FAULTY_EVERY,
    FORM_ID,
    LEVEL,
    mock_figures,
    mock_form,
    write_csv,
)
from precinct_app.services.bench.process import Cost, cost_of

MANY, FEW = 100_000, 1_000
FLAT = Target(at_most=1.1, of_ratio=True)


def measure(room: Room) -> Iterator[Measured]:
    """Start-up is measured with one sheet, told apart, and taken off before sheets are divided."""
    one, few, many = (_file(room, count) for count in (1, room.size(FEW), room.size(MANY)))
    start, at_few, at_many = (_check(room, path) for path in (one, few, many))
    count = room.size(MANY)
    told = {"sheets": count, "faulty_percent": 100 // FAULTY_EVERY}
    speed = (count - 1) / max(at_many.seconds - start.seconds, 1e-6)
    plain = count / room.cpu(lambda: _read_only(many))
    yield Measured("check", speed, "sheets_per_second", Beside("csv_only", plain), None, told)
    if at_many.megabytes and at_few.megabytes:
        beside = Beside("few_sheets", at_few.megabytes)
        told = {**told, "few": room.size(FEW)}
        yield Measured("check_memory", at_many.megabytes, "megabytes", beside, FLAT, told)
    bare = min(cost_of((sys.executable, "-c", "")).seconds for _ in range(_runs(room)))
    yield Measured("check_one", start.seconds, "seconds", Beside("bare_python", bare))


def _file(room: Room, count: int) -> Path:
    path = room.folder / f"sheets-{count}.csv"
    write_csv(path, mock_figures(mock_form(), min(count, DIFFERENT)), count)
    return path


def _check(room: Room, path: Path) -> Cost:
    """The least of a few runs; each starts the whole program."""
    command = (
        *room.program, "check", "--json", "--form", FORM_ID, "--level", LEVEL.value, str(path)
    )  # fmt: skip
    costs = [cost_of(command) for _ in range(_runs(room))]
    peaks = [cost.megabytes for cost in costs if cost.megabytes]
    return Cost(min(cost.seconds for cost in costs), max(peaks, default=None))


def _runs(room: Room) -> int:
    return min(room.runs, 2)


def _read_only(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        deque(csv.reader(file), maxlen=0)


BENCH = Bench("check", measure)
