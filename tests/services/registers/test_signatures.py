# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The grid of signatures in a real workspace: pages by table, exceptions, what is missing, who is off."""

from dataclasses import replace

import pytest

from precinct_app.domain.night import Step
from precinct_app.domain.registers.movements import Movement
from precinct_app.domain.registers.signatures import ListTable, MissingPage, PageCount
from precinct_app.services.registers import signatures
from tests.services.conftest import Station
from tests.services.registers.day import (
    ISSUER,
    LIST,
    OTHER,
    mark,
    marking,
    moved,
    refused,
    take,
)


@pytest.fixture
def tables(station: Station) -> Station:
    """Table 1 with two pages, table 3 with one; voting is over."""
    station.at(19)
    for table in (ListTable(" 1 ", ISSUER, 1, 2), ListTable("3", OTHER, 1, 1)):
        signatures.set_table(station.workspace, station.actor(), table)
    station.at(20, 5)
    take(station, Step.VOTING_CLOSED)
    return station


def page(station: Station, table: str, number: int, count: int, **more: object) -> None:
    member = ISSUER if table == "1" else OTHER
    again = str(more.pop("again", ""))
    fewer = tuple(more.items())
    content = PageCount(table, number, member, count, fewer)  # type: ignore[arg-type]
    signatures.count_page(station.workspace, station.actor(), content, again=again)


def grid(station: Station) -> signatures.Grid:
    return signatures.grid(station.workspace, station.actor())


def figures(station: Station, ballot_id: str = LIST) -> dict[str, int]:
    with station.workspace.store.begin() as work:
        ballot = station.workspace.election.ballot(ballot_id)
        found = signatures.lines(station.workspace, work, ballot)
    return {cell: value.figure for cell, value in found.items()}


def test_missing_pages_are_named_until_all_are_counted(tables: Station) -> None:
    page(tables, "1", 1, 40)
    shown = grid(tables)
    assert shown.missing == (MissingPage("1", 2), MissingPage("3", 1))
    assert not shown.complete
    assert (shown.sums, figures(tables)) == ((), {})
    error = refused(lambda: take(tables, Step.SIGNATURES_COUNTED), "signatures.missing")
    assert error.reasons[0].values == {"count": 2, "table": "1", "page": 2}
    page(tables, "1", 2, 30, region_list=2)
    page(tables, "3", 1, 25)
    assert grid(tables).complete
    take(tables, Step.SIGNATURES_COUNTED)
    assert figures(tables)["voters_received_ballots"] == 95
    assert figures(tables, "region_list")["member.m4.signed"] == 68


def test_the_table_that_does_not_meet_is_named_with_both_numbers(tables: Station) -> None:
    moved(tables, Movement.TO_MEMBER, 80, ISSUER)
    moved(tables, Movement.RETURNED, 10, ISSUER)
    moved(tables, Movement.TO_MEMBER, 30, OTHER)
    moved(tables, Movement.RETURNED, 4, OTHER)
    for table, number, count in (("1", 1, 40), ("1", 2, 30), ("3", 1, 25)):
        page(tables, table, number, count)
    (off,) = grid(tables).mismatches
    assert (off.tables, off.signatures, off.ballots) == (("3",), 25, 26)
    assert len(grid(tables).sums) == 2
    moved(tables, Movement.WITHOUT_SIGNATURE, 1, OTHER)
    assert grid(tables).mismatches == ()


def test_a_table_is_compared_as_soon_as_its_own_pages_are_counted(tables: Station) -> None:
    moved(tables, Movement.TO_MEMBER, 30, OTHER)
    moved(tables, Movement.TO_MEMBER, 80, ISSUER)
    page(tables, "3", 1, 29)
    page(tables, "1", 1, 40)
    (off,) = grid(tables).mismatches
    assert (off.tables, off.signatures, off.ballots) == (("3",), 29, 30)
    assert figures(tables) == {}


def test_where_voters_are_marked_the_marks_stand_beside(station: Station) -> None:
    marking(station).at(10)
    mark(station, 0)
    signatures.set_table(station.workspace, station.actor(), ListTable("1", ISSUER, 1, 1))
    moved(station, Movement.TO_MEMBER, 2, ISSUER)
    station.at(20, 5)
    take(station, Step.VOTING_CLOSED)
    page(station, "1", 1, 1)
    (off,) = grid(station).mismatches
    assert (off.signatures, off.ballots, off.marked) == (1, 2, 1)


def test_a_page_is_counted_again_with_a_reason(tables: Station) -> None:
    page(tables, "3", 1, 24)
    error = refused(lambda: page(tables, "3", 1, 25), "signatures.page_twice")
    assert error.reasons[0].values["count"] == 24
    page(tables, "3", 1, 25, again="two stuck together")
    assert [entry.content.signatures for entry in grid(tables).pages] == [25]
    other = PageCount("3", 1, "m6", 3)
    signatures.count_page(tables.workspace, tables.actor(), other)
    assert sorted(e.content.member_id for e in grid(tables).pages) == [OTHER, "m6"]
    assert figures(tables) == {}


def test_a_leaders_page_has_its_row(tables: Station) -> None:
    for table, number in (("1", 1), ("1", 2), ("3", 1)):
        page(tables, table, number, 10)
    signatures.count_page(tables.workspace, tables.actor(), PageCount("3", 1, "m3", 2))
    found = figures(tables)
    assert found["member.m3.signed"] == 2
    rows = sum(count for cell, count in found.items() if cell.startswith("member."))
    assert rows == found["voters_received_ballots"] == 32


def test_an_added_sheet_is_shown_until_a_table_has_it(tables: Station) -> None:
    page(tables, "3", 2, 5)
    assert grid(tables).unexpected == (MissingPage("3", 2),)
    (entry,) = [e for e in grid(tables).tables if e.content.table == "3"]
    workspace, actor = tables.workspace, tables.actor()
    wider = replace(entry.content, last_page=2)
    refused(lambda: signatures.set_table(workspace, actor, wider), "signatures.table_twice")
    signatures.undo_table(workspace, actor, entry.entry_id, "a sheet was added")
    signatures.set_table(workspace, actor, wider)
    assert grid(tables).unexpected == ()
    (counted,) = grid(tables).pages
    signatures.undo_page(workspace, actor, counted.entry_id, "another table's sheet")
    assert MissingPage("3", 2) in grid(tables).missing


@pytest.mark.parametrize(
    ("table", "key"),
    [
        (ListTable(" ", ISSUER, 1, 2), "signatures.table"),
        (ListTable("7", ISSUER, 2, 1), "signatures.table"),
        (ListTable("7", ISSUER, 0, 1), "signatures.table"),
        (ListTable("7", ISSUER, 1, 2001), "signatures.table"),
        (ListTable("7", "m99", 1, 2), "ballots.member_unknown"),
    ],
)
def test_tables_that_cannot_be(station: Station, table: ListTable, key: str) -> None:
    refused(lambda: signatures.set_table(station.workspace, station.actor(), table), key)


def test_pages_that_cannot_be(tables: Station) -> None:
    refused(lambda: page(tables, "8", 1, 5), "signatures.table_unknown")
    refused(lambda: page(tables, "1", 0, -5), "signatures.place", "signatures.count")
    refused(lambda: page(tables, "1", 1, 5, nothing=1), "signatures.ballot")


def test_nothing_is_counted_before_the_close(station: Station) -> None:
    station.at(19)
    signatures.set_table(station.workspace, station.actor(), ListTable("1", ISSUER, 1, 2))
    refused(lambda: page(station, "1", 1, 5), "signatures.before_close")


def test_the_imported_list_proposes_the_pages(station: Station) -> None:
    assert signatures.pages_in_list(station.workspace, station.actor()) == {}
    places = (("1", 4), ("1", 2), ("2", 9))
    with station.workspace.store.begin() as work:
        for voter, (table, number) in zip(station.voters, places, strict=False):
            work.voters.save(replace(voter, paper_table=table, paper_page=number, paper_row=1))
    found = signatures.pages_in_list(station.workspace, station.actor())
    assert found == {"1": (2, 4), "2": (9, 9)}
