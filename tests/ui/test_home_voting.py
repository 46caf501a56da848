# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voting at home by keys: who is gone to, papers taken and back, not served, a box annulled."""

from PySide6.QtCore import Qt

from precinct_app.services.registers.home_trips import AppliedState
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.polling.home_voting_page import HomeVotingPage
from tests.ui.conftest import settle
from tests.ui.test_voters import keys, type_text

ENTER, DOWN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space


def at_home(window: MainWindow, deed: str) -> HomeVotingPage:
    window.go(Place("home_voting", "", deed))
    settle(window)
    page = window.page
    assert isinstance(page, HomeVotingPage)
    return page


def test_a_voter_applies_and_an_applicant_on_a_trip_is_served_by_one_key(
    shared_polling: MainWindow,
) -> None:
    page = at_home(shared_polling, "apply")
    assert page.data is not None
    before = len(page.data.day.applications)
    form = page.form("apply")
    form.fields["find"].setFocus()
    type_text(shared_polling, "ахметова айнур")
    assert form.value("voter")
    form.go.setFocus()
    keys(shared_polling, ENTER)
    assert len(page.data.day.applications) == before + 1
    page.table.setFocus()
    page.table.selectRow(0)
    keys(shared_polling, ENTER)
    assert page.data.day.applications[0].state is AppliedState.SERVED
    assert page.data.day.applications[-1].state is AppliedState.WAITING


def test_a_box_comes_back_and_what_does_not_add_up_is_told(shared_polling: MainWindow) -> None:
    page = at_home(shared_polling, "back")
    form = page.form("back")
    assert page.data is not None
    trip = next(t for t in page.data.out if t.trip.out.content.box_id == "П1")
    form.choice("trip").choose(trip.trip.trip_id)
    assert page.counted.fixed["gap1"].text() == ""
    for name, typed in (("seal", "004520"), *((f"issued{n}", "2") for n in range(1, 6)),
                        *((f"returned{n}", "2") for n in range(1, 5)), ("returned5", "1")):  # fmt: skip
        form.fields[name].setFocus()
        type_text(shared_polling, typed)
    assert [page.counted.fixed[f"gap{n}"].text() for n in (1, 5)] == ["0", "1"]
    form.go.setFocus()
    keys(shared_polling, ENTER)
    trip = next(t for t in page.data.day.trips if t.trip.out.content.box_id == "П1")
    assert not trip.trip.is_out
    assert [gap for _, gap in trip.gaps] == [1]


def test_a_trip_goes_to_those_who_are_chosen_alone(shared_polling: MainWindow) -> None:
    page = at_home(shared_polling, "depart")
    assert page.data is not None
    waiting = [a.entry.entry_id for a in page.data.waiting]
    assert page.going.value() == tuple(waiting)
    page.going.setFocus()
    keys(shared_polling, DOWN, SPACE)
    assert page.going.value() == (waiting[0], *waiting[2:])
    assert page.taken.fixed["needed1"].text() == str(len(waiting) - 1)
    form = page.form("depart")
    form.choice("box").choose("П2")
    form.choice("carrier").choose(page.data.members[0][0])
    form.choice("companion").choose(page.data.members[1][0])
    for place in range(1, 6):
        page.taken.cells[f"taken{place}"].setFocus()
        type_text(shared_polling, "5")
    form.go.setFocus()
    keys(shared_polling, ENTER)
    assert not shared_polling.line.isVisible()
    assert [a.entry.entry_id for a in page.data.waiting] == [waiting[1]]
    assert "П2" in {t.trip.out.content.box_id for t in page.data.out}


def test_who_was_not_served_waits_again_and_it_can_be_undone(shared_polling: MainWindow) -> None:
    page = at_home(shared_polling, "missed")
    assert page.data is not None
    form = page.form("missed")
    missed = form.value("applied")
    form.fields["reason"].setFocus()
    type_text(shared_polling, "Үйде жоқ")
    form.go.setFocus()
    keys(shared_polling, ENTER)
    row = next(a for a in page.data.day.applications if a.entry.entry_id == missed)
    assert (row.state, row.reason) == (AppliedState.NOT_SERVED, "Үйде жоқ")
    page.table.setFocus()
    page.table.selectRow(page.data.day.applications.index(row))
    keys(shared_polling, Qt.Key.Key_F9)
    type_text(shared_polling, "Басқа пәтер")
    keys(shared_polling, ENTER, ENTER)
    row = next(a for a in page.data.day.applications if a.entry.entry_id == missed)
    assert row.state is AppliedState.ON_TRIP


def test_a_box_is_annulled_by_decision_and_the_decision_undone(shared_polling: MainWindow) -> None:
    page = at_home(shared_polling, "annul")
    assert page.data is not None
    page.form("annul").fields["why"].setFocus()
    type_text(shared_polling, "Пломба зақымданған")
    page.form("annul").go.setFocus()
    keys(shared_polling, ENTER)
    (decision,) = page.data.day.annulled
    assert len(decision.content.ballot_ids) == 5
    page.table.setFocus()
    page.table.selectRow(0)
    keys(shared_polling, Qt.Key.Key_F9)
    type_text(shared_polling, "Қате")
    keys(shared_polling, ENTER, ENTER)
    assert page.data.day.annulled == ()
