# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A growing delay, never a wall."""

from datetime import timedelta
from pathlib import Path

import pytest

from precinct_app.storage.attempts import (
    LONGEST,
    Attempts,
    note_failure,
    note_success,
    read_attempts,
)
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
    assert Attempts(50, NOW).wait(NOW - timedelta(days=400)) == LONGEST


def test_failures_are_counted_by_person_and_forgotten_on_success(tmp_path: Path) -> None:
    file = tmp_path / "signin.json"
    for seconds in range(5):
        note_failure(file, "m1", NOW + timedelta(seconds=seconds))
    note_failure(file, "m3", NOW)
    assert read_attempts(file) == {
        "m1": Attempts(5, NOW + timedelta(seconds=4)), "m3": Attempts(1, NOW),
    }  # fmt: skip
    note_success(file, "m1")
    assert read_attempts(file) == {"m3": Attempts(1, NOW)}


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"7", b"\xff", b'{"m1": 5}', b'{"m1": {"count": 1}}', b"[" * 50_000,
        b'{"m1": {"count": 1, "last": "2023-03-19T03:00:00"}}',
        b'{"m1": {"count": Infinity, "last": "2023-03-19T03:00:00+00:00"}}',
        b'{"m1": {"count": 9, "last": "0001-01-01T00:00:00+14:00"}}',
    ],
)  # fmt: skip
def test_an_unreadable_file_is_no_wall(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "signin.json"
    file.write_bytes(content)
    assert read_attempts(file) == {}
    note_failure(file, "m1", NOW)
    assert read_attempts(file) == {"m1": Attempts(1, NOW)}
