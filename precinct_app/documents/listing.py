# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Rows of words in columns on an upright page; the heads of the columns stand again on each page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from precinct_app.documents import grid
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.page_flow import Block, Keep
from precinct_app.documents.phrases import of
from precinct_app.documents.table_rows import MOST_LINES
from precinct_app.documents.typesetting import Line, wrap_text
from precinct_app.domain.papers.act import Column, Listing
from precinct_app.domain.wording import Wording

_GUTTER = 4.0
_PAD = 1.5


@dataclass(frozen=True, slots=True)
class _Place:
    left: float
    right: float
    column: Column

    @property
    def measure(self) -> float:
        return self.right - self.left


def listing_blocks(listing: Listing) -> list[Block]:
    """A title, the heads of the columns and a row for each row; nothing for an empty listing."""
    if not listing.rows:
        return []
    places = _places(listing.columns)
    heads = _heads(places)
    body = [block for row in listing.rows for block in _row(places, row)]
    body = [replace(block, again=heads) for block in body]
    return [_title(listing.title), heads, *body, _end()]


def _places(columns: Sequence[Column]) -> list[_Place]:
    shares = sum(column.share for column in columns)
    room = grid.RIGHT - grid.LEFT - _GUTTER * (len(columns) - 1)
    found, left = [], grid.LEFT
    for column in columns:
        right = left + room * column.share / shares
        found.append(_Place(left, right, column))
        left = right + _GUTTER
    return found


def _title(title: Wording) -> Block:
    texts = of(title)
    lines = [
        line
        for text in (texts.kk, texts.ru)
        for line in wrap_text(text, grid.HEAD.face, grid.HEAD.size, grid.RIGHT - grid.LEFT)
    ]
    height = len(lines) * grid.LINE + 2.0

    def draw(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        sheet.lines(grid.LEFT, top + 3.7, lines, grid.HEAD.size, grid.LINE)

    return Block(height, draw, Keep.ALWAYS)


def _heads(places: Sequence[_Place]) -> Block:
    cells = [_lines(place.column.title, place, grid.COLUMN) for place in places]
    height = max(len(lines) for lines in cells) * 3.0 + 1.8

    def draw(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THIN)
        _draw_cells(sheet, places, cells, top + 2.9, grid.COLUMN.size, 3.0)

    return Block(height, draw, Keep.ALWAYS)


def _row(places: Sequence[_Place], row: Sequence[Wording]) -> list[Block]:
    """A row; one whose words fill more than a page goes on in further blocks."""
    cells = [_lines(cell, place, grid.WORDS) for cell, place in zip(row, places, strict=True)]
    count = max(len(lines) for lines in cells)
    return [
        _part(places, [lines[start : start + MOST_LINES] for lines in cells], first=start == 0)
        for start in range(0, max(count, 1), MOST_LINES)
    ]


def _part(places: Sequence[_Place], cells: Sequence[Sequence[Line]], *, first: bool) -> Block:
    height = max(1, *(len(lines) for lines in cells)) * grid.LINE + _PAD

    def draw(sheet: Sheet, top: float) -> None:
        if first:
            sheet.rule(grid.LEFT, grid.RIGHT, top, THIN)
        _draw_cells(sheet, places, cells, top + _PAD / 2 + 2.8, grid.WORDS.size, grid.LINE)

    return Block(height, draw)


def _end() -> Block:
    return Block(0.0, lambda sheet, top: sheet.rule(grid.LEFT, grid.RIGHT, top, THICK))


def _lines(words: Wording, place: _Place, style: Style) -> list[Line]:
    """Both languages one below the other; what is the same in both stands once."""
    texts = [words.kk] if words.kk == words.ru else [words.kk, words.ru]
    return [
        line for text in texts for line in wrap_text(text, style.face, style.size, place.measure)
    ]  # fmt: skip


def _draw_cells(
    sheet: Sheet, places: Sequence[_Place], cells: Sequence[Sequence[Line]], y: float, size: float,
    step: float,
) -> None:  # fmt: skip
    for place, lines in zip(places, cells, strict=True):
        right = place.column.figures
        x, align = (place.right, Align.RIGHT) if right else (place.left, Align.LEFT)
        sheet.lines(x, y, lines, size, step, align=align)
