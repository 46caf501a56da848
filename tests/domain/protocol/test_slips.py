# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The likely slip: never a change, never what makes anything worse, alone only when it is sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import check
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.slip_kinds import SHARES, Kind, chances
from precinct_app.domain.protocol.slips import (
    SHOWN,
    SURE,
    Slip,
    candidates,
    likely_slips,
    speaking,
)
from tests.domain.protocol.shipped import ROWS, form, quiet, sheet

LEVEL = Level.COUNT_ONLY


def slips(**changes: int) -> list[Slip]:
    return likely_slips(form(), sheet(quiet(**changes)), ROWS, level=LEVEL)


def test_exchanged_digits_of_the_stationary_boxes_are_named_alone() -> None:
    (slip,) = slips(found_stationary=736)
    assert slip.cells == ("found_stationary",)
    assert (slip.typed, slip.perhaps) == ((736,), (763,))
    assert slip.kind is Kind.TRANSPOSED
    assert slip.posterior >= SURE
    assert slip.mends == ("E301",)
    assert slip.to_mapping()["to"] == [763]


def test_a_line_left_at_zero_is_named() -> None:
    (slip,) = slips(ballots_unused=0)
    assert slip.cells == ("ballots_unused",)
    assert slip.perhaps == (423,)
    assert slip.kind is Kind.LEFT_AT_ZERO


def test_a_total_in_two_relations_is_named_because_it_mends_both() -> None:
    (slip,) = slips(ballots_valid=570)
    assert slip.cells == ("ballots_valid",)
    assert set(slip.mends) == {"E305", "E306"}


def test_a_quiet_night_and_a_mere_notice_have_no_slip() -> None:
    assert slips() == []
    assert (
        slips(found_stationary=762, ballots_found=783, ballots_valid=749, **{"votes.p1": 401}) == []
    )


@pytest.mark.parametrize(
    ("typed", "truth", "kind"),
    [
        (0, 423, Kind.LEFT_AT_ZERO),
        (318, 381, Kind.TRANSPOSED),
        (318, 378, Kind.ONE_DIGIT),
        (3180, 318, Kind.DIGIT_ADDED),
        (31, 318, Kind.DIGIT_DROPPED),
        (7, 0, Kind.NOT_ZERO),
        (12, 9876, Kind.OTHER_NUMBER),
    ],
)
def test_kinds_of_slip(typed: int, truth: int, kind: Kind) -> None:
    found = chances(typed, truth, 5000)
    assert max(found, key=lambda one: SHARES[one] * found[one]) is kind


def test_speaking_shows_a_few_or_stays_silent() -> None:
    checker = Checker(form(), ROWS, LEVEL, {}, None)
    found = candidates(checker, sheet(quiet(**{"votes.p1": 403})))
    assert 0.9 < sum(slip.posterior for slip in found) < 1
    told = speaking(found)
    assert len(told) <= SHOWN
    assert speaking([]) == []


cells = st.sampled_from([c for c in quiet() if not c.endswith("annulled")])


@given(cells, st.integers(0, 3000))
def test_a_proposed_slip_mends_what_it_says_and_breaks_nothing(cell: str, typed: int) -> None:
    wrong = sheet(quiet(**{cell: typed}))
    before = {f.code for f in check(form(), wrong, ROWS, level=LEVEL).findings}
    checker = Checker(form(), ROWS, LEVEL, {}, None)
    for slip in candidates(checker, wrong):
        mended = wrong.with_figures(dict(zip(slip.cells, slip.perhaps, strict=True)))
        report = check(form(), mended, ROWS, level=LEVEL)
        after = {f.code for f in report.findings}
        assert not set(slip.mends) & after
        errors = {f.code for f in report.findings if f.grade is Grade.ERROR}
        assert errors <= before
