# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Figures become final by two people, by keys."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import Qt

from precinct_app.domain.commission import Actor
from precinct_app.services import keyboard
from precinct_app.services.journal_reading import read_journal
from precinct_app.services.registers import count_facts
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place, asking
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.people.second_page import SecondPage
from precinct_app.ui.protocol.count_facts_page import CountFactsPage
from tests.ui.at_work import ENTER
from tests.ui.conftest import press, settle

T = TypeVar("T")


def elsewhere(window: MainWindow, work: Callable[[Session], T]) -> T:
    """Ask the services off the window's thread, as a page does."""
    session = window.session
    assert session is not None
    with ThreadPoolExecutor(1) as other:
        return other.submit(work, session).result()


def at_second(window: MainWindow) -> SecondPage:
    """The fifth ballot is ready: its figures are to be made final."""
    assert window.session is not None
    window.go(Place("checks", ballots(window)[4]))
    settle(window)
    press(window, key=ENTER)
    settle(window)
    assert isinstance(window.page, CountFactsPage)
    press(window, key=ENTER)  # all that is known stands there: the button has the focus
    settle(window)
    page = window.page
    assert isinstance(page, SecondPage)
    return page


def ballots(window: MainWindow) -> list[str]:
    assert window.session is not None
    workspace = window.session.workspace
    return [b.ballot_id for b in workspace.election.ballots_of(workspace.info.precinct_id)]


def frozen(window: MainWindow) -> list[dict[str, str | int]]:
    events = elsewhere(window, lambda s: read_journal(s.workspace, s.actor))
    return [dict(event.details) for event in events if event.kind == "protocol.frozen"]


def test_a_member_agrees_by_his_pin(halfway: MainWindow) -> None:
    elsewhere(halfway, lambda s: keyboard.give_pin(s.workspace, s.actor, "m4", "294751", s.tools))
    page = at_second(halfway)
    page.who.setCurrentIndex(page.who.findData("m4"))
    page.secret.setFocus()
    for digit in "294750":
        press(halfway, digit)
    press(halfway, key=ENTER)
    settle(halfway)
    assert halfway.line.isVisible()
    assert page.secret.text() == ""
    assert frozen(halfway) == []
    page.secret.setFocus()
    for digit in "294751":
        press(halfway, digit)
    press(halfway, key=ENTER)
    settle(halfway)
    assert halfway.page.place.page_id == "preview"
    assert [told["second"] for told in frozen(halfway)] == ["m4"]


def test_alone_only_with_the_reason(halfway: MainWindow) -> None:
    page = at_second(halfway)
    assert page.who.currentData() not in {"", halfway.session and halfway.session.actor.member_id}
    page.who.setCurrentIndex(page.who.count() - 1)
    page.reason.setFocus()
    press(halfway, key=ENTER)
    settle(halfway)
    assert frozen(halfway) == []
    page.reason.setText("Хатшы ауырып қалды")
    press(halfway, key=ENTER)
    settle(halfway)
    assert halfway.page.place.page_id == "preview"
    assert [told["alone"] for told in frozen(halfway)] == ["Хатшы ауырып қалды"]


def test_escape_leaves_everything_as_it_was(halfway: MainWindow) -> None:
    at_second(halfway)
    press(halfway, key=Qt.Key.Key_Escape)
    settle(halfway)
    assert halfway.page.place.page_id == "count_facts"
    press(halfway, key=Qt.Key.Key_Escape)
    settle(halfway)
    assert halfway.page.place.page_id == "checks"
    assert frozen(halfway) == []


def test_who_was_at_the_count_is_said_and_printed(halfway: MainWindow) -> None:
    halfway.go(Place("count_facts", ballots(halfway)[4]))
    settle(halfway)
    facts = halfway.page
    assert isinstance(facts, CountFactsPage)
    facts.form.fields["members"].setFocus(Qt.FocusReason.TabFocusReason)
    for keys in ("5", "3", "", "", "1"):
        for digit in keys:
            press(halfway, digit)
        press(halfway, key=ENTER)
    assert halfway.focusWidget() is facts.form.fields["started"]
    facts.form.go.setFocus()
    press(halfway, key=ENTER)
    settle(halfway)
    assert isinstance(halfway.page, SecondPage)
    night = elsewhere(
        halfway, lambda s: count_facts.night_said(s.workspace, s.actor, ballots(halfway)[4])
    )
    there = night.presence
    assert (there.members, there.observers_national, there.media) == (5, 3, 1)


def test_an_impossible_time_is_told_and_kept_for_mending(halfway: MainWindow) -> None:
    halfway.go(Place("count_facts", ballots(halfway)[4]))
    settle(halfway)
    facts = halfway.page
    assert isinstance(facts, CountFactsPage)
    facts.form.put("started", "2399")
    facts.form.go.setFocus()
    press(halfway, key=ENTER)
    settle(halfway)
    assert halfway.page is facts
    assert halfway.line.isVisible()
    assert facts.form.value("started") == "2399"


def test_the_ballot_is_named_in_the_language_at_hand(halfway: MainWindow) -> None:
    page = at_second(halfway)
    assert halfway.session is not None
    name = halfway.session.workspace.election.ballot(ballots(halfway)[4]).name
    assert page.about.text() == name.kk
    press(halfway, key=Qt.Key.Key_F2)
    assert page.about.text() == name.ru


def test_a_member_at_the_keyboard_is_asked_to_let_a_leader_sit_down(halfway: MainWindow) -> None:
    assert halfway.session is not None
    member = halfway.session.workspace.member("m4")
    halfway.session.sit_down(Actor(member.member_id, member.role))
    halfway.go(Place("count_facts", ballots(halfway)[4]))
    settle(halfway)
    assert halfway.page.place == asking(Place("count_facts", ballots(halfway)[4]))
