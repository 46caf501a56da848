# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Rows of tables and halves of prose as blocks: line under line, figure beside caption."""

from collections.abc import Sequence
from dataclasses import dataclass

from precinct_app.documents import grid
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.page_flow import Block, Keep
from precinct_app.documents.phrases import Pair, pair
from precinct_app.documents.typesetting import Line, Span, line_width, wrap, wrap_text
from precinct_app.documents.words import figure_in_words
from precinct_app.domain.protocol.sheet import NA, Figure

MOST_LINES = 40
"""Lines of one text that may stand on one page; a longer text goes on in a further block."""
_TICK, _SMALL_TICK = 4.6, 2.7
_TICK_LEFTS = (134.0, 150.0)


@dataclass(frozen=True, slots=True)
class Look:
    """How the rows of a paper look: their spacing (mm) and what stands right of the figure."""

    pad: float = grid.PADS[0]
    ticks: bool = False
    """Draft: two squares instead of the words."""
    training: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as it is printed."""

    number: str
    caption: Pair
    figure: Figure | None
    of_which: bool = False
    changed: bool = False
    """Marked black at the left, where this version differs from the one it replaces."""
    member: bool = False
    """A member's own figure, printed small below its line."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The rule that closes a row: where it begins (mm) and its weight (points)."""

    left: float
    weight: float


def figure_text(figure: Figure | None) -> str:
    """A figure in digits: not grouped, because a gap invites a digit."""
    return "–" if figure is None or figure is NA else str(figure)


def head(number: str, title: Pair, columns: Sequence[Pair], look: Look) -> Block:
    """The head of a section: its title twice, and up to two column heads."""
    prefix = f"{number}. " if number else ""
    measure = grid.FIGURE_RIGHT - 14 - grid.LEFT if columns else grid.HALF
    lines = [
        line
        for text in (title.kk, title.ru)
        for line in wrap_text(prefix + text, *_style(grid.HEAD), measure)
    ]
    tape = grid.TAPE if look.training else 0.0
    height = grid.SECTION_HEAD + (len(lines) - 2) * grid.LINE + tape

    def draw(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        if tape:
            sheet.stripes(grid.LEFT, top, grid.RIGHT, top + tape, 3.0)
            sheet.rule(grid.LEFT, grid.RIGHT, top + tape)
        first = top + tape + 3.7
        sheet.lines(grid.LEFT, first, lines, grid.HEAD.size, grid.LINE)
        _column_heads(sheet, first, columns)
        sheet.rule(grid.LEFT, grid.RIGHT, top + height)

    return Block(height, draw, Keep.ALWAYS)


def column_heads(look: Look) -> tuple[Pair, Pair]:
    """Heads of the figure and of what stands right of it; training says so in every table."""
    figures = pair("paper.training_figures" if look.training else "paper.in_figures")
    if look.ticks:
        return figures, pair("paper.read_compared")
    return figures, pair("paper.training_words" if look.training else "paper.in_words")


def rows(items: Sequence[Row], look: Look) -> list[Block]:
    """The rows of one table, the last one closed by a thick rule; members follow their line."""
    blocks: list[Block] = []
    for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False):
        ends = Ends(grid.LEFT, THICK if after is None else THIN)
        if after and (after.of_which or (after.member and not item.member)):
            ends = Ends(grid.CAPTION_LEFT, THIN)
        if item.member:
            more = after is not None and after.member
            new = _member_row(item, look, not (before and before.member), None if more else ends)
        else:
            new = _row(item, look, ends)
        keep = Keep.ALWAYS if after and after.member else Keep.FREE
        blocks += [*new[:-1], new[-1].kept(keep)]
    return blocks


def _row(item: Row, look: Look, ends: Ends) -> list[Block]:
    indent = grid.OF_WHICH if item.of_which else 0.0
    digits = figure_text(item.figure)
    figure_left = grid.FIGURE_RIGHT - line_width((Span(digits, Face.BOLD),), grid.FIGURE.size)
    left = grid.CAPTION_LEFT + indent
    measure = min(grid.CAPTION_MEASURE - indent, figure_left - 2.5 - left)
    caption = [
        line
        for text in (item.caption.kk, item.caption.ru)
        for line in wrap_text(text, *_style(grid.CAPTION), measure)
    ]
    words = [] if look.ticks else _words(item.figure)
    count = max(len(caption[:MOST_LINES]), len(words), 2)
    height = count * grid.LINE + look.pad
    more = [caption[i : i + MOST_LINES] for i in range(MOST_LINES, len(caption), MOST_LINES)]

    def draw(sheet: Sheet, top: float) -> None:
        first = top + look.pad / 2 + 2.8
        middle = top + height / 2
        sheet.text(grid.LEFT + indent, first, item.number, grid.CAPTION)
        sheet.lines(left, first, caption[:MOST_LINES], grid.CAPTION.size, grid.LINE)
        sheet.text(grid.FIGURE_RIGHT, middle + 1.7, digits, grid.FIGURE, Align.RIGHT)
        words_top = middle - len(words) * grid.LINE / 2 + 2.8
        sheet.lines(grid.WORDS_LEFT, words_top, words, grid.WORDS.size, grid.LINE)
        if look.ticks:
            _tick_squares(sheet, middle, _TICK)
        if item.changed:
            sheet.bar(grid.LEFT - 3.2, top + 0.6, grid.LEFT - 1.6, top + height - 0.6)
        if not more:
            sheet.rule(ends.left, grid.RIGHT, top + height, ends.weight)

    blocks = [Block(height, draw, Keep.ALWAYS if more else Keep.FREE)]
    for index, lines in enumerate(more):
        closing = ends if index == len(more) - 1 else None
        blocks.append(_caption_goes_on(lines, left, look.pad, closing))
    return blocks


def _caption_goes_on(lines: list[Line], left: float, pad: float, ends: Ends | None) -> Block:
    height = len(lines) * grid.LINE + pad

    def draw(sheet: Sheet, top: float) -> None:
        sheet.lines(left, top + pad / 2 + 2.8, lines, grid.CAPTION.size, grid.LINE)
        if ends:
            sheet.rule(ends.left, grid.RIGHT, top + height, ends.weight)

    return Block(height, draw)


def _words(figure: Figure | None) -> Sequence[Line]:
    said = figure_in_words(figure)
    if figure is NA:
        return wrap_text(said.shared, *_style(grid.WORDS), grid.WORDS_MEASURE)
    return [
        line
        for text in (said.kk, said.ru)
        if text
        for line in wrap_text(text, *_style(grid.WORDS), grid.WORDS_MEASURE)
    ]


def _member_row(item: Row, look: Look, first: bool, ends: Ends | None) -> list[Block]:
    """A small row below its line: both languages of the words stand on one line."""
    above, below = 1.1 if first else 0.0, 1.1 if ends else 0.0
    caption_size = grid.MEMBER_SIZES[0]
    name = item.caption.kk if item.caption.kk == item.caption.ru else item.caption.shared
    names = wrap_text(name, Face.MEDIUM, caption_size, 78)[:MOST_LINES]
    said = figure_in_words(item.figure)
    size: float = caption_size
    words: tuple[Line, ...] = ()
    if not look.ticks and said.kk:
        size, words = _fitting(said.shared)
    extra = max(len(names), len(words), 1) - 1
    height = grid.MEMBER_ROW + extra * 3.1 + above + below

    def draw(sheet: Sheet, top: float) -> None:
        y = top + above + 2.75
        sheet.text(grid.CAPTION_LEFT, y, item.number, grid.SMALL)
        sheet.lines(grid.CAPTION_LEFT + 8, y, names, caption_size, 3.1)
        sheet.text(grid.FIGURE_RIGHT, y, figure_text(item.figure), grid.MEMBER_FIGURE, Align.RIGHT)
        sheet.lines(grid.WORDS_LEFT, y, words, size, 3.1)
        if look.ticks:
            _tick_squares(sheet, y - 0.95, _SMALL_TICK)
        if item.changed:
            sheet.bar(grid.LEFT - 3.2, top + above, grid.LEFT - 1.6, top + height - below)
        if ends:
            sheet.rule(ends.left, grid.RIGHT, top + height, ends.weight)

    return [Block(height, draw)]


def _fitting(text: str) -> tuple[float, tuple[Line, ...]]:
    for size in grid.MEMBER_SIZES:
        lines = wrap_text(text, Face.MEDIUM, size, grid.WORDS_MEASURE)
        if len(lines) == 1:
            return size, lines
    return grid.MEMBER_SIZES[0], wrap_text(text, Face.MEDIUM, 7.4, grid.WORDS_MEASURE)


def prose(
    left: Sequence[Span],
    right: Sequence[Span],
    *,
    above: float = 1.2,
    below: float = 1.2,
    ruled: bool = False,
    style: Style = grid.PROSE,
    step: float = grid.PROSE_LINE,
) -> list[Block]:
    """Kazakh left, Russian right; a text of more than a page's worth goes on in further blocks."""
    halves = wrap(left, style.size, grid.HALF), wrap(right, style.size, grid.HALF)
    count = max(len(halves[0]), len(halves[1]))
    starts = range(0, count, MOST_LINES)
    return [
        _prose_part(
            [half[start : start + MOST_LINES] for half in halves],
            above=above if start == 0 else 0.0,
            below=below if start + MOST_LINES >= count else 0.0,
            ruled=ruled and start == 0,
            size=style.size,
            step=step,
        )
        for start in starts
    ]


def _prose_part(
    halves: Sequence[Sequence[Line]],
    *,
    above: float,
    below: float,
    ruled: bool,
    size: float,
    step: float,
) -> Block:
    height = max(len(half) for half in halves) * step + above + below

    def draw(sheet: Sheet, top: float) -> None:
        if ruled:
            sheet.rule(grid.LEFT, grid.RIGHT, top)
        for x, half in zip((grid.LEFT, grid.SECOND_HALF), halves, strict=True):
            sheet.lines(x, top + above + 0.76 * step, half, size, step)

    return Block(height, draw)


def centred(texts: Pair, style: Style, step: float, above: float = 0.0) -> list[Block]:
    """A title, its two languages centred each in its half."""
    halves = [
        wrap_text(text, style.face, style.size, grid.HALF) for text in (texts.kk, texts.ru)
    ]  # fmt: skip
    count = max(len(half) for half in halves)

    def part(start: int) -> Block:
        lines = [half[start : start + MOST_LINES] for half in halves]
        pad = above if start == 0 else 0.0

        def draw(sheet: Sheet, top: float) -> None:
            for x, half in zip((grid.LEFT, grid.SECOND_HALF), lines, strict=True):
                middle = x + grid.HALF / 2
                sheet.lines(
                    middle, top + pad + 0.78 * step, half, style.size, step, align=Align.CENTRE
                )

        return Block(max(len(half) for half in lines) * step + pad, draw)

    return [part(start) for start in range(0, count, MOST_LINES)]


def gap(height: float, *, ruled: bool = False) -> Block:
    """Empty space, with a thin rule at its foot where wanted."""

    def draw(sheet: Sheet, top: float) -> None:
        if ruled:
            sheet.rule(grid.LEFT, grid.RIGHT, top + height)

    return Block(height, draw)


def _style(style: Style) -> tuple[Face, float]:
    return style.face, style.size


def _column_heads(sheet: Sheet, first: float, columns: Sequence[Pair]) -> None:
    places = ((grid.FIGURE_RIGHT, Align.RIGHT), (grid.WORDS_LEFT, Align.LEFT))
    for (x, align), column in zip(places, columns, strict=False):
        sheet.text(x, first, column.kk, grid.COLUMN, align)
        sheet.text(x, first + grid.LINE, column.ru, grid.COLUMN, align)


def _tick_squares(sheet: Sheet, middle: float, side: float) -> None:
    for left in _TICK_LEFTS:
        inset = (_TICK - side) / 2
        sheet.frame(
            left + inset, middle - side / 2, left + inset + side, middle + side / 2, THIN
        )  # fmt: skip
