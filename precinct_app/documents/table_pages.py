# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Tables on A4 across: rows of wrapped cells onto pages, heads on each of them, rules between.

Made for thousands of rows: a row is measured once and drawn once; vertical rules are drawn per page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.typesetting import Line, line_width, wrap_text

LEFT, RIGHT = 15.0, 282.0
STEP = 3.0
"""From baseline to baseline inside a cell."""
_GUTTER = 1.2
_MOST_LINES = 40
HEAD_STYLE = Style(Face.REGULAR, 6.6)
_HEAD_STEP = 2.75


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of a cell."""

    words: str
    style: Style


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its head in two languages and its extent in millimetres."""

    heads: tuple[str, ...]
    width: float
    align: Align = Align.LEFT
    ruled: bool = False
    """A vertical rule stands at its left."""


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: tuple[tuple[Line, float], ...]
    """Lines with their sizes."""


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """A row, or the part of a very long one that fits a page."""

    cells: tuple[_Cell, ...]
    height: float
    index: int
    """Of the row it belongs to, from 0."""
    goes_on: bool = False
    """It is not the first part of its row."""
    struck: tuple[int, ...] = ()
    """Columns whose cell is struck out."""


class Columns:
    """The columns of a table and all that is drawn by them."""

    def __init__(self, columns: Sequence[TableColumn], least: float, pad: float = 1.6) -> None:
        """`least` is the least height of a row, `pad` its space above and below the lines."""
        self.columns = tuple(columns)
        self.least, self.pad = least, pad
        lefts, x = [], LEFT
        for column in columns:
            lefts.append(x)
            x += column.width
        self.lefts = tuple(lefts)
        self.right = x
        self._heads = [_wrapped([Text(t, HEAD_STYLE) for t in c.heads], c) for c in columns]
        self.head_height = max(len(cell.lines) for cell in self._heads) * _HEAD_STEP + 2.2

    def measured(
        self, index: int, cells: Sequence[Sequence[Text]], struck: Sequence[int] = ()
    ) -> Iterator[MeasuredRow]:
        """The row in one part, or in several where it has more lines than a page holds."""
        wrapped = [_wrapped(cell, c) for cell, c in zip(cells, self.columns, strict=True)]
        count = max(len(cell.lines) for cell in wrapped)
        for start in range(0, max(count, 1), _MOST_LINES):
            parts = tuple(_Cell(c.lines[start : start + _MOST_LINES]) for c in wrapped)
            lines = max(len(part.lines) for part in parts)
            height = max(self.least, lines * STEP + self.pad)
            yield MeasuredRow(parts, height, index, start > 0, tuple(struck))

    def draw_heads(self, sheet: Sheet, top: float) -> float:
        """The heads of the columns between two rules; where the first row begins."""
        sheet.rule(LEFT, self.right, top, THICK)
        for left, column, cell in zip(self.lefts, self.columns, self._heads, strict=True):
            self._cell(sheet, left, column, cell, top + 2.9, _HEAD_STEP)
        bottom = top + self.head_height
        sheet.rule(LEFT, self.right, bottom, THIN)
        return bottom

    def draw_row(self, sheet: Sheet, top: float, row: MeasuredRow) -> float:
        """A row and the rule below it; where the next one begins."""
        lines = max(len(cell.lines) for cell in row.cells)
        first = top + (row.height - lines * STEP) / 2 + 2.25
        for left, column, cell in zip(self.lefts, self.columns, row.cells, strict=True):
            if cell.lines:
                self._cell(sheet, left, column, cell, first, STEP)
        for index in row.struck:
            middle = top + row.height / 2
            left = self.lefts[index]
            sheet.rule(left + 1.5, left + self.columns[index].width - 1.5, middle)
        bottom = top + row.height
        sheet.rule(LEFT, self.right, bottom, THIN)
        return bottom

    def draw_verticals(self, sheet: Sheet, top: float, bottom: float) -> None:
        """Rules at the left of ruled columns, and at the table's right edge after one."""
        for left, column in zip(self.lefts, self.columns, strict=True):
            if column.ruled:
                sheet.stroke([(left, top), (left, bottom)], THIN)
        if self.columns[-1].ruled:
            sheet.stroke([(self.right, top), (self.right, bottom)], THIN)

    def _cell(
        self, sheet: Sheet, left: float, column: TableColumn, cell: _Cell, y: float, step: float
    ) -> None:
        x = left + (_GUTTER if column.ruled else 0.0)
        if column.align is Align.RIGHT:
            x = left + column.width - _GUTTER
        elif column.align is Align.CENTRE:
            x = left + column.width / 2
        for line, size in cell.lines:
            sheet.line(x, y, line, size, column.align)
            y += step


def pages_of(rows: Sequence[MeasuredRow], room: float) -> list[list[MeasuredRow]]:
    """Rows page by page; each page has the same room (mm)."""
    pages: list[list[MeasuredRow]] = [[]]
    left = room
    for row in rows:
        if pages[-1] and row.height > left + 1e-6:
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= row.height
    return pages


def _wrapped(texts: Sequence[Text], column: TableColumn) -> _Cell:
    measure = column.width - 2 * _GUTTER if column.ruled else column.width - _GUTTER
    found: list[tuple[Line, float]] = []
    for text in texts:
        if not text.words:
            continue
        face, size = text.style.face, text.style.size
        found += [(line, size) for line in wrap_text(text.words, face, size, measure)]
    return _Cell(tuple(found))


def fits(text: str, style: Style, measure: float) -> bool:
    """The text stands on one line of this measure (mm)."""
    lines = wrap_text(text, style.face, style.size, measure)
    return len(lines) == 1 and line_width(lines[0], style.size) <= measure
