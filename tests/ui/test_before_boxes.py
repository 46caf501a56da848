# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Before the boxes, by keys: a table that does not meet, what is left, the unused cancelled."""

from PySide6.QtCore import Qt

from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.people.second_page import SecondPage
from precinct_app.ui.protocol.before_boxes_page import BeforeBoxesPage
from tests.ui.at_work import ENTER, cell_at_hand
from tests.ui.conftest import press, settle


def opened(window: MainWindow) -> BeforeBoxesPage:
    window.go(Place("before_boxes"))
    settle(window)
    assert isinstance(window.page, BeforeBoxesPage)
    return window.page


def typed(window: MainWindow, digits: str) -> None:
    for digit in digits:
        press(window, digit)
    press(window, key=ENTER)
    settle(window)


def zeros(page: BeforeBoxesPage) -> list[int | None]:
    return [one.number for one in page.grid.zeros.found]


def test_what_does_not_agree_is_typed_again_until_the_boxes_may_be_opened(late: MainWindow) -> None:
    page = opened(late)
    assert zeros(page) == [0, 0, 0, -1, None]
    assert (page.says.state, page.says.cell) == ("mismatch", cell_at_hand(late))
    typed(late, "56")
    assert (page.says.state, page.says.cell) == ("residual", "unused/3")
    assert zeros(page)[3] == -1
    press(late, "/")
    assert cell_at_hand(late) == "unused/3"
    typed(late, "727")
    assert (page.says.state, page.says.cell) == ("waiting", "unused/4")
    assert not page.cancel.is_open
    press(late, "/")
    for pile in ("300", "400"):
        for digit in pile:
            press(late, digit)
        press(late, "+")
    for digit in "27":
        press(late, digit)
    press(late, key=Qt.Key.Key_F9)
    settle(late)
    assert zeros(page) == [0] * 5
    assert page.says.state == "ready"
    assert late.line.asks
    press(late, key=ENTER)
    settle(late)
    assert late.page.place == Place("second", "", "unused")
    second = late.page
    assert isinstance(second, SecondPage)
    second.who.setCurrentIndex(second.who.count() - 1)
    second.reason.setFocus()
    typed(late, "deputy is ill")
    assert late.page is page
    assert page.says.state == "cancelled"
    assert next(s for s in late.steps if s.step_id == "before_boxes").state == "done"


def test_arrows_lead_to_the_next_ballot_and_down_to_the_way_on(late: MainWindow) -> None:
    page = opened(late)
    page.grid.focus("lost/0")
    press(late, key=Qt.Key.Key_Right)
    assert cell_at_hand(late) == "lost/1"
    press(late, key=Qt.Key.Key_Left)
    press(late, key=Qt.Key.Key_Left)
    assert cell_at_hand(late) == "lost/0"
    page.grid.focus("without_ballot/1")
    press(late, key=ENTER)
    assert cell_at_hand(late) == "surplus/2"
    press(late, key=Qt.Key.Key_Up)
    assert cell_at_hand(late) == "surplus/2"
    page.grid.focus("without_ballot/4")
    press(late, key=ENTER)
    assert late.focusWidget() is page.act


def test_a_cell_that_is_emptied_keeps_what_is_recorded(late: MainWindow) -> None:
    page = opened(late)
    page.grid.focus("unused/0")
    press(late, key=Qt.Key.Key_Backspace)
    press(late, key=ENTER)
    settle(late)
    edit = page.grid.cell("unused/0")
    assert edit is not None
    assert edit.figure() == 727
