# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Disputed ballots: the majority decides, equal votes leave it to the chair, the annex adds them up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.registers.disputed import (
    Decided,
    DisputedBallot,
    Doubt,
    decided,
    faults,
    lines,
)
from precinct_app.domain.registers.entry import Entry, Undo, content_from_json, content_to_json
from tests.builders import a_moment
from tests.domain.protocol.shipped import form

BALLOT = DisputedBallot("list", 1, Doubt.UNCLEAR, "One mark crosses two boxes", 4, 3, True)


def entry(ballot: DisputedBallot, *, stands: bool = True) -> Entry[DisputedBallot]:
    undone = None if stands else Undo("x", a_moment(), a_moment(), "m1")
    return Entry(f"{ballot.number:032x}", ballot, a_moment(), a_moment(), "m4", undone)


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({}, []),
        ({"in_favour": 3, "against": 3}, []),
        ({"in_favour": 3, "against": 3, "valid": False}, []),
        ({"in_favour": 1, "against": 0}, []),
        ({"in_favour": 0, "against": 7, "valid": False}, []),
        ({"valid": False}, ["disputed.majority"]),
        ({"in_favour": 3, "against": 4}, ["disputed.majority"]),
        ({"in_favour": 0, "against": 0}, ["disputed.votes"]),
        ({"in_favour": 5, "against": 3}, ["disputed.votes"]),
        ({"in_favour": -1, "against": 3, "valid": False}, ["disputed.votes"]),
        ({"ground": " ", "in_favour": 9}, ["disputed.no_ground", "disputed.votes"]),
    ],
)
def test_a_decision_is_what_the_majority_voted(changes: dict[str, object], keys: list[str]) -> None:
    found = faults(replace(BALLOT, **changes), 7)  # type: ignore[arg-type]
    assert [reason.key for reason in found] == keys


@given(st.integers(0, 7), st.integers(0, 7))
def test_some_decision_is_always_lawful(in_favour: int, against: int) -> None:
    voted = replace(BALLOT, in_favour=in_favour, against=against)
    lawful = [not faults(replace(voted, valid=valid), 7) for valid in (True, False)]
    assert any(lawful) is (0 < in_favour + against <= 7)
    assert all(lawful) is (any(lawful) and in_favour == against)


def test_the_annex_adds_up_by_doubt_what_stands() -> None:
    kept = [
        entry(BALLOT), entry(replace(BALLOT, number=2, valid=False)),
        entry(replace(BALLOT, number=3, doubt=Doubt.NOT_OF_FORM)),
        entry(replace(BALLOT, number=4), stands=False),
    ]  # fmt: skip
    assert decided(kept) == {Doubt.NOT_OF_FORM: Decided(1, 0), Doubt.UNCLEAR: Decided(1, 1)}
    (cell,) = lines(kept)
    assert (cell, lines(kept)[cell].figure) == ("disputed_decided", 3)
    assert lines(kept)[cell].source is Source.COUNTED
    assert lines([entry(BALLOT, stands=False)]) == {}


def test_doubts_are_rows_of_the_sheet() -> None:
    (table,) = [t for t in form().tables() if t.name == "invalid_by_reason"]
    assert {doubt.value for doubt in Doubt} <= {row.name for row in table.fixed_rows}


def test_it_is_kept_as_it_was_decided() -> None:
    assert content_from_json(DisputedBallot, content_to_json(BALLOT)) == BALLOT
