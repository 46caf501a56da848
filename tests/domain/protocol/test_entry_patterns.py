# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Rows, columns and sheets out of place are named; where two explanations are as good, nothing is."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.protocol.entry_patterns import (
    OtherSheet,
    Pattern,
    PatternKind,
    place,
    sheet_patterns,
)
from precinct_app.domain.protocol.sheet import Figure
from tests.domain.protocol.shipped import quiet

K = PatternKind
LADDER = ("a", "b", "votes.p1", "votes.p2", "votes.p3", "votes.p4")
"""Lines and votes: rows with one figure."""
GRID = tuple(f"box.{row}.{column}" for row in "123" for column in ("entitled", "issued", "found"))


def numbered(cells: tuple[str, ...], *figures: int) -> dict[str, Figure]:
    return dict(zip(cells, figures, strict=True))


def found(
    cells: tuple[str, ...], first: Mapping[str, Figure], second: Mapping[str, Figure]
) -> list[tuple[PatternKind, tuple[str, ...]]]:
    return [(p.kind, p.cells) for p in sheet_patterns(first, second, cells)]


STEPS = numbered(LADDER, 11, 22, 33, 44, 55, 66)


@pytest.mark.parametrize(
    ("second", "kind", "cells"),
    [
        ((11, 22, 44, 33, 55, 66), K.ROWS_SWAPPED, LADDER[2:4]),
        ((11, 22, 55, 44, 33, 66), K.ROWS_SWAPPED, ("votes.p1", "votes.p3")),
        ((22, 11, 33, 44, 55, 66), K.ROWS_SWAPPED, LADDER[:2]),
        ((11, 33, 22, 44, 55, 66), K.ROWS_SWAPPED, ("b", "votes.p1")),
        ((11, 22, 0, 33, 44, 55), K.ROWS_DOWN, LADDER[3:]),
        ((11, 22, 44, 55, 66, 0), K.ROWS_UP, LADDER[2:5]),
        ((22, 33, 44, 55, 66, 0), K.ROWS_UP, LADDER[:5]),
    ],
)
def test_rows_out_of_place(
    second: tuple[int, ...], kind: PatternKind, cells: tuple[str, ...]
) -> None:
    assert found(LADDER, STEPS, numbered(LADDER, *second)) == [(kind, cells)]


@pytest.mark.parametrize(
    "second",
    [
        (11, 22, 33, 44, 55, 67),  # one digit
        (55, 22, 33, 44, 11, 66),  # a line and a row far away: no hand slips so
        (11, 22, 33, 33, 55, 66),  # one row repeated is no run
        (11, 22, 33, 44, 55, 66),
    ],
)
def test_what_is_no_pattern_is_not_named(second: tuple[int, ...]) -> None:
    assert found(LADDER, STEPS, numbered(LADDER, *second)) == []


def test_zeros_at_the_ends_of_a_run_tell_nothing() -> None:
    first = numbered(LADDER, 0, 0, 0, 44, 55, 0)
    second = numbered(LADDER, 0, 0, 0, 0, 44, 55)
    assert found(LADDER, first, second) == [(K.ROWS_DOWN, LADDER[3:])]


def test_a_run_of_equal_rows_tells_nothing() -> None:
    first = numbered(LADDER, 7, 7, 7, 44, 55, 66)
    assert found(LADDER, first, first | {"votes.p4": 67}) == []


def test_an_empty_cell_was_never_moved() -> None:
    second = {cell: figure for cell, figure in STEPS.items() if cell != "b"}
    assert found(LADDER, STEPS, second) == []


BOXES = numbered(GRID, 21, 20, 19, 9, 8, 7, 5, 4, 3)


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        ((9, 8, 7, 21, 20, 19, 5, 4, 3), K.ROWS_SWAPPED),
        ((5, 4, 3, 9, 8, 7, 21, 20, 19), K.ROWS_SWAPPED),
        ((0, 0, 0, 21, 20, 19, 9, 8, 7), K.ROWS_DOWN),
        ((9, 8, 7, 5, 4, 3, 0, 0, 0), K.ROWS_UP),
        ((20, 21, 19, 8, 9, 7, 4, 5, 3), K.COLUMNS_SWAPPED),
        ((19, 20, 21, 7, 8, 9, 3, 4, 5), K.COLUMNS_SWAPPED),
        ((0, 21, 20, 0, 9, 8, 0, 5, 4), K.COLUMNS_RIGHT),
        ((20, 19, 0, 8, 7, 0, 4, 3, 0), K.COLUMNS_LEFT),
    ],
)
def test_rows_and_columns_of_a_wide_table(second: tuple[int, ...], kind: PatternKind) -> None:
    first, other = BOXES, numbered(GRID, *second)
    patterns = sheet_patterns(first, other, GRID)
    assert [pattern.kind for pattern in patterns] == [kind]
    applied = patterns[0].applied(first)
    assert {cell: other[cell] for cell in applied} == applied
    assert set(patterns[0].cells) <= set(applied)


def test_two_explanations_as_good_as_each_other_are_not_named() -> None:
    """One row of two columns: rows exchanged with zeros, or columns?  Nobody knows."""
    cells = ("box.1.issued", "box.1.found", "box.2.issued", "box.2.found")
    first = numbered(cells, 5, 6, 6, 5)
    second = numbered(cells, 6, 5, 5, 6)
    assert found(cells, first, second) == []


def test_of_two_rival_explanations_the_larger_speaks() -> None:
    first = numbered(LADDER, 1, 2, 30, 40, 50, 60)
    second = numbered(LADDER, 1, 2, 40, 30, 60, 50)
    assert found(LADDER, first, second) == [
        (K.ROWS_SWAPPED, LADDER[2:4]),
        (K.ROWS_SWAPPED, LADDER[4:]),
    ]


def test_a_swap_goes_before_a_run_that_explains_as_much() -> None:
    first = numbered(LADDER, 11, 22, 33, 22, 55, 66)
    second = numbered(LADDER, 11, 33, 22, 22, 55, 66)
    assert found(LADDER, first, second) == [(K.ROWS_SWAPPED, LADDER[1:3])]


def test_no_cell_stands_in_two_patterns() -> None:
    first = numbered(LADDER, 1, 2, 30, 40, 30, 60)
    second = numbered(LADDER, 1, 2, 40, 30, 40, 60)
    cells = [cell for _, cells in found(LADDER, first, second) for cell in cells]
    assert len(cells) == len(set(cells))


# --- whole sheets --------------------------------------------------------------------------------

HERE = quiet()
THERE = {cell: int(figure) + 5 for cell, figure in HERE.items() if isinstance(figure, int)}
ORDER = tuple(HERE)


@pytest.mark.parametrize(
    ("first", "second", "other", "kind"),
    [
        (HERE, THERE, OtherSheet("b2", THERE, HERE), K.SHEETS_EXCHANGED),
        (HERE, THERE, OtherSheet("b2", THERE, THERE), K.SECOND_IS_OTHER),
        (THERE, HERE, OtherSheet("b2", THERE, THERE), K.FIRST_IS_OTHER),
    ],
)
def test_a_sheet_typed_into_another_ballot_is_named(
    first: Mapping[str, Figure], second: Mapping[str, Figure], other: OtherSheet, kind: PatternKind
) -> None:
    (pattern,) = sheet_patterns(first, second, ORDER, [other])
    assert (pattern.kind, pattern.ballot_id, pattern.moves) == (kind, "b2", ())
    assert set(pattern.cells) == set(ORDER)


def test_a_slip_within_an_exchanged_sheet_stays_a_difference_of_its_own() -> None:
    second = THERE | {"ballots_unused": 1}
    (pattern,) = sheet_patterns(HERE, second, ORDER, [OtherSheet("b2", THERE, HERE)])
    assert "ballots_unused" not in pattern.cells


def test_beside_an_exchanged_sheet_other_patterns_are_named() -> None:
    second = THERE | {"votes.p1": THERE["votes.p2"], "votes.p2": THERE["votes.p1"]}
    found = sheet_patterns(HERE, second, ORDER, [OtherSheet("b2", THERE, HERE)])
    assert found[0].kind is K.SHEETS_EXCHANGED
    assert "votes.p1" not in found[0].cells


@pytest.mark.parametrize(
    "other",
    [
        OtherSheet("b2", {}, {}),
        OtherSheet("b2", HERE, HERE),  # equal sheets of two ballots explain nothing
        OtherSheet("b2", HERE, THERE),
    ],
)
def test_another_sheet_that_is_not_alike_explains_nothing(other: OtherSheet) -> None:
    assert sheet_patterns(HERE, HERE | {"ballots_unused": 424}, ORDER, [other]) == ()


def test_of_several_sheets_the_one_that_explains_most_is_named() -> None:
    close = THERE | {"ballots_unused": 0, "ballots_issued": 0}
    others = [OtherSheet("b3", close, HERE), OtherSheet("b2", THERE, HERE)]
    (pattern,) = sheet_patterns(HERE, THERE, ORDER, others)
    assert pattern.ballot_id == "b2"


# --- properties ----------------------------------------------------------------------------------

FIGURES = st.lists(st.integers(0, 40), min_size=len(GRID), max_size=len(GRID))


@given(FIGURES, FIGURES)
def test_every_pattern_is_true_and_none_overlap(first: list[int], second: list[int]) -> None:
    one, other = numbered(GRID, *first), numbered(GRID, *second)
    patterns = sheet_patterns(one, other, GRID)
    cells = [cell for pattern in patterns for cell in pattern.cells]
    assert len(cells) == len(set(cells))
    for pattern in patterns:
        assert all(one[cell] != other[cell] for cell in pattern.cells)
        assert all(other[cell] == figure for cell, figure in pattern.applied(one).items())


@given(FIGURES, st.permutations(range(3)))
def test_a_swap_seen_from_the_other_entry_is_the_same_swap(
    figures: list[int], order: list[int]
) -> None:
    first = numbered(GRID, *figures)
    rows = [figures[3 * r : 3 * r + 3] for r in order]
    second = numbered(GRID, *(figure for row in rows for figure in row))
    there = sheet_patterns(first, second, GRID)
    back = sheet_patterns(second, first, GRID)
    swaps = {p.cells for p in there if p.kind is K.ROWS_SWAPPED}
    assert swaps == {p.cells for p in back if p.kind is K.ROWS_SWAPPED}


@pytest.mark.parametrize(
    ("cell", "where"),
    [("votes.p1", ("votes", "p1")), ("box.1.found", ("box", "1")), ("a", ("", "a"))],
)
def test_where_a_cell_stands(cell: str, where: tuple[str, str]) -> None:
    assert place(cell) == where


def test_a_pattern_over_whole_sheets_moves_nothing() -> None:
    assert Pattern(K.FIRST_IS_OTHER, ("a",), (), "b2").applied({"a": 1}) == {}
