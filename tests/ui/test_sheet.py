# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Typing a sheet by keys: digits and one key a field, every cell kept, findings, piles, blocks."""

from PySide6.QtCore import Qt

from precinct_app.domain.protocol.sheet import NA
from precinct_app.domain.wording import Language
from precinct_app.services.ports import OpenedPackage
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.protocol.finding_words import suspects_of
from precinct_app.ui.screens import sample_day
from tests.ui.at_work import (
    ENTER,
    cell_at_hand,
    figures_of,
    finish,
    more,
    next_step,
    open_sheet,
    sheet_page,
    type_sheet,
    way,
)
from tests.ui.conftest import PRECINCT, Guard, press, settle


def test_a_sheet_takes_its_digits_plus_one_key_a_field(signed_in: MainWindow) -> None:
    figures = figures_of(signed_in)
    open_sheet(signed_in)
    keys = type_sheet(signed_in, figures)
    assert keys == sum(len(str(figures[cell])) + 1 for cell in way(signed_in))
    assert sheet_page(signed_in).finding() is None
    assert sheet_page(signed_in).side.card.words.grade == "agrees"
    finish(signed_in)
    assert signed_in.page.place.page_id == "home"
    assert next_step(signed_in) == "second"


def test_the_sheet_is_two_blocks_and_enter_leads_from_one_to_the_other(
    signed_in: MainWindow,
) -> None:
    open_sheet(signed_in)
    page, figures = sheet_page(signed_in), figures_of(signed_in)
    assert page.sheet is not None
    first = page.sheet.blocks[0].typed(page.sheet.view.fixed)
    for cell in first:
        for digit in str(figures[cell]):
            press(signed_in, digit)
        press(signed_in, key=ENTER)
    settle(signed_in)
    assert page.paper.block == 1
    assert cell_at_hand(signed_in) == page.sheet.blocks[1].typed(page.sheet.view.fixed)[0]
    assert str(figures["ballots_unused"]) not in page.paper.above.told
    assert "1" in page.paper.above.told
    press(signed_in, key=Qt.Key.Key_Up)
    assert page.paper.block == 0
    assert cell_at_hand(signed_in) == first[-1]


def test_running_sum_stands_beside_the_typed_total(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    page, figures = sheet_page(signed_in), figures_of(signed_in)
    type_sheet(signed_in, more(figures, "against_all", 9))
    assert page.paper.sums.gap == 9
    votes = [f for c, f in figures.items() if c.startswith("votes.") and isinstance(f, int)]
    assert page.paper.sums.added == sum(votes) + int(str(figures["against_all"])) + 9
    assert page.paper.sums.total == figures["ballots_valid"]


def test_a_slip_is_shown_with_both_numbers_and_the_key_jumps_to_it(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    type_sheet(signed_in, more(figures_of(signed_in), "found_stationary", 300))
    page = sheet_page(signed_in)
    finding = page.finding()
    assert finding is not None
    assert finding.code == "E301"
    assert page.side.card.gap.text() == "300"
    assert page.side.card.recount.text()
    page.focus("ballots_valid")
    press(signed_in, "/")
    settle(signed_in)
    assert cell_at_hand(signed_in) in finding.cells
    rows = page.paper.rows.rows
    states = [line.edit.property("state") for line in rows.values()]
    assert 1 <= states.count("failing") <= 2
    tied = [cell for cell, line in rows.items() if line.tied]
    assert set(finding.cells) & set(rows) <= set(tied)
    assert any(line.box and line.box[2] == "red" for line in rows.values())


def test_the_slash_leads_to_the_finding_from_outside_a_cell(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    type_sheet(signed_in, more(figures_of(signed_in), "ballots_unused", 1))
    assert signed_in.focusWidget() is sheet_page(signed_in).side.finish
    press(signed_in, "/")
    assert cell_at_hand(signed_in)
    assert sheet_page(signed_in).paper.block == 0


def test_the_slash_leads_from_one_suspect_to_the_next_and_the_card_says_so(
    signed_in: MainWindow,
) -> None:
    open_sheet(signed_in)
    figures = figures_of(signed_in)
    type_sheet(signed_in, more(figures, "against_all", 9))
    page = sheet_page(signed_in)
    finding = page.finding()
    assert finding is not None
    suspects = suspects_of(finding, page.checked.slips)
    assert len(suspects) > 1
    seen = []
    for _ in suspects:
        told = page.side.card.go.text()
        press(signed_in, "/")
        seen.append(cell_at_hand(signed_in))
        assert page.sheet is not None
        assert page.sheet.naming.number(seen[-1]) in told
    assert tuple(seen) == suspects
    press(signed_in, "/")
    assert cell_at_hand(signed_in) == suspects[0]


def test_when_all_agrees_the_slash_leads_to_what_is_empty_and_then_to_the_way_on(
    signed_in: MainWindow,
) -> None:
    open_sheet(signed_in)
    type_sheet(signed_in, figures_of(signed_in))
    page, finish = sheet_page(signed_in), sheet_page(signed_in).side.finish
    assert finish.shown_key() == "Enter"
    press(signed_in, key=Qt.Key.Key_Up)
    press(signed_in, key=Qt.Key.Key_Up)
    assert cell_at_hand(signed_in)
    assert finish.shown_key() == "/"
    press(signed_in, "/")
    assert signed_in.focusWidget() is finish
    assert finish.shown_key() == "Enter"
    assert page.finding() is None


def test_every_cell_is_kept_as_it_is_left(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    for text in "31":
        press(signed_in, text)
    press(signed_in, "ж")
    press(signed_in, key=ENTER)
    settle(signed_in)
    assert signed_in.saved
    press(signed_in, key=Qt.Key.Key_F4)
    settle(signed_in)
    assert signed_in.page.place.page_id == "home"
    open_sheet(signed_in)
    first, then = way(signed_in)[:2]
    assert sheet_page(signed_in).paper.rows.figures() == {first: 31}
    assert cell_at_hand(signed_in) == then


def test_the_cell_one_is_in_is_kept_when_the_window_closes(
    signed_in: MainWindow, guard: Guard
) -> None:
    open_sheet(signed_in)
    cell, session = way(signed_in)[0], signed_in.session
    press(signed_in, "4")
    press(signed_in, "2")
    assert session is not None
    opened = sheet_page(signed_in).sheet
    assert opened is not None
    kept, close, view = [], session.close, opened.view

    def look_then_close() -> None:
        guard.watching = False
        kept.append(session.open_entry(view.ballot.ballot_id, view.kind))
        close()

    session.close = look_then_close  # type: ignore[method-assign]
    signed_in.close()
    assert kept[0].figures[cell] == 42


def test_piles_zeros_and_not_applicable(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    page, cell = sheet_page(signed_in), way(signed_in)[0]
    for part in ("50", "50", "17"):
        for digit in part:
            press(signed_in, digit)
        if part != "17":
            press(signed_in, "+", Qt.Key.Key_Plus)
    box = page.paper.rows.rows[cell].box
    assert box is not None
    assert "50 + 50" in box[0]
    assert box[1] == "= 100"
    press(signed_in, key=ENTER)
    page.focus("voters_by_certificate")
    press(signed_in, "-", Qt.Key.Key_Minus)
    press(signed_in, "*", Qt.Key.Key_Asterisk)
    settle(signed_in)
    figures = page.paper.rows.figures()
    assert figures[cell] == 117
    assert figures["voters_by_certificate"] is NA
    assert page.sheet is not None
    assert set(page.sheet.blocks[0].typed(page.sheet.view.fixed)) <= set(figures)
    press(signed_in, key=Qt.Key.Key_F4)
    settle(signed_in)
    open_sheet(signed_in)
    kept = sheet_page(signed_in).sheet
    assert kept is not None
    assert dict(kept.view.parts) == {cell: (50, 50, 17)}


def test_piles_are_added_up_by_whatever_key_the_cell_is_left(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    first, second, third = way(signed_in)[:3]
    for told, last in (("50+17", Qt.Key.Key_Tab), ("8+", Qt.Key.Key_Tab), ("3+4", Qt.Key.Key_F4)):
        for char in told:
            press(signed_in, char)
        press(signed_in, key=last)
        settle(signed_in)
    open_sheet(signed_in)
    kept = sheet_page(signed_in).sheet
    assert kept is not None
    assert dict(kept.view.figures) == {first: 67, second: 8, third: 7}
    assert dict(kept.view.parts) == {first: (50, 17), second: (8,), third: (3, 4)}


def test_escape_puts_piles_away_and_then_leads_back(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    press(signed_in, "5")
    press(signed_in, "+", Qt.Key.Key_Plus)
    page = sheet_page(signed_in)
    assert page.piles.is_open
    press(signed_in, key=Qt.Key.Key_Escape)
    assert not page.piles.is_open
    assert signed_in.page is page
    press(signed_in, key=Qt.Key.Key_Escape)
    settle(signed_in)
    assert signed_in.page.place.page_id == "home"


def test_a_cell_passed_over_is_marked_and_found_again(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    first, second = way(signed_in)[:2]
    press(signed_in, key=ENTER)
    press(signed_in, "7")
    press(signed_in, key=ENTER)
    settle(signed_in)
    rows = sheet_page(signed_in).paper.rows.rows
    assert rows[first].edit.property("state") == "passed"
    assert rows[second].edit.property("state") != "passed"
    assert not sheet_page(signed_in).side.finish.is_open


def test_the_flow_picture_opens_and_closes_over_the_sheet(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    figures = figures_of(signed_in)
    type_sheet(signed_in, more(figures, "ballots_invalid", -1))
    page = sheet_page(signed_in)
    press(signed_in, key=Qt.Key.Key_F9)
    gaps = {gap.node: gap.value for gap in page.flow.flow.gaps}
    assert gaps == {"found": 1}
    assert page.flow.accessibleName()
    press(signed_in, key=Qt.Key.Key_Escape)
    assert cell_at_hand(signed_in)


def test_a_change_of_language_leaves_the_focus_where_it_is(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    press(signed_in, "3")
    focused = signed_in.focusWidget()
    press(signed_in, key=Qt.Key.Key_F2)
    settle(signed_in)
    assert signed_in.focusWidget() is focused
    assert sheet_page(signed_in).paper.rows.figures() == {way(signed_in)[0]: 3}


def test_thirteen_short_rows_are_in_sight_and_sums_never_scroll(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    page = sheet_page(signed_in)
    for high in (768, 700):
        signed_in.resize(1366, high)
        settle(signed_in)
        row = page.paper.rows.style_of_rows.height
        assert page.paper.rows.viewport().height() // row >= 12
        assert page.paper.sums.isVisible()
        assert page.paper.sums.geometry().bottom() <= page.paper.height()
        assert not page.paper.rows.isAncestorOf(page.paper.sums)


def test_no_row_is_cut_and_sums_stand_under_the_digits_beside_a_scroll_bar(
    halfway: MainWindow, package: OpenedPackage
) -> None:
    day = sample_day(package, PRECINCT)
    place = day.place(Place("sheet", "1", "first"))
    assert halfway.session is not None
    assert place is not None
    halfway.session.sit_down(day.who(place))
    for percent in (100, 150):
        halfway.set_taste(Language.RU, percent, dark=False)
        halfway.go(place)
        settle(halfway)
        page = sheet_page(halfway)
        rows, bar = page.paper.rows, page.paper.rows.verticalScrollBar()
        for key in (Qt.Key.Key_Up,) * 7 + (Qt.Key.Key_Down,) * 5:
            assert bar.value() in {line.y() for line in rows.rows.values()}
            press(halfway, key=key)
            settle(halfway)
        assert bar.maximum() > 0
        taken = rows.width() - rows.viewport().width()
        assert page.paper.sums.bar == page.paper.head.bar == taken
        widest = max(look_width(halfway, line.spec.official) for line in rows.rows.values())
        edge = halfway.look.px(next(iter(rows.rows.values())).style_of_rows.number)
        assert edge - widest >= 5  # the mark of the current row


def look_width(window: MainWindow, told: str) -> int:
    return window.look.metrics(16).horizontalAdvance(told)
