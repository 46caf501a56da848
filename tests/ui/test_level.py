# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The level of use by keys: said before it is chosen, registers to paper and back, rows from paper."""

from PySide6.QtCore import Qt

from precinct_app.domain.election import Level
from precinct_app.domain.registers.kept import Kept
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.settings.level_page import LevelPage
from tests.ui.conftest import settle
from tests.ui.test_voters import keys, type_text

ENTER, DOWN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space


def level_page(window: MainWindow, deed: str = "") -> LevelPage:
    """By the settings, as one would look for it."""
    window.go(Place("settings"))
    settle(window)
    keys(window, Qt.Key.Key_F6)
    page = window.page
    assert isinstance(page, LevelPage)
    if deed:
        page.choose(deed)
    return page


def press_button(window: MainWindow, page: LevelPage, deed: str) -> None:
    page.form(deed).go.setFocus()
    keys(window, ENTER)


def test_another_level_is_explained_then_chosen_and_the_day_has_its_steps(
    signed_in: MainWindow,
) -> None:
    page = level_page(signed_in)
    assert "voters" not in {step.step_id for step in signed_in.steps}
    keys(signed_in, DOWN)
    assert page.form("level").value("level") == Level.REGISTERS.value
    assert page.form("level").hint.text() == page.say("level.means.registers")
    keys(signed_in, ENTER, ENTER)
    assert page.data is not None
    assert page.data.level is Level.REGISTERS
    assert signed_in.session is not None
    assert signed_in.session.workspace.info.level is Level.REGISTERS
    assert "voters" in {step.step_id for step in signed_in.steps}


def test_a_register_goes_to_paper_with_a_reason_and_comes_back(shared_polling: MainWindow) -> None:
    page = level_page(shared_polling, "paper")
    page.form("paper").choice("register").choose(Kept.HOME_VOTING.value)
    press_button(shared_polling, page, "paper")
    assert shared_polling.line.isVisible()  # without a reason
    page.form("paper").fields["reason"].setFocus()
    type_text(shared_polling, "Журнал жыртылған")
    press_button(shared_polling, page, "paper")
    assert page.data is not None
    lines = {line.kept: line.choice for line in page.data.lines}
    assert [kept for kept, choice in lines.items() if choice] == [Kept.HOME_VOTING]
    page.choose("here")
    page.form("here").fields["reason"].setFocus()
    type_text(shared_polling, "Қайта жазылды")
    press_button(shared_polling, page, "here")
    assert not any(line.choice for line in page.data.lines)


def test_rows_are_told_where_the_list_is_closed_and_the_level_stays(late: MainWindow) -> None:
    page = level_page(late)
    assert set(page.pane.offered) == {"paper", "rows"}
    assert page.panes.shown is page.form("paper")
    page.choose("rows")
    form = page.form("rows")
    form.fields["boxes"].setFocus()
    keys(late, Qt.Key.Key_Backspace, "3", ENTER, SPACE)
    press_button(late, page, "rows")
    assert page.data is not None
    assert (page.data.rows.boxes, len(page.data.rows.issuers)) == (3, 1)
