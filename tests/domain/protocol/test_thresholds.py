# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Every threshold of every shipped form: just below it, at it and just above, each relation by itself."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import CheckReport, check
from precinct_app.domain.protocol.form import Relation
from precinct_app.domain.protocol.linear import Term
from precinct_app.domain.protocol.sheet import Sheet
from tests.domain.protocol.shipped import FORMS, form, rows_of

Case = tuple[str, dict[str, int]]
FAILS, HOLDS, SILENT = "fails", "holds", "is not asked"


def issued(issued: int, found: int) -> dict[str, int]:
    return {"ballots_issued": issued, "ballots_found": found}


def invalid(found: int, invalid: int, annulled: int = 0, struck: int = 0) -> dict[str, int]:
    return {"ballots_found": found, "ballots_invalid": invalid, "box.1.found": annulled,
            "box.1.annulled": 1, "invalid_by_reason.struck_option": struck}  # fmt: skip


def one_row(valid: int, votes: int) -> dict[str, int]:
    return {"ballots_valid": valid, "votes.p1": votes, "votes.p2": 0, "votes.p3": 0}


def received(delivered: int, received: int, withdrawn: int = 0) -> dict[str, int]:
    return {"voters_delivered": delivered, "ballots_received": received,
            "ballots_withdrawn": withdrawn}  # fmt: skip


def listed(listed: int, delivered: int) -> dict[str, int]:
    return {"voters_listed": listed, "voters_delivered": delivered}


def turnout(listed_: int, received_: int, delivered: int = 300) -> dict[str, int]:
    return listed(listed_, delivered) | {"voters_received_ballots": received_}


def outside(issued_: int, outside_: int) -> dict[str, int]:
    return {"ballots_issued": issued_, "voters_outside": outside_}


def certificate(issued_: int, holders: int) -> dict[str, int]:
    return {"ballots_issued": issued_, "voters_by_certificate": holders}


THRESHOLDS: dict[str, list[Case]] = {
    # 1 % rounded up: 1,212 for 1,200, but 152 for 150, 2 for 1.
    "W111": [(HOLDS, received(1200, 1211)), (HOLDS, received(1200, 1212)),
             (FAILS, received(1200, 1213)), (HOLDS, received(150, 152)),
             (FAILS, received(150, 153)), (HOLDS, received(1, 2)), (FAILS, received(1, 3)),
             (HOLDS, received(101, 103)), (FAILS, received(101, 104)),
             (HOLDS, received(1200, 1222, 10)), (FAILS, received(1200, 1223, 10)),
             (SILENT, received(0, 500))],
    "W303": [(HOLDS, issued(1000, 987)), (HOLDS, issued(1000, 986)), (FAILS, issued(1000, 985))],
    "W311": [(HOLDS, issued(200, 197)), (HOLDS, issued(200, 196)), (FAILS, issued(200, 195)),
             (FAILS, issued(149, 146)), (HOLDS, issued(150, 147)),
             (SILENT, issued(40, 38)), (FAILS, issued(40, 37)), (FAILS, issued(40, 36))],
    "A308": [(SILENT, issued(0, 0)), (FAILS, issued(1, 0)), (HOLDS, issued(1, 1)),
             (FAILS, issued(2, 0)), (HOLDS, issued(2, 2))],
    "W309": [(HOLDS, invalid(780, 77)), (HOLDS, invalid(780, 78)), (FAILS, invalid(780, 79)),
             (HOLDS, invalid(789, 78)), (FAILS, invalid(789, 79)),
             (SILENT, invalid(29, 29)), (HOLDS, invalid(30, 3)), (FAILS, invalid(30, 4)),
             (FAILS, invalid(31, 4)), (HOLDS, invalid(780, 99, annulled=21)),
             (FAILS, invalid(780, 100, annulled=21))],
    "W310": [(HOLDS, one_row(100, 98)), (HOLDS, one_row(100, 99)), (FAILS, one_row(100, 100)),
             (SILENT, one_row(99, 99)), (FAILS, one_row(101, 101))],
    "W502": [(HOLDS, turnout(1000, 949)), (HOLDS, turnout(1000, 950)),
             (FAILS, turnout(1000, 951)), (HOLDS, turnout(1019, 968)), (FAILS, turnout(1019, 969)),
             (SILENT, turnout(1000, 1000, 299)), (FAILS, turnout(1000, 1000, 300)),
             (FAILS, turnout(1000, 1000, 301))],
    "W503": [(HOLDS, outside(100, 19)), (HOLDS, outside(100, 20)), (FAILS, outside(100, 21)),
             (SILENT, outside(99, 99)), (FAILS, outside(101, 21)), (HOLDS, outside(104, 20))],
    "W504": [(HOLDS, certificate(100, 4)), (HOLDS, certificate(100, 5)),
             (FAILS, certificate(100, 6)), (SILENT, certificate(99, 99)),
             (FAILS, certificate(101, 6)), (HOLDS, certificate(119, 5))],
    "W505": [(HOLDS, listed(314, 300)), (HOLDS, listed(315, 300)), (FAILS, listed(316, 300)),
             (SILENT, listed(999, 299)), (HOLDS, listed(325, 310)), (FAILS, listed(326, 310))],
    "W506": [(FAILS, listed(284, 300)), (HOLDS, listed(285, 300)), (HOLDS, listed(286, 300)),
             (SILENT, listed(1, 299)), (FAILS, listed(294, 310)), (HOLDS, listed(295, 310))],
    "W507": [(HOLDS, listed(2999, 1)), (HOLDS, listed(3000, 1)), (FAILS, listed(3001, 1))],
}  # fmt: skip
STRUCK = [(HOLDS, invalid(780, 84, struck=6)), (FAILS, invalid(780, 85, struck=6))]
"""Only where an option can be struck: its ballots are no sign of a fault."""


def terms(relation: Relation) -> Iterator[Term]:
    when = relation.condition.comparison if relation.condition else None
    for linear in (relation.linear, when):
        yield from (*linear.left, *linear.right) if linear else ()


def has_threshold(relation: Relation) -> bool:
    return any(term.unit or term.percent for term in terms(relation))


def judge(form_id: str, code: str, figures: dict[str, int]) -> str:
    """How one relation of a form stands on a sheet that has nothing but its cells."""
    alone = replace(form(form_id), relations=(replace(form(form_id).relation(code), unless=()),))
    rows = rows_of(form_id)
    report: CheckReport = check(alone, Sheet(as_in_form(form_id, figures)), rows,
                                level=Level.COUNT_ONLY)  # fmt: skip
    assert report.open == ()
    return FAILS if report.findings else HOLDS if report.passed else SILENT


def as_in_form(form_id: str, figures: dict[str, int]) -> dict[str, int]:
    """The cells as a referendum names them."""
    told = dict(figures)
    if form_id == "referendum":
        told |= {"votes.yes": told.get("votes.p1", 0), "votes.no": 0}
    for question in ("q1", "q2") if form_id == "referendum_questions" else ():
        told |= {f"question.{question}.ballots_invalid": told.get("ballots_invalid", 0),
                 f"question.{question}.mobile_box": told.get("box.1.found", 0)}  # fmt: skip
    return told


@pytest.mark.parametrize("form_id", FORMS)
def test_thresholds_below_at_and_above(form_id: str) -> None:
    asked = [r.code for r in form(form_id).relations if has_threshold(r) or r.code == "A308"]
    assert len(asked) >= 11
    assert set(asked) <= set(THRESHOLDS)
    for code in asked:
        cases = THRESHOLDS[code] + (
            STRUCK if code == "W309" and "referendum" not in form_id else []
        )
        found = [judge(form_id, code, figures) for _, figures in cases]
        assert found == [wanted for wanted, _ in cases], code


def test_every_threshold_is_tried_on_both_sides() -> None:
    for code, cases in THRESHOLDS.items():
        seen = {wanted for wanted, _ in cases}
        when = form().relation(code).when
        assert seen == ({FAILS, HOLDS, SILENT} if when else {FAILS, HOLDS}), code
