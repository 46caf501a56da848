# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voter lists printed from a real workspace, and read back."""

from dataclasses import replace

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.registers.voter_changes import ExclusionGround, Inclusion, InclusionGround
from precinct_app.services.papers import voter_lists
from precinct_app.services.papers.voter_lists import TablePart
from precinct_app.services.ports import Press
from precinct_app.services.registers import voter_changes
from tests.documents.reading import pages_text, squeezed, whole_text
from tests.services.conftest import VOTERS, Station
from tests.services.registers.day import (
    LIST,
    applied,
    close_list,
    holder,
    left_with_certificate,
    mark,
    marking,
    refused,
)


def chair(station: Station) -> Actor:
    return station.actor(Role.CHAIR)


def press(station: Station) -> Press:
    return station.tools.press


def tables(station: Station, count: int, *, again: bool = False) -> tuple[TablePart, ...]:
    return voter_lists.print_tables(
        station.workspace, chair(station), press(station), count, again=again
    )


def exclude(station: Station, voter: int) -> None:
    voter_changes.exclude(
        station.workspace, chair(station), station.voters[voter].voter_id, ExclusionGround.DIED,
        document="7",
    )  # fmt: skip


def include(station: Station, surname: str) -> str:
    voter = replace(station.voters[0], surname=surname, iin="", given_name="Ерлан")
    entry = voter_changes.include(
        station.workspace, station.actor(), voter, InclusionGround.COURT, document="сот 5"
    )
    return entry.content.voter_id


def test_the_list_has_every_delivered_voter_and_strikes_who_gets_nothing(station: Station) -> None:
    left_with_certificate(station, 3)
    exclude(station, 5)
    applied(station, 7)
    include(station, "Қосымшаев")
    printed = voter_lists.print_list(station.workspace, chair(station), press(station))
    text = whole_text(printed.pdf)
    assert len(printed.places) == VOTERS
    for voter in station.voters:
        assert squeezed(f"{voter.list_number}{voter.full_name}") in text
        assert voter.iin not in text
    assert squeezed(f"избирателей в списке: {VOTERS - 2}") in text
    for note in ("куәлік берілді выдано открепит.", "тізімнен шығарылды исключён из списка",
                 "үйде, № 1 на дому, № 1"):  # fmt: skip
        assert text.count(squeezed(note)) == 1
    assert "Қосымшаев" not in text


def test_a_printed_list_is_where_search_finds_everybody(station: Station) -> None:
    parts = tables(station, 3)
    assert [part.table for part in parts] == ["1", "2", "3"]
    assert sum(len(part.printed.places) for part in parts) == VOTERS
    with station.workspace.store.begin() as work:
        voters = {voter.voter_id: voter for voter in work.voters.all()}
    for part in parts:
        pages = pages_text(part.printed.pdf)
        mine = [v for v in voters.values() if v.paper_table == part.table]
        assert len(mine) == len(part.printed.places)
        for voter in mine:
            assert squeezed(voter.full_name) in pages[voter.paper_page - 1]
        rows = sorted(v.paper_row for v in mine if v.paper_page == 1)
        assert rows == list(range(1, len(rows) + 1))


def test_what_happens_later_moves_no_row_of_the_printed_list(station: Station) -> None:
    first = tables(station, 2)[0].printed
    left_with_certificate(station, 0)
    exclude(station, 1)
    applied(station, 2)
    again = voter_lists.print_list(station.workspace, chair(station), press(station), "1")
    assert again.places == first.places
    assert again.pdf != first.pdf


def test_places_are_given_once_unless_one_insists(station: Station) -> None:
    tables(station, 2)
    refused(lambda: tables(station, 3), "list_paper.places_known")
    assert len(tables(station, 3, again=True)) == 3
    refused(lambda: tables(station, 0), "list_paper.tables")
    refused(lambda: tables(station, 21), "list_paper.tables")
    close_list(station)
    refused(lambda: tables(station, 2, again=True), "list.closed")


def test_a_table_that_has_nobody_is_told(station: Station) -> None:
    refused(
        lambda: voter_lists.print_list(station.workspace, chair(station), press(station), "9"),
        "list_paper.nobody",
    )


def test_only_leaders_take_the_list_out(station: Station) -> None:
    member = station.actor(Role.MEMBER)
    for act in (voter_lists.print_list, voter_lists.print_supplementary, voter_lists.print_marked):
        refused(
            lambda act=act: act(station.workspace, member, press(station)),  # type: ignore[misc]
            "not_allowed.role",
        )


def test_the_supplementary_list_holds_who_came_since_in_order_and_empty_rows(
    station: Station,
) -> None:
    station.at(9)
    include(station, "Бірінші")
    station.at(10)
    holder(station, LIST)
    station.at(11)
    undone = include(station, "Қателесті")
    with station.workspace.store.begin() as work:
        entry = work.registers.all(Inclusion, undone)[-1]
    voter_changes.undo_change(
        station.workspace, chair(station), Inclusion, entry.entry_id, "қате"
    )  # fmt: skip
    printed = voter_lists.print_supplementary(
        station.workspace, chair(station), press(station), empty_rows=5
    )
    text = whole_text(printed.pdf)
    assert squeezed("1Бірінші Ерлан") in text
    assert squeezed("2Қонақ") in text
    assert text.index("Бірінші") < text.index("Қонақ")
    assert "Қателесті" not in text
    assert squeezed("сот шешімі решение суда") in text
    assert squeezed("куәлік бойынша по открепительному") in text
    assert len(printed.places) == 2


def test_the_marked_list_never_tells_a_finer_time_than_the_turnout_reports(
    station: Station,
) -> None:
    marking(station).at(10, 17)
    mark(station, 0)
    station.at(11, 42)
    mark(station, 1, refused=[LIST])
    station.at(15, 3)
    printed = voter_lists.print_marked(station.workspace, chair(station), press(station))
    text = whole_text(printed.pdf)
    assert "10:17" not in text
    assert "11:42" not in text
    ballots = len(station.workspace.precinct.ballot_ids)
    assert text.count("12:00") == ballots + ballots - 1
    issuer = station.workspace.member("m4").short_name
    assert text.count(squeezed(issuer)) == 2
    close_list(station)
    after = whole_text(
        voter_lists.print_marked(station.workspace, chair(station), press(station)).pdf
    )
    assert after.count("12:00") == text.count("12:00")


def test_a_printing_leaves_a_line_in_the_journal_and_no_name(station: Station) -> None:
    voter_lists.print_list(station.workspace, chair(station), press(station))
    tables(station, 2)
    with station.workspace.store.begin() as work:
        events = [event for event in work.journal.all() if event.kind == "paper.printed"]
    assert [event.subject for event in events] == ["voter_list", "voter_list_tables"]
    assert events[0].details == {"rows": VOTERS, "table": ""}
    surnames = {voter.surname for voter in station.voters}
    assert not any(surname in str(events) for surname in surnames)
