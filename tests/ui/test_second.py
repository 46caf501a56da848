# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Figures become final by two people, by keys."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import Qt

from precinct_app.services import keyboard
from precinct_app.services.journal_reading import read_journal
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.people.second_page import SecondPage
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
    assert halfway.page.place.page_id == "checks"
    assert frozen(halfway) == []
