# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Workers go on whatever a piece does to one of them, and nothing is lost or done twice."""

from collections.abc import Iterator

import pytest

from precinct_app.domain.errors import PrecinctError
from precinct_app.exchange.workers import Workers, WorkLimits
from tests.exchange.worker_tasks import begin, begin_badly

Pool = Workers[object, object]


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Workers[object, object](begin, (3,), 2, WorkLimits(seconds=3)) as workers:
        yield workers


def results(pool: Pool, *pieces: object) -> dict[int, object]:
    told: dict[int, object] = {}
    for key, result in pool.work(enumerate(pieces)):
        assert key not in told
        told[key] = result.reasons[0].key if isinstance(result, PrecinctError) else result
    return told


def test_every_piece_is_answered_once_and_by_both(pool: Pool) -> None:
    assert results(pool, *range(50)) == {n: 3 * n for n in range(50)}
    assert len(set(results(pool, *["who"] * 50).values())) == 2
    assert results(pool) == {}


def test_what_a_piece_does_costs_no_other(pool: Pool) -> None:
    told = results(pool, 1, "refuse", 2, "fail", 3, "die", 4, "greedy", 5)
    assert told == {
        0: 3, 1: "bundle.ballot", 2: 6, 3: "worker.died", 4: 9, 5: "worker.died", 6: 12,
        7: "worker.died", 8: 15,
    }  # fmt: skip


def test_one_that_never_ends_is_ended(pool: Pool) -> None:
    assert results(pool, 1, "endless", 2) == {0: 3, 1: "worker.too_slow", 2: 6}


def test_a_worker_that_cannot_begin_answers_too() -> None:
    with Workers[object, object](begin_badly, (), 1) as workers:
        assert results(workers, 1) == {0: "worker.died"}


def test_pieces_are_asked_for_one_by_one(pool: Pool) -> None:
    """Ten thousand bundles are not all in memory at once."""
    given = 0

    def pieces() -> Iterator[tuple[int, object]]:
        nonlocal given
        for number in range(20):
            given += 1
            yield number, number

    ready = pool.work(pieces())
    next(ready)
    assert given <= 4
    assert len(list(ready)) == 19
