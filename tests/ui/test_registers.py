# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Registers of the day by keys: ballots, people, turnout, steps; what is refused is said in words."""

from datetime import time

import pytest
from PySide6.QtCore import Qt

from precinct_app.domain.night import Step
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.polling.ballots_page import BallotsPage
from precinct_app.ui.polling.commission_page import CommissionPage
from precinct_app.ui.polling.register_page import UNDO, RegisterPage
from precinct_app.ui.polling.steps_page import StepsPage
from precinct_app.ui.polling.turnout_page import TurnoutPage
from tests.ui.conftest import settle
from tests.ui.test_voters import keys, type_text

ENTER = Qt.Key.Key_Return


def go(window: MainWindow, page_id: str, deed: str = "") -> RegisterPage[object, object]:
    window.go(Place(page_id, "", deed))
    settle(window)
    page = window.page
    assert isinstance(page, RegisterPage)
    return page


def test_ballots_go_to_a_member_all_at_once_and_come_back_with_a_reason(
    polling: MainWindow,
) -> None:
    page = go(polling, "ballots", "to_member")
    assert isinstance(page, BallotsPage)
    before = len(page.model.records)
    assert polling.focusWidget() is page.form("to_member").fields["member"]
    keys(polling, ENTER)
    for number in ("10", "0", "12"):
        type_text(polling, number)
        keys(polling, ENTER)
    page.form("to_member").go.setFocus()
    keys(polling, ENTER)
    assert polling.line.isVisible()  # nothing moves of ballot 2, and so nothing at all
    assert len(page.model.records) == before
    page.form("to_member").fields["b2"].setFocus()
    keys(polling, Qt.Key.Key_Backspace)
    page.form("to_member").go.setFocus()
    keys(polling, ENTER)
    assert len(page.model.records) == before + 2
    page.table.setFocus()
    page.table.selectRow(0)
    keys(polling, Qt.Key.Key_F9)
    type_text(polling, "Қате")
    keys(polling, ENTER, ENTER)
    assert len(page.model.records) == before + 1
    assert page.panes.shown is not page.forms[UNDO]


def test_a_member_leaves_by_one_key_and_the_quorum_follows(polling: MainWindow) -> None:
    page = go(polling, "commission")
    assert isinstance(page, CommissionPage)
    page.table.setFocus()
    for row in (1, 2, 3):
        page.table.selectRow(row)
        keys(polling, ENTER)
    assert page.data is not None
    assert [p.here for p in page.data.people[:4]] == [True, False, False, False]
    assert not page.data.now.enough
    assert page.data.now.quorum.present == 4


def test_an_observer_comes_and_leaves(polling: MainWindow) -> None:
    page = go(polling, "commission", "guest")
    assert isinstance(page, CommissionPage)
    form = page.form("guest")
    assert page.data is not None
    guests = len(page.data.people)
    form.fields["name"].setFocus()
    type_text(polling, "Қалиев Т. Б.")
    form.go.setFocus()
    keys(polling, ENTER)
    assert len(page.data.people) == guests + 1
    page.table.setFocus()
    page.table.selectRow(guests)
    keys(polling, ENTER)
    assert not page.data.people[-1].here


def test_a_report_from_the_marks_and_one_by_telephone(polling: MainWindow) -> None:
    page = go(polling, "turnout", "report")
    assert isinstance(page, TurnoutPage)
    assert page.form("report").value("hour") == time(12).isoformat()
    page.form("report").fields["voters"].setFocus()
    type_text(polling, "590")
    keys(polling, ENTER, ENTER, ENTER)
    assert page.data is not None
    assert [p.voters for p in page.data.points[:2]] == [268, 590]
    assert "590" in page.spoken.text()
    page.choose("tell")
    page.form("tell").fields["told_to"].setFocus()
    type_text(polling, "Ибраева")
    keys(polling, ENTER, ENTER, ENTER)
    assert page.data.points[1].is_told


def test_what_is_still_closed_says_why_and_a_late_step_has_its_time(evening: MainWindow) -> None:
    page = go(evening, "steps")
    assert isinstance(page, StepsPage)
    form = page.form("step")
    form.choice("step").choose(Step.UNUSED_CANCELLED.value)
    form.go.setFocus()
    keys(evening, ENTER)
    assert evening.line.isVisible()
    form.choice("step").choose(Step.LIST_CLOSED.value)
    form.fields["happened"].setFocus()
    type_text(evening, "2041")
    keys(evening, ENTER, ENTER)
    assert page.data is not None
    closed = next(v for v in page.data.steps if v.step is Step.LIST_CLOSED)
    assert closed.happened is not None
    assert page.model.told(page.data.lines[3], page.model.columns[2]) == "20:41"


@pytest.mark.parametrize(("typed", "told"), [("9999", True), ("0700", False)])
def test_a_time_that_is_none_is_refused(polling: MainWindow, typed: str, told: bool) -> None:
    page = go(polling, "commission", "came")
    form = page.form("came")
    form.fields["happened"].setFocus()
    type_text(polling, typed)
    keys(polling, ENTER, ENTER)
    assert polling.line.isVisible() is told
