# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts by keys: drawn up from the registers, decided with a vote, out of date, printed, undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit

from precinct_app.domain.registers.acts import ActKind
from precinct_app.services.acts.due import State
from precinct_app.ui.acts import acts_page
from precinct_app.ui.acts.acts_page import ActsPage
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.protocol.before_boxes_page import BeforeBoxesPage
from tests.ui.at_work import ENTER
from tests.ui.conftest import press, settle


def opened(window: MainWindow, kind: str = "") -> ActsPage:
    window.go(Place("acts", "", kind))
    settle(window)
    assert isinstance(window.page, ActsPage)
    return window.page


def states(page: ActsPage, kind: ActKind) -> list[State]:
    assert page.day is not None
    return [offer.state for offer in page.day.offers if offer.kind is kind]


def entered(window: MainWindow, text: str = "") -> None:
    for letter in text:
        press(window, letter)
    press(window, key=ENTER)
    settle(window)


def test_what_is_due_comes_first_and_is_made_by_two_keys(late: MainWindow) -> None:
    page = opened(late)
    offer = page.offer()
    assert offer is not None
    assert offer.state is State.DUE
    assert page.facts.widget() is not None
    entered(late)
    assert late.focusWidget() is page.form.go
    entered(late)
    assert states(page, offer.kind) == [State.MADE]
    following = page.offer()
    assert following is not None
    assert following.state is State.DUE
    assert late.focusWidget() is page.list


def test_an_act_on_a_finding_asks_for_the_vote(late: MainWindow) -> None:
    """One ballot issued without a signature: the grid takes it, the act decides on it."""
    late.go(Place("before_boxes"))
    settle(late)
    grid = late.page
    assert isinstance(grid, BeforeBoxesPage)
    grid.grid.focus("without_signature/3")
    entered(late, "1")
    press(late, key=Qt.Key.Key_F8)
    settle(late)
    page = opened(late, ActKind.WITHOUT_SIGNATURE.value)
    offer = page.offer()
    assert offer is not None
    assert offer.kind is ActKind.WITHOUT_SIGNATURE
    entered(late)
    assert late.focusWidget() is page.form.fields["in_favour"]
    for answer in ("", "0", "", ""):
        entered(late, answer)
    entered(late)
    assert states(page, ActKind.WITHOUT_SIGNATURE) == [State.DUE]
    assert late.line.isVisible()
    page.form.take_focus()
    for answer in ("7", "", "", ""):
        late_focus = late.focusWidget()
        assert isinstance(late_focus, QLineEdit)
        entered(late, answer)
    entered(late)
    assert states(page, ActKind.WITHOUT_SIGNATURE) == [State.MADE]


def test_an_act_is_shown_printed_and_undone_with_a_reason(
    late: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = opened(late, ActKind.OPENING.value)
    offer = page.offer()
    assert offer is not None
    assert offer.state is State.MADE
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "act.pdf"))
    monkeypatch.setattr(acts_page, "choose_printer", lambda *_: printer)
    press(late, key=Qt.Key.Key_F7)
    settle(late)
    assert (tmp_path / "act.pdf").read_bytes().startswith(b"%PDF")
    press(late, key=Qt.Key.Key_F6)
    entered(late)
    entered(late)
    assert states(page, ActKind.OPENING) == [State.MADE]
    page.reason.take_focus()
    entered(late, "wrong seal")
    entered(late)
    assert states(page, ActKind.OPENING) == [State.DUE]


def test_nobody_chose_a_printer(late: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(late, ActKind.OPENING.value)
    monkeypatch.setattr(acts_page, "choose_printer", lambda *_: None)
    press(late, key=Qt.Key.Key_F7)
    settle(late)
    assert not late.line.isVisible()
