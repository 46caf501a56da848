# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Seeded mutants of real files: none is accepted, none raises; how long each takes is the long task's."""

from pathlib import Path

import pytest

from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import ElectionKeys
from tests.journeys.corpora.case import Stuff
from tests.journeys.corpora.paper_cases import a_receipt
from tests.journeys.fuzz import Source, fuzz, mutants, sources

pytestmark = pytest.mark.journey
MUTANTS = 250
SEED = 7


@pytest.fixture(scope="module")
def found(day: Path, day_keys: ElectionKeys, package: OpenedPackage) -> list[Source]:
    return sources(day, a_receipt(Stuff(day, package, day_keys, day_keys)))


def test_no_mutant_is_accepted(found: list[Source], package: OpenedPackage) -> None:
    tally = fuzz(found, package, MUTANTS, SEED)
    assert (tally.accepted, tally.crashed) == ([], [])
    assert sum(tally.made.values()) > MUTANTS * 0.9
    assert set(tally.made) == {source.name for source in found}
    assert tally.outcomes["bad"] > MUTANTS * 0.8


def test_a_seed_gives_the_same_mutants(found: list[Source]) -> None:
    one, two = (list(mutants(found, 12, 3)) for _ in range(2))
    assert one == two
    assert [name for name, *_ in mutants(found, 12, 4)] != [name for name, *_ in one]
