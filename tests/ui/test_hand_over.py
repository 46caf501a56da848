# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""After the signatures, by keys: onto a stick and read back, a copy, the screen for all, the journal."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel

from precinct_app.domain.commission import Actor
from precinct_app.services import protocol_signing
from precinct_app.ui.desk import Session
from precinct_app.ui.finish import copies_page
from precinct_app.ui.finish.copies_page import CopiesPage
from precinct_app.ui.finish.handover_page import HandoverPage
from precinct_app.ui.frame.place import Place
from precinct_app.ui.journal.journal_page import JournalPage
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.observer.observer_page import ObserverPage
from tests.ui.at_work import ENTER
from tests.ui.conftest import SECRET, press, settle
from tests.ui.test_finish import final
from tests.ui.test_second import elsewhere


def put(file: Path, ballot_id: str, session: Session) -> None:
    signer = session.tools.open_key(file.read_bytes(), SECRET)
    actor = Actor(signer.member_id, signer.role)
    protocol_signing.sign(session.workspace, actor, ballot_id, signer, session.tools.press)


@pytest.fixture
def one_signed(halfway: MainWindow, key_files: Path) -> MainWindow:
    """One protocol is signed by all of its set."""
    ballot_id = final(halfway)
    protocol = elsewhere(halfway, lambda s: s.paper(ballot_id)[1])
    assert protocol is not None
    for signer in protocol.signers:
        elsewhere(halfway, partial(put, key_files / f"{signer.member_id}.p12", ballot_id))
    return halfway


def test_bundles_go_onto_a_stick_and_are_read_back(
    one_signed: MainWindow, key_files: Path, tmp_path: Path
) -> None:
    one_signed.go(Place("handover"))
    settle(one_signed)
    page = one_signed.page
    assert isinstance(page, HandoverPage)
    assert page.found is not None
    assert page.found.ready == 1
    stick = tmp_path / "stick"
    stick.mkdir()
    page.entry.secret.setFocus()
    press(one_signed, key=ENTER)
    assert page.message.text()
    page.entry.take(key_files / "m1.p12")
    page.entry.secret.setText("wrong")
    page.write_to(stick)
    settle(one_signed)
    assert page.message.text()
    assert list(stick.iterdir()) == []
    page.entry.secret.setText(SECRET)
    page.write_to(stick)
    settle(one_signed)
    assert page.message.text() == ""
    (bundle,) = stick.iterdir()
    assert sum(one.written for one in page.found.receivers) == 1
    bundle.write_bytes(bundle.read_bytes() + b"x")
    page.look_into(stick)
    settle(one_signed)
    assert bundle.name in page.told.text()
    before = page.told.text()
    bundle.write_bytes(bundle.read_bytes()[:-1])
    page.look_into(stick)
    settle(one_signed)
    assert page.told.text() != before
    page.take_receipt(bundle)
    settle(one_signed)
    assert page.message.text()


def test_a_copy_is_given_shown_to_all_and_stands_in_the_journal(
    one_signed: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one_signed.go(Place("copies"))
    settle(one_signed)
    page = one_signed.page
    assert isinstance(page, CopiesPage)
    monkeypatch.setattr(copies_page, "choose_printer", lambda *_: None)
    for _ in range(4):
        press(one_signed, key=ENTER)
    settle(one_signed)
    assert page.list.rows == ()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "copy.pdf"))
    monkeypatch.setattr(copies_page, "choose_printer", lambda *_: printer)
    press(one_signed, key=ENTER)
    settle(one_signed)
    assert len(page.list.rows) == 1
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")
    press(one_signed, key=Qt.Key.Key_F11)
    settle(one_signed)
    screen = one_signed.page
    assert isinstance(screen, ObserverPage)
    for _ in range(4):
        press(one_signed, key=Qt.Key.Key_Right)
    assert len(screen.figures.findChildren(QLabel)) > 8
    press(one_signed, key=Qt.Key.Key_Right)
    content = screen.figures.widget()
    assert content is not None
    assert len(content.findChildren(QLabel)) == 2
    one_signed.go(Place("journal"))
    settle(one_signed)
    journal = one_signed.page
    assert isinstance(journal, JournalPage)
    assert journal.check is not None
    assert journal.check.is_whole
    everything = journal.model.rowCount()
    for letter in "qqq":
        press(one_signed, letter)
    assert journal.model.rowCount() == 0
    journal.found.setText("1")
    assert 0 < journal.model.rowCount() <= everything
