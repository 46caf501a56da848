# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A voter found, marked, undone, entered and taken off, by keys alone."""

from PySide6.QtCore import Qt

from precinct_app.domain.registers.movements import Movement
from precinct_app.domain.registers.voter_changes import Standing
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.polling.ballots_page import BallotsPage
from precinct_app.ui.voters.voters_page import VotersPage
from tests.ui.conftest import press, settle

ENTER = Qt.Key.Key_Return


def type_text(window: MainWindow, text: str) -> None:
    for letter in text:
        press(window, letter)
    settle(window)


def keys(window: MainWindow, *pressed: Qt.Key | str) -> None:
    for one in pressed:
        press(window, one) if isinstance(one, str) else press(window, key=one)
        settle(window)


def voters(window: MainWindow, text: str = "") -> VotersPage:
    """The page with a search typed."""
    window.go(Place("voters"))
    settle(window)
    type_text(window, text)
    page = window.page
    assert isinstance(page, VotersPage)
    return page


def voter_standing(page: VotersPage) -> Standing | None:
    return page.opened.card.standing if page.opened else None


def test_namesakes_are_compared_before_one_is_marked(shared_polling: MainWindow) -> None:
    page = voters(shared_polling, "ахметова назгул")
    assert len(page.finder.found) == 2
    assert page.opened is not None
    assert page.opened.needs_comparing
    keys(shared_polling, ENTER)
    assert not page.card.go.is_open
    assert shared_polling.focusWidget() is page.card.compare
    keys(shared_polling, "+", "2", ENTER)
    mark = page.opened.handing.mark
    assert mark is not None
    assert [page.card.ballots[b].number for b in mark.content.refused] == [2]
    assert len(mark.content.given) == 4
    assert shared_polling.focusWidget() is page.search
    assert mark.content.where == page.opened.card.voter.paper_table


def test_arrows_choose_another_and_a_mark_is_undone_with_a_reason(
    shared_polling: MainWindow,
) -> None:
    page = voters(shared_polling, "ахметова назгул")
    keys(shared_polling, Qt.Key.Key_Down, "+", ENTER)
    assert page.finder.at == 1
    assert page.opened is not None
    assert page.opened.handing.mark is not None
    keys(shared_polling, Qt.Key.Key_F9)
    keys(shared_polling, ENTER)  # to the button, without a reason
    keys(shared_polling, ENTER)
    assert shared_polling.line.isVisible()
    page.forms.undo.fields["reason"].setFocus()
    type_text(shared_polling, "Басқа адам")
    keys(shared_polling, ENTER, ENTER)
    assert page.opened.handing.mark is None
    assert page.opened.handing.give != ()


def test_whoever_is_not_listed_is_entered_after_a_question_about_his_namesake(
    shared_polling: MainWindow,
) -> None:
    page = voters(shared_polling, "Ахметова Гүлнәр")
    keys(shared_polling, Qt.Key.Key_F8)
    form = page.forms.include
    assert form.value("surname") == "Ахметова"
    for field, typed in (("patronymic", "Асқарқызы"), ("birth", "01021980"), ("document", "14")):
        form.fields[field].setFocus()
        type_text(shared_polling, typed)
    form.go.setFocus()
    keys(shared_polling, ENTER)
    assert shared_polling.line.asks
    keys(shared_polling, ENTER)
    assert voter_standing(page) is Standing.LISTED
    assert page.opened is not None
    assert page.opened.card.voter.list_number == 0
    keys(shared_polling, Qt.Key.Key_F9)
    type_text(shared_polling, "Қате енгізілді")
    keys(shared_polling, ENTER, ENTER)
    assert voter_standing(page) is Standing.NOT_LISTED
    assert page.opened.handing.give == ()


def test_a_voter_is_taken_off_and_gets_nothing(shared_polling: MainWindow) -> None:
    page = voters(shared_polling, "ахметова айнур")
    keys(shared_polling, Qt.Key.Key_F6)
    page.forms.exclude.fields["document"].setFocus()
    type_text(shared_polling, "Анықтама 3")
    keys(shared_polling, ENTER, ENTER)
    assert page.opened is not None
    assert page.opened.card.standing is Standing.EXCLUDED
    assert page.card.withhold.isVisible()
    assert not page.card.go.isVisible()


def test_escape_clears_the_search_and_then_leads_back(shared_polling: MainWindow) -> None:
    page = voters(shared_polling, "ахметова")
    keys(shared_polling, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert page.opened is None
    keys(shared_polling, Qt.Key.Key_Escape)
    assert shared_polling.page is not page


def test_a_spoiled_ballot_is_exchanged_from_the_card_of_whoever_was_given_it(
    shared_polling: MainWindow,
) -> None:
    page = voters(shared_polling, "попова анна сергеевна")
    keys(shared_polling, Qt.Key.Key_F10)
    assert page.forms.name_of(page.panes.shown or page) == ""  # nothing was given yet
    keys(
        shared_polling,
        ENTER,
        *(["+"] if page.opened and page.opened.needs_comparing else []),
        ENTER,
    )
    assert page.opened is not None
    mark = page.opened.handing.mark
    assert mark is not None
    keys(shared_polling, Qt.Key.Key_F10)
    form = page.forms.spoiled
    assert [value for value, _ in page.card.given()] == list(mark.content.given)
    form.choice("ballot").choose(mark.content.given[1])
    keys(shared_polling, ENTER, ENTER)
    assert not shared_polling.line.isVisible()
    assert page.panes.shown is page.card
    shared_polling.go(Place("ballots"))
    settle(shared_polling)
    ballots = shared_polling.page
    assert isinstance(ballots, BallotsPage)
    assert ballots.data is not None
    latest = ballots.data.movements[0].content
    assert (latest.movement, latest.ballot_id, latest.count) == (
        Movement.SPOILED, mark.content.given[1], 1,
    )  # fmt: skip
    assert latest.member_id == mark.content.issued_by
