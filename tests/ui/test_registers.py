# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Registers of the day by keys: ballots, people, turnout, steps; what is refused is said in words."""

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt

from precinct_app.domain.night import Step
from precinct_app.domain.registers.refusal import Asked
from precinct_app.runtime.clock import SetClock
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.steps import StepState
from precinct_app.ui.home.home_page import HomePage
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.polling.ballots_page import BallotsPage
from precinct_app.ui.polling.certificates_page import CertificatesPage
from precinct_app.ui.polling.commission_page import CommissionPage
from precinct_app.ui.polling.deed import UNDO, moment_of
from precinct_app.ui.polling.register_page import RegisterPage
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
    shared_polling: MainWindow,
) -> None:
    page = go(shared_polling, "ballots", "to_member")
    assert isinstance(page, BallotsPage)
    before = len(page.model.records)
    assert shared_polling.focusWidget() is page.form("to_member").fields["member"]
    keys(shared_polling, ENTER)
    for number in ("10", "0", "12"):
        type_text(shared_polling, number)
        keys(shared_polling, ENTER)
    page.form("to_member").go.setFocus()
    keys(shared_polling, ENTER)
    assert shared_polling.line.isVisible()  # nothing moves of ballot 2, and so nothing at all
    assert len(page.model.records) == before
    page.form("to_member").fields["b2"].setFocus()
    keys(shared_polling, Qt.Key.Key_Backspace)
    page.form("to_member").go.setFocus()
    keys(shared_polling, ENTER)
    assert len(page.model.records) == before + 2
    page.table.setFocus()
    page.table.selectRow(0)
    keys(shared_polling, Qt.Key.Key_F9)
    type_text(shared_polling, "Қате")
    keys(shared_polling, ENTER, ENTER)
    assert len(page.model.records) == before + 1
    assert page.panes.shown is not page.forms[UNDO]


def test_ballots_withdrawn_are_replaced_by_the_same_act_and_what_is_rare_gets_its_row(
    shared_polling: MainWindow,
) -> None:
    page = go(shared_polling, "ballots", "withdrawn")
    assert isinstance(page, BallotsPage)
    assert page.data is not None
    received = page.data.accounts[1].received
    assert received is not None
    form = page.form("withdrawn")
    for name, typed in (("document", "9"), ("b2", "3"), ("replaced2", "4")):
        form.fields[name].setFocus()
        type_text(shared_polling, typed)
    form.go.setFocus()
    keys(shared_polling, ENTER)
    assert shared_polling.line.isVisible()  # more came than went
    page.withdrawn.cells["replaced2"].setFocus()
    keys(shared_polling, Qt.Key.Key_Backspace, "2")
    form.go.setFocus()
    keys(shared_polling, ENTER)
    account = page.data.accounts[1]
    assert (account.withdrawn, account.received) == (3, received + 2)
    assert page.say("ballots.row.withdrawn") in page.account.accessibleName()
    page.choose("issued_without_signature")
    page.form("issued_without_signature").fields["b4"].setFocus()
    type_text(shared_polling, "1")
    page.form("issued_without_signature").go.setFocus()
    keys(shared_polling, ENTER)
    assert page.data.accounts[3].issued_without_signature == 1


def test_what_is_recorded_is_chosen_by_arrows_where_there_is_much_of_it(
    shared_polling: MainWindow,
) -> None:
    page = go(shared_polling, "ballots", "to_member")
    keys(shared_polling, Qt.Key.Key_F5)
    assert shared_polling.focusWidget() is page.pane.what_list
    keys(shared_polling, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert page.pane.value == "spoiled"
    keys(shared_polling, Qt.Key.Key_Left)
    assert page.panes.shown is page.form("returned")


def test_a_member_leaves_by_one_key_and_the_quorum_follows(shared_polling: MainWindow) -> None:
    page = go(shared_polling, "commission")
    assert isinstance(page, CommissionPage)
    page.table.setFocus()
    for row in (1, 2, 3):
        page.table.selectRow(row)
        keys(shared_polling, ENTER)
    assert page.data is not None
    assert [p.here for p in page.data.people[:4]] == [True, False, False, False]
    assert not page.data.now.enough
    assert page.data.now.quorum.present == 4


def test_an_observer_comes_and_leaves(shared_polling: MainWindow) -> None:
    page = go(shared_polling, "commission", "guest")
    assert isinstance(page, CommissionPage)
    form = page.form("guest")
    assert page.data is not None
    guests = len(page.data.people)
    form.fields["name"].setFocus()
    type_text(shared_polling, "Қалиев Т. Б.")
    form.go.setFocus()
    keys(shared_polling, ENTER)
    assert len(page.data.people) == guests + 1
    page.table.setFocus()
    page.table.selectRow(guests)
    keys(shared_polling, ENTER)
    assert not page.data.people[-1].here


def test_a_report_from_the_marks_and_one_by_telephone(shared_polling: MainWindow) -> None:
    page = go(shared_polling, "turnout", "report")
    assert isinstance(page, TurnoutPage)
    assert page.form("report").value("hour") == time(12).isoformat()
    page.form("report").fields["voters"].setFocus()
    type_text(shared_polling, "590")
    keys(shared_polling, ENTER, ENTER, ENTER)
    assert page.data is not None
    assert [p.voters for p in page.data.points[:2]] == [268, 590]
    assert "590" in page.spoken.text()
    page.choose("tell")
    page.form("tell").fields["told_to"].setFocus()
    type_text(shared_polling, "Ибраева")
    keys(shared_polling, ENTER, ENTER, ENTER)
    assert page.data.points[1].is_told


def test_what_is_still_closed_says_why_and_a_late_step_has_its_time(
    shared_evening: MainWindow,
) -> None:
    lead = home(shared_evening).lead()
    assert lead is not None
    assert (lead.key, lead.values) == (
        "lead.signatures", {"table": "4", "pages": 19, "who": "Шәкірова С. Ә.", "time": "20:00"}
    )  # fmt: skip
    assert [t.state for t in lead.tables] == ["done", "done", "differs", "now", "later"]
    assert states(shared_evening)["signatures"] is StepState.WORKING
    page = go(shared_evening, "steps")
    assert isinstance(page, StepsPage)
    form = page.form("step")
    form.choice("step").choose(Step.UNUSED_CANCELLED.value)
    form.go.setFocus()
    keys(shared_evening, ENTER)
    assert shared_evening.line.isVisible()
    form.choice("step").choose(Step.LIST_CLOSED.value)
    form.fields["happened"].setFocus()
    type_text(shared_evening, "2041")
    keys(shared_evening, ENTER, ENTER)
    assert page.data is not None
    closed = next(v for v in page.data.steps if v.step is Step.LIST_CLOSED)
    assert closed.happened is not None
    assert page.model.told(page.data.lines[3], page.model.columns[2]) == "20:41"


@pytest.mark.parametrize(("typed", "told"), [("9999", True), ("0700", False)])
def test_a_time_that_is_none_is_refused(shared_polling: MainWindow, typed: str, told: bool) -> None:
    page = go(shared_polling, "commission", "came")
    form = page.form("came")
    form.clear()
    form.fields["happened"].setFocus()
    type_text(shared_polling, typed)
    keys(shared_polling, ENTER, ENTER)
    assert shared_polling.line.isVisible() is told


def test_what_a_certificate_gives_is_said_before_it_is_kept(shared_polling: MainWindow) -> None:
    page = go(shared_polling, "certificates", "accept")
    assert isinstance(page, CertificatesPage)
    assert page.data is not None
    row = page.data.registers.accepted[0]
    form = page.form("accept")
    form.choice("region").choose(row.region.region_id)
    for name, typed in (("number", "0041599"), ("precinct", str(row.issued_at.number)),
                        ("surname", "Қалиев"), ("given_name", "Тимур"), ("birth", "01021980"),
                        ("document", "0123")):  # fmt: skip
        form.fields[name].setFocus()
        type_text(shared_polling, typed)
        keys(shared_polling, ENTER)
    assert "1" in form.hint.text()
    assert "5" in form.hint.text()
    form.go.setFocus()
    keys(shared_polling, ENTER)
    assert not shared_polling.line.isVisible()
    accepted = page.data.registers.accepted[-1]
    assert accepted.voter.surname == "Қалиев"


def test_a_late_certificate_is_refused_in_writing_with_the_reason(
    shared_polling: MainWindow,
) -> None:
    page = go(shared_polling, "certificates", "issue")
    assert isinstance(page, CertificatesPage)
    form = page.form("issue")
    form.fields["find"].setFocus()
    type_text(shared_polling, "ахметова айнур")
    for name, typed in (("series", "AB"), ("number", "0041510"), ("settlement", "Астана"),
                        ("document", "77")):  # fmt: skip
        form.fields[name].setFocus()
        type_text(shared_polling, typed)
    form.go.setFocus()
    keys(shared_polling, ENTER)
    assert shared_polling.line.isVisible()
    assert page.why.key == "certificate.deadline"
    page.choose("refuse")
    refusal = page.form("refuse")
    assert refusal.hint.text()
    refusal.choice("asked").choose(Asked.CERTIFICATE.value)
    refusal.fields["applicant"].setFocus()
    type_text(shared_polling, "Ахметова А.")
    refusal.go.setFocus()
    keys(shared_polling, ENTER)
    assert not shared_polling.line.isVisible()


def home(window: MainWindow) -> HomePage:
    window.go(Place("home"))
    settle(window)
    page = window.page
    assert isinstance(page, HomePage)
    return page


def states(window: MainWindow) -> dict[str, StepState]:
    return {step.step_id: step.state for step in window.steps}


def test_while_people_vote_the_next_thing_is_a_voter(shared_polling: MainWindow) -> None:
    page = home(shared_polling)
    lead = page.lead()
    assert lead is not None
    assert lead.place.page_id == "voters"
    found = states(shared_polling)
    assert found["ballots"] is StepState.DONE
    assert found["voters"] is StepState.WORKING
    assert found["signatures"] is StepState.BLOCKED
    keys(shared_polling, ENTER)
    assert shared_polling.page.place.page_id == "voters"


def test_where_only_counts_are_kept_the_first_sheet_is_next(halfway: MainWindow) -> None:
    assert home(halfway).lead() is None
    assert "voters" not in states(halfway)


@pytest.mark.parametrize(
    ("hours", "digits", "day", "typed"),
    [(22, "2150", 19, "21:50"), (25, "2350", 19, "23:50"), (25, "0030", 20, "00:30"),
     (11, "2350", 19, "23:50")],
)  # fmt: skip
def test_after_midnight_a_time_of_the_evening_is_of_the_evening_before(
    halfway: MainWindow, hours: int, digits: str, day: int, typed: str
) -> None:
    session = halfway.session
    assert session is not None
    clock = halfway.desk.tools.clock
    assert isinstance(clock, SetClock)
    midnight = session.now().replace(hour=0, minute=0, second=0)
    clock.set(midnight + timedelta(hours=hours, minutes=45))
    moment = moment_of(session, digits)
    assert moment is not None
    assert (moment.day, f"{moment:%H:%M}") == (day, typed)
