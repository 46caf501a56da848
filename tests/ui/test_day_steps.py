# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The day as steps, and the home page's answer to "what now", hour by hour."""

from PySide6.QtCore import Qt

from precinct_app.domain.night import Step
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.steps import StepState
from precinct_app.ui.home.home_page import HomePage
from precinct_app.ui.main_window import MainWindow
from tests.ui.conftest import settle
from tests.ui.test_registers import go
from tests.ui.test_voters import keys

ENTER = Qt.Key.Key_Return


def home(window: MainWindow) -> HomePage:
    window.go(Place("home"))
    settle(window)
    page = window.page
    assert isinstance(page, HomePage)
    return page


def states(window: MainWindow) -> dict[str, StepState]:
    return {step.step_id: step.state for step in window.steps}


def test_while_people_vote_the_next_thing_is_a_voter(polling: MainWindow) -> None:
    page = home(polling)
    lead = page.lead()
    assert lead is not None
    assert lead.place.page_id == "voters"
    found = states(polling)
    assert found["ballots"] is StepState.DONE
    assert found["voters"] is StepState.WORKING
    assert found["signatures"] is StepState.BLOCKED
    keys(polling, ENTER)
    assert polling.page.place.page_id == "voters"


def test_in_the_evening_one_thing_after_the_other_is_next(evening: MainWindow) -> None:
    lead = home(evening).lead()
    assert lead is not None
    assert (lead.key, lead.values) == ("lead.signatures", {"table": "4"})
    assert states(evening)["signatures"] is StepState.WORKING
    page = go(evening, "steps")
    form = page.form("step")
    form.choice("step").choose(Step.LIST_CLOSED.value)
    form.go.setFocus()
    keys(evening, ENTER)
    lead = home(evening).lead()
    assert lead is not None
    assert lead.key == "lead.signatures"


def test_where_only_counts_are_kept_the_first_sheet_is_next(halfway: MainWindow) -> None:
    assert home(halfway).lead() is None
    assert "voters" not in states(halfway)
