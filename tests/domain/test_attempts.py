# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A growing delay, never a wall."""

from datetime import timedelta

import pytest

from precinct_app.domain.attempts import LONGEST, Attempts
from tests.builders import a_moment

NOW = a_moment(3)


@pytest.mark.parametrize(
    ("count", "wait"), [(0, 0), (1, 0), (3, 0), (4, 2), (5, 4), (8, 32), (9, 60), (10**6, 60)]
)
def test_the_wait_grows_up_to_a_minute(count: int, wait: int) -> None:
    assert Attempts(count, NOW).wait(NOW) == wait


def test_the_wait_passes() -> None:
    attempts = Attempts(6, NOW)
    waits = [attempts.wait(NOW + timedelta(seconds=s)) for s in (0, 1, 7.5, 8, 100)]
    assert waits == [8, 7, 1, 0, 0]


def test_a_clock_set_back_is_no_wall() -> None:
    assert Attempts(50, NOW).wait(NOW) == LONGEST
    assert Attempts(50, NOW).wait(NOW - timedelta(days=400)) == 0


def test_a_failure_is_one_more_from_now_on() -> None:
    assert Attempts(3, NOW).failed(a_moment(4)) == Attempts(4, a_moment(4))
