# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Plain data and back: what was written comes back, anything else is refused with its place."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.plain import NotPlainError, from_plain, to_plain


@dataclass(frozen=True)
class Inner:
    role: Role
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Outer:
    name: ClassVar[str] = "outer"
    day: date
    at: time
    yes: bool
    inner: Inner


WHOLE = Outer(date(2023, 3, 19), time(7), True, Inner(Role.CHAIR, (("a", 1), ("b", 0))))
PLAIN = {
    "day": "2023-03-19", "at": "07:00:00", "yes": 1,
    "inner": {"role": "chair", "counts": [["a", 1], ["b", 0]]},
}  # fmt: skip


def test_there_and_back() -> None:
    assert to_plain(WHOLE) == PLAIN
    assert from_plain(Outer, PLAIN) == WHOLE


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"day": "19.03.2023"}, "$.day"),
        ({"day": "20230319"}, "$.day"),
        ({"yes": 2}, "$.yes"),
        ({"more": 1}, "$"),
        ({"inner": {"role": "king", "counts": []}}, "$.inner.role"),
        ({"inner": {"role": "chair", "counts": [["a", "1"]]}}, "$.inner.counts[0][1]"),
        ({"inner": {"role": "chair", "counts": [["a"]]}}, "$.inner.counts[0]"),
        ({"inner": {"role": "chair", "counts": 5}}, "$.inner.counts"),
        ({"inner": None}, "$.inner"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(change: dict[str, object], place: str) -> None:
    with pytest.raises(NotPlainError) as caught:
        from_plain(Outer, {**PLAIN, **change})
    assert caught.value.place == place


def test_a_choice_of_types_is_no_schema() -> None:
    with pytest.raises(NotPlainError):
        from_plain(int | str, 1)
