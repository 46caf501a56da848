# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The next round's list in the window: shown with every change, then taken over."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from precinct_app.ui.ending.round_page import RoundPage
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from tests.ui.at_work import ENTER
from tests.ui.conftest import PRECINCT, SECRET, Master, open_window, press, settle
from tests.ui.test_second import elsewhere


@pytest.fixture
def second_round(
    qtbot: QtBot, application: QApplication, workspace_master: Path, late_day: Master,
    tmp_path: Path,
) -> Iterator[MainWindow]:  # fmt: skip
    """A new workspace without a list beside one whose list is closed."""
    folder = tmp_path / "workspaces"
    shutil.copytree(workspace_master, folder / PRECINCT)
    shutil.copytree(late_day.folder, folder / "first")
    made = open_window(folder, late_day.tools())
    made.sign_in(folder / PRECINCT, "m1", SECRET)
    settle(made)
    yield made
    made.close()
    made.deleteLater()


def voters(window: MainWindow) -> int:
    return elsewhere(window, lambda s: s.workspace.store.contents().voters)


def test_each_change_is_shown_before_the_list_is_taken_over(second_round: MainWindow) -> None:
    second_round.go(Place("settings"))
    settle(second_round)
    press(second_round, key=Qt.Key.Key_F9)
    settle(second_round)
    page = second_round.page
    assert isinstance(page, RoundPage)
    assert len(page.formers) == 1
    page.form.put("secret", "00000000")
    page.form.go.setFocus()
    press(second_round, key=ENTER)
    settle(second_round)
    assert page.found is None
    assert second_round.line.isVisible()
    page.form.put("secret", SECRET)
    page.form.go.setFocus()
    press(second_round, key=ENTER)
    settle(second_round)
    assert page.found is not None
    assert voters(second_round) == 0
    told = len(page.found.put_back) + len(page.found.added) + len(page.found.left_out)
    assert len(page.list.rows) == told + 1 > 5
    page.form.put("act", "17")
    page.form.go.setFocus()
    press(second_round, key=ENTER)
    assert second_round.line.asks
    press(second_round, key=ENTER)
    settle(second_round)
    assert voters(second_round) > 1800
    assert page.list.rows == ()
    assert page.secret == ""


def test_without_a_former_workspace_a_sentence_says_what_to_do(halfway: MainWindow) -> None:
    halfway.go(Place("round"))
    settle(halfway)
    page = halfway.page
    assert isinstance(page, RoundPage)
    assert page.form.hint.text()
    page.form.go.setFocus()
    press(halfway, key=ENTER)
    settle(halfway)
    assert page.found is None
