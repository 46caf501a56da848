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


# --- a referendum with several questions on one paper ---------------------------------------------

TWO = form("referendum_questions").rows(("q1", "q2"), member=("m2", "m4"), box=("1",))
GONE = ("votes", "against_all", "ballots_valid", "ballots_invalid", "invalid_by_reason", "disputed")


def two_questions(**changes: int) -> dict[str, Figure]:
    figures = {c: v for c, v in quiet().items() if not c.startswith(GONE)}
    for question, yes, no in (("q1", 700, 40), ("q2", 400, 340)):
        answers = {"yes": yes, "no": no, "both_marked": 10, "ballots_valid": 740,
                   "ballots_invalid": 34, "mobile_box": 0, "not_of_form": 0,
                   "no_member_signature": 4, "unclear": 30}  # fmt: skip
        figures |= {f"question.{question}.{name}": n for name, n in answers.items()}
    return figures | changes


def test_questions_of_one_paper_close_each_for_itself() -> None:
    found = report("referendum_questions", two_questions(), TWO)
    assert codes(found) == set()
    assert found.open == ()


@pytest.mark.parametrize(
    ("changes", "spoken"),
    [
        ({"question.q2.no": 341}, {("E306", "q2")}),
        ({"question.q1.both_marked": 11}, {("E305", "q1")}),
        ({"question.q2.unclear": 31}, {("E307", "q2")}),
        ({"question.q1.mobile_box": 1, "question.q1.unclear": 29}, {("E206", "q1")}),
        ({"question.q2.ballots_invalid": 80, "question.q2.unclear": 76,
          "question.q2.ballots_valid": 694, "question.q2.yes": 354}, {("W309", "q2")}),
    ],
)  # fmt: skip
def test_a_fault_names_its_question(changes: dict[str, int], spoken: set[tuple[str, str]]) -> None:
    found = report("referendum_questions", two_questions(**changes), TWO)
    assert {(f.code, f.row) for f in found.findings} == spoken


def test_an_annulled_box_is_invalid_for_every_question() -> None:
    changes = {"box.1.entitled": 20, "box.1.annulled": 1}
    for question in ("q1", "q2"):
        yes = 679 if question == "q1" else 379
        changes |= {f"question.{question}.mobile_box": 21, f"question.{question}.yes": yes,
                    f"question.{question}.ballots_invalid": 55,
                    f"question.{question}.ballots_valid": 719}  # fmt: skip
    found = report("referendum_questions", two_questions(**changes), TWO)
    assert codes(found) == {"A202"}


def test_rows_of_a_form_are_options_or_questions() -> None:
    assert form("referendum").rows(("yes", "no")).votes == ("yes", "no")
    asked = form("referendum_questions").rows(("q1",))
    assert (asked.question, asked.votes) == (("q1",), ())
