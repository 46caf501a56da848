# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A register as a spreadsheet: both languages in a cell, texts that are never formulas."""

from collections.abc import Sequence

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from precinct_app.documents.content import with_seconds
from precinct_app.documents.phrases import of, pair, short_date
from precinct_app.documents.workbook import MEDIUM, THIN, new_workbook, put, rule, to_bytes
from precinct_app.domain.papers.table import Cell, TablePaper

_WIDTH = 150
"""Characters that all columns share."""
_ONE_LINE = Alignment(horizontal="left", vertical="center")


def render_register_xlsx(paper: TablePaper) -> bytes:
    """One sheet: who and what, heads, rows, sums."""
    book = new_workbook(paper.made)
    sheet = book.active
    if sheet is None:
        raise AssertionError("a new workbook has a sheet")
    sheet.title = "data"
    _page(sheet, paper)
    row = _lines(sheet, 1, _above(paper))
    head = row
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    for index, column in enumerate(paper.columns, 1):
        put(sheet, head, index, _said(column.title), size=7.5, bold=True)
    for row, cells in enumerate(paper.rows, head + 1):
        for index, cell in enumerate(cells, 1):
            put(sheet, row, index, _said(cell), right=isinstance(cell, int))
    for row, side in ((head, MEDIUM), (head + 1, THIN), (head + len(paper.rows) + 1, MEDIUM)):
        rule(sheet, row, len(paper.columns), above=side)
    _lines(sheet, head + len(paper.rows) + 1, _below(paper))
    return to_bytes(book)


def _page(sheet: Worksheet, paper: TablePaper) -> None:
    shares = sum(column.share for column in paper.columns)
    for index, column in enumerate(paper.columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTH * column.share / shares
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def _lines(sheet: Worksheet, row: int, texts: Sequence[str]) -> int:
    """Lines that run over the columns, the first one bold; the row after them."""
    for text in texts:
        put(sheet, row, 1, text, bold=text is texts[0]).alignment = _ONE_LINE
        row += 1
    return row


def _above(paper: TablePaper) -> list[str]:
    heading = paper.heading
    title, region, election = (
        of(w) for w in (paper.title, heading.region, heading.election_name)
    )  # fmt: skip
    found = [f"№ {heading.precinct_number} · {title.shared}", region.shared, election.shared]
    found += [f"{short_date(heading.day)} · {heading.election_id}"]
    found += [f"{pair('list.printed').shared}: {with_seconds(paper.made)}"]
    if heading.is_training:
        found.insert(1, pair("paper.training_election").shared)
    return found


def _below(paper: TablePaper) -> list[str]:
    said = (pair("register.rows", count=len(paper.rows)), *map(of, paper.closing))
    return [words.shared for words in said]


def _said(cell: Cell) -> str | int:
    if isinstance(cell, str | int):
        return cell
    words = of(cell)
    return words.kk if words.kk == words.ru else f"{words.kk}\n{words.ru}"
