# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Referendum and multi-mandate body: what is theirs alone, on published totals and worked cases."""

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import CheckReport, check
from precinct_app.domain.protocol.sheet import Figure, Rows
from tests.domain.protocol.shipped import form, quiet, sheet

YES_NO = Rows(votes=("yes", "no"), member=("m2", "m4"), box=("1",))
FIVE = Rows(votes=("c1", "c2", "c3", "c4", "c5", "c6"), member=("m2", "m4"), box=("1",))


def report(form_id: str, figures: dict[str, Figure], rows: Rows, **parameters: int) -> CheckReport:
    return check(
        form(form_id), sheet(figures, rows, form_id), rows, level=Level.COUNT_ONLY,
        parameters=parameters,
    )  # fmt: skip


def codes(found: CheckReport) -> set[str]:
    return {finding.code for finding in found.findings}


def referendum(**changes: int) -> dict[str, Figure]:
    figures = {c: v for c, v in quiet().items() if not c.startswith("votes") and c != "against_all"}
    return (
        figures
        | {"votes.yes": 700, "votes.no": 40, "ballots_valid": 740, "both_marked": 10}
        | changes
    )


def several(**changes: int) -> dict[str, Figure]:
    figures = {c: v for c, v in quiet().items() if not c.startswith("votes")}
    votes = dict(zip(FIVE.votes, (280, 250, 240, 210, 120, 100), strict=True))
    figures |= {f"votes.{c}": n for c, n in votes.items()}
    return figures | {"against_all": 20} | changes


def test_a_referendum_counts_both_marked_apart() -> None:
    assert codes(report("referendum", referendum(), YES_NO)) == set()
    assert codes(report("referendum", referendum(both_marked=9), YES_NO)) == {"E305"}
    assert codes(report("referendum", referendum(**{"votes.no": 41}), YES_NO)) == {"E306"}


@pytest.mark.parametrize(
    ("yes", "no", "both", "invalid", "took_part"),
    [
        (6_163_863, 1_490_475, 125_859, 206_096, 7_986_293),
        (7_954_667, 898_099, 127_868, 146_558, 9_127_192),
    ],
)
def test_published_referendums_add_up(
    yes: int, no: int, both: int, invalid: int, took_part: int
) -> None:
    figures: dict[str, Figure] = {
        "votes.yes": yes, "votes.no": no, "both_marked": both, "ballots_invalid": invalid,
        "ballots_found": took_part, "ballots_valid": yes + no,
    }  # fmt: skip
    given = set(figures)
    found = check(form("referendum"), sheet(figures, YES_NO, "referendum"), YES_NO,
                  level=Level.COUNT_ONLY, given=given)  # fmt: skip
    assert {"E305", "E306"} <= set(found.passed)
    assert codes(found) == set()


def test_several_mandates_bound_the_votes() -> None:
    assert codes(report("local_body_multi", several(), FIVE, mandates=5)) == set()
    over = report("local_body_multi", several(**{"votes.c1": 2900}), FIVE, mandates=5)
    assert codes(over) == {"E312", "E314"}
    assert codes(report("local_body_multi", several(), FIVE, mandates=1)) == {"E312"}
    few = several(**{"votes.c1": 100, "votes.c2": 0, "votes.c3": 0, "votes.c4": 0})
    assert codes(report("local_body_multi", few, FIVE, mandates=5)) == {"E313"}
    one = report("local_body_multi", several(**{"votes.c1": 731, "votes.c2": 0}), FIVE, mandates=5)
    assert codes(one) == {"E314"}


def test_1200_marks_of_290_valid_with_20_against_all_are_possible() -> None:
    figures: dict[str, Figure] = {
        "ballots_valid": 290, "against_all": 20,
        **{f"votes.{c}": 200 for c in FIVE.votes},
    }  # fmt: skip
    found = check(form("local_body_multi"), sheet(figures, FIVE, "local_body_multi"), FIVE,
                  level=Level.COUNT_ONLY, given=set(figures), parameters={"mandates": 5})  # fmt: skip
    assert {"E312", "E313", "E314"} <= set(found.passed)
    figures["votes.c1"] = 280
    found = check(form("local_body_multi"), sheet(figures, FIVE, "local_body_multi"), FIVE,
                  level=Level.COUNT_ONLY, given=set(figures), parameters={"mandates": 5})  # fmt: skip
    assert codes(found) == {"E314"}
