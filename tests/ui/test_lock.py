# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The locked screen: nothing is lost, no key leads away, whoever names himself goes on in his role."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from precinct_app.domain.commission import Role
from precinct_app.services import keyboard
from precinct_app.services.mock_people import sample_pin
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.people.lock_page import LockPage
from tests.ui.at_work import ENTER, cell_at_hand, open_sheet, sheet_page
from tests.ui.conftest import SECRET, press, settle
from tests.ui.test_second import elsewhere
from tests.ui.test_voters import type_text


def locked(window: MainWindow) -> LockPage:
    page = window.page
    assert isinstance(page, LockPage)
    return page


def typed(window: MainWindow, who: str, secret: str) -> None:
    page = locked(window)
    page.who.setCurrentIndex(page.who.findData(who))
    page.secret.setFocus()
    for digit in secret:
        press(window, digit)
    press(window, key=ENTER)
    settle(window)


def test_idle_locks_and_the_cell_at_hand_is_kept(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    place, cell = signed_in.page.place, cell_at_hand(signed_in)
    for digit in "17":
        press(signed_in, digit)
    signed_in.idle.idle.emit()
    settle(signed_in)
    assert locked(signed_in).who.currentData() == "m2"
    typed(signed_in, "m2", sample_pin(2))
    assert signed_in.page.place == place
    held = elsewhere(signed_in, lambda s: s.open_entry(place.subject, "first").figures)
    assert held == {cell: 17}


def idle_then_back(window: MainWindow) -> None:
    """Nobody touches a key for a while; then the same person names himself."""
    window.idle.idle.emit()
    settle(window)
    assert window.session is not None
    who = window.session.actor.member_id
    typed(window, who, SECRET if who == "m1" else sample_pin(int(who[1:])))


def test_half_a_figure_is_typed_on_where_it_was(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    cell = cell_at_hand(signed_in)
    for digit in "17":
        press(signed_in, digit)
    idle_then_back(signed_in)
    assert cell_at_hand(signed_in) == cell
    press(signed_in, "5")
    press(signed_in, key=ENTER)
    settle(signed_in)
    place = signed_in.page.place
    held = elsewhere(signed_in, lambda s: s.open_entry(place.subject, "first").figures)
    assert held == {cell: 175}


def test_an_open_strip_of_piles_is_kept_and_stays_open(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    cell, place = cell_at_hand(signed_in), signed_in.page.place
    for part in ("50", "50", "1"):
        for digit in part:
            press(signed_in, digit)
        if part != "1":
            press(signed_in, "+", Qt.Key.Key_Plus)
    signed_in.idle.idle.emit()
    settle(signed_in)
    kept = elsewhere(signed_in, lambda s: s.open_entry(place.subject, "first"))
    assert (kept.figures, kept.parts) == ({cell: 101}, {cell: (50, 50, 1)})
    typed(signed_in, "m2", sample_pin(2))
    box = sheet_page(signed_in).paper.rows.rows[cell].box
    assert box is not None
    assert box[1] == "= 100"
    press(signed_in, "7")
    press(signed_in, key=ENTER)
    settle(signed_in)
    kept = elsewhere(signed_in, lambda s: s.open_entry(place.subject, "first"))
    assert (kept.figures, kept.parts) == ({cell: 117}, {cell: (50, 50, 17)})


@pytest.mark.parametrize("way", [Qt.Key.Key_F4, Qt.Key.Key_F12])
def test_piles_are_added_up_by_whatever_way_one_leaves(signed_in: MainWindow, way: Qt.Key) -> None:
    open_sheet(signed_in)
    cell, place = cell_at_hand(signed_in), signed_in.page.place
    for digit in "50":
        press(signed_in, digit)
    press(signed_in, "+", Qt.Key.Key_Plus)
    for digit in "17":
        press(signed_in, digit)
    press(signed_in, key=way)
    settle(signed_in)
    kept = elsewhere(signed_in, lambda s: s.open_entry(place.subject, "first"))
    assert (kept.figures, kept.parts) == ({cell: 67}, {cell: (50, 17)})


def test_an_open_form_keeps_its_words(shared_polling: MainWindow) -> None:
    shared_polling.go(Place("voters"))
    settle(shared_polling)
    press(shared_polling, key=Qt.Key.Key_F8)
    settle(shared_polling)
    field = shared_polling.focusWidget()
    assert isinstance(field, QLineEdit)
    type_text(shared_polling, "Жаңа ад")
    idle_then_back(shared_polling)
    assert shared_polling.focusWidget() is field
    type_text(shared_polling, "ам")
    assert field.text() == "Жаңа адам"
    press(shared_polling, key=Qt.Key.Key_Escape)


def test_no_key_and_no_call_leads_away(halfway: MainWindow) -> None:
    press(halfway, key=Qt.Key.Key_F12)
    settle(halfway)
    for key in (Qt.Key.Key_F1, Qt.Key.Key_F4, Qt.Key.Key_F11, Qt.Key.Key_F12, Qt.Key.Key_Escape):
        press(halfway, key=key)
        settle(halfway)
        locked(halfway)
    assert not halfway.rail.isVisible()
    halfway.go(Place("home"))
    halfway.home()
    halfway.back()
    locked(halfway)


def test_a_wrong_secret_opens_nothing(halfway: MainWindow) -> None:
    halfway.lock()
    settle(halfway)
    typed(halfway, "m1", "00000000")
    assert locked(halfway).secret.text() == ""
    assert halfway.line.isVisible()
    press(halfway, key=ENTER)
    settle(halfway)
    locked(halfway)


def test_another_member_goes_on_in_his_own_role(halfway: MainWindow) -> None:
    elsewhere(halfway, lambda s: keyboard.give_pin(s.workspace, s.actor, "m4", "294751", s.tools))
    before = halfway.page.place
    halfway.lock()
    settle(halfway)
    typed(halfway, "m4", "294751")
    assert halfway.page.place == before
    assert halfway.session is not None
    assert (halfway.session.actor.member_id, halfway.session.actor.role) == ("m4", Role.MEMBER)
