# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Labels of backups, how two states stand to each other, which backups go."""

import json
from dataclasses import replace

import pytest

from precinct_app.domain.backups import BackupLabel, Contents, Standing, standing, surplus
from precinct_app.domain.errors import StorageError
from tests.builders import a_moment

LABEL = BackupLabel("KZ-KOS-9001", "c" * 32, 2, 17, a_moment(20), a_moment(21), "0002")


def changed(**more: object) -> bytes:
    content = {**json.loads(LABEL.to_json()), **more}
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def test_a_label_comes_back_as_it_was() -> None:
    assert BackupLabel.from_json(LABEL.to_json()) == LABEL


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[]", b"\xff", b"[" * 5000, LABEL.to_json() + b" ",
        changed(until="2023-03-19T20:00:00"), changed(made="2023-03-19T20:00:00"),
        changed(events="17"), changed(generation=True), changed(precinct_id=5),
        changed(until="never"), changed(format="other"),
    ],
)  # fmt: skip
def test_anything_else_is_no_label(data: bytes) -> None:
    with pytest.raises(StorageError) as caught:
        BackupLabel.from_json(data)
    assert caught.value.reasons[0].key == "backup.unreadable"


def test_a_label_says_the_state_and_for_an_empty_workspace_the_copying() -> None:
    held = Contents("c" * 32, 2, 1, 0, 3, 4, 0, 0, 17, "a" * 64, a_moment(20))
    assert BackupLabel.of(held, "KZ-KOS-9001", a_moment(21), "0002") == LABEL
    empty = replace(held, events=0, until=None)
    assert BackupLabel.of(empty, "", a_moment(21), "0002").until == a_moment(21)


def test_names_sort_by_age_and_say_the_time_of_the_wall() -> None:
    later = replace(LABEL, events=123, until=a_moment(21))
    taken_over = replace(LABEL, generation=3, events=18)
    names = [one.file_name("Asia/Almaty") for one in (LABEL, later, taken_over)]
    assert names == sorted(names)
    assert names[0].startswith("KZ-KOS-9001_g2_000017_2023-03-20_02-00-00_cccc.")
    assert LABEL.file_name("Asia/Almaty") != LABEL.file_name("UTC")
    assert replace(LABEL, precinct_id="").file_name("UTC").startswith("district_g2")


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        (None, "ab", (Standing.ALONE, 0)),
        ("ab", "ab", (Standing.SAME, 0)),
        ("abc", "ab", (Standing.EARLIER, 1)),
        ("ab", "abc", (Standing.LATER, 0)),
        ("abxy", "abc", (Standing.PARTED, 2)),
        ("x", "y", (Standing.PARTED, 1)),
        ("", "a", (Standing.LATER, 0)),
        ("a", "", (Standing.EARLIER, 1)),
    ],
)
def test_how_a_backup_stands_to_what_is_here(
    here: str | None, there: str, expected: tuple[Standing, int]
) -> None:
    assert standing(None if here is None else tuple(here), tuple(there)) == expected


def test_the_oldest_of_this_workspace_go_and_nobody_elses() -> None:
    other = replace(LABEL, instance_id="d" * 32, events=1)
    found = {f"{n}": replace(LABEL, events=n) for n in (5, 3, 9, 7)} | {"other": other}
    assert surplus(found, LABEL.instance_id, 2) == ("3", "5")
    assert surplus(found, LABEL.instance_id, 4) == ()
    assert surplus(found, LABEL.instance_id, 0) == ("3", "5", "7")
    same = {"a": LABEL, "b": replace(LABEL, until=a_moment(22))}
    assert surplus(same, LABEL.instance_id, 1) == ("a",)
