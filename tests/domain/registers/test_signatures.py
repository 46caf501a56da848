# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signatures page by page: what is missing, what a table has too few of, what the sheet gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, Source
from precinct_app.domain.registers.ballots import BallotAccount, MemberAccount
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.signatures import (
    ListTable,
    MemberSum,
    MissingPage,
    PageCount,
    faults,
    lines,
    member_sums,
    missing_pages,
    unexpected_pages,
    waiting_members,
)
from tests.domain.registers.kept import BALLOTS, entry
from tests.domain.registers.test_home import served

TABLES = [entry(ListTable("1", "m2", 1, 2)), entry(ListTable("3", "m4", 1, 1)),
          entry(ListTable("9", "m4", 1, 50), undone=True)]  # fmt: skip


def page(table: str, number: int, count: int, member: str = "m2", **fewer: int) -> Entry[PageCount]:
    return entry(PageCount(table, number, member, count, tuple(fewer.items())))


PAGES = [page("1", 1, 100), page("1", 2, 99, single=1), page("3", 1, 212, "m4")]


def account(**members: MemberAccount) -> BallotAccount:
    return BallotAccount("list", members=members, started=True)


def test_missing_pages_are_named_and_strange_ones_too() -> None:
    assert missing_pages(TABLES, PAGES) == ()
    assert missing_pages(TABLES, PAGES[:1]) == (MissingPage("1", 2), MissingPage("3", 1))
    more = [
        *PAGES,
        page("3", 7, 1),
        page("2", 1, 5),
        entry(PageCount("5", 1, "m2", 3), undone=True),
    ]
    assert unexpected_pages(TABLES, more) == (MissingPage("2", 1), MissingPage("3", 7))


def test_members_wait_for_the_last_page_of_their_tables() -> None:
    assert waiting_members(TABLES, ()) == frozenset()
    open_tables = waiting_members(TABLES, missing_pages(TABLES, PAGES[:1]))
    assert open_tables == {"m2", "m4"}
    gone = entry(ListTable("9", "m7", 1, 1), undone=True)
    assert waiting_members([gone], (MissingPage("9", 1),)) == frozenset()


def test_table_3_has_212_signatures_and_213_ballots_are_gone() -> None:
    books = account(m2=MemberAccount(250, returned=51), m4=MemberAccount(250, returned=37))
    gone = entry(PageCount("3", 1, "m4", 9), undone=True)
    sums = {one.member_id: one for one in member_sums([*PAGES, gone], {}, books, [])}
    assert sums["m2"].meets
    assert not sums["m4"].meets
    assert sums["m4"] == MemberSum(("3",), "m4", "list", 212, 213)


def test_what_is_known_to_be_unsigned_or_without_a_ballot_explains_the_gap() -> None:
    books = account(m2=MemberAccount(200), m4=MemberAccount(211))
    known = [
        entry(BallotMovement(Movement.WITHOUT_SIGNATURE, "list", 1, "m2")),
        entry(BallotMovement(Movement.WITHOUT_BALLOT, "list", 1, "m4")),
        entry(BallotMovement(Movement.WITHOUT_BALLOT, "single", 5, "m4")),
        entry(BallotMovement(Movement.LOST, "list", 5, "m4")),
        entry(BallotMovement(Movement.WITHOUT_BALLOT, "list", 5, "m4"), undone=True),
    ]
    assert all(one.meets for one in member_sums(PAGES, {}, books, known))


def test_home_counts_for_the_member_who_carried() -> None:
    books = account(m2=MemberAccount(199), m4=MemberAccount(212), m5=MemberAccount(4))
    unsigned = [served("f", signed=False, issued_by="m5")]
    sums = member_sums(PAGES, {"m5": 3}, books, [], unsigned)
    assert [(one.member_id, one.tables, one.meets) for one in sums] == [
        ("m2", ("1",), True), ("m4", ("3",), True), ("m5", (), True),
    ]  # fmt: skip
    assert sums[2].marked == 1
    twice = [*unsigned, served("g", ("single",), signed=False, issued_by="m5")]
    assert member_sums(PAGES, {"m5": 3}, books, [], twice)[2].meets


def test_without_an_account_of_the_ballots_nothing_is_compared() -> None:
    assert member_sums(PAGES, {}, BallotAccount("list"), []) == ()
    only_signed = member_sums(PAGES, {}, account(), [])
    assert [one.ballots for one in only_signed] == [0, 0]


def test_the_sheet_gets_signatures_once_every_page_is_counted() -> None:
    found = lines(PAGES, (), {"m4": 2}, "single", ("m2", "m4", "m5"))
    assert {cell: value.figure for cell, value in found.items()} == {
        "voters_received_ballots": 412, "member.m2.signed": 198, "member.m4.signed": 214,
        "member.m5.signed": 0,
    }  # fmt: skip
    assert {value.source for value in found.values()} == {Source.COUNTED}
    assert lines(PAGES, (MissingPage("1", 2),), {}, "list", ()) == {}
    assert lines([], (), {}, "list", ()) == {}
    assert lines([entry(PageCount("1", 1, "m2", 3), undone=True)], (), {}, "list", ()) == {}


COUNTS = st.builds(
    PageCount, st.just("1"), st.integers(1, 9), st.sampled_from(["m2", "m4"]), st.integers(0, 60)
)


@given(
    st.lists(COUNTS, min_size=1), st.dictionaries(st.sampled_from(["m2", "m5"]), st.integers(0, 9))
)
def test_the_rows_of_members_add_up_to_the_total(
    counts: list[PageCount], home: dict[str, int]
) -> None:
    found = lines([entry(c) for c in counts], (), home, "list", ("m2", "m4", "m5"))
    rows = sum(value.figure for cell, value in found.items() if cell.startswith("member."))
    assert rows == found["voters_received_ballots"].figure


@pytest.mark.parametrize(
    ("count", "keys"),
    [
        (PageCount("1", 1, "m2", 0), []),
        (PageCount("1", 1, "m2", 3, (("list", 3), ("single", 1))), []),
        (PageCount(" ", 1, "m2", 3), ["signatures.place"]),
        (PageCount("1", 0, "m2", 3), ["signatures.place"]),
        (PageCount("1", 1, "m2", -1), ["signatures.count"]),
        (PageCount("1", 1, "m2", LARGEST_FIGURE + 1), ["signatures.count"]),
        (PageCount("1", 1, "m2", 3, (("third", 1),)), ["signatures.ballot"]),
        (PageCount("1", 1, "m2", 3, (("list", 1), ("list", 2))), ["signatures.ballot"]),
        (PageCount("1", 1, "m2", 3, (("list", 4),)), ["signatures.fewer"]),
        (PageCount("1", 1, "m2", 3, (("list", 0),)), ["signatures.fewer"]),
    ],
)
def test_faults_of_a_page(count: PageCount, keys: list[str]) -> None:
    assert [reason.key for reason in faults(count, BALLOTS)] == keys


def test_subjects() -> None:
    assert TABLES[0].content.subject == "1"
    assert PAGES[0].content.subject == "1/1"
