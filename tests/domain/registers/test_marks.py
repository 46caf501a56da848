# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who gets which ballots, what the marks add up to, and times that are rounded for good."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.certificates import Certificate, CertificateDirection
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.registers.entry import Entry, Undo
from precinct_app.domain.registers.marks import (
    Mark,
    Place,
    by_member,
    coarse,
    coarsened,
    entitlement,
    lines,
    received,
    received_by_certificate,
    received_until,
    refused,
    unsigned_at_home,
)
from precinct_app.domain.registers.voter_changes import Standing
from tests.domain.registers.kept import BALLOTS, at, entry

OUT = Certificate("c1", CertificateDirection.ISSUED, "avc", "AB", "01", "", "v", (), at(1))
IN = Certificate(
    "c2", CertificateDirection.ACCEPTED, "avc", "AB", "02", "KZ-X-1", "v", ("list",), at(9)
)


def mark(voter: str = "v", given_: tuple[str, ...] = BALLOTS, **more: object) -> Mark:
    values: dict[str, object] = {
        "refused": (), "by_certificate": False, "issued_by": "m2", "place": Place.TABLE, "where": "3",
    }  # fmt: skip
    return Mark(voter, given_, **{**values, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("standing", "certificates", "give", "withheld"),
    [
        (Standing.LISTED, (), BALLOTS, {}),
        (Standing.LISTED, (OUT,), BALLOTS, {}),
        (Standing.CERTIFICATE_HOLDER, (IN,), ("list",), {"single": "marks.not_by_certificate"}),
        (Standing.CERTIFICATE_HOLDER, (), (), dict.fromkeys(BALLOTS, "marks.not_by_certificate")),
        (Standing.EXCLUDED, (), (), dict.fromkeys(BALLOTS, "marks.excluded")),
        (Standing.NOT_IN_LATER_LIST, (), (), dict.fromkeys(BALLOTS, "marks.not_in_later_list")),
        (Standing.LEFT_WITH_CERTIFICATE, (OUT,), (),
         dict.fromkeys(BALLOTS, "marks.left_with_certificate")),
    ],
)  # fmt: skip
def test_what_a_standing_gives(
    standing: Standing, certificates: tuple[Certificate, ...], give: tuple[str, ...],
    withheld: dict[str, str],
) -> None:  # fmt: skip
    due = entitlement(BALLOTS, standing, certificates)
    assert due.give == give
    assert {ballot: reason.key for ballot, reason in due.withheld} == withheld
    assert due.by_certificate == (standing is Standing.CERTIFICATE_HOLDER)


def test_the_certificate_is_named_where_it_is_the_reason() -> None:
    left = entitlement(BALLOTS, Standing.LEFT_WITH_CERTIFICATE, (OUT, IN))
    assert left.withheld[0][1].values == {"number": "AB 01"}
    holder = entitlement(BALLOTS, Standing.CERTIFICATE_HOLDER, (OUT, IN))
    assert holder.withheld[0][1].values == {"number": "AB 02"}


MARKS = [
    entry(mark("a"), at(9)),
    entry(mark("b", ("list",), refused=("single",)), at(10)),
    entry(mark("c", ("list",), by_certificate=True, refused=("single",)), at(10)),
    entry(mark("d", (), refused=BALLOTS), at(11)),
    entry(mark("e", place=Place.HOME, where="t1", issued_by="m4"), at(12)),
    entry(mark("f", place=Place.HOME, where="t1", issued_by="m4", signed=False), at(12)),
    entry(mark("g"), at(8), undone=True),
]


def test_signatures_refusals_and_ballots_by_member_are_added_up() -> None:
    assert (received(MARKS, "list"), received(MARKS, "single")) == (4, 2)
    assert (received(MARKS, "list", Place.HOME), received(MARKS, "list", Place.TABLE)) == (1, 3)
    assert received_by_certificate(MARKS, "list") == 1
    assert (refused(MARKS, "single"), refused(MARKS, "list")) == (2, 1)
    assert by_member(MARKS) == {
        ("m2", "list"): 3, ("m2", "single"): 1, ("m4", "list"): 2, ("m4", "single"): 2,
    }  # fmt: skip
    assert unsigned_at_home(MARKS) == {("m4", "list"): 1, ("m4", "single"): 1}
    (line,) = lines(MARKS, "single").items()
    assert (line[0], line[1].figure, line[1].source) == ("ballots_refused", 2, Source.REGISTER)


def test_turnout_counts_who_was_given_a_ballot_by_an_hour() -> None:
    assert received_until(MARKS, [at(8), at(9), at(10), at(20)]) == (0, 1, 3, 5)
    assert received_until(MARKS, []) == ()
    assert MARKS[0].content.subject == "a"


BOUNDS = (at(10), at(12), at(20), at(20, 30))
MOMENTS = st.integers(0, 26 * 3600).map(lambda seconds: at(0) + timedelta(seconds=seconds))


@given(MOMENTS)
def test_a_rounded_time_is_a_bound_and_never_earlier(moment: datetime) -> None:
    rounded = coarse(moment, BOUNDS)
    assert rounded in BOUNDS
    assert rounded >= moment or rounded == BOUNDS[-1]
    assert coarse(rounded, BOUNDS) == rounded


@given(st.lists(MOMENTS.filter(lambda m: m <= BOUNDS[-1]), max_size=30))
def test_turnout_of_the_hours_stays_what_it_was(moments: list[datetime]) -> None:
    exact = [entry(mark(str(n)), moment) for n, moment in enumerate(moments)]
    rounded = [coarsened(one, BOUNDS) for one in exact]
    assert received_until(rounded, BOUNDS) == received_until(exact, BOUNDS)


def test_all_four_times_of_an_entry_are_rounded() -> None:
    exact = Entry("e", mark(), at(9, 1), at(9, 2), "m1", Undo("x", at(10, 3), at(13, 4), "m1"))
    rounded = coarsened(exact, BOUNDS)
    assert (rounded.happened, rounded.recorded) == (at(10), at(10))
    assert rounded.undone is not None
    assert (rounded.undone.happened, rounded.undone.recorded) == (at(12), at(20))
    assert coarsened(entry(mark()), BOUNDS).undone is None
    assert (rounded.entry_id, rounded.content) == (exact.entry_id, exact.content)
