# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Relations alone on sheets in memory: how many a second, and whether many cost as few do."""

from collections.abc import Iterator, Mapping
from functools import partial

from precinct_app.domain.protocol.check import check
from precinct_app.domain.protocol.columns import ColumnJudge
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.sheet import Figure, Sheet
from precinct_app.services.bench.measured import Bench, Beside, Measured, Room, Target, cpu_seconds
from precinct_app.services.bench.mock_sheets import (
    DIFFERENT,
    FAULTY_EVERY,
    LEVEL,
    ROWS,
    mock_figures,
    mock_form,
)
from precinct_app.services.sheet_check import TOGETHER

SIZES = {"relations_few": 1_000, "relations_some": 10_000, "relations": 100_000}
FAST = Target(at_least=30_000)
FLAT = Target(at_most=1.15, of_ratio=True)
ONE_BY_ONE = 300
Nights = list[dict[str, Figure]]


def measure(room: Room) -> Iterator[Measured]:
    """Every relation's state on every sheet; then whole reports with sentences; then one sheet."""
    form = mock_form()
    nights = mock_figures(form, room.size(DIFFERENT))
    judge = ColumnJudge(Checker(form, ROWS, LEVEL, {}, None))
    told = {"relations": _asked(form), "faulty_percent": 100 // FAULTY_EVERY}
    costs = {name: _cost(room, judge, nights, room.size(full)) for name, full in SIZES.items()}
    for name, full in SIZES.items():
        of_size = {**told, "sheets": room.size(full)}
        yield Measured(name, 1 / costs[name], "sheets_per_second", None, FAST, of_size)
    few = Beside("few_sheets", costs["relations_few"] * 1e6)
    of_sizes = {"sheets": room.size(SIZES["relations"]), "few": room.size(SIZES["relations_few"])}
    yield Measured("relations_flat", costs["relations"] * 1e6, "microseconds", few, FLAT, of_sizes)
    yield from _reports(room, form, nights, told)


def _asked(form: Form) -> int:
    """Relations that are judged, those that run over rows counted once."""
    return len({one.relation.code for one in Checker(form, ROWS, LEVEL, {}, None).ready})


def _cost(room: Room, judge: ColumnJudge, nights: Nights, count: int) -> float:
    """Seconds of CPU a sheet; making the sheets is not in it."""
    return room.best(lambda: sum(
        cpu_seconds(partial(judge.verdicts, sheets)) for sheets in _handfuls(nights, count)
    )) / count  # fmt: skip


def _handfuls(nights: Nights, count: int) -> Iterator[list[Sheet]]:
    for start in range(0, count, TOGETHER):
        places = range(start, min(start + TOGETHER, count))
        yield [Sheet(dict(nights[place % len(nights)])) for place in places]


def _reports(room: Room, form: Form, nights: Nights, told: Mapping[str, int]) -> Iterator[Measured]:
    sheets = [Sheet(night) for night in nights]
    alone = sheets[: room.size(ONE_BY_ONE)]

    def together() -> None:
        judge = ColumnJudge(Checker(form, ROWS, LEVEL, {}, None))
        for start in range(0, len(sheets), TOGETHER):
            list(judge.reports(sheets[start : start + TOGETHER]))

    def one_by_one() -> None:
        for sheet in alone:
            check(form, sheet, ROWS, level=LEVEL)

    fast, slow = room.cpu(together) / len(sheets), room.cpu(one_by_one) / len(alone)
    beside = Beside("one_by_one", 1 / slow)
    told = {**told, "sheets": len(sheets)}
    yield Measured("reports", 1 / fast, "sheets_per_second", beside, None, told)
    yield Measured("one_report", slow * 1000, "milliseconds", None, None, told)


BENCH = Bench("relations", measure)
