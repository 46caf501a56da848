# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The signatures of the list counted by keys: pages, exceptions, the table that does not meet."""

from PySide6.QtCore import Qt

from precinct_app.domain.wording import Language
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.polling.signatures_page import SignaturesPage
from tests.ui.conftest import press, settle
from tests.ui.test_voters import keys, type_text, voters

ENTER = Qt.Key.Key_Return


def signatures_page(window: MainWindow) -> SignaturesPage:
    window.go(Place("signatures"))
    settle(window)
    page = window.page
    assert isinstance(page, SignaturesPage)
    return page


def test_pages_exceptions_and_the_step_by_keys(shared_evening: MainWindow) -> None:
    """The page passed over, the wrong table, a recount with exceptions, then the step itself."""
    page = signatures_page(shared_evening)
    assert page.grid.at == (3, 6)
    assert "6" in page.missing.text()
    assert [row.gaps for row in page.grid.rows][2] == (0, 0, 0, -1, 0)
    assert [figure.text() for figure in page.card.figures] == ["244", "245", "1"]
    keys(shared_evening, "1", "1", ENTER)
    assert page.grid.at == (3, 7)
    assert page.grid.rows[3].figures[6] == 11
    assert page.missing.text() == ""
    page.grid.go(2, 1)
    before = page.grid.rows[2].figures[1]
    type_text(shared_evening, str(before + 1))
    keys(shared_evening, ENTER)
    assert page.grid.rows[2].gaps == (1, 1, 1, 0, 1)
    page.grid.go(2, 1)
    for number in (1, 2, 3, 5):
        keys(shared_evening, Qt.Key.Key_F7)
        assert page.found is not None
        ballot = page.found.ballots[number - 1].ballot_id
        page.exception.choice("ballot").choose(ballot)
        page.exception.fields["fewer"].setFocus()
        keys(shared_evening, "1", ENTER, ENTER)
    assert page.grid.rows[2].gaps == (0, 0, 0, 0, 0)
    assert page.found is not None
    assert page.found.grid.mismatches == ()
    assert [len(one.fewer) for one in page.found.exceptions] == [4]
    assert not page.go.is_open
    for row in (3, 4):
        page.grid.go(row, 1)
        keys(shared_evening, "*")
        assert shared_evening.line.asks
        keys(shared_evening, ENTER)
    assert page.found is not None
    assert page.found.grid.complete
    assert page.go.is_open
    keys(shared_evening, Qt.Key.Key_F8)
    assert page.found.announced
    assert not page.go.isVisible()


def test_below_level_marks_only_a_refusal_is_kept(shared_evening: MainWindow) -> None:
    page = voters(shared_evening, "ахметова айнур")
    keys(shared_evening, ENTER)
    assert not page.marks_here
    assert not page.card.go.is_open


def test_before_the_close_a_page_is_refused_in_words(shared_polling: MainWindow) -> None:
    page = signatures_page(shared_polling)
    shared_polling.set_taste(Language.RU, 100, dark=False)
    press(shared_polling, "9")
    keys(shared_polling, ENTER)
    assert shared_polling.line.isVisible()
    assert page.grid.rows[0].figures == {}


def test_piles_are_added_in_a_cell_and_home_has_its_row(shared_evening: MainWindow) -> None:
    page = signatures_page(shared_evening)
    assert page.found is not None
    rows = page.grid.rows
    assert (rows[-1].pages, rows[-1].total, rows[-1].gaps) == (0, 2, (0, 0, 0, 0, 0))
    assert page.found.total == 2 + sum(sum(row.figures.values()) for row in rows)
    page.grid.setFocus()
    page.grid.go(4, 19)
    keys(shared_evening, "5", "+", "7", "+", "2", "1", Qt.Key.Key_Backspace)
    assert (page.grid.piles, page.grid.typed) == ([5, 7], "2")
    assert "5 + 7" in page.grid.accessibleName()
    keys(shared_evening, ENTER)
    assert page.grid.rows[4].figures[19] == 14
    assert page.grid.at == (4, 19)  # no page of the home row to go to
    keys(shared_evening, "3", "+", Qt.Key.Key_Escape)
    assert page.grid.piles == []
    assert page.grid.rows[4].figures[19] == 14
    keys(shared_evening, Qt.Key.Key_Backspace, ENTER)
    assert 19 not in page.grid.rows[4].figures
