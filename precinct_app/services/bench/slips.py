# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The likely slip of the pen: how long a faulty sheet waits for it, beside one check of that sheet."""

from collections.abc import Iterator
from functools import partial
from statistics import median

from precinct_app.domain.protocol.check import report
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.sheet import Rows, Sheet
from precinct_app.domain.protocol.slips import likely_slips
from precinct_app.services.bench.measured import Bench, Beside, Measured, Room, Target, cpu_seconds
from precinct_app.services.bench.mock_sheets import LEVEL, ROWS, mock_form
from precinct_app.services.slip_experiment import planted_sheets, rows_of

FAULTY = 1000
WIDE = rows_of(30, members=5)
"""Thirty options, five who hand out ballots, two mobile boxes."""
SOON = Target(at_most=5)
_SEED = 1


def measure(room: Room) -> Iterator[Measured]:
    """Milliseconds of CPU a sheet with one planted slip: the middle one, and the slowest in a hundred."""
    for rows in (ROWS, WIDE):
        yield from _of_rows(room, rows)


def _of_rows(room: Room, rows: Rows) -> Iterator[Measured]:
    form = mock_form()
    checker = Checker(form, rows, LEVEL, {}, None)
    planted = planted_sheets(checker, sheets=room.size(FAULTY), seed=_SEED)
    sheets = [Sheet(one.typed) for one in planted]
    runs = range(min(room.runs, 3))

    def slip(sheet: Sheet) -> float:
        work = partial(likely_slips, form, sheet, rows, level=LEVEL)
        return min(cpu_seconds(work) for _ in runs)

    def check(sheet: Sheet) -> float:
        return min(cpu_seconds(partial(report, checker, sheet)) for _ in runs)

    costs = sorted(slip(sheet) * 1000 for sheet in sheets)
    beside = Beside("one_report", median(check(sheet) * 1000 for sheet in sheets))
    told = {"sheets": len(sheets), "options": len(rows.votes), "members": len(rows.member)}
    yield Measured("slips_median", median(costs), "milliseconds", beside, told=told)
    slowest = costs[(len(costs) * 99 - 1) // 100]
    yield Measured("slips_p99", slowest, "milliseconds", beside, SOON, told)


BENCH = Bench("slips", measure)
