# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What is filled in by hand: digit cells, lines for words, tallies, gaps of sums, grids of pages."""

from collections.abc import Sequence

from precinct_app.documents import grid
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.page_flow import Block, Keep
from precinct_app.documents.phrases import Pair, of, pair
from precinct_app.documents.typesetting import Line, Span, line_width, shortened, wrap_text
from precinct_app.domain.papers.blank import TablePages
from precinct_app.domain.protocol.form import CellSpec
from precinct_app.domain.protocol.sheet import NA, Figure

_CELL_WIDTH, _CELL_HEIGHT = 6.6, 7.4
_CELLS_LEFT = 102.1
_ROW, _MEMBER_ROW = 12.0, 8.4
_TALLY_LEFT, _TALLY_CELL, _TALLY_HIGH = 56.0, 4.7, 4.9
_PAGES_LEFT, _PAGE_STEP, _PAGE_SIDE = 39.0, 13.2, 12.4
_PAGE_HIGH, _PAGE_ROW = 10.4, 11.6
_IN_ROW = 10
_SUMS_LEFT = 174.8
_SMALL_CELL = 5.0
_HAND = Style(Face.MEDIUM, 15.0)


def figure_row(spec: CellSpec, *, member: bool, last: bool, figure: Figure | None = None) -> Block:
    """A line with four digit cells and two lines for the words; filled in where a figure is given."""
    indent = grid.OF_WHICH if spec.of_which else 0.0
    left = grid.CAPTION_LEFT + indent + (7.5 if member else 0.0)
    number_left = grid.CAPTION_LEFT if member else grid.LEFT + indent
    lines = _captions(of(spec.caption), member=member, measure=_CELLS_LEFT - 3 - left)
    height = max(_MEMBER_ROW if member else _ROW, len(lines) * grid.LINE + 1.6)

    def draw(sheet: Sheet, top: float) -> None:
        middle = top + height / 2
        first = middle - len(lines) * grid.LINE / 2 + 2.6
        sheet.text(number_left, first, spec.official, grid.CAPTION)
        sheet.lines(left, first, lines, grid.CAPTION.size, grid.LINE)
        digit_cells(sheet, _CELLS_LEFT, middle - (3.2 if member else _CELL_HEIGHT / 2),
                    high=6.4 if member else _CELL_HEIGHT)  # fmt: skip
        _digits(sheet, middle + 2.3, figure)
        for y in (top + height - 1.0,) if member else (middle - 0.4, top + height - 1.0):
            sheet.dotted(grid.WORDS_LEFT, grid.RIGHT, y)
        sheet.rule(grid.LEFT, grid.RIGHT, top + height, THICK if last else THIN)

    return Block(height, draw)


def _captions(words: Pair, *, member: bool, measure: float) -> list[Line]:
    texts = [words.kk] if words.kk == words.ru else [words.kk, words.ru]
    style = Style(Face.MEDIUM, 8.0) if member else grid.CAPTION
    return [line for t in texts for line in wrap_text(t, style.face, style.size, measure)][:40]


def _digits(sheet: Sheet, base: float, figure: Figure | None) -> None:
    """A digit a cell, the last in the last; a stroke where the line does not apply."""
    written = "" if figure is None else "-" if figure is NA else str(figure)
    for place, digit in enumerate(reversed(written)):
        x = _CELLS_LEFT + (3.5 - place) * _CELL_WIDTH
        sheet.text(x, base, digit, _HAND, Align.CENTRE)


def digit_cells(
    sheet: Sheet, left: float, top: float, *, count: int = 4, wide: float = _CELL_WIDTH,
    high: float = _CELL_HEIGHT,
) -> None:  # fmt: skip
    """Cells for one digit each."""
    sheet.frame(left, top, left + count * wide, top + high, THIN)
    for place in range(1, count):
        x = left + place * wide
        sheet.stroke([(x, top), (x, top + high)], THIN)


def tally_head() -> Block:
    """What a tally is."""
    words, rest = pair("blank.tally"), pair("blank.rest")

    def draw(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        for step, text in enumerate((words.kk, words.ru)):
            sheet.text(grid.LEFT, top + 3.7 + step * grid.LINE, text, grid.HEAD)
        for step, text in enumerate((rest.kk, rest.ru)):
            sheet.text(grid.RIGHT, top + 3.7 + step * grid.LINE, text, grid.COLUMN, Align.RIGHT)
        sheet.rule(grid.LEFT, grid.RIGHT, top + grid.SECTION_HEAD, THIN)

    return Block(grid.SECTION_HEAD, draw, Keep.ALWAYS)


def tally_row(spec: CellSpec) -> Block:
    """Twenty-five cells of fifty ballots each, and two digits for the rest."""
    caption = of(spec.caption)
    name = caption.kk if caption.kk == caption.ru else caption.shared
    height = 8.0

    def draw(sheet: Sheet, top: float) -> None:
        sheet.text(grid.LEFT, top + 4.9, spec.official, grid.CAPTION)
        room = _TALLY_LEFT - grid.CAPTION_LEFT - 1
        fits = shortened(name, grid.SMALL.face, grid.SMALL.size, room)
        sheet.text(grid.CAPTION_LEFT, top + 4.9, fits, grid.SMALL)
        for group in range(5):
            left = _TALLY_LEFT + group * (5 * _TALLY_CELL + 0.7)
            digit_cells(sheet, left, top + 1.6, count=5, wide=_TALLY_CELL, high=_TALLY_HIGH)
        digit_cells(sheet, grid.RIGHT - 11.6, top + 0.9, count=2, wide=5.8, high=6.2)
        sheet.rule(grid.LEFT, grid.RIGHT, top + height, THIN)

    return Block(height, draw)


def check_rows(checks: Sequence[Sequence[str]]) -> list[Block]:
    """Sums to be filled in and added up before anybody signs."""
    title = pair("blank.checks")

    def draw_head(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        for step, text in enumerate((title.kk, title.ru)):
            sheet.text(grid.LEFT, top + 3.7 + step * grid.LINE, text, grid.HEAD)

    return [Block(9.0, draw_head, Keep.ALWAYS), *(_check(tokens) for tokens in checks)]


def _check(tokens: Sequence[str]) -> Block:
    """``5 ____ = 6 ____ + 7 ____``; what does not fit goes on below."""
    rows: list[list[tuple[float, str]]] = [[]]
    x = grid.LEFT
    for token in tokens:
        sign = token in {"=", "+", "–"}
        wide = line_width((Span(token),), 8.4) + (3.0 if sign else 19.0)
        if x + wide > grid.RIGHT:
            rows.append([])
            x = grid.LEFT + 8
        rows[-1].append((x, token))
        x += wide

    def draw(sheet: Sheet, top: float) -> None:
        for step, row in enumerate(rows):
            y = top + 7.0 + step * 8.6
            for left, token in row:
                sheet.text(left, y, token, grid.CAPTION)
                if token not in {"=", "+", "–"}:
                    begin = left + line_width((Span(token),), 8.4) + 1.5
                    sheet.rule(begin, begin + 14.5, y + 0.8, THIN)

    return Block(len(rows) * 8.6, draw)


def lines_to_write(count: int, *, numbered: bool, step: float = 9.0) -> Block:
    """Dotted lines over the whole width, perhaps each beginning with a number sign."""

    def draw(sheet: Sheet, top: float) -> None:
        for place in range(1, count + 1):
            y = top + place * step - 1.6
            if numbered:
                sheet.text(grid.LEFT, y - 1.0, "№", grid.CAPTION)
            sheet.dotted(grid.LEFT + (5 if numbered else 0), grid.RIGHT, y)

    return Block(count * step + 2, draw)


def gap_rows(words: Sequence[Pair]) -> Block:
    """Sentences with gaps to fill, Kazakh left, Russian right."""
    measure = grid.HALF
    rows = [
        tuple(
            wrap_text(text, grid.CAPTION.face, grid.CAPTION.size, measure) for text in (w.kk, w.ru)
        )
        for w in words
    ]
    heights = [max(len(kk), len(ru)) * 4.4 + 2.6 for kk, ru in rows]

    def draw(sheet: Sheet, top: float) -> None:
        y = top
        for (kk, ru), height in zip(rows, heights, strict=True):
            sheet.lines(grid.LEFT, y + 4.6, kk, grid.CAPTION.size, 4.4)
            sheet.lines(grid.SECOND_HALF, y + 4.6, ru, grid.CAPTION.size, 4.4)
            y += height
        sheet.rule(grid.LEFT, grid.RIGHT, y + 1.4, THIN)

    return Block(sum(heights) + 1.4, draw)


def pages_grid(table: TablePages) -> list[Block]:
    """A cell a page, the page's number in its corner; the table's sum at the right of the first row."""
    pages = range(table.first_page, table.last_page + 1)
    rows = [pages[start : start + _IN_ROW] for start in range(0, len(pages), _IN_ROW)]
    blocks = [_pages_row(row, table if not n else None) for n, row in enumerate(rows)]
    if len(blocks) == 1:
        blocks.append(Block(_PAGE_ROW, lambda _sheet, _top: None))
    return [block.kept(Keep.ALWAYS) for block in blocks[:1]] + blocks[1:]


def _pages_row(pages: Sequence[int], table: TablePages | None) -> Block:
    def draw(sheet: Sheet, top: float) -> None:
        if table is not None:
            _table_sums(sheet, top, table)
        for place, page in enumerate(pages):
            left = _PAGES_LEFT + place * _PAGE_STEP
            sheet.frame(left, top + 1.2, left + _PAGE_SIDE, top + 1.2 + _PAGE_HIGH, THIN)
            sheet.text(left + 0.8, top + 4.0, str(page), grid.SMALLEST)

    return Block(_PAGE_ROW, draw)


def _table_sums(sheet: Sheet, top: float, table: TablePages) -> None:
    """The table's name; its signatures added up, and the ballots gone from it."""
    sheet.rule(grid.LEFT, grid.RIGHT, top, THIN)
    name = pair("list.table", table=table.table)
    for step, text in enumerate((name.kk, name.ru)):
        fits = shortened(text, grid.HEAD.face, grid.HEAD.size, _PAGES_LEFT - grid.LEFT - 1)
        sheet.text(grid.LEFT, top + 4.0 + step * grid.LINE, fits, grid.HEAD)
    for step, key in enumerate(("blank.sum", "blank.issued")):
        y = top + step * _PAGE_ROW
        sheet.text(_SUMS_LEFT, y + 3.4, pair(key).shared, grid.SMALLEST)
        digit_cells(sheet, _SUMS_LEFT, y + 4.4, wide=_SMALL_CELL, high=6.8)
