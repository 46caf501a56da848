# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Failures are kept beside the database, and an unreadable file is no wall."""

from datetime import timedelta
from pathlib import Path

import pytest

from precinct_app.domain.attempts import Attempts
from precinct_app.storage.attempts import (
    note_failure,
    note_success,
    read_attempts,
)
from tests.builders import a_moment

NOW = a_moment(3)


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
