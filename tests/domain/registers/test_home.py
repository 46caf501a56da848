# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voting at home on the sheets: applications by box, signatures, boxes annulled."""

import pytest

from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.home import (
    BoxAnnulled,
    Ground,
    HomeApplication,
    NotServed,
    home_sums,
    lines,
    signed_at_home,
)
from precinct_app.domain.registers.marks import Mark, Place
from precinct_app.domain.registers.trips import trips_of
from tests.domain.registers.kept import BALLOTS, at, entry
from tests.domain.registers.test_trips import back, out

ROWS = {"M1": "1", "M2": "2"}


def applied(
    entry_id: str, ballots: tuple[str, ...] = BALLOTS, undone: bool = False
) -> Entry[HomeApplication]:
    content = HomeApplication(1, f"v-{entry_id}", Ground.HEALTH, ballots)
    return entry(content, entry_id=entry_id, undone=undone)


def served(
    voter: str, ballots: tuple[str, ...] = BALLOTS, *, undone: bool = False, **more: object
) -> Entry[Mark]:
    values: dict[str, object] = {
        "refused": (), "by_certificate": False, "issued_by": "m4", "place": Place.HOME, "where": "t1",
    }  # fmt: skip
    content = Mark(voter, ballots, **{**values, **more})  # type: ignore[arg-type]
    return entry(content, at(14), undone=undone)


MARKS = [
    served("a"), served("b", ("list",), refused=("single",)), served("c", undone=True),
    served("d", issued_by="m5"), served("e", place=Place.TABLE, where="3"),
    served("f", signed=False),
]  # fmt: skip


def test_signatures_on_applications_by_member() -> None:
    assert signed_at_home(MARKS, "list") == {"m4": 2, "m5": 1}
    assert signed_at_home(MARKS, "single") == {"m4": 1, "m5": 1}


def test_signatures_at_home_stand_against_the_papers_of_whoever_carried_them() -> None:
    trips = trips_of([out()], [back()])
    (one,) = home_sums("list", trips, MARKS)
    signed = signed_at_home(MARKS, "list")["m4"] + 1  # one did not sign and is known
    assert (one.member_id, one.signatures, one.ballots) == (
        "m4",
        signed,
        trips[0].account("list").issued,
    )
    assert not one.tables
    assert home_sums("list", trips_of([out()], []), MARKS) == ()


def test_a_box_has_its_applications_and_its_counts() -> None:
    applications = [
        applied("a1"),
        applied("a2", ("list",)),
        applied("a3", undone=True),
        applied("a4"),
    ]
    trips = trips_of([out(application_ids=("a1", "a2", "a3"))], [back()])
    found = lines("single", applications, trips, MARKS, [], {"M1": "1"})
    assert {cell: value.figure for cell, value in found.items()} == {
        "voters_outside": 2, "home_served": 2, "box.1.entitled": 1,
        "box.1.annulled": 0, "box.1.taken": 12, "box.1.surplus": 0, "box.1.issued": 9,
        "box.1.spoiled": 0, "box.1.returned": 2, "box.1.lost": 0,
    }  # fmt: skip
    by_program = {cell for cell, value in found.items() if value.source is Source.REGISTER}
    assert by_program == {"voters_outside", "home_served", "box.1.entitled"}


def test_two_boxes_and_two_trips_with_one() -> None:
    trips = trips_of(
        [out(), out("t2", "M2", at(14), application_ids=("a3",)),
         out("t3", "M1", at(16), application_ids=("a2",))],
        [back(), back("t2", at(16)), back("t3", at(17))],
    )  # fmt: skip
    applications = [applied("a1"), applied("a2"), applied("a3")]
    found = lines("list", applications, trips, [], [], ROWS)
    assert (found["box.1.entitled"].figure, found["box.2.entitled"].figure) == (2, 1)
    assert (found["box.1.taken"].figure, found["box.2.taken"].figure) == (24, 12)
    assert (found["box.1.issued"].figure, found["box.2.issued"].figure) == (20, 10)


def test_of_a_box_that_is_out_only_what_it_took() -> None:
    found = lines("list", [], trips_of([out()], []), [], [], {"M1": "1"})
    assert "box.1.issued" not in found
    assert found["box.1.taken"].figure == 12


@pytest.mark.parametrize(("ballots", "undone", "flag"), [
    (BALLOTS, False, 1), (("single",), False, 0), (BALLOTS, True, 0),
])  # fmt: skip
def test_a_box_is_annulled_for_the_ballots_of_the_decision(
    ballots: tuple[str, ...], undone: bool, flag: int
) -> None:
    decision = entry(BoxAnnulled("M1", ballots, "one ballot too many", ("m4",)), undone=undone)
    found = lines("list", [], trips_of([out()], [back()]), [], [decision], {"M1": "1"})
    assert found["box.1.annulled"].figure == flag


def test_subjects_are_no_names() -> None:
    assert applied("a1").content.subject == "v-a1"
    assert NotServed("a1", "t1", "not at home").subject == "a1"
    assert BoxAnnulled("M1", BALLOTS, "x", ()).subject == "M1"
