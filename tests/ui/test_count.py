# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The second entry, differences, checks, and making final, by keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from precinct_app.domain.protocol.entries import second_order
from precinct_app.domain.wording import Language
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.people.second_page import SecondPage
from precinct_app.ui.protocol.checks_page import ChecksPage
from precinct_app.ui.protocol.differences_page import DifferencesPage
from precinct_app.ui.protocol.preview_page import PreviewPage
from precinct_app.ui.widgets.differing_figure import differing_places
from tests.ui.at_work import (
    ENTER,
    cell_at_hand,
    figures_of,
    finish,
    home_page,
    more,
    open_sheet,
    sheet_page,
    sit_down,
    type_sheet,
    way,
)
from tests.ui.conftest import press, settle
from tests.ui.test_walk import clipped, out_of_sight


def test_the_second_entry_is_blind_and_goes_up_the_sheet(signed_in: MainWindow) -> None:
    figures = figures_of(signed_in)
    open_sheet(signed_in)
    down = way(signed_in)
    type_sheet(signed_in, figures)
    finish(signed_in)
    open_sheet(signed_in, "m4")
    page = sheet_page(signed_in)
    assert page.sheet is not None
    assert page.sheet.view.kind == "second"
    assert page.paper.rows.figures() == {}
    first = set(page.sheet.blocks[0].typed(page.sheet.view.fixed))
    up = way(signed_in)
    assert [c for c in up if c in first] == list(second_order([c for c in down if c in first]))
    assert up[0] != down[0]
    assert set(up) == set(down)


def go(window: MainWindow, page_id: str, ballot: int) -> None:
    state = home_page(window).day
    assert state is not None
    window.go(Place(page_id, state.ballots[ballot - 1].ballot.ballot_id))
    settle(window)


def test_only_differing_cells_are_entered_again(halfway: MainWindow) -> None:
    go(halfway, "differences", 3)
    page = halfway.page
    assert isinstance(page, DifferencesPage)
    assert len(page.rows) == 2
    assert not page.go.is_open
    assert page.why.text()
    for difference in [line.difference for line in page.rows.values()]:
        assert cell_at_hand(halfway) == difference.cell.cell
        for digit in str(difference.first):
            press(halfway, digit)
        press(halfway, key=ENTER)
        settle(halfway)
    assert halfway.focusWidget() is page.go
    press(halfway, key=ENTER)
    settle(halfway)
    assert halfway.page.place.page_id == "checks"


def test_a_figure_that_meets_neither_entry_is_typed_once_more(halfway: MainWindow) -> None:
    go(halfway, "differences", 3)
    page = halfway.page
    assert isinstance(page, DifferencesPage)
    cell, line = next(iter(page.rows.items()))
    for again in (True, False):
        line.edit.setFocus()
        for digit in "77":
            press(halfway, digit)
        press(halfway, key=ENTER)
        settle(halfway)
        assert line.once_more.isVisible() == again
        assert (page.rows[cell].edit.figure() is None) == again
        assert not page.go.is_open
    heads = " ".join(one.text() for one in page.head.findChildren(QLabel))
    assert page.found is not None
    assert halfway.session is not None
    for member in (page.found.first_member, page.found.second_member):
        assert halfway.session.workspace.member(member).short_name in heads


def test_what_agrees_is_made_final(halfway: MainWindow) -> None:
    go(halfway, "checks", 5)
    checks = halfway.page
    assert isinstance(checks, ChecksPage)
    assert checks.checked is not None
    assert checks.checked.is_ready
    assert halfway.focusWidget() is checks.go
    press(halfway, key=ENTER)
    settle(halfway)
    press(halfway, key=ENTER)  # who was at the count is as it is proposed
    settle(halfway)
    second = halfway.page
    assert isinstance(second, SecondPage)
    second.who.setCurrentIndex(second.who.count() - 1)
    second.reason.setText("nobody is there")
    second.agree.setFocus()
    press(halfway, key=ENTER)
    settle(halfway)
    preview = halfway.page
    assert isinstance(preview, PreviewPage)
    assert preview.protocol is not None
    assert preview.protocol.record is not None
    paper = preview.paper.widget()
    assert paper is not None
    pictures = [one for one in paper.findChildren(QLabel) if not one.pixmap().isNull()]
    assert len(pictures) >= 2
    press(halfway, key=Qt.Key.Key_F4)
    settle(halfway)
    assert {s.step_id: s.state for s in halfway.steps}["finish"] == "working"


def test_an_error_after_both_entries_leads_back_to_its_line(halfway: MainWindow) -> None:
    go(halfway, "checks", 4)
    page = halfway.page
    assert isinstance(page, ChecksPage)
    finding = page.finding()
    assert finding is not None
    assert finding.code == "E305"
    assert [(gap.node, gap.value) for gap in page.flow.flow.gaps] == [("found", 1)]
    press(halfway, "/")
    assert halfway.line.isVisible()
    assert halfway.line.asks
    press(halfway, key=Qt.Key.Key_Escape)
    assert not halfway.line.isVisible()
    assert halfway.page is page
    press(halfway, "/")
    press(halfway, key=ENTER)
    settle(halfway)
    sit_down(halfway, "m2")
    assert halfway.page.place.page_id == "sheet"
    assert cell_at_hand(halfway) == "ballots_invalid"


@pytest.mark.parametrize("percent", [100, 150])
def test_the_red_block_covers_no_name(halfway: MainWindow, percent: int) -> None:
    halfway.set_taste(Language.RU, percent, dark=False)
    go(halfway, "checks", 4)
    page = halfway.page
    assert isinstance(page, ChecksPage)
    page.flow.grab()
    placed = page.flow.placed
    assert len(placed.blocks) == 1
    assert len(placed.names) >= 3
    assert not any(placed.blocks[0].intersects(name) for name in placed.names)


def test_what_agrees_unfolds_and_folds(halfway: MainWindow) -> None:
    go(halfway, "checks", 5)
    page = halfway.page
    assert isinstance(page, ChecksPage)
    press(halfway, key=Qt.Key.Key_F6)
    assert page.list.isVisible()
    press(halfway, key=Qt.Key.Key_Escape)
    assert page.flow.isVisible()


def test_an_answer_is_written_in_both_languages(signed_in: MainWindow) -> None:
    """A lost ballot needs its act before the figures can be final."""
    window, figures = signed_in, figures_of(signed_in)
    lost = more(more(figures, "ballots_lost", 1), "ballots_unused", -1)
    for member in ("m2", "m4"):
        open_sheet(window, member)
        type_sheet(window, lost)
        finish(window)
    window.set_taste(Language.RU, 150, dark=False)
    press(window, key=ENTER)
    settle(window)
    page = window.page
    assert isinstance(page, ChecksPage)
    assert [*clipped(window), *out_of_sight(page)] == []
    finding = page.finding()
    assert finding is not None
    assert finding.code == "A103"
    assert window.focusWidget() is page.answer.fields[0]
    assert not page.answer.write.is_open
    for field, told in zip(page.answer.fields, ("Қайта саналды", "Пересчитали"), strict=True):
        field.setPlainText(told)
    page.answer.write.setFocus()
    press(window, key=ENTER)
    settle(window)
    assert page.checked is not None
    assert page.checked.is_ready


def test_only_digits_that_differ_are_marked() -> None:
    assert differing_places("101", "110") == [False, True, True]
    assert differing_places("61", "67") == [False, True]
    assert differing_places("1000", "100") == [True, True, False, False]
    assert differing_places("", "7") == []


def test_f6_shows_what_both_entries_have_alike(halfway: MainWindow) -> None:
    go(halfway, "differences", 3)
    page = halfway.page
    assert isinstance(page, DifferencesPage)
    assert page.found is not None
    press(halfway, key=Qt.Key.Key_F6)
    told = [one.text() for one in page.list.findChildren(QLabel)]
    assert len(told) == 3 * len(page.found.alike)
    assert not page.table.isVisible()
    differing = {difference.cell.official for difference in page.found.cells}
    assert not differing & set(told[::3])
    press(halfway, key=Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert cell_at_hand(halfway) in page.rows


def test_one_typist_of_both_entries_says_why(halfway: MainWindow) -> None:
    go(halfway, "differences", 5)
    page = halfway.page
    assert isinstance(page, DifferencesPage)
    assert page.found is not None
    assert not page.reason.isVisible()
    page._show(replace(page.found, unexplained=True))
    assert page.reason.isVisible()
    assert not page.go.is_open
    page.reason.setFocus()
    press(halfway, key=ENTER)
    settle(halfway)
    assert halfway.line.isVisible()
    for letter in "басқа ешкім жоқ":
        press(halfway, letter)
    press(halfway, key=ENTER)
    settle(halfway)
    assert not page.reason.isVisible()
    assert page.go.is_open
