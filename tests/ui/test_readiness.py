# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Readiness by keys, and a backup that is read back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from precinct_app.domain.readiness import State, Subject
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.readiness import readiness_page
from precinct_app.ui.readiness.readiness_page import ReadinessPage
from tests.ui.at_work import ENTER
from tests.ui.conftest import SECRET, press, settle


def test_everything_is_tried_and_what_is_wanting_stands_first(
    halfway: MainWindow, tmp_path: Path
) -> None:
    halfway.go(Place("readiness"))
    settle(halfway)
    page = halfway.page
    assert isinstance(page, ReadinessPage)
    assert page.ready is None
    press(halfway, key=ENTER)
    settle(halfway)
    assert page.ready is not None
    states = [list(State).index(one.state) for one in page._sorted(page.ready)]
    assert states == sorted(states)
    assert len(page.list.rows) == len(page.ready.findings) >= 8
    assert halfway.focusWidget() is page.list
    step = next(s for s in halfway.steps if s.step_id == "readiness")
    assert page.ready.count(State.MISSING)
    assert step.state == "working"
    stick = tmp_path / "stick"
    stick.mkdir()
    page.back_up_to(stick)
    settle(halfway)
    (backup,) = stick.iterdir()
    assert backup.name in page.told.text()
    page.back_up_to(tmp_path / "not there")
    settle(halfway)
    assert halfway.line.isVisible()


def test_a_key_is_tried_and_forgotten_when_one_leaves(
    halfway: MainWindow, key_files: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    halfway.go(Place("readiness"))
    settle(halfway)
    page = halfway.page
    assert isinstance(page, ReadinessPage)
    page.take_key(key_files / "m1.p12")
    assert halfway.focusWidget() is page.secret
    typed(halfway, "99999999")
    assert keys_of(page) == [State.MISSING, State.BY_HAND, State.BY_HAND]
    page.take_key(key_files / "m1.p12")
    typed(halfway, SECRET)
    assert keys_of(page) == [State.GOOD, State.BY_HAND]
    page.take_key(key_files / "m3.p12")
    typed(halfway, SECRET)
    assert keys_of(page) == [State.GOOD, State.GOOD]
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "ready.pdf"))
    monkeypatch.setattr(readiness_page, "choose_printer", lambda *_: printer)
    press(halfway, key=Qt.Key.Key_F8)
    settle(halfway)
    assert (tmp_path / "ready.pdf").read_bytes().startswith(b"%PDF")
    halfway.home()
    settle(halfway)
    assert page.tried == ()
    assert page.secret.text() == ""


def typed(window: MainWindow, secret: str) -> None:
    for digit in secret:
        press(window, digit)
    press(window, key=ENTER)
    settle(window)


def keys_of(page: ReadinessPage) -> list[State]:
    assert page.ready is not None
    return [one.state for one in page.ready.findings if one.subject is Subject.KEYS]
