# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Masters are made once, and whoever is late goes by what the first has made."""

from pathlib import Path

import pytest

from tests.masters import made_once


def test_it_is_made_once_and_copied(tmp_path_factory: pytest.TempPathFactory) -> None:
    asked: list[Path] = []

    def make(folder: Path) -> int:
        asked.append(folder)
        (folder / "inside").mkdir()
        (folder / "inside" / "file").write_text("as made")
        return len(asked)

    one, told = made_once(tmp_path_factory, "numbers", make)
    (one / "inside" / "file").write_text("changed by a test")
    other, again = made_once(tmp_path_factory, "numbers", make)
    assert (told, again, len(asked)) == (1, 1, 1)
    assert one != other
    assert (other / "inside" / "file").read_text() == "as made"


def test_who_is_late_takes_what_the_first_made(tmp_path_factory: pytest.TempPathFactory) -> None:
    def late(folder: Path) -> str:
        made_once(tmp_path_factory, "race", first)
        (folder / "file").write_text("late")
        return "late"

    def first(folder: Path) -> str:
        (folder / "file").write_text("first")
        return "first"

    folder, told = made_once(tmp_path_factory, "race", late)
    assert (told, (folder / "file").read_text()) == ("first", "first")


def test_what_failed_is_tried_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    def fail(folder: Path) -> int:
        (folder / "half").touch()
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        made_once(tmp_path_factory, "failing", fail)
    folder, told = made_once(tmp_path_factory, "failing", lambda folder: 7)
    assert (told, list(folder.iterdir())) == (7, [])
