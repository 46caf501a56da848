# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One sentence says what is wrong with both numbers, and how they should stand to each other."""

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import check
from precinct_app.domain.wording import Language
from precinct_app.ui.protocol.finding_words import headline
from precinct_app.ui.protocol.naming import Naming
from tests.domain.protocol.shipped import ROWS, form, quiet, sheet

FEWER = ("ballots_found", "found_stationary", "ballots_valid", "votes.p1")


@pytest.mark.parametrize(
    ("code", "changes", "told"),
    [
        ("E306", {"against_all": 5}, " and "),
        ("W303", dict.fromkeys(FEWER, -20), "20, should be at most 14"),
        ("W506", {"voters_listed": -70, "voters_excluded": 70}, "should be at least"),
    ],
)
def test_a_headline_says_how_the_numbers_should_stand(
    code: str, changes: dict[str, int], told: str
) -> None:
    chosen, figures = form(), quiet()
    moved = {c: int(str(figures[c])) + by for c, by in changes.items()}
    report = check(chosen, sheet({**figures, **moved}), ROWS, level=Level.COUNT_ONLY)
    finding = next(f for f in report.findings if f.code == code)
    cells = chosen.cells(ROWS, Level.COUNT_ONLY)
    naming = Naming(chosen, ROWS, Level.COUNT_ONLY, cells)
    said = headline(finding, naming, Language.EN)
    assert told in said
    assert said.endswith(f"Gap: {abs(finding.gap)}")
