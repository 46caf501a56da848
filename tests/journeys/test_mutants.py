# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Seeded mutants of real files: none is accepted, none raises; how long each takes is the long task's."""

from pathlib import Path

import pytest

from precinct_app.services.ports import OpenedPackage
from tests.journeys.fuzz import fuzz, mutants, sources

pytestmark = pytest.mark.journey
MUTANTS = 500
SEED = 7


def test_no_mutant_is_accepted(day: Path, package: OpenedPackage) -> None:
    tally = fuzz(day, package, MUTANTS, SEED)
    assert (tally.accepted, tally.crashed) == ([], [])
    assert sum(tally.made.values()) > MUTANTS * 0.9
    assert set(tally.made) == {source.name for source in sources(day)}
    assert tally.outcomes["bad"] > MUTANTS * 0.8


def test_a_seed_gives_the_same_mutants(day: Path) -> None:
    one, two = (list(mutants(day, 12, 3)) for _ in range(2))
    assert one == two
    assert [name for name, *_ in mutants(day, 12, 4)] != [name for name, *_ in one]
