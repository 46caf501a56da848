# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A precinct set up in the window: only by the number that was copied from paper; secrets shown once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel

from precinct_app.services.ports import OpenedPackage
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.start import setup_page as setup_page_file
from precinct_app.ui.start.setup_page import SetupPage
from tests.ui.conftest import PRECINCT, settle
from tests.ui.test_voters import keys, type_text
from tests.ui.test_walk import clipped, out_of_sight

ENTER = Qt.Key.Key_Return


def setup_page(window: MainWindow) -> SetupPage:
    page = window.page
    assert isinstance(page, SetupPage)
    return page


def to_printer(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages went to the printer each time."""
    printed: list[int] = []

    def note(printer: QPrinter, images: list[QImage]) -> bool:
        printed.append(len(images))
        return True

    monkeypatch.setattr(setup_page_file, "choose_printer", lambda *_: QPrinter())
    monkeypatch.setattr(setup_page_file, "print_pages", note)
    return printed


def test_a_precinct_is_set_up_by_the_number_from_paper_and_opened(
    window: MainWindow, package: OpenedPackage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = to_printer(monkeypatch)
    file = tmp_path / "package.zip"
    file.write_bytes(package.raw)
    window.desk.folder = tmp_path / "new"
    keys(window, Qt.Key.Key_F9)
    page = setup_page(window)
    type_text(window, str(file))
    keys(window, ENTER, ENTER)
    assert page.at == 1
    wrong = "0" * 36 if package.fingerprint != "0" * 36 else "1" * 36
    type_text(window, wrong)
    page.number.choice("precinct").choose(PRECINCT)
    page.number.go.setFocus()
    keys(window, ENTER)
    assert window.line.isVisible()
    assert not (tmp_path / "new" / PRECINCT).exists()
    assert window.focusWidget() is page.number.fields["number"]
    page.number.put("number", package.fingerprint)
    page.number.go.setFocus()
    keys(window, ENTER)
    settle(window)
    assert page.at == 2
    assert page.made is not None
    assert [*clipped(window), *out_of_sight(page)] == []
    secret = page.made.users[0]
    folder = page.made.folder
    users = len(page.made.users)
    keys(window, Qt.Key.Key_F7)
    assert printed == [users + 1]  # a page each, and the paper code
    assert not list(tmp_path.rglob("*.pdf"))
    keys(window, ENTER)
    assert window.page.place.page_id == "start"
    assert page.made is None
    told = " ".join(one.text() for one in page.findChildren(QLabel))
    assert secret.passphrase not in told
    window.sign_in(folder, secret.member_id, secret.passphrase)
    settle(window)
    assert window.session is not None


def test_a_precinct_is_not_set_up_twice(
    window: MainWindow, package: OpenedPackage, tmp_path: Path
) -> None:
    file = tmp_path / "package.zip"
    file.write_bytes(package.raw)
    keys(window, Qt.Key.Key_F9)
    page = setup_page(window)
    type_text(window, str(file))
    keys(window, ENTER, ENTER)
    page.number.put("number", package.fingerprint)
    page.number.choice("precinct").choose(PRECINCT)
    page.number.go.setFocus()
    keys(window, ENTER)
    assert window.line.isVisible()
    assert page.at == 1
