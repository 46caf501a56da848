# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Kinds of slips: which can happen to a figure, and how likely each gives just what was typed.

The reckoning is held against the list of all that a slip can make (`services.slip_planting`).
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.protocol.slip_kinds import (
    OF_A_CELL,
    SHARES,
    TWO_SLIPS,
    Kind,
    chances,
    possible,
)
from precinct_app.services.slip_planting import typings

LARGEST = 5000
OTHER = {Kind.OTHER_NUMBER: 1 / 4999}


@pytest.mark.parametrize(
    ("typed", "truth", "found"),
    [
        (0, 423, {Kind.LEFT_AT_ZERO: 1}),
        (0, 7, {Kind.LEFT_AT_ZERO: 1}),
        (7, 0, {Kind.NOT_ZERO: 1 / 5000}),
        (12, 9876, OTHER),
        (318, 381, OTHER | {Kind.TRANSPOSED: 1 / 2}),
        (38, 83, OTHER | {Kind.TRANSPOSED: 1}),
        (1032, 1302, OTHER | {Kind.TRANSPOSED: 1 / 3}),
        (1203, 1302, OTHER),
        (318, 378, OTHER | {Kind.ONE_DIGIT: 1 / 27}),
        (400, 500, OTHER | {Kind.ONE_DIGIT: 1 / 26}),
        (4, 5, OTHER | {Kind.ONE_DIGIT: 1 / 8}),
        (5, 305, OTHER | {Kind.ONE_DIGIT: 1 / 27, Kind.DIGIT_DROPPED: 1 / 3}),
        (3180, 318, OTHER | {Kind.DIGIT_ADDED: 1 / 39}),
        (3318, 318, OTHER | {Kind.DIGIT_ADDED: 2 / 39}),
        (11, 1, OTHER | {Kind.DIGIT_ADDED: 2 / 19}),
        (3108, 318, OTHER | {Kind.DIGIT_ADDED: 1 / 39}),
        (31, 318, OTHER | {Kind.DIGIT_DROPPED: 1 / 3}),
        (33, 333, OTHER | {Kind.DIGIT_DROPPED: 1, Kind.ONE_DIGIT: 1 / 27}),
        (3, 33, OTHER | {Kind.DIGIT_DROPPED: 1, Kind.ONE_DIGIT: 1 / 18}),
        (1, 10, OTHER | {Kind.DIGIT_DROPPED: 1, Kind.TRANSPOSED: 1}),
        (9, 109, OTHER | {Kind.DIGIT_DROPPED: 1 / 3, Kind.ONE_DIGIT: 1 / 27}),
        (1, 3, OTHER | {Kind.ONE_DIGIT: 1 / 8}),
    ],
)
def test_chances(typed: int, truth: int, found: dict[Kind, float]) -> None:
    assert chances(typed, truth, LARGEST) == pytest.approx(found)


def test_on_a_sheet_of_ones_an_unrelated_number_has_nothing_to_choose_from() -> None:
    assert chances(1, 2, 2)[Kind.OTHER_NUMBER] == 1
    assert chances(2, 1, 1)[Kind.OTHER_NUMBER] == 1


@pytest.mark.parametrize(
    ("truth", "kinds"),
    [
        (0, {Kind.NOT_ZERO}),
        (1, {Kind.LEFT_AT_ZERO, Kind.ONE_DIGIT, Kind.OTHER_NUMBER, Kind.DIGIT_ADDED}),
        (22, {Kind.LEFT_AT_ZERO, Kind.ONE_DIGIT, Kind.OTHER_NUMBER, Kind.DIGIT_ADDED,
              Kind.DIGIT_DROPPED}),
        (10, set(OF_A_CELL) - {Kind.NOT_ZERO}),
        (223, set(OF_A_CELL) - {Kind.NOT_ZERO}),
    ],
)  # fmt: skip
def test_kinds_that_can_happen(truth: int, kinds: set[Kind]) -> None:
    assert set(possible(truth)) == kinds
    assert len(possible(truth)) == len(kinds)


NUMBERS = st.one_of(st.integers(0, 30), st.integers(0, 999), st.integers(0, 30_000))


@given(NUMBERS, NUMBERS)
def test_chances_are_those_of_all_that_a_slip_can_make(typed: int, truth: int) -> None:
    largest = max(typed, truth, 3)
    if typed == truth:
        return
    counted = {}
    for kind in OF_A_CELL:
        made = typings(kind, truth, largest)
        if typed in made:
            counted[kind] = made.count(typed) / len(made)
    assert chances(typed, truth, largest) == pytest.approx(counted)


@given(st.integers(0, 300))
def test_what_a_kind_makes_adds_up_to_one(truth: int) -> None:
    largest = 20_000
    made = {typed for kind in OF_A_CELL for typed in typings(kind, truth, largest)}
    sums = dict.fromkeys(possible(truth), 0.0)
    for typed in made:
        for kind, chance in chances(typed, truth, largest).items():
            sums[kind] += chance
    assert sums == pytest.approx(dict.fromkeys(possible(truth), 1.0))


def test_shares_are_those_that_were_counted() -> None:
    alone = {kind: share for kind, share in SHARES.items() if kind is not Kind.OTHER_BALLOT}
    assert sum(alone.values()) == pytest.approx(1)
    assert SHARES[Kind.ROW_SHIFTED] == 0.12
    assert SHARES[Kind.EXCHANGED] == SHARES[Kind.OTHER_BALLOT] == 0.02
    of_cells = sum(OF_A_CELL.values())
    for kind, share in OF_A_CELL.items():
        assert SHARES[kind] == pytest.approx(0.86 * share / of_cells)
    counted = {"left_at_zero": 0.30, "one_digit": 0.27, "other_number": 0.15, "not_zero": 0.12,
               "digit_added": 0.08, "digit_dropped": 0.08, "transposed": 0.012}  # fmt: skip
    assert {kind.value: share for kind, share in OF_A_CELL.items()} == counted
    assert set(SHARES) == set(Kind)
    assert TWO_SLIPS == 0.01
