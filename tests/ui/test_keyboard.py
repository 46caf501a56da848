# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who is at the keyboard: asked once, known by a PIN, nobody stuck without one, by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from precinct_app.domain.commission import CERTIFIERS, Role
from precinct_app.services.entries_at_hand import entries_at_hand, lone_reason, protocol_of
from precinct_app.services.journal_reading import read_journal
from precinct_app.services.mock_people import sample_pin
from precinct_app.services.users import users
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.people.keyboard_page import KeyboardPage
from precinct_app.ui.polling.commission_page import Column, CommissionPage
from tests.ui.at_work import (
    ENTER,
    cell_at_hand,
    figures_of,
    finish,
    home_page,
    open_sheet,
    sheet_page,
    sit_down,
    type_sheet,
)
from tests.ui.conftest import SECRET, press, settle
from tests.ui.test_second import ballots, elsewhere

NEW = "630517"


def asked(window: MainWindow) -> KeyboardPage:
    """The page that asks; from home it is what is next."""
    if window.page.place.page_id == "home":
        home_page(window).go.setFocus()
        press(window, key=ENTER)
        settle(window)
    page = window.page
    assert isinstance(page, KeyboardPage)
    return page


def typed(window: MainWindow, digits: str) -> None:
    """Digits, then Enter."""
    for digit in digits:
        press(window, digit)
    press(window, key=ENTER)
    settle(window)


def shown(page: KeyboardPage) -> list[str]:
    return [name for name, field in page.form.fields.items() if not field.isHidden()]


def here(window: MainWindow) -> str:
    assert window.session is not None
    return window.session.actor.member_id


def field(page: KeyboardPage, name: str) -> QLineEdit:
    found = page.form.fields[name]
    assert isinstance(found, QLineEdit)
    return found


def test_it_is_asked_once_and_the_bar_and_the_journal_tell(signed_in: MainWindow) -> None:
    asked(signed_in)
    assert sit_down(signed_in, "m4") == 8
    assert signed_in.page.place.page_id == "sheet"
    assert here(signed_in) == "m4"
    assert signed_in.session is not None
    name = signed_in.session.workspace.member("m4").short_name
    assert name in signed_in.bar.words.person
    band = sheet_page(signed_in).view.band
    assert band.words is not None
    assert band.words.who == name
    press(signed_in, key=Qt.Key.Key_Escape)
    settle(signed_in)
    assert signed_in.page.place.page_id == "home"
    assert not signed_in.line.isVisible()
    press(signed_in, key=ENTER)
    settle(signed_in)
    assert signed_in.page.place.page_id == "sheet"
    chair = elsewhere(signed_in, lambda s: users(s.workspace, s.actor, s.folder, s.tools))[0].actor
    events = elsewhere(signed_in, lambda s: read_journal(s.workspace, chair))
    taken = [(e.member_id, e.details["after"]) for e in events if e.kind == "keyboard.taken"]
    assert taken == [("m4", "m1")]


def test_whoever_signed_in_goes_on_with_one_key(signed_in: MainWindow) -> None:
    page = asked(signed_in)
    assert page.seat() is not None
    assert page.people.hasFocus()
    press(signed_in, key=ENTER)
    settle(signed_in)
    assert signed_in.page.place.page_id == "sheet"
    assert here(signed_in) == "m1"


def test_digits_are_taken_by_key_in_the_kazakh_layout(signed_in: MainWindow) -> None:
    page = asked(signed_in)
    press(signed_in, "ң")
    assert page.people.at == 3
    for letter in ("ә", "қ"):
        press(signed_in, letter)
    assert page.form.value("secret") == "20"


def test_a_wrong_pin_is_told_and_then_the_seconds(signed_in: MainWindow) -> None:
    page = asked(signed_in)
    press(signed_in, "4")
    for _ in range(5):
        assert field(page, "secret").hasFocus()
        typed(signed_in, "111222")
        assert signed_in.page is page
        assert field(page, "secret").text() == ""
    assert any(c.isdigit() for c in signed_in.line.text.text())
    page.people.setFocus()
    sit_down(signed_in, "m5")
    assert here(signed_in) == "m5"


def test_a_member_without_a_pin_chooses_one_where_a_leader_sits(signed_in: MainWindow) -> None:
    page = asked(signed_in)
    press(signed_in, "7")
    assert shown(page) == ["pin", "again"]
    typed(signed_in, NEW)
    typed(signed_in, "630518")
    assert here(signed_in) == "m1"
    assert signed_in.line.isVisible()
    typed(signed_in, NEW)
    typed(signed_in, NEW)
    assert here(signed_in) == "m7"
    assert signed_in.page.place.page_id == "sheet"


def test_a_member_without_a_pin_is_let_in_by_a_leader(signed_in: MainWindow) -> None:
    asked(signed_in)
    sit_down(signed_in, "m4")
    signed_in.go(Place("keyboard"))
    settle(signed_in)
    page = asked(signed_in)
    press(signed_in, "7")
    assert shown(page) == ["leader", "leader_secret", "pin", "again"]
    for secret, who in (("12345670", "m4"), (SECRET, "m7")):
        field(page, "leader_secret").setFocus()
        typed(signed_in, secret)
        typed(signed_in, NEW)
        typed(signed_in, NEW)
        assert here(signed_in) == who


def test_the_second_entry_is_anothers_or_the_reason_is_kept(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    type_sheet(signed_in, figures_of(signed_in))
    finish(signed_in)
    page = asked(signed_in)
    seat = page.seat()
    assert seat is not None
    assert not seat.other
    press(signed_in, "2")
    assert shown(page) == ["reason"]
    press(signed_in, key=ENTER)
    settle(signed_in)
    assert signed_in.page is page
    for letter in "жалғызбын":
        press(signed_in, letter)
    press(signed_in, key=ENTER)
    settle(signed_in)
    assert signed_in.page.place.detail == "second"
    assert cell_at_hand(signed_in)

    def reason(session: Session) -> str:
        with session.workspace.store.begin() as work:
            return lone_reason(work, protocol_of(work, ballots(signed_in)[0]))

    assert elsewhere(signed_in, reason) == "жалғызбын"


def test_what_another_began_is_his_or_set_aside_by_a_leader(halfway: MainWindow) -> None:
    """The second entry of the second ballot is under way."""
    ballot_id = ballots(halfway)[1]
    halfway.go(Place("sheet", ballot_id, "second"))
    settle(halfway)
    page = asked(halfway)
    began = page.seat()
    assert began is not None
    assert began.began
    press(halfway, "5")
    assert shown(page) == ["reason", "secret"]
    field(page, "reason").setText("ауырып қалды")
    field(page, "secret").setFocus()
    typed(halfway, sample_pin(5))
    assert here(halfway) == "m5"
    assert sheet_page(halfway).paper.rows.figures() == {}

    def standing(session: Session) -> list[str]:
        with session.workspace.store.begin() as work:
            entries = entries_at_hand(work, protocol_of(work, ballot_id))
        return [entry.member_id for entry in entries if entry.kind == "second"]

    assert elsewhere(halfway, standing) == ["m5"]


def test_a_leaders_step_asks_for_a_leader_and_leads_on(halfway: MainWindow) -> None:
    halfway.go(Place("keyboard"))
    settle(halfway)
    sit_down(halfway, "m4")
    assert halfway.page.place.page_id == "home"
    assert not halfway.line.isVisible()
    halfway.go(Place("checks", ballots(halfway)[4]))
    settle(halfway)
    press(halfway, key=ENTER)
    settle(halfway)
    page = asked(halfway)
    assert page.found is not None
    assert {seat.user.role for seat in page.found.seats} <= set(CERTIFIERS)
    press(halfway, "1")
    typed(halfway, SECRET)
    assert halfway.page.place.page_id == "count_facts"
    assert halfway.session is not None
    assert halfway.session.actor.role is Role.CHAIR
    press(halfway, key=Qt.Key.Key_Escape)
    settle(halfway)
    assert halfway.page.place.page_id == "checks"


def test_escape_leaves_the_keyboard_to_whoever_has_it(signed_in: MainWindow) -> None:
    asked(signed_in)
    press(signed_in, "4")
    press(signed_in, "2")
    press(signed_in, key=Qt.Key.Key_Escape)
    settle(signed_in)
    assert signed_in.page.place.page_id == "home"
    assert here(signed_in) == "m1"


def test_f8_shows_what_is_typed_and_nothing_stays_behind(signed_in: MainWindow) -> None:
    page = asked(signed_in)
    press(signed_in, "4")
    press(signed_in, "2")
    press(signed_in, key=Qt.Key.Key_F8)
    assert field(page, "secret").echoMode() is QLineEdit.EchoMode.Normal
    press(signed_in, key=Qt.Key.Key_F4)
    settle(signed_in)
    assert field(page, "secret").echoMode() is QLineEdit.EchoMode.Password
    assert field(page, "secret").text() == ""


def test_an_entry_reopened_from_the_checks_is_ones_own(halfway: MainWindow) -> None:
    halfway.go(Place("keyboard"))
    settle(halfway)
    second = elsewhere(halfway, lambda s: s.ballots()[3].second_member)
    sit_down(halfway, second)
    halfway.go(Place("checks", ballots(halfway)[3]))
    settle(halfway)
    press(halfway, "/")
    press(halfway, key=ENTER)
    settle(halfway)
    assert halfway.page.place.page_id == "sheet"
    assert halfway.page.place.detail == "second"
    assert cell_at_hand(halfway) == "ballots_invalid"


def test_the_commission_page_tells_who_has_a_pin_and_sets_one(shared_polling: MainWindow) -> None:
    window = shared_polling
    window.go(Place("commission", detail="pin"))
    settle(window)
    page = window.page
    assert isinstance(page, CommissionPage)
    told = [page.model.told(person, Column.PIN) for person in page.model.records]
    assert told[5] != told[6]
    form = page.form("pin")
    form.choice("member").choose("m7")
    form.put("pin", NEW)
    form.put("again", NEW)
    form.go.click()
    settle(window)
    assert not window.line.isVisible()
    told = [page.model.told(person, Column.PIN) for person in page.model.records]
    assert told[5] == told[6]


def test_what_a_role_may_not_do_is_offered_to_a_leader(halfway: MainWindow) -> None:
    halfway.go(Place("keyboard"))
    settle(halfway)
    sit_down(halfway, "m4")
    halfway.go(Place("journal"))
    settle(halfway)
    assert halfway.line.asks
    press(halfway, key=ENTER)
    settle(halfway)
    press(halfway, "1")
    typed(halfway, SECRET)
    assert halfway.page.place.page_id == "journal"
    assert not halfway.line.isVisible()
    press(halfway, key=Qt.Key.Key_Escape)
    settle(halfway)
    assert halfway.page.place.page_id == "home"
