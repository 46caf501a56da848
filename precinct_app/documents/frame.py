# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What stands at the same place on every page: band, strip with the codes, marks at the edges."""

from dataclasses import dataclass
from enum import StrEnum

from precinct_app.documents import grid
from precinct_app.documents.codes import Code
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.page_flow import Block, Room, draw_page
from precinct_app.documents.phrases import Pair, pair
from precinct_app.documents.typesetting import (
    Line,
    Span,
    line_width,
    shortened,
    shortened_inside,
    wrap_text,
)
from precinct_app.domain.canonical import groups_of_four

_SEALED_LEFT, _SEALED_TOP, _SEALED_SIDE = 15.0, 245.3, 45.0
_PLAIN_LEFT, _PLAIN_SIDE, _PLAIN_WIDEST = 120.5, 30.0, 35.0
_SMALLEST_MODULE = 0.49
_IDENTITY_LEFT, _IDENTITY_MEASURE = 68.0, 50.0
_BAND_STEP, _BAND_LINES = 3.05, 16
_BIG = Style(Face.BOLD, 25)
_ANNEX_MEASURE = 82.0
_TAB = Style(Face.BOLD, 8.4)
_SEAL_CENTRE, _SEAL_RADIUS = (176.0, 267.7), 19.0
_EDGES = ((4.2, 10.6), (199.4, 205.8))
"""Left and right edge marks: nothing of worth, a printer may lose them."""


class Kind(StrEnum):
    """What a paper is, seen from across the table."""

    PROTOCOL = "protocol"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Strip:
    """The content of the strip at the foot of every page."""

    kind: Kind
    training: bool
    precinct_number: int
    region: Pair
    day_and_election: str
    ballot: Pair
    version: Pair
    control_number: str = ""
    sealed: Code | None = None
    plain: Code | None = None
    copy: Pair | None = None
    """Which copy this is; None on an original."""


@dataclass(frozen=True, slots=True)
class Bands:
    """What stands above the body: in full on the first page, in short on the others."""

    number: int
    region: Pair
    right: tuple[Line, ...]
    """Lines of the first page's right half."""
    running: Pair
    running_right: Pair

    @property
    def first_bottom(self) -> float:
        """Where the body of the first page begins (mm); long names make the band taller."""
        deepest = max(len(self._region_lines()), len(self.right[:_BAND_LINES]))
        return max(grid.FIRST_BODY, 12.5 + (deepest - 1) * _BAND_STEP + 1.9)

    def draw_first(self, sheet: Sheet) -> None:
        """Large number, region, form."""
        sheet.text(grid.LEFT - 0.5, 18.9, f"№ {self.number}", _BIG)
        small, step = grid.SMALL.size, _BAND_STEP
        sheet.lines(self._region_left(), 12.5, self._region_lines(), small, step)
        sheet.lines(grid.RIGHT, 12.5, self.right[:_BAND_LINES], small, step, align=Align.RIGHT)
        sheet.rule(grid.LEFT, grid.RIGHT, self.first_bottom, THICK)

    def draw_next(self, sheet: Sheet) -> None:
        """Number, running head and form in two lines."""
        numero, style = f"№ {self.number}", Style(Face.BOLD, 15)
        sheet.text(grid.LEFT, 15.9, numero, style)
        left = grid.LEFT + line_width((Span(numero, style.face),), style.size) + 3
        face, size = grid.SMALL.face, grid.SMALL.size
        halves = zip(_both(self.running), _both(self.running_right), strict=True)
        for y, (text, form) in zip((13.0, 16.1), halves, strict=True):
            short = shortened_inside(form, face, size, _ANNEX_MEASURE)
            room = grid.RIGHT - line_width((Span(short),), size) - 4 - left
            sheet.text(left, y, shortened(text, face, size, room), grid.SMALL)
            sheet.text(grid.RIGHT, y, short, grid.SMALL, Align.RIGHT)
        sheet.rule(grid.LEFT, grid.RIGHT, grid.NEXT_BODY, THICK)

    def _region_left(self) -> float:
        return grid.LEFT + line_width((Span(f"№ {self.number}", _BIG.face),), _BIG.size) + 2.6

    def _region_lines(self) -> list[Line]:
        precinct = pair("paper.precinct")
        lines: list[Line] = [(Span(precinct.kk),), (Span(precinct.ru),)]
        measure = max(100 - self._region_left(), 20)
        for name in _both(self.region):
            lines += wrap_text(name, Face.MEDIUM, grid.SMALL.size, measure)
        return lines[:_BAND_LINES]


def draw_strip(sheet: Sheet, strip: Strip, pages: int, *, last: bool) -> None:
    """The strip of the present page: enough for a photo of it alone."""
    sheet.rule(grid.LEFT, grid.RIGHT, grid.STRIP_TOP, THIN)
    _sealed_place(sheet, strip)
    _identity(sheet, strip, pages)
    _control_number(sheet, strip)
    _plain_place(sheet, strip)
    _right_place(sheet, strip, last=last)


def draw_paper(
    sheet: Sheet, pages: list[list[Block]], bands: Bands, strip: Strip, *, tab: str = ""
) -> float:
    """Draw every page with its band, body, strip and edges; where the last body ends (mm)."""
    room = Room(first_top=bands.first_bottom)
    end = 0.0
    for index, blocks in enumerate(pages):
        first, last = index == 0, index == len(pages) - 1
        if first:
            bands.draw_first(sheet)
        else:
            sheet.next_page()
            bands.draw_next(sheet)
        end = draw_page(sheet, blocks, room, first=first, last=last)
        draw_strip(sheet, strip, len(pages), last=last)
        draw_edges(sheet, kind=strip.kind, training=strip.training, tab=tab)
    return end


def draw_edges(sheet: Sheet, *, kind: Kind, training: bool, tab: str = "") -> None:
    """Marks to be seen in a pile: dashed bars of a draft, tape of training, tab of versions."""
    training_words = pair("paper.training").shared
    if kind is Kind.DRAFT:
        draft = pair("paper.draft_edge").shared
        labels = (draft, training_words if training else draft, draft)
        for left, right in _EDGES:
            sheet.frame(left, grid.FIRST_INK, right, 288, THICK, dash=(4, 3))
            for middle, label in zip((46.5, 149.0, 251.5), labels, strict=True):
                _edge_text(sheet, left, right, middle, label)
    elif training:
        for left, right in _EDGES:
            _tape(sheet, left, right, training_words, tab if right > grid.RIGHT else "")
    if tab and not training:
        sheet.frame(198.6, 27, 204.6, 101, THICK)
        sheet.upright(202.4, 64, tab, _TAB, centre=True)


def _edge_text(sheet: Sheet, left: float, right: float, middle: float, words: str) -> None:
    size = 10.5
    sheet.upright((left + right) / 2 + 1.35, middle, words, Style(Face.BOLD, size), centre=True)


def _tape(sheet: Sheet, left: float, right: float, words: str, tab: str) -> None:
    """Barrier tape; a tab stands in the place of its first words."""
    sheet.frame(left, 6.2, right, 291, THIN)
    for top, bottom in ((6.2, 14), (84, 113), (183, 212), (281, 291)):
        sheet.stripes(left, top, right, bottom, 5.6 * 1.414)
    if tab:
        sheet.upright((left + right) / 2 + 1.1, 49, tab, _TAB, centre=True)
    for middle in (148, 246.5) if tab else (49, 148, 246.5):
        _edge_text(sheet, left, right, middle, words)


def _sealed_place(sheet: Sheet, strip: Strip) -> None:
    left, top, side = _SEALED_LEFT, _SEALED_TOP, _SEALED_SIDE
    middle = left + side / 2
    if strip.kind is Kind.DRAFT:
        sheet.frame(left, top, left + side, top + side, THIN, dash=(2, 2))
        words = pair("paper.no_code_draft")
        sheet.text(middle, 261, words.kk, Style(Face.BOLD, 8.4), Align.CENTRE)
        sheet.text(middle, 266.2, words.ru, Style(Face.BOLD, 8.4), Align.CENTRE)
    elif strip.sealed:
        sheet.code(left, top, side, strip.sealed)
        label = pair("paper.for_commission").shared
        sheet.upright(64.9, top + side, label, grid.SMALLEST)
    else:
        words = pair("paper.no_sealed_code")
        sheet.text(left, 261, words.kk, grid.SMALL)
        sheet.text(left, 264.2, words.ru, grid.SMALL)


def _identity(sheet: Sheet, strip: Strip, pages: int) -> None:
    x, step = _IDENTITY_LEFT, 3.0
    page = pair("paper.page", page=sheet.page, pages=pages).shared
    texts = (
        (f"№ {strip.precinct_number} · {strip.region.kk}", grid.SMALL_BOLD),
        (strip.region.ru, grid.SMALL_MEDIUM),
        (strip.day_and_election, grid.SMALL_MEDIUM),
        (strip.ballot.kk, grid.SMALL_MEDIUM),
        (strip.ballot.ru, grid.SMALL_MEDIUM),
    )
    for index, (text, style) in enumerate(texts):
        fits = shortened(text, style.face, style.size, _IDENTITY_MEASURE)
        sheet.text(x, 247.3 + index * step, fits, style)
    bold = Style(Face.BOLD, 7.2)
    lines = (strip.version.shared, *((strip.copy.shared,) if strip.copy else ()), page)
    for index, line in enumerate(lines):
        sheet.text(x, 263.6 + index * 3.1, line, bold)


def _control_number(sheet: Sheet, strip: Strip) -> None:
    x = _IDENTITY_LEFT
    sheet.text(x, 274.2, pair("paper.control_number").shared, grid.SMALLEST)
    if not strip.control_number:
        sheet.text(x, 279.6, pair("paper.none").shared, Style(Face.BOLD, 8.4))
        return
    draw_control_number(sheet, x, 279.6, strip.control_number)


def draw_control_number(sheet: Sheet, x: float, y: float, number: str) -> None:
    """36 digits as three rows of three groups, the first baseline at `y`."""
    groups = groups_of_four(number)
    for row in range(3):
        baseline = y + row * 5.2
        sheet.text(x, baseline, f"{row * 3 + 1}–{row * 3 + 3}", grid.SMALLEST)
        for column in range(3):
            group = groups[row * 3 + column]
            sheet.text(x + 7.5 + column * 13.4, baseline, group, grid.CONTROL_NUMBER)


def _plain_place(sheet: Sheet, strip: Strip) -> None:
    left, top, side = _PLAIN_LEFT, _SEALED_TOP, _PLAIN_SIDE
    if strip.kind is Kind.DRAFT:
        sheet.frame(left, top, left + side, top + side, THIN, dash=(2, 2))
        for y, text in zip((259.6, 264.1), _both(pair("paper.draft")), strict=True):
            sheet.text(left + side / 2, y, text, Style(Face.BOLD, 8.4), Align.CENTRE)
    elif strip.plain:
        side = min(max(side, strip.plain.modules * _SMALLEST_MODULE), _PLAIN_WIDEST)
        sheet.code(left, top, side, strip.plain)
        for index, text in enumerate(_both(pair("paper.for_phone"))):
            sheet.text(left, top + side + 4.6 + index * 3, text, Style(Face.MEDIUM, 6.6))


def _right_place(sheet: Sheet, strip: Strip, *, last: bool) -> None:
    if strip.kind is Kind.DRAFT:
        _small_texts(sheet, pair("paper.not_signed"))
    elif strip.training:
        _small_texts(sheet, pair("paper.no_stamp"))
        sheet.rule(158, grid.RIGHT, 255.5, THIN)
        sheet.rule(158, grid.RIGHT, 290, THIN)
        words = pair("paper.training")
        lines = [line for t in _both(words) for line in wrap_text(t, Face.BOLD, 15, 36)]
        sheet.lines(176.5, 274.5 - (len(lines) - 1) * 3.6, lines, 15, 7.2, align=Align.CENTRE)
    elif last:
        sheet.dashed_circle(*_SEAL_CENTRE, _SEAL_RADIUS)
        draw_seal_letters(sheet, *_SEAL_CENTRE)
    else:
        _small_texts(sheet, pair("paper.page_right"))
        for y, key in ((270.5, "paper.chair_line"), (286.0, "paper.secretary_line")):
            sheet.rule(158, grid.RIGHT, y, THIN)
            sheet.text(158, y + 2.9, pair(key).shared, grid.SMALLEST)


def draw_seal_letters(sheet: Sheet, x: float, y: float) -> None:
    """The letters in the middle of a seal's place."""
    kk, ru = _both(pair("paper.stamp_place"))
    sheet.text(x, y - 0.8, kk, Style(Face.REGULAR, 8), Align.CENTRE)
    sheet.text(x, y + 2.8, ru, Style(Face.REGULAR, 8), Align.CENTRE)


def _small_texts(sheet: Sheet, words: Pair) -> None:
    y = 247.3
    for text in _both(words):
        lines = wrap_text(text, Face.REGULAR, grid.SMALLEST.size, 37)
        sheet.lines(158, y, lines, grid.SMALLEST.size, 2.9)
        y += len(lines) * 2.9 + 1.2


def _both(words: Pair) -> tuple[str, str]:
    return words.kk, words.ru
