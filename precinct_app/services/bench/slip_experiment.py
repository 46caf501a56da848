# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How good the likely slip is, by number of options, beside an ideal ranker on the same sheets."""

from collections import Counter
from collections.abc import Iterator

from precinct_app.services.bench.measured import Bench, Beside, Measured, Room, Target
from precinct_app.services.bench.mock_sheets import mock_form
from precinct_app.services.slip_experiment import LEARNT, SlipExperiment, rows_of, run

OPTIONS = (3, 8, 15, 30)
"""Numbers of options that are tried: a district, party lists, a large town."""
SHEETS = 2000
NEAR_IDEAL = Target(at_least=0.95, of_ratio=True)
RARELY_WRONG = Target(at_most=3)
_SEED = 1


def measure(room: Room) -> Iterator[Measured]:
    """Each number of options by itself; then what no error noticed, by kind of slip and by line."""
    planted: Counter[str] = Counter()
    unnoticed: Counter[str] = Counter()
    for options in OPTIONS:
        found = run(
            mock_form(), rows_of(options), sheets=room.size(SHEETS), seed=_SEED,
            learnt=room.size(LEARNT),
        )  # fmt: skip
        planted.update(found.planted)
        unnoticed.update(found.unnoticed)
        yield from _figures(found)
    for where, count in unnoticed.most_common():
        told: dict[str, int | str] = {"where": where, "planted": planted[where]}
        yield Measured("slip_unnoticed", 100 * count / planted[where], "percent", told=told)


def _figures(found: SlipExperiment) -> Iterator[Measured]:
    told = {"options": found.options, "sheets": found.sheets, "noticed": found.counts["noticed"]}
    seen = Beside("seen_at_all", 100 * found.of_sheets("seen"))
    noticed = 100 * found.of_sheets("noticed")
    yield Measured("slip_noticed", noticed, "percent", seen, told=told)
    for name in ("first", "three"):
        ideal = Beside("ideal_ranker", 100 * found.of_noticed(f"ideal_{name}"))
        value = 100 * found.of_noticed(name)
        yield Measured(f"slip_{name}", value, "percent", ideal, NEAR_IDEAL, told)
    for name in ("alone", "equals"):
        right = Beside("right_ones", 100 * found.of_noticed(f"{name}_right"))
        yield Measured(f"slip_{name}", 100 * found.of_noticed(name), "percent", right, told=told)
    wrong = 100 * found.of_noticed("alone_wrong")
    yield Measured("slip_alone_wrong", wrong, "percent", None, RARELY_WRONG, told)
    yield Measured("slip_silent", 100 * found.of_noticed("silent"), "percent", told=told)


BENCH = Bench("slip_experiment", measure)
