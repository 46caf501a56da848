# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A register on A4 across, its heads on every page, the number of its rows and the sums at the end."""

from collections.abc import Iterator, Sequence

from precinct_app.documents.across_frame import BODY_BOTTOM, BODY_TOP, AcrossFrame, draw_leaders
from precinct_app.documents.content import with_seconds
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import Align, Sheet, Style
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import of, pair
from precinct_app.documents.table_pages import (
    LEFT,
    RIGHT,
    Columns,
    MeasuredRow,
    TableColumn,
    Text,
    pages_of,
)
from precinct_app.documents.typesetting import wrap_text
from precinct_app.domain.papers import table
from precinct_app.domain.papers.table import Cell, TablePaper

_ROW, _ROW_TO_SIGN = 5.2, 8.5
_VALUE = Style(Face.MEDIUM, 7.4)
_CLOSING = Style(Face.BOLD, 7.6)
_LEADERS = 22.0


def render_register(paper: TablePaper) -> bytes:
    """Draw the register as PDF/A."""
    return finish(draw(paper).finish(), title=of(paper.title).shared, created=paper.made)


def draw(paper: TablePaper) -> Sheet:
    """Lay the register out and draw its pages."""
    columns = _columns(paper)
    rows = list(_rows(paper, columns))
    room = BODY_BOTTOM - BODY_TOP - columns.head_height
    pages = pages_of(rows, room)
    closing = _closing(paper)
    end = len(closing) * 3.6 + 4 + (_LEADERS if paper.to_sign else 0)
    if sum(row.height for row in pages[-1]) + end > room:
        pages.append([])
    sheet = Sheet(across=True)
    frame = _frame(paper)
    for index, page in enumerate(pages):
        if index:
            sheet.next_page()
        frame.draw(sheet, len(pages))
        y = columns.draw_heads(sheet, BODY_TOP)
        for row in page:
            y = columns.draw_row(sheet, y, row)
        columns.draw_verticals(sheet, BODY_TOP, y)
        if index == len(pages) - 1:
            _draw_closing(sheet, paper, closing, y)
    return sheet


def _columns(paper: TablePaper) -> Columns:
    shares = sum(column.share for column in paper.columns)
    least = _ROW_TO_SIGN if any(c.to_sign for c in paper.columns) or paper.empty_rows else _ROW
    return Columns([_column(column, shares) for column in paper.columns], least)


def _column(column: table.TableColumn, shares: int) -> TableColumn:
    title = of(column.title)
    heads = (title.kk,) if title.kk == title.ru else (title.kk, title.ru)
    return TableColumn(heads, (RIGHT - LEFT) * column.share / shares, Align.LEFT, ruled=True)


def _rows(paper: TablePaper, columns: Columns) -> Iterator[MeasuredRow]:
    for index, row in enumerate(paper.rows):
        yield from columns.measured(index, [_texts(cell) for cell in row])
    for empty in range(paper.empty_rows):
        number = len(paper.rows) + empty
        cells: list[list[Text]] = [
            [Text(str(number + 1), _VALUE)],
            *[[] for _ in paper.columns[1:]],
        ]
        yield from columns.measured(number, cells)


def _texts(cell: Cell) -> list[Text]:
    if isinstance(cell, str | int):
        return [Text(str(cell), _VALUE)]
    words = of(cell)
    both = [words.kk] if words.kk == words.ru else [words.kk, words.ru]
    return [Text(text, _VALUE) for text in both]


def _closing(paper: TablePaper) -> list[str]:
    said = [pair("register.rows", count=len(paper.rows)), *(of(words) for words in paper.closing)]
    return [
        "".join(span.text for span in line)
        for words in said
        for text in ([words.shared] if words.kk != words.ru else [words.kk])
        for line in wrap_text(text, _CLOSING.face, _CLOSING.size, RIGHT - LEFT)
    ]


def _draw_closing(sheet: Sheet, paper: TablePaper, closing: Sequence[str], y: float) -> None:
    for text in closing:
        y += 3.6
        sheet.text(LEFT, y + 0.8, text, _CLOSING)
    if paper.to_sign:
        draw_leaders(sheet, y + 2)


def _frame(paper: TablePaper) -> AcrossFrame:
    printed = f"{pair('list.printed').shared}: {with_seconds(paper.made)}"
    return AcrossFrame(paper.heading, of(paper.title), printed=printed)
