# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The end of a laptop's work in the window: archived and wiped, the act, the workspace by two."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from precinct_app.ui.ending import ending_page
from precinct_app.ui.ending.ending_page import EndingPage
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from tests.ui.at_work import ENTER
from tests.ui.conftest import PRECINCT, SECRET, press, settle


def opened(window: MainWindow) -> EndingPage:
    window.go(Place("settings"))
    settle(window)
    press(window, key=Qt.Key.Key_F8)
    settle(window)
    assert isinstance(window.page, EndingPage)
    return window.page


def test_the_laptop_is_handed_in_and_the_workspace_ended(
    polling: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(polling)
    assert polling.focusWidget() is page.list
    assert page.life is not None
    voters = page.life.held.voters
    assert voters > 1800
    assert page.list.rows[1].right == str(voters)
    press(polling, key=Qt.Key.Key_F8)
    assert polling.line.isVisible(), "there is no act before the hand-in"
    page.ask_archive(tmp_path)
    assert polling.line.asks
    press(polling, key=ENTER)
    settle(polling)
    assert page.life.done is None, "nothing is handed over and no reason is given"
    assert not list(tmp_path.glob(f"{PRECINCT}_archive*"))
    page.form.put("reason", "Сайлау болған жоқ")
    page.ask_archive(tmp_path)
    press(polling, key=ENTER)
    settle(polling)
    assert page.life.done is not None
    assert page.life.held.voters == 0
    assert page.list.rows[1].right == str(voters)
    assert (tmp_path / f"{PRECINCT}_archive" / "journal.jsonl").is_file()
    assert (tmp_path / f"{PRECINCT}_archive_act.pdf").read_bytes().startswith(b"%PDF")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "act.pdf"))
    monkeypatch.setattr(ending_page, "choose_printer", lambda *_: printer)
    press(polling, key=Qt.Key.Key_F8)
    settle(polling)
    assert (tmp_path / "act.pdf").read_bytes().startswith(b"%PDF")
    ended_by_two(polling, page)


def ended_by_two(window: MainWindow, page: EndingPage) -> None:
    """Nobody ends it with a wrong secret; two do, and one is at the start again."""
    assert window.session is not None
    folder = window.session.folder
    page.form.choice("second").choose("m3")
    page._ask_for()
    for secret in ("11112222", SECRET):
        assert folder.exists()
        page.form.put("secret", secret)
        page.form.go.setFocus()
        press(window, key=ENTER)
        assert window.line.asks
        press(window, key=ENTER)
        settle(window)
    assert not (folder / "workspace.db").exists()
    assert window.session is None
    assert window.page.place.page_id == "start"
