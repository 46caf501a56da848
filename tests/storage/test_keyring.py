# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The data key: opened by its owners, by nobody else, and whatever the file says."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import InputError, NotAllowedError, PrecinctError, StorageError
from precinct_app.storage.keyring import (
    FORMAT,
    PAPER,
    Cost,
    Keyring,
    Person,
    read_keyring,
    unwrap,
    wrap,
    write_keyring,
)
from tests.storage.content import QUICK

KEY = bytes(range(32))
CHAIR = Person("m1", "Үлгібаева Айгүл", Role.CHAIR)


def a_keyring() -> Keyring:
    owners = (wrap(KEY, CHAIR, "1234 5678", QUICK), wrap(KEY, Person(PAPER, "", None), "9", QUICK))
    return Keyring(owners)


def test_the_keyring_comes_back_from_its_file(tmp_path: Path) -> None:
    keyring = a_keyring()
    write_keyring(tmp_path / "keyring.json", keyring)
    assert read_keyring(tmp_path / "keyring.json") == keyring
    assert read_keyring(tmp_path / "keyring.json").open("m1", "1234 5678") == KEY


@pytest.mark.parametrize(
    "typed", ["12345678", "1234-5678", " 12 34\t5678\n", "１２３４ ５６７８", "1234‑5678"]
)
def test_gaps_between_groups_do_not_matter(typed: str) -> None:
    assert a_keyring().open("m1", typed) == KEY


@pytest.mark.parametrize("typed", ["", "1234 5679", "123456780", "9", "\ud800", "1" * 10_000])
def test_another_pass_phrase_opens_nothing(typed: str) -> None:
    with pytest.raises(NotAllowedError) as caught:
        a_keyring().open("m1", typed)
    assert caught.value.reasons[0].key == "signin.wrong"


def test_a_stranger_is_told_so() -> None:
    with pytest.raises(NotAllowedError) as caught:
        a_keyring().open("m9", "1234 5678")
    assert caught.value.reasons[0].key == "signin.unknown"


def test_an_empty_pass_phrase_wraps_nothing() -> None:
    with pytest.raises(InputError) as caught:
        wrap(KEY, CHAIR, " - ", QUICK)
    assert caught.value.reasons[0].key == "signin.empty"


@pytest.mark.parametrize(
    "edited", [{"role": Role.DEPUTY}, {"name": "Басқа адам"}, {"member_id": "m3"}, {"role": None}]
)
def test_who_edits_name_or_role_locks_himself_out(edited: dict[str, Any]) -> None:
    owner = replace(a_keyring().owners[0], **edited)
    with pytest.raises(NotAllowedError):
        unwrap(owner, "1234 5678")


def test_a_guess_costs_what_the_standard_asks() -> None:
    """The second choice of RFC 9106 for where memory is scarce: 3 passes, 64 MiB, 4 lanes."""
    usual = Cost()
    assert (usual.passes, usual.lanes) == (3, 4)
    assert usual.memory >= 64 * 1024


def test_two_wrappings_of_one_key_have_nothing_in_common() -> None:
    first, second = wrap(KEY, CHAIR, "1", QUICK), wrap(KEY, CHAIR, "1", QUICK)
    assert first.salt != second.salt
    assert first.wrapped != second.wrapped
    assert KEY not in first.wrapped


def test_no_secret_is_in_the_file(tmp_path: Path) -> None:
    write_keyring(tmp_path / "keyring.json", a_keyring())
    content = (tmp_path / "keyring.json").read_bytes()
    assert b"1234" not in content.replace(b"precinct", b"")
    assert KEY.hex().encode() not in content


def test_a_folder_without_keyring_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        read_keyring(tmp_path / "keyring.json")
    assert caught.value.reasons[0].key == "storage.not_workspace"


def a_content(**changes: object) -> object:
    item = {
        "member_id": "m1", "name": "A", "role": "chair", "salt": "AAAAAAAAAAAAAAAAAAAAAA==",
        "passes": 1, "memory": 8, "lanes": 1, "wrapped": "A" * 80,
    }  # fmt: skip
    return {"format": FORMAT, "owners": [{**item, **changes}]}


def test_the_sample_itself_is_a_keyring(tmp_path: Path) -> None:
    (tmp_path / "k").write_text(json.dumps(a_content()))
    assert read_keyring(tmp_path / "k").owner("m1").cost == Cost(1, 8, 1)


@pytest.mark.parametrize(
    "content",
    [
        [], "x", 7, None, {}, {"format": "other", "owners": []}, {"format": FORMAT, "owners": 7},
        {"format": FORMAT, "owners": ["x"]}, {"format": FORMAT, "owners": [[1]]},
        a_content(salt="AAAA"), a_content(salt="!"), a_content(salt=7), a_content(wrapped=""),
        a_content(wrapped="A" * 84), a_content(role="king"), a_content(role=["chair"]),
        a_content(passes=0), a_content(passes=10**6), a_content(memory=2**31),
        a_content(memory=7), a_content(lanes=0), a_content(lanes=2), a_content(lanes=True),
        a_content(passes=1.0), a_content(passes=float("inf")), a_content(member_id=5),
    ],
)  # fmt: skip
def test_a_damaged_keyring_is_told(tmp_path: Path, content: object) -> None:
    (tmp_path / "k").write_text(json.dumps(content))
    with pytest.raises(StorageError) as caught:
        read_keyring(tmp_path / "k")
    assert caught.value.reasons[0].key == "storage.keyring"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[" * 100_000, b"{" * 5, b"1" * 10_000])
def test_bytes_that_are_no_keyring_are_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "k").write_bytes(content)
    with pytest.raises(StorageError) as caught:
        read_keyring(tmp_path / "k")
    assert caught.value.reasons[0].key == "storage.keyring"


def test_a_folder_in_the_keyrings_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "k").mkdir()
    with pytest.raises(StorageError) as caught:
        read_keyring(tmp_path / "k")
    assert caught.value.reasons[0].key == "storage.keyring"


@given(data=st.data())
def test_one_changed_byte_never_gives_another_key(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("k") / "keyring.json"
    write_keyring(file, a_keyring())
    content = bytearray(file.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    file.write_bytes(content)
    try:
        key = read_keyring(file).open("m1", "1234 5678")
    except PrecinctError:
        return
    assert key == KEY
