# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the registers give to a sheet, by level of use; what they do not give is typed from paper."""

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.registers.certificate_stock import Stock, StockEntry
from precinct_app.domain.registers.kept import Kept
from precinct_app.services.agreed_sheet import agreed_sheet
from precinct_app.services.ballot_sheet import given_lines, sheet_rows, typed_cells
from precinct_app.services.registers import certificate_stock, levels
from precinct_app.services.registers.paper_rows import set_paper_rows
from precinct_app.services.sheet_report import current_report
from tests.services.conftest import VOTERS, Station
from tests.services.registered import AT_HOME, RECEIVED, registered_day, typed_figures
from tests.services.registers.day import ISSUER, OTHER
from tests.services.sheets import LIST, reasons, type_twice


@pytest.fixture
def day(station: Station) -> Station:
    registered_day(station)
    return station


def given(station: Station) -> dict[str, tuple[int, Source]]:
    with station.workspace.store.begin() as work:
        ballot = station.workspace.election.ballot(LIST)
        found = given_lines(station.workspace, work, ballot)
    return {cell: (line.figure, line.source) for cell, line in found.items()}


def typed(station: Station) -> set[str]:
    with station.workspace.store.begin() as work:
        ballot = station.workspace.election.ballot(LIST)
        return {spec.cell for spec in typed_cells(station.workspace, work, ballot)}


def test_every_register_gives_its_lines_with_their_source(day: Station) -> None:
    found = given(day)
    register, counted = Source.REGISTER, Source.COUNTED
    assert found["voters_delivered"] == (VOTERS, register)
    assert found["voters_listed"] == (VOTERS + 1, register)
    assert found["certificates_in"] == (1, register)
    assert found["voters_by_certificate"] == found["certificates_used"] == (1, register)
    assert found["voters_outside"] == found["home_served"] == (AT_HOME, register)
    assert found["ballots_refused"] == (0, register)
    assert found["voters_received_ballots"] == (70 + AT_HOME, counted)
    assert found["ballots_received"] == (RECEIVED, counted)
    assert found["ballots_unused"] == (RECEIVED - 70 - AT_HOME, counted)
    assert found[f"member.{ISSUER}.issued"] == (40 + AT_HOME, counted)
    assert found[f"member.{OTHER}.signed"] == (30, counted)
    assert found["box.1.entitled"] == (AT_HOME, register)
    assert found["box.1.annulled"] == (0, counted)
    assert typed(day) == set(typed_figures(day, LIST))


def test_a_day_of_the_registers_leaves_little_to_type_and_all_of_it_agrees(day: Station) -> None:
    type_twice(day, LIST, typed_figures(day, LIST))
    report = current_report(day.workspace, day.actor(), LIST)
    assert report.findings == ()
    assert report.open == ()
    assert {"E107", "E108", "E109"} <= set(report.from_register)
    assert {"A116", "A603", "E102", "E119", "E201"} <= set(report.passed)
    with day.workspace.store.begin() as work:
        sheet = agreed_sheet(day.workspace, work, day.workspace.election.ballot(LIST))
    assert sheet.source("voters_listed") is Source.REGISTER
    assert sheet.source("votes.amanat") is Source.COUNTED
    assert sheet.source("found_mobile") is Source.COMPUTED


def test_at_count_only_nothing_is_given(day: Station) -> None:
    day.level(Level.COUNT_ONLY)
    assert given(day) == {}


@pytest.mark.parametrize(
    ("register", "lines", "stays"),
    [
        (Kept.VOTER_LIST, {"voters_delivered", "voters_included", "voters_excluded",
                           "voters_listed", "ballots_refused"}, "certificates_used"),
        (Kept.CERTIFICATES, {"certificates_out", "certificates_in", "certificates_used",
                             "voters_by_certificate", "voters_listed"}, "voters_delivered"),
        (Kept.HOME_VOTING, {"voters_outside", "home_served", "box.1.entitled", "box.1.issued",
                            "box.1.annulled"}, "voters_listed"),
        (Kept.BALLOTS, {"ballots_received", "ballots_unused", f"member.{ISSUER}.issued",
                        f"member.{ISSUER}.taken"}, "voters_received_ballots"),
    ],
)  # fmt: skip
def test_a_register_on_paper_gives_nothing_and_its_lines_are_typed(
    day: Station, register: Kept, lines: set[str], stays: str
) -> None:
    assert lines <= set(given(day))
    levels.keep_on_paper(day.workspace, day.actor(Role.CHAIR), register, "the laptop was dead")
    assert not lines & set(given(day))
    assert stays in given(day)
    assert lines <= typed(day)


def test_lines_typed_from_paper_need_an_act_where_registers_are_kept(day: Station) -> None:
    levels.keep_on_paper(day.workspace, day.actor(Role.CHAIR), Kept.CERTIFICATES, "no power")
    paper = {
        "certificates_out": 0, "certificates_in": 1, "certificates_used": 1,
        "voters_by_certificate": 1, "voters_listed": VOTERS + 1,
    }  # fmt: skip
    with day.workspace.store.begin() as work:
        ballot = day.workspace.election.ballot(LIST)
        rows = sheet_rows(day.workspace, work, ballot)
    assert rows.kind == ("avc",)
    blanks = dict.fromkeys(("received", "surplus", "issued", "spoiled", "unused", "lost"), 0)
    figures = {**typed_figures(day, LIST), **paper}
    figures |= {f"kind.avc.{name}": count for name, count in blanks.items()}
    type_twice(day, LIST, figures)
    (finding,) = current_report(day.workspace, day.actor(), LIST).findings
    assert finding.code == "A116"
    assert finding.left == len(paper) + len(blanks)


def test_kinds_have_a_row_where_there_is_a_stock(day: Station) -> None:
    def kinds() -> tuple[str, ...]:
        with day.workspace.store.begin() as work:
            ballot = day.workspace.election.ballot(LIST)
            return sheet_rows(day.workspace, work, ballot).kind

    assert kinds() == ()
    entry = StockEntry("avc", Stock.RECEIVED, 5, (), "act 2")
    certificate_stock.keep_stock(day.workspace, day.actor(), entry)
    assert kinds() == ("avc",)
    assert given(day)["kind.avc.received"] == (5, Source.COUNTED)
    assert "kind.avc.unused" in typed(day)


def test_on_paper_the_commission_says_how_many_boxes_and_which_leaders(day: Station) -> None:
    day.level(Level.COUNT_ONLY)
    chair = day.actor(Role.CHAIR)

    def rows() -> tuple[tuple[str, ...], tuple[str, ...]]:
        with day.workspace.store.begin() as work:
            ballot = day.workspace.election.ballot(LIST)
            found = sheet_rows(day.workspace, work, ballot)
        return found.box, found.member

    regular = ("m2", "m4", "m5", "m6", "m7")
    assert rows() == (("1",), regular)
    set_paper_rows(day.workspace, chair, 2, ["m1", "m4"])
    assert rows() == (("1", "2"), (*regular, "m1"))
    set_paper_rows(day.workspace, chair, 0)
    assert rows() == ((), regular)
    for boxes, members, key in ((-1, (), "paper.boxes"), (21, (), "paper.boxes"),
                                (1, ("x",), "ballots.member_unknown")):  # fmt: skip
        with pytest.raises(InputError) as caught:
            set_paper_rows(day.workspace, chair, boxes, members)
        assert reasons(caught) == [key]
