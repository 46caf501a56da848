# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The locked screen: nothing is lost, no key leads away, whoever names himself goes on in his role."""

from PySide6.QtCore import Qt

from precinct_app.domain.commission import Role
from precinct_app.services import keyboard
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.people.lock_page import LockPage
from tests.ui.at_work import ENTER, cell_at_hand, open_sheet
from tests.ui.conftest import SECRET, press, settle
from tests.ui.test_second import elsewhere


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
    assert locked(signed_in).who.currentData() == "m1"
    typed(signed_in, "m1", SECRET)
    assert signed_in.page.place == place
    held = elsewhere(signed_in, lambda s: s.open_entry(place.subject, "first", "m2").figures)
    assert held == {cell: 17}


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
