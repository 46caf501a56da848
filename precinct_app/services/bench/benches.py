# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The list of all that is measured; a new one is a module with a ``BENCH`` and a line here."""

from collections.abc import Collection, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from precinct_app.services.bench import (
    at_the_table,
    check_command,
    district,
    list_paper,
    papers,
    relations,
    signatures,
    slip_experiment,
    slips,
    voter_import,
    window,
)
from precinct_app.services.bench.measured import Bench, Measured, Room
from precinct_app.services.bench.process import own_program
from precinct_app.services.toolbox import Toolbox

BENCHES: tuple[Bench, ...] = (
    relations.BENCH, slips.BENCH, slip_experiment.BENCH, check_command.BENCH, voter_import.BENCH,
    at_the_table.SEARCH, at_the_table.MARKING, list_paper.BENCH, signatures.BENCH,
    papers.BENCH, district.BENCH, window.BENCH,
)  # fmt: skip


def measure_all(
    tools: Toolbox, only: Collection[str] = (), *, scale: float = 1.0, runs: int = 5
) -> Iterator[Measured]:
    """Figure after figure, each thing in a folder of its own that is gone afterwards."""
    for bench in BENCHES:
        if only and bench.name not in only:
            continue
        with TemporaryDirectory(prefix="bench-") as folder:
            yield from bench.measure(Room(tools, Path(folder), scale, runs, own_program()))
