# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A list on paper alone: its number from the act, and single rows of it where somebody needs one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.registers.voter_changes import Standing
from precinct_app.domain.voters import Voter
from precinct_app.services.ballot_sheet import given_lines
from precinct_app.services.registers import (
    certificates,
    home_voting,
    later_list,
    paper_list,
    voter_lookup,
)
from precinct_app.services.voter_list import take_in_list
from tests.services.acts.night import make as make_act
from tests.services.acts.night import printed
from tests.services.certificates import give_certificate
from tests.services.conftest import PRECINCT, Made, Station, opened, set_up
from tests.services.registers.day import LIST, close_list, refused

ROW = Voter("", 7, "Қасымов", "Ерлан", "", date(1980, 1, 2), "", "Абай көшесі, 3", "2", 4, 9)


@pytest.fixture
def station(made: Made, tmp_path: Path) -> Iterator[Station]:
    """A precinct above *count only* without any list."""
    set_up(tmp_path / PRECINCT, made.package, Level.REGISTERS, Tools())
    found = opened(tmp_path / PRECINCT, made)
    found.at(10, days=-10)
    yield found
    found.workspace.store.close()


def delivered(station: Station, rows: int = 900) -> str:
    entry = paper_list.deliver_on_paper(
        station.workspace, station.actor(Role.CHAIR), rows, "act 12"
    )
    return entry.entry_id


def write(station: Station, voter: Voter = ROW, *, seen: bool = False) -> str:
    row = paper_list.write_row(station.workspace, station.actor(), voter, namesake_seen=seen)
    return row.voter_id


def lines(station: Station) -> dict[str, int]:
    with station.workspace.store.begin() as work:
        ballot = station.workspace.election.ballot(LIST)
        found = given_lines(station.workspace, work, ballot)
    return {cell: line.figure for cell, line in found.items()}


def test_the_number_of_the_act_is_what_the_list_adds_up_from(station: Station) -> None:
    assert "voters_delivered" not in lines(station)
    delivered(station)
    found = lines(station)
    assert (found["voters_delivered"], found["voters_listed"]) == (900, 900)
    act = make_act(station, ActKind.LIST_DELIVERED, "1")
    assert "толькона" in printed(station, act)
    assert "SHA" not in printed(station, act)


def test_a_certificate_is_given_to_somebody_of_the_paper_list(station: Station) -> None:
    delivered(station)
    voter = write(station)
    station.at(10, days=-3)
    give_certificate(station, voter, "1")
    found = lines(station)
    assert (found["certificates_out"], found["voters_listed"]) == (1, 899)
    (row,) = certificates.registers(station.workspace, station.actor()).issued
    assert row.voter.full_name == "Қасымов Ерлан"
    shown = voter_lookup.card(station.workspace, station.actor(), voter)
    assert shown.standing is Standing.LEFT_WITH_CERTIFICATE
    assert (shown.voter.paper_table, shown.voter.paper_page, shown.voter.paper_row) == ("2", 4, 9)


def test_an_application_to_vote_at_home_too(station: Station) -> None:
    delivered(station)
    voter = write(station)
    station.at(9)
    entry = home_voting.apply(
        station.workspace, station.actor(), voter, Ground.HEALTH, written=True
    )
    assert entry.content.voter_id == voter


def test_what_is_no_row_of_the_paper_list_is_refused(station: Station) -> None:
    refused(lambda: write(station), "list.came_as_file")
    delivered(station, rows=20)
    for number in (0, 21, -1):
        refused(lambda n=number: write(station, replace(ROW, list_number=n)), "list.row_number")  # type: ignore[misc]
    refused(lambda: write(station, replace(ROW, surname="", given_name="")), "list.no_name")
    write(station)
    refused(lambda: write(station, replace(ROW, surname="Ким")), "list.row_twice")
    refused(lambda: write(station, replace(ROW, list_number=8)), "list.namesake")
    write(station, replace(ROW, list_number=8), seen=True)
    station.at(7)
    close_list(station)
    refused(lambda: write(station, replace(ROW, list_number=9)), "list.closed")


def test_the_number_is_told_once_and_undone_with_a_reason(station: Station) -> None:
    chair = station.actor(Role.CHAIR)
    for rows in (0, -5, 10**12):
        refused(
            lambda n=rows: paper_list.deliver_on_paper(station.workspace, chair, n, "1"),  # type: ignore[misc]
            "list.paper_count",
        )
    refused(lambda: paper_list.deliver_on_paper(station.workspace, chair, 9, " "),
            "list.no_document")  # fmt: skip
    entry = delivered(station, 90)
    refused(lambda: delivered(station), "voters.list_present")
    paper_list.undo_paper_list(station.workspace, chair, entry, "a nought was missing")
    delivered(station, 900)
    assert lines(station)["voters_delivered"] == 900


def test_a_file_that_comes_later_meets_the_rows_written_down(station: Station, made: Made) -> None:
    delivered(station)
    voter = write(station)
    station.at(10, days=-3)
    give_certificate(station, voter, "1")
    chair = station.actor(Role.CHAIR)
    other = replace(ROW, voter_id="a" * 32, list_number=8, surname="Ким")
    rows = [replace(ROW, voter_id="b" * 32, address="Абай көшесі, 3-1"), other]
    refused(lambda: take_in_list(station.workspace, chair, rows, b"x", 0), "voters.list_present")
    found = later_list.accept_later_list(
        station.workspace, chair, rows, file_sha256="c" * 64, act="act 13"
    )
    assert (len(found.new), len(found.changed), len(found.gone)) == (1, 1, 0)
    told = lines(station)
    assert (told["voters_delivered"], told["certificates_out"], told["voters_listed"]) == (2, 1, 1)
    refused(lambda: write(station, replace(ROW, list_number=9)), "list.came_as_file")
