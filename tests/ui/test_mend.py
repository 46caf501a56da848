# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Mending by keys: a recount, exchanged sheets, final figures opened by a decision of two."""

from PySide6.QtCore import Qt

from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.protocol.mend_page import MendPage
from precinct_app.ui.protocol.mending import Way
from tests.ui.at_work import ENTER
from tests.ui.conftest import press, settle
from tests.ui.test_finish import final
from tests.ui.test_second import ballots


def opened(window: MainWindow, number: int) -> MendPage:
    window.go(Place("mend", ballots(window)[number - 1]))
    settle(window)
    assert isinstance(window.page, MendPage)
    return window.page


def step(page: MendPage, number: int) -> str:
    assert page.found is not None
    return page.found.ballots[number - 1].step


def done(window: MainWindow, page: MendPage, way: Way) -> None:
    """Choose a way, then yes."""
    page.form.choice("way").setCurrentIndex(list(Way).index(way))
    page.form.go.setFocus()
    press(window, key=ENTER)
    assert window.line.asks
    press(window, key=ENTER)
    settle(window)


def test_a_ballot_is_counted_again_once(halfway: MainWindow) -> None:
    page = opened(halfway, 5)
    assert step(page, 5) == "checks"
    press(halfway, key=ENTER)
    assert halfway.focusWidget() is page.form.fields["way"]
    done(halfway, page, Way.RECOUNT)
    assert step(page, 5) == "first"
    done(halfway, page, Way.RECOUNT)
    assert halfway.line.isVisible()
    press(halfway, key=Qt.Key.Key_Escape)


def test_sheets_of_other_lines_are_not_exchanged(halfway: MainWindow) -> None:
    page = opened(halfway, 5)
    page.form.choice("way").setCurrentIndex(1)
    assert page.form.choice("other").count() == 4
    done(halfway, page, Way.EXCHANGE)
    assert halfway.line.isVisible()
    assert not halfway.line.asks
    assert step(page, 5) == "checks"


def test_final_figures_are_opened_by_a_decision_of_two(halfway: MainWindow) -> None:
    final(halfway)
    page = opened(halfway, 5)
    assert step(page, 5) == "done"
    page.form.choice("way").setCurrentIndex(2)
    done(halfway, page, Way.REOPEN)
    assert halfway.line.isVisible()
    assert step(page, 5) == "done"
    page.form.choice("second").setCurrentIndex(page.form.choice("second").count() - 1)
    assert page.form.fields["alone"].isVisible()
    for name, told in (("number", "7"), ("reason", "a line was skipped"), ("alone", "night")):
        page.form.put(name, told)
    done(halfway, page, Way.REOPEN)
    assert step(page, 5) == "checks"
