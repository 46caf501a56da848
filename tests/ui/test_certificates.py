# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificates by keys: blanks by act, papers counted, what holders signed for, papers printed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from precinct_app.domain.registers.certificate_stock import Stock
from precinct_app.ui import paper_printing
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.polling.certificates_page import CertificatesPage
from tests.ui.conftest import settle
from tests.ui.test_voters import keys, type_text

ENTER, DOWN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space


def certificates(window: MainWindow, deed: str) -> CertificatesPage:
    window.go(Place("certificates", "", deed))
    settle(window)
    page = window.page
    assert isinstance(page, CertificatesPage)
    return page


def fill(window: MainWindow, page: CertificatesPage, deed: str, **typed: str) -> None:
    """Type into fields of a form, then press its button."""
    form = page.form(deed)
    for name, words in typed.items():
        form.fields[name].setFocus()
        type_text(window, words)
    form.go.setFocus()
    keys(window, ENTER)


def test_blanks_are_received_by_act_and_a_wrong_range_is_refused(
    shared_polling: MainWindow,
) -> None:
    page = certificates(shared_polling, "blanks")
    assert page.view.value == "blanks"
    assert page.data is not None
    before = len(page.data.registers.stock[0].entries)
    page.form("blanks").choice("what").choose(Stock.LOST.value)
    fill(shared_polling, page, "blanks", count="3", series="AB", first="0041510",
         last="0041511", act="8")  # fmt: skip
    assert shared_polling.line.isVisible()
    assert len(page.data.registers.stock[0].entries) == before
    page.form("blanks").put("count", "2")
    page.form("blanks").go.setFocus()
    keys(shared_polling, ENTER)
    assert not shared_polling.line.isVisible()
    balance = page.data.registers.stock[0].balance
    assert (balance.lost, balance.left, balance.gap) == (2, 24, -2)
    page.table.setFocus()
    page.table.selectRow(0)
    keys(shared_polling, Qt.Key.Key_F9)
    type_text(shared_polling, "Қате")
    keys(shared_polling, ENTER, ENTER)
    assert page.data.registers.stock[0].balance.lost == 0


def test_papers_counted_stand_beside_those_accepted(shared_polling: MainWindow) -> None:
    page = certificates(shared_polling, "papers")
    fill(shared_polling, page, "papers", count="0")
    assert page.data is not None
    assert page.data.registers.papers_gap == 1
    assert "0" in page.account.lamp.first.text()
    fill(shared_polling, page, "papers", count="1")
    assert page.data.registers.papers_gap == 0


def test_where_voters_are_marked_nobody_is_asked_what_holders_signed_for(
    shared_polling: MainWindow,
) -> None:
    page = certificates(shared_polling, "accept")
    assert not {"signed", "all_signed"} & set(page.pane.offered)


def test_what_a_holder_signed_for_is_told_and_told_anew(shared_evening: MainWindow) -> None:
    page = certificates(shared_evening, "signed")
    assert page.data is not None
    assert len(page.data.registers.unsigned) == 1
    form = page.form("signed")
    form.fields["ballots"].setFocus()
    keys(shared_evening, DOWN, SPACE)  # beside what the certificate gives, ballot 2 all the same
    fill(shared_evening, page, "signed")
    (row,) = page.data.registers.accepted
    assert row.signed is not None
    assert len(row.signed) == 2
    assert "all_signed" not in page.pane.offered
    form.fields["ballots"].setFocus()
    keys(shared_evening, SPACE)
    fill(shared_evening, page, "signed")
    (row,) = page.data.registers.accepted
    assert row.signed == row.entry.content.certificate.ballot_ids


def test_a_refusal_in_writing_goes_to_the_printer(
    shared_polling: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[int] = []

    def note(printer: QPrinter, images: list[QImage]) -> bool:
        printed.append(len(images))
        return True

    monkeypatch.setattr(paper_printing, "choose_printer", lambda *_: QPrinter())
    monkeypatch.setattr(paper_printing, "print_pages", note)
    page = certificates(shared_polling, "refuse")
    fill(shared_polling, page, "refuse", applicant="Қалиев Тимур")
    assert page.view.value == "refused"
    page.table.setFocus()
    page.table.selectRow(0)
    keys(shared_polling, Qt.Key.Key_F7)
    assert printed == [1]
    keys(shared_polling, Qt.Key.Key_F8)
    assert len(printed) == 2
    keys(shared_polling, Qt.Key.Key_F6)
    assert page.view.value == "accepted"
    page.table.selectRow(0)
    keys(shared_polling, Qt.Key.Key_F7)
    assert len(printed) == 2
    assert shared_polling.line.isVisible()
