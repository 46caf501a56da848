# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Tastes and places are remembered, name nobody, and a damaged file costs nothing."""

from pathlib import Path

import pytest

from precinct_app.domain.wording import Language
from precinct_app.runtime.settings import KeptLayouts, Settings, Taste, person_key


def test_each_person_has_a_taste_and_the_machine_one_for_the_others(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    settings = Settings(file)
    settings.keep(Taste(Language.RU, 150, dark=True), person_key("workspace", "m2"))
    settings.keep(Taste(Language.EN, 125))
    settings.write()
    read = Settings(file)
    assert read.taste(person_key("workspace", "m2")) == Taste(Language.RU, 150, dark=True)
    assert read.taste(person_key("workspace", "m3")) == Taste(Language.EN, 125)
    assert "m2" not in file.read_text(encoding="utf-8")


def test_a_place_is_kept_until_it_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    settings = Settings(file)
    there = ("sheet", "b1", "first", "ballots_valid")
    settings.keep_place(there, "p")
    assert settings.place("p") == there
    assert not file.exists()
    settings.write()
    assert Settings(file).place("p") == there
    settings.keep_place((), "p")
    settings.write()
    assert Settings(file).place("p") == ()


@pytest.mark.parametrize(
    "told",
    ["", "[]", "{", '{"tastes": 5}', '{"tastes": {"": {"language": "kk", "percent": 7, "dark": 0}}}',
     '{"tastes": {"": {"language": "xx", "percent": 100, "dark": false}}}',
     '{"places": {"": ["sheet", 5]}}', '{"places": {"": "four"}}'],
)  # fmt: skip
def test_what_is_damaged_is_passed_over(tmp_path: Path, told: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(told)
    assert Settings(file).taste() == Taste()
    assert Settings(file).place("") == ()


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(
        '{"tastes": {"": {"language": "ru", "percent": 100, "dark": false}}}' + " " * 200_000
    )
    assert Settings(file).taste() == Taste()


def test_without_a_file_tastes_live_in_memory() -> None:
    settings = Settings()
    settings.keep(Taste(Language.RU))
    assert settings.taste("anybody") == Taste(Language.RU)


def test_the_latest_layouts_of_voter_files_are_remembered(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    kept = KeptLayouts(Settings(file))
    for number in range(25):
        kept.keep(f"key{number}", f"layout {number}")
    kept.keep("key24", "x" * 4_000)  # no layout of a list is that long
    read = KeptLayouts(Settings(file))
    assert read.recall("key0") is None
    assert read.recall("key5") == "layout 5"
    assert read.recall("key24") == "layout 24"
