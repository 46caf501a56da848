# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The finish by keys: signed, printed, posted, gone without; nobody is left at a dead end."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from precinct_app.domain.finish import Row, State
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.signing import Obstacle
from precinct_app.services.obstacles import go_without
from precinct_app.ui.acts.acts_page import ActsPage
from precinct_app.ui.desk import Session
from precinct_app.ui.finish import finish_page
from precinct_app.ui.finish.finish_page import FinishPage
from precinct_app.ui.finish.signing_page import SigningPage
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.protocol.preview_page import PreviewPage
from tests.ui.at_work import ENTER, make_final
from tests.ui.conftest import SECRET, press, settle
from tests.ui.test_second import ballots, elsewhere


def final(window: MainWindow) -> str:
    """The fifth ballot is made final; its id."""
    ballot_id = ballots(window)[4]
    elsewhere(window, lambda s: make_final(s, ballot_id))
    return ballot_id


def at_signing(window: MainWindow) -> SigningPage:
    window.go(Place("signing"))
    settle(window)
    assert isinstance(window.page, SigningPage)
    return window.page


def at_finish(window: MainWindow) -> FinishPage:
    window.go(Place("finish"))
    settle(window)
    assert isinstance(window.page, FinishPage)
    return window.page


def without(obstacle: Obstacle, session: Session) -> None:
    go_without(session.workspace, session.actor, obstacle)


def state(page: FinishPage, row: Row) -> State:
    """The row of the ballot that is final."""
    assert page.day is not None
    return page.day.states(row)[4].state


def signed_by(window: MainWindow, secret: str = SECRET) -> None:
    for digit in secret:
        press(window, digit)
    press(window, key=ENTER)
    settle(window)


def test_each_signs_with_his_own_key_the_certifier_first(
    halfway: MainWindow, key_files: Path
) -> None:
    final(halfway)
    page = at_signing(halfway)
    part = page.part()
    assert part is not None
    assert part.member.member_id == "m1"
    assert halfway.focusWidget() is page.entry.key
    page.entry.secret.setFocus()
    signed_by(halfway)
    assert page.message.text()
    page.entry.take(key_files / "m1.p12")
    signed_by(halfway, "999")
    assert page.message.text()
    page.entry.take(key_files / "m1.p12")
    signed_by(halfway)
    second = page.part()
    assert second is not None
    assert second.member.member_id != "m1", page.message.text()
    assert page.entry.file is None
    page.entry.take(key_files / f"{second.member.member_id}.p12")
    signed_by(halfway)
    assert page.found is not None
    assert page.found.complete == 1
    assert halfway.focusWidget() is page.sign
    press(halfway, key=ENTER)
    settle(halfway)
    assert isinstance(halfway.page, FinishPage)
    assert state(halfway.page, Row.SIGNATURES) is State.DONE
    number = halfway.page.card.ballots[4]
    assert len(number.groups) == 9


def test_who_refuses_is_recorded_and_asks_for_an_act(halfway: MainWindow) -> None:
    final(halfway)
    page = at_signing(halfway)
    page.list.setFocus()
    press(halfway, key=Qt.Key.Key_Down)
    press(halfway, key=Qt.Key.Key_F8)
    assert halfway.focusWidget() is page.why.fields["why"]
    press(halfway, key=ENTER)
    press(halfway, key=ENTER)
    settle(halfway)
    assert page.found is not None
    assert [part.why is not None for part in page.found.parts] == [False, True]
    halfway.go(Place("acts", "", ActKind.REFUSED_TO_SIGN.value))
    settle(halfway)
    assert isinstance(halfway.page, ActsPage)
    offer = halfway.page.offer()
    assert offer is not None
    assert offer.kind is ActKind.REFUSED_TO_SIGN


def test_without_a_key_the_paper_is_printed_signed_and_posted(
    halfway: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    final(halfway)
    page = at_finish(halfway)
    assert state(page, Row.PAPER) is State.BLOCKED
    press(halfway, "4")
    assert halfway.line.isVisible()
    page.rows[Row.SIGNATURES].cannot_do.setFocus()
    press(halfway, key=ENTER)
    assert halfway.line.asks
    press(halfway, key=ENTER)
    settle(halfway)
    assert state(page, Row.SIGNATURES) is State.WITHOUT
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    monkeypatch.setattr(finish_page, "choose_printer", lambda *_: printer)
    press(halfway, "3")
    settle(halfway)
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    assert state(page, Row.PAPER) is State.OPEN
    press(halfway, key=ENTER)
    settle(halfway)
    assert state(page, Row.PAPER) is State.DONE


def test_without_a_printer_the_sheet_is_copied_by_hand(halfway: MainWindow) -> None:
    final(halfway)
    for obstacle in (Obstacle.NO_KEY, Obstacle.NO_PRINTER):
        elsewhere(halfway, partial(without, obstacle))
    page = at_finish(halfway)
    press(halfway, "3")
    settle(halfway)
    sheet = halfway.page
    assert isinstance(sheet, PreviewPage)
    assert sheet.is_copying
    press(halfway, key=ENTER)
    press(halfway, key=ENTER)
    settle(halfway)
    assert halfway.page is page
    assert state(page, Row.PAPER) is State.DONE


def test_the_control_number_turns_from_ballot_to_ballot(halfway: MainWindow) -> None:
    page = at_finish(halfway)
    assert page.card.at == 0
    press(halfway, key=Qt.Key.Key_Right)
    assert page.card.at == 1
    press(halfway, key=Qt.Key.Key_F9)
    assert page.number_alone
