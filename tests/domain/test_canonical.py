# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Canonical JSON has one byte string for the same data, and refuses what is not it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain import canonical
from precinct_app.domain.errors import InputError

keys = st.text("abcdefghij0123456789_", min_size=1, max_size=6)
scalars = st.integers(0, 2**53 - 1) | st.text('aбқ"\\ \n\u2028', max_size=8)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)
)


@given(values)
def test_decoding_gives_back_what_was_encoded(value: Any) -> None:
    assert canonical.decode(canonical.encode(value)) == value


def test_keys_are_sorted_and_nothing_is_escaped_needlessly() -> None:
    assert canonical.encode({"b": [1, "қ"], "a": 2}) == '{"a":2,"b":[1,"қ"]}'.encode()


@pytest.mark.parametrize(
    "value",
    [1.5, -1, 2**53, True, None, {"A": 1}, {"a b": 1}, {1: 1}, "e\u0301", b"x", ["a", {"x": None}]],
)
def test_what_may_not_stand_is_refused_with_its_place(value: Any) -> None:
    with pytest.raises(InputError) as caught:
        canonical.encode(value)
    assert caught.value.reasons[0].key == "json.not_canonical"
    assert str(caught.value.reasons[0].values["place"]).startswith("$")


@pytest.mark.parametrize(
    "data", [b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'"\\u0061"', b"[1]\n", b"[1.0]"]
)
def test_other_spellings_are_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        canonical.decode(data)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000, "\ufeff1".encode()])
def test_unreadable_bytes_are_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        canonical.decode(data)
    assert caught.value.reasons[0].key in {"json.unreadable", "json.not_canonical"}


def test_nesting_has_a_limit() -> None:
    deep: Any = 1
    for _ in range(40):
        deep = [deep]
    with pytest.raises(InputError):
        canonical.decode(json.dumps(deep, separators=(",", ":")).encode())


def test_control_number_is_36_digits_with_leading_zeros() -> None:
    numbers = [canonical.control_number(bytes([n])) for n in range(200)]
    assert {len(number) for number in numbers} == {36}
    assert all(number.isdecimal() for number in numbers)
    assert any(number.startswith("0") for number in numbers)
    expected = int(canonical.sha256(b"x"), 16) % 10**36
    assert int(canonical.control_number(b"x")) == expected


def test_groups_of_four() -> None:
    assert canonical.groups_of_four("021653908805") == ("0216", "5390", "8805")
