# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Made-up nights add up on every form; planted troubles are found."""

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import CheckReport, check
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.services.mock_counts import MockNight, mock_counts, plant_slip
from tests.domain.protocol.shipped import BALLOT_FORMS, ROWS, form, sheet

QUIET = MockNight(1200, 3, 4)


def report(form_id: str, figures: dict[str, Figure]) -> CheckReport:
    return check(
        form(form_id), sheet(figures, form_id=form_id), ROWS, level=Level.COUNT_ONLY, parameters={}
    )


@pytest.mark.parametrize("form_id", BALLOT_FORMS)
def test_fifty_quiet_nights_have_no_error(form_id: str) -> None:
    for seed in range(50):
        figures = mock_counts(form(form_id), ROWS, QUIET, seed)
        found = report(form_id, figures).findings
        assert not [f for f in found if f.grade is Grade.ERROR], (seed, found)


def test_the_same_seed_gives_the_same_night() -> None:
    night = mock_counts(form(), ROWS, QUIET, 5)
    assert night == mock_counts(form(), ROWS, QUIET, 5)
    assert night != mock_counts(form(), ROWS, QUIET, 6)


@pytest.mark.parametrize("seed", range(50))
def test_a_planted_slip_is_an_error_that_arithmetic_sees(seed: int) -> None:
    right = mock_counts(form(), ROWS, QUIET, seed)
    wrong, cell = plant_slip(right, seed)
    assert [c for c in right if right[c] != wrong[c]] == [cell]
    assert sorted(str(right[cell])) == sorted(str(wrong[cell]))
    found = report(BALLOT_FORMS[0], wrong).findings
    assert [f for f in found if f.grade is Grade.ERROR]


def test_a_ballot_too_many_in_the_box_asks_for_an_act() -> None:
    night = MockNight(1200, 3, 4, box_extra_ballot=True)
    figures = mock_counts(form(), ROWS, night, 1)
    assert figures["box.1.found"] == int(str(figures["box.1.issued"])) + 1
    found = report(BALLOT_FORMS[0], figures).findings
    assert "A202" in {f.code for f in found}
    assert not [f for f in found if f.grade is Grade.ERROR]
