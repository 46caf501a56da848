# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The likely slip of the pen: how long a faulty sheet waits for it."""

from collections.abc import Iterator
from functools import partial
from statistics import median

from precinct_app.domain.protocol.sheet import Sheet
from precinct_app.domain.protocol.slips import likely_slips
from precinct_app.services.bench.measured import Bench, Measured, Room, cpu_seconds
from precinct_app.services.bench.mock_sheets import LEVEL, ROWS, mock_figures, mock_form

FAULTY = 200


def measure(room: Room) -> Iterator[Measured]:
    """Milliseconds of CPU a sheet with one planted slip: the middle one, and the slowest in a hundred."""
    form = mock_form()
    sheets = [Sheet(night) for night in mock_figures(form, room.size(FAULTY), faulty_every=1)]

    def one(sheet: Sheet) -> float:
        work = partial(likely_slips, form, sheet, ROWS, level=LEVEL)
        return min(cpu_seconds(work) for _ in range(min(room.runs, 2)))

    costs = sorted(one(sheet) * 1000 for sheet in sheets)
    told = {"sheets": len(sheets)}
    yield Measured("slips_median", median(costs), "milliseconds", told=told)
    yield Measured("slips_p99", costs[(len(costs) * 99 - 1) // 100], "milliseconds", told=told)


BENCH = Bench("slips", measure)
