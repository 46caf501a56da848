# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A voter list is brought in by keys: columns seen, kept as a whole, a second one as a difference."""

from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from precinct_app.services.mock_voters import MockPerson, mock_person
from precinct_app.ui import paper_printing
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.voters.import_page import ImportPage
from tests.ui.conftest import settle
from tests.ui.test_voters import keys, type_text, voters
from tests.ui.test_walk import clipped, out_of_sight

ENTER = Qt.Key.Key_Return


@pytest.fixture
def people() -> list[MockPerson]:
    random = Random(7)
    return [mock_person(random) for _ in range(30)]


def write(window: MainWindow, people: list[MockPerson], file: Path) -> Path:
    assert window.session is not None
    workspace = window.session.workspace
    file.write_bytes(window.session.tools.write_voters(people, workspace.precinct, 0))
    return file


def bring(window: MainWindow, file: Path) -> ImportPage:
    window.go(Place("import"))
    settle(window)
    page = window.page
    assert isinstance(page, ImportPage)
    type_text(window, str(file))
    keys(window, ENTER, ENTER)
    return page


def take_in(window: MainWindow, page: ImportPage, act: str) -> None:
    page.columns.fields["act"].setFocus()
    type_text(window, act)
    page.columns.go.setFocus()
    keys(window, ENTER)  # reads
    settle(window)
    assert page.at == 2
    assert [*clipped(window), *out_of_sight(page)] == []


def test_a_first_list_is_kept_and_a_second_comes_as_a_difference(
    signed_in: MainWindow, people: list[MockPerson], tmp_path: Path
) -> None:
    page = bring(signed_in, write(signed_in, people, tmp_path / "first.xlsx"))
    assert page.at == 1
    assert page.columns.value("iin") not in {"", "-"}
    assert [*clipped(signed_in), *out_of_sight(page)] == []
    assert page.rows[0].text()
    take_in(signed_in, page, "12")
    assert page.taken is not None
    assert (len(page.taken.file.voters), page.taken.kept) == (30, 0)
    assert page.here is None  # nothing is kept before its report was seen
    keys(signed_in, ENTER)
    assert (page.taken.kept, page.taken.is_kept) == (30, True)
    assert [*clipped(signed_in), *out_of_sight(page)] == []
    keys(signed_in, ENTER)
    assert signed_in.page.place.page_id == "voters"
    page = bring(signed_in, write(signed_in, people[1:], tmp_path / "second.xlsx"))
    assert page.brought is not None
    assert page.brought.is_later
    take_in(signed_in, page, "13")
    assert page.taken is not None
    assert page.brought.remembered  # the columns of the first file
    assert page.taken.later is not None
    found = page.taken.later.difference
    assert (len(found.new), len(found.gone)) == (0, 1)
    page.report.table.setFocus()
    page.report.table.selectRow(0)
    keys(signed_in, ENTER)
    assert page.report.stay == {found.gone[0].voter_id}
    page.report.go.setFocus()
    keys(signed_in, ENTER)
    assert signed_in.line.asks
    keys(signed_in, ENTER)
    assert page.taken.is_kept
    assert page.here is not None
    assert page.here.content.rows == 30


def test_a_file_that_is_no_list_is_refused_in_words(signed_in: MainWindow, tmp_path: Path) -> None:
    page = bring(signed_in, tmp_path / "nowhere.xlsx")
    assert page.at == 0
    assert signed_in.line.isVisible()
    (tmp_path / "picture.xlsx").write_bytes(b"%PDF-1.7 no table")
    page.path.clear()
    page = bring(signed_in, tmp_path / "picture.xlsx")
    assert page.at == 0
    assert signed_in.line.isVisible()


def write_a_row(window: MainWindow) -> None:
    """One voter of the paper list is needed here: by his number in it."""
    page = voters(window, "қалиев тимур")
    keys(window, Qt.Key.Key_F3)
    form = page.forms.written
    assert [form.value(name) for name in ("surname", "given_name")] == ["Қалиев", "Тимур"]
    for name, typed in (("list_number", "2000"), ("birth", "01021980"), ("table", "3"),
                        ("page", "14"), ("row", "7")):  # fmt: skip
        form.fields[name].setFocus()
        type_text(window, typed)
    form.go.setFocus()
    keys(window, ENTER)
    assert window.line.isVisible()  # the list has 1187 rows
    form.put("list_number", "214")
    form.go.setFocus()
    keys(window, ENTER)
    assert page.opened is not None
    row = page.opened.card.voter
    assert (row.list_number, row.paper_table, row.paper_page, row.paper_row) == (214, "3", 14, 7)


def test_a_list_on_paper_is_its_number_alone_and_can_be_undone(signed_in: MainWindow) -> None:
    signed_in.go(Place("import"))
    settle(signed_in)
    page = signed_in.page
    assert isinstance(page, ImportPage)
    keys(signed_in, Qt.Key.Key_F8)
    type_text(signed_in, "1187")
    keys(signed_in, ENTER, ENTER, ENTER)
    assert signed_in.line.isVisible()  # without its act
    page.paper.form.fields["act"].setFocus()
    type_text(signed_in, "12")
    keys(signed_in, ENTER, ENTER)
    assert page.here is not None
    assert (page.here.content.rows, page.here.content.act) == (1187, "12")
    assert [*clipped(signed_in), *out_of_sight(page)] == []
    write_a_row(signed_in)
    signed_in.go(Place("import"))
    settle(signed_in)
    keys(signed_in, Qt.Key.Key_F8)
    type_text(signed_in, "Қате")
    keys(signed_in, ENTER, ENTER)
    assert page.here is None


def test_a_sheet_of_a_workbook_is_chosen_and_its_first_row_corrected(
    signed_in: MainWindow, people: list[MockPerson], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    file = write(signed_in, people, tmp_path / "two.xlsx")
    book = load_workbook(file)
    sheet = book.copy_worksheet(book.worksheets[0])
    sheet.title = "Екінші"
    for column in (2, 3, 4):
        sheet.cell(20, column).value = None
    book.save(file)
    page = bring(signed_in, file)
    assert page.brought is not None
    assert not page.columns.fields["sheet"].isHidden()
    page.columns.fields["sheet"].setFocus()
    page.step.sheet.setCurrentIndex(1)
    page.step.sheet.activated.emit(1)
    settle(signed_in)
    assert page.brought.layout.sheet == "Екінші"
    page.columns.put("first_row", str(page.brought.layout.first_row + 5))
    take_in(signed_in, page, "12")
    assert page.taken is not None
    assert (len(page.taken.file.voters), len(page.taken.file.refused)) == (24, 1)
    printed: list[int] = []

    def note(printer: QPrinter, images: list[QImage]) -> bool:
        printed.append(len(images))
        return True

    monkeypatch.setattr(paper_printing, "choose_printer", lambda *_: QPrinter())
    monkeypatch.setattr(paper_printing, "print_pages", note)
    keys(signed_in, Qt.Key.Key_F8)
    assert printed == [1]
    assert page.here is None
    keys(signed_in, Qt.Key.Key_Escape, Qt.Key.Key_Escape)  # the sentence, then a step back
    assert page.at == 1
