# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Nights that every version must survive: which codes speak, and that each ends lawfully.

A night ends lawfully when no error stands: acts and explanations then carry what happened.  Each case
is a change of the quiet night (1,202 listed, 784 issued and found) that keeps its own arithmetic.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import CheckReport, check
from precinct_app.domain.protocol.day import DaySheet, compare_ballots
from precinct_app.domain.protocol.outside import Circumstances, Quorum, circumstantial
from precinct_app.domain.protocol.sheet import Figure, Rows
from precinct_app.domain.wording import Wording
from tests.domain.protocol.shipped import (
    ROWS,
    as_in,
    form,
    quiet,
    rows_of,
    sheet,
    with_registers,
)

LIST, SINGLE = "mazhilis_list_2023", "mazhilis_single_2023"
TWO_BOXES = replace(ROWS, box=("1", "2"))


@dataclass(frozen=True)
class Case:
    """A night: what differs from the quiet one, and the codes that speak."""

    changes: Mapping[str, int]
    codes: frozenset[str] = frozenset()
    rows: Rows = ROWS
    level: Level = Level.COUNT_ONLY
    form_id: str = LIST


def night(
    *codes: str,
    figures: Mapping[str, int] = {},
    rows: Rows = ROWS,
    level: Level = Level.COUNT_ONLY,
    form_id: str = LIST,
    **changes: int,
) -> Case:
    return Case({**figures, **changes}, frozenset(codes), rows, level, form_id)


def cells(**changes: int) -> dict[str, Any]:
    """Cell names with dots, written with double underscores."""
    return {name.replace("__", "."): figure for name, figure in changes.items()}


SECOND_BOX = cells(
    box__1__entitled=12, box__1__issued=12, box__1__found=12, box__2__entitled=9,
    box__2__issued=9, box__2__found=9, box__2__not_of_form=0, box__2__annulled=0,
)  # fmt: skip
SMALL = cells(
    voters_listed=60, voters_delivered=60, voters_included=0, voters_excluded=0,
    certificates_out=0, certificates_in=0, voters_by_certificate=0, certificates_used=0,
    voters_outside=0, home_served=0, ballots_received=60, ballots_spoiled=0,
    voters_received_ballots=40, ballots_issued=40, ballots_unused=20, member__m2__issued=25,
    member__m4__issued=15, box__1__entitled=0, box__1__issued=0, box__1__found=0,
    found_stationary=40, ballots_found=40, ballots_invalid=0, invalid_by_reason__unclear=0,
    ballots_valid=40, against_all=2, votes__p1=20, votes__p2=10, votes__p3=8,
)  # fmt: skip
ANNULLED = cells(
    box__1__annulled=1, invalid_by_reason__mobile_box=21, ballots_invalid=55, ballots_valid=729,
    votes__p1=381,
)  # fmt: skip

CASES = {
    "a quiet night": night(),
    "two boxes and two trips": night(rows=TWO_BOXES, figures=SECOND_BOX),
    "Grabowka: all but one recorded as holders": night("E108", voters_by_certificate=783),
    "one ballot too many in a box, the box annulled": night(
        "A202", figures=(ANNULLED | cells(box__1__entitled=20))
    ),
    "one ballot too many in a box, and the commission keeps it": night(
        "A202", figures=cells(box__1__entitled=20)
    ),
    "a certificate holder at home is entitled to this ballot": night(
        figures=cells(box__1__entitled=21)
    ),
    "a certificate holder at home got a ballot that the certificate does not give": night(
        "A202", form_id=SINGLE, figures=(ANNULLED | cells(box__1__entitled=20)),
    ),
    "a box annulled for a broken seal": night("A207", figures=ANNULLED),
    "a box annulled for all ballots, this one counted nothing in it": night(
        figures=(ANNULLED | cells(
            box__1__entitled=0, box__1__issued=0, box__1__found=0, voters_outside=0, home_served=0,
            found_stationary=784, invalid_by_reason__mobile_box=0, ballots_invalid=34,
            ballots_valid=750, votes__p1=402,
        ))
    ),
    "a home-made paper in a box": night(
        "W203",
        figures=cells(box__1__found=22, box__1__not_of_form=1, found_stationary=762,
                invalid_by_reason__not_of_form=1, invalid_by_reason__unclear=33),
    ),
    "two exchanges": night(ballots_spoiled=2, ballots_unused=424),
    "384 withdrawn and not replaced": night("A113", ballots_withdrawn=384, ballots_unused=39),
    "384 withdrawn and replaced": night(
        "A113", ballots_withdrawn=384, ballots_received=1594, ballots_unused=423
    ),
    "a pack of 101 in stock": night("A112", ballots_surplus=1, ballots_unused=424),
    "a pack of 101 given to a member": night(
        "A112", level=Level.REGISTERS,
        figures=cells(ballots_surplus=1, ballots_unused=424, member__m2__surplus=1,
                member__m2__returned=101),
    ),
    "two unsigned rows at the table and one at home": night(
        "A114",
        figures=cells(issued_without_signature=3, voters_received_ballots=781, voters_outside=20,
                home_served=20),
    ),
    "a voter who signs and leaves without the ballot": night(
        "A117", signed_without_ballot=1, voters_received_ballots=785
    ),
    "one lost at the table": night("A103", ballots_lost=1, ballots_unused=422),
    "one lost on a trip": night(
        "A205", level=Level.REGISTERS,
        figures=cells(ballots_lost=1, ballots_unused=422, box__1__lost=1, box__1__returned=2),
    ),
    "surplus and lost in one night": night("A103", "A112", ballots_lost=1, ballots_surplus=1),
    "703 found of 700 issued": night(
        "A302",
        figures=cells(found_stationary=766, ballots_found=787, ballots_valid=753, votes__p1=405),
    ),
    "40 issued and 39 found": night(
        "N304", figures=(SMALL | cells(found_stationary=39, ballots_found=39, ballots_valid=39,
                                 votes__p1=19))
    ),
    "40 issued and none found": night(
        "A308",
        figures=(SMALL | cells(found_stationary=0, ballots_found=0, ballots_valid=0, against_all=0,
                         votes__p1=0, votes__p2=0, votes__p3=0)),
    ),
    "nobody came": night(
        figures=(SMALL | cells(voters_received_ballots=0, ballots_issued=0, ballots_unused=60,
                         member__m2__issued=0, member__m4__issued=0, found_stationary=0,
                         ballots_found=0, ballots_valid=0, against_all=0, votes__p1=0,
                         votes__p2=0, votes__p3=0)),
    ),
    "zero votes, every ballot invalid": night(
        "W309", figures=(SMALL | cells(ballots_invalid=40, invalid_by_reason__unclear=40, ballots_valid=0,
                               against_all=0, votes__p1=0, votes__p2=0, votes__p3=0)),
    ),
    "a refused ballot": night(ballots_refused=1),
    "a holder from another region wrongly given this ballot": night(
        "A403", voters_listed=1201, certificates_in=3
    ),
    "abroad: none delivered": night(voters_delivered=0, voters_included=1202, voters_excluded=1),
    "a hospital of 60 where all voted": night(
        figures=(SMALL | cells(voters_received_ballots=60, ballots_issued=60, ballots_unused=0,
                         member__m2__issued=45, found_stationary=60, ballots_found=60,
                         ballots_valid=60, votes__p1=40)),
    ),
    "a hospital of 784 where all voted": night(
        "W502",
        figures=cells(voters_listed=784, voters_delivered=784, voters_included=0, voters_excluded=0,
                certificates_out=4, ballots_received=792, ballots_unused=5),
    ),
    "a village of 38 with 9 at home": night(
        figures=(SMALL | cells(voters_listed=38, voters_delivered=38, ballots_received=39,
                         voters_received_ballots=30, ballots_issued=30, ballots_unused=9,
                         member__m2__issued=20, member__m4__issued=10, voters_outside=9,
                         home_served=9, box__1__entitled=9, box__1__issued=9, box__1__found=9,
                         found_stationary=21, ballots_found=30, ballots_valid=30, votes__p1=12,
                         votes__p2=10, votes__p3=6)),
    ),
    "a candidate struck after printing, with marks for him": night(
        rows=replace(ROWS, struck=frozenset({"p3"})),
        figures=cells(votes__p3=0, ballots_valid=730, ballots_invalid=54,
                invalid_by_reason__struck_option=20),
    ),
}  # fmt: skip
SLIPS_OF_THE_PEN = frozenset({"Grabowka: all but one recorded as holders"})
"""These are mistakes to be mended, not nights to be lived with."""


def report(case: Case) -> CheckReport:
    figures: dict[str, Figure] = {**quiet(), **case.changes}
    if case.level is Level.REGISTERS:
        figures = with_registers(figures)
    whole = sheet(figures, case.rows, case.form_id)
    return check(form(case.form_id), whole, case.rows, level=case.level)


@pytest.mark.parametrize("name", list(CASES))
def test_a_night_speaks_by_its_codes_and_ends_lawfully(name: str) -> None:
    found = report(CASES[name])
    assert {f.code for f in found.findings} == CASES[name].codes
    assert found.open == ()
    assert found.has_errors is (name in SLIPS_OF_THE_PEN)


@pytest.mark.parametrize("name", [n for n, case in CASES.items() if case.codes])
def test_one_cause_gives_one_message(name: str) -> None:
    found = report(CASES[name])
    told = [(f.code, f.row) for f in found.findings]
    assert len(told) == len(CASES[name].codes)


# --- the day's ballots beside each other ----------------------------------------------------------


def on(ballot_id: str, form_id: str, **changes: int) -> DaySheet:
    figures = quiet(**changes)
    return DaySheet(
        ballot_id, Wording.same(ballot_id), "all", form(form_id), ROWS,
        sheet(figures, ROWS, form_id),
    )  # fmt: skip


NO_HOLDERS = {"voters_listed": 1198, "certificates_in": 0, "voters_by_certificate": 0,
              "certificates_used": 0, "ballots_issued": 780, "voters_received_ballots": 780}  # fmt: skip


def day_codes(sheets: list[DaySheet]) -> set[str]:
    found = compare_ballots(sheets, Level.COUNT_ONLY)
    return {code for of in found.values() for code, verdict in of.items() if not verdict.holds}


@pytest.mark.parametrize(
    ("name", "sheets", "codes"),
    [
        ("holders from another region: the Mazhilis list alone",
         [on("b1", LIST), on("b2", SINGLE, **NO_HOLDERS), on("b3", SINGLE, **NO_HOLDERS)], set()),
        ("holders from the same region: the lists of both",
         [on("b1", LIST), on("b2", "region_list_2023"), on("b3", SINGLE, **NO_HOLDERS)], set()),
        ("a voter given four of five ballots, nobody refused",
         [on("b1", LIST), on("b2", LIST), on("b3", LIST, ballots_issued=783)], {"W402"}),
        ("a refused ballot",
         [on("b1", LIST), on("b2", LIST), on("b3", LIST, ballots_issued=783, ballots_refused=1)],
         set()),
        ("a certificate holder refused the list",
         [on("b1", LIST, ballots_issued=783, voters_by_certificate=3, certificates_used=3),
          on("b2", SINGLE, **NO_HOLDERS), on("b3", SINGLE, **NO_HOLDERS)], set()),
        ("signed, and took four of five ballots from the table",
         [on("b1", LIST), on("b2", LIST), on("b3", LIST, ballots_issued=783,
                                             signed_without_ballot=1)], set()),
        ("a list total typed wrong on one ballot",
         [on("b1", LIST), on("b2", LIST), on("b3", LIST, voters_listed=1212)], {"W401"}),
    ],
)  # fmt: skip
def test_differences_between_ballots_are_predicted(
    name: str, sheets: list[DaySheet], codes: set[str]
) -> None:
    assert day_codes(sheets) == codes, name


def test_two_questions_on_two_papers_are_two_ballots_of_one_circle() -> None:
    rows = rows_of("referendum")
    papers = []
    for number, refused in ((1, 0), (2, 1)):
        figures = as_in("referendum", quiet())
        if refused:  # one citizen refused the second paper
            figures |= cells(ballots_refused=1, voters_received_ballots=783, ballots_issued=783,
                             ballots_unused=424, member__m2__issued=399, found_stationary=762,
                             ballots_found=783, ballots_valid=749, votes__yes=401)  # fmt: skip
        whole = sheet(figures, rows, "referendum")
        assert check(form("referendum"), whole, rows, level=Level.COUNT_ONLY).findings == ()
        paper = DaySheet(f"b{number}", Wording.same(f"{number}"), "all", form("referendum"), rows,
                         whole)  # fmt: skip
        papers.append(paper)
    assert day_codes(papers) == set()
    unsaid = sheet({**papers[1].sheet.figures, "ballots_refused": 0}, rows, "referendum")
    assert day_codes([papers[0], replace(papers[1], sheet=unsaid)]) == {"W402"}


# --- who is there, who signs ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "night", "codes"),
    [
        ("the chair is away, the deputy certifies",
         Circumstances(signers=(Role.DEPUTY, Role.SECRETARY), quorum=Quorum(6, 7)), set()),
        ("one signature only", Circumstances(signers=(Role.CHAIR,)), {"A606"}),
        ("a member refuses", Circumstances(quorum=Quorum(7, 7, refusing=1)), {"A604"}),
        ("register lines typed from paper for two hours",
         Circumstances(typed_from_paper=("home_served", "voters_outside")), {"A116"}),
        ("one member typed both entries", Circumstances(one_typist=True), {"W702"}),
    ],
)  # fmt: skip
def test_people_and_papers(name: str, night: Circumstances, codes: set[str]) -> None:
    outside = circumstantial(form(), night, Level.REGISTERS)
    found = check(
        form(), sheet(with_registers(quiet())), ROWS, level=Level.REGISTERS, outside=outside
    )
    assert {f.code for f in found.findings} == codes, name
    assert not found.has_errors
