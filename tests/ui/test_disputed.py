# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Disputed ballots by keys: from the sheet and back, the vote decides, the line counts them."""

from PySide6.QtCore import Qt

from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.protocol.disputed_page import Column, DisputedPage
from tests.ui.at_work import ENTER, open_sheet, sheet_page
from tests.ui.conftest import press, settle
from tests.ui.test_second import ballots
from tests.ui.test_voters import type_text


def opened(window: MainWindow) -> DisputedPage:
    page = window.page
    assert isinstance(page, DisputedPage)
    return page


def record(window: MainWindow, ground: str, votes: tuple[int, int]) -> None:
    """A doubt further down the list, the ground, both votes, Enter on what follows from them."""
    opened(window).take_focus()
    press(window, key=Qt.Key.Key_Down)
    press(window, key=ENTER)
    type_text(window, ground)
    press(window, key=ENTER)
    for number in votes:
        press(window, str(number))
        press(window, key=ENTER)
    for _ in ("decision", "time", "keep"):
        press(window, key=ENTER)
    settle(window)


def told(page: DisputedPage) -> list[list[str]]:
    return [[page.model.told(one, column) for column in Column] for one in page.model.records]


def test_a_decision_is_recorded_from_the_sheet_and_counts_there(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    place = signed_in.page.place
    press(signed_in, key=Qt.Key.Key_F10)
    settle(signed_in)
    page = opened(signed_in)
    record(signed_in, "екі белгі", (5, 2))
    assert not signed_in.line.isVisible()
    ((ground, _, votes, decision),) = told(page)
    assert ground.endswith("екі белгі")
    assert votes == "5 : 2"
    assert decision == page.own("valid")
    record(signed_in, "белгісіз", (1, 6))
    assert [row[3] for row in told(page)] == [page.own("invalid"), page.own("valid")]
    press(signed_in, key=Qt.Key.Key_Escape)
    settle(signed_in)
    assert signed_in.page.place == place
    sheet = sheet_page(signed_in).sheet
    assert sheet is not None
    assert sheet.view.figures["disputed_decided"] == 2
    assert "disputed_decided" in sheet.view.fixed
    assert "2" in sheet_page(signed_in).side.disputed.text.text()


def test_equal_votes_ask_for_the_chairs_and_no_ground_is_refused(halfway: MainWindow) -> None:
    halfway.go(Place("disputed", ballots(halfway)[0]))
    settle(halfway)
    page = opened(halfway)
    form = page.form("decide")
    form.put("in_favour", "3")
    form.put("against", "3")
    assert form.hint.text() == page.own("equal")
    form.choice("decision").choose("valid")
    form.go.click()
    settle(halfway)
    assert halfway.line.isVisible()
    assert told(page) == []
    form.put("ground", "сызылған")
    form.go.click()
    settle(halfway)
    assert [row[3] for row in told(page)] == [page.own("valid")]


def test_a_decision_is_undone_with_its_reason(halfway: MainWindow) -> None:
    halfway.go(Place("checks", ballots(halfway)[3]))
    settle(halfway)
    press(halfway, key=Qt.Key.Key_F10)
    settle(halfway)
    page = opened(halfway)
    assert len(told(page)) == 2
    page.table.selectRow(0)
    press(halfway, key=Qt.Key.Key_F9)
    type_text(halfway, "басқа бюллетень")
    for _ in range(2):
        press(halfway, key=ENTER)
    settle(halfway)
    assert [row[0][0] for row in told(page)] == ["1"]
    assert page.data is not None
    assert page.data.annex.next_number == 3
    press(halfway, key=Qt.Key.Key_Escape)
    settle(halfway)
    assert halfway.page.place.page_id == "checks"
