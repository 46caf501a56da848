# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The copying sheet: a protocol's figures and words, large enough to be copied from a screen by hand.

A4 across, so that a page fills a laptop's screen.  It is no protocol: no signature lines, no codes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from precinct_app.documents.across_frame import draw_training
from precinct_app.documents.content import (
    Halves,
    ballot_pair,
    is_training,
    papers_said,
    polling_day,
    section_rows,
    times_said,
)
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import THIN, Align, Sheet, Style
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import of, pair, short_date
from precinct_app.documents.table_rows import Row, figure_text
from precinct_app.documents.typesetting import Line, shortened, shortened_inside, wrap, wrap_text
from precinct_app.documents.words import figure_in_words
from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import NA

_LEFT, _RIGHT = 12.0, 285.0
_TOP, _BOTTOM = 24.8, 190.6
_CAPTION, _FIGURE, _WORDS, _TICK = 36.0, 181.0, 191.0, 278.0
_ROW, _MEMBER_ROW = 18.4, 10.6
_HALF, _SECOND = 131.0, 154.0
_TEXT = Style(Face.REGULAR, 10.5)
_MOST = 34
"""Lines of a text that a page holds."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Something of a fixed height that draws itself below a line."""

    height: float
    draw: Callable[[Sheet, float], None]


def render_copying(record: ProtocolRecord, form: Form) -> bytes:
    """Draw the copying sheet as PDF/A."""
    title = pair("copying.title").shared
    return finish(draw(record, form).finish(), title=title, created=record.times.protocol_made)


def draw(record: ProtocolRecord, form: Form) -> Sheet:
    """Lay the sheet out and draw its pages."""
    parts = [_row(row) for _, rows in section_rows(record, form) for row in rows]
    first, *papers = papers_said(record, "paper.attached")
    parts += [*_prose(times_said(record)), *_prose(first)]
    parts += [part for said in papers for part in _prose(said, ruled=False)]
    pages = _pages(parts)
    sheet = Sheet(across=True)
    for index, page in enumerate(pages):
        if index:
            sheet.next_page()
        _frame(sheet, record, form, len(pages))
        y = _TOP
        for part in page:
            part.draw(sheet, y)
            y += part.height
    return sheet


def _pages(parts: Sequence[_Part]) -> list[list[_Part]]:
    pages: list[list[_Part]] = [[]]
    left = _BOTTOM - _TOP
    for part in parts:
        if pages[-1] and part.height > left:
            pages.append([])
            left = _BOTTOM - _TOP
        pages[-1].append(part)
        left -= part.height
    return pages


def _row(row: Row) -> _Part:
    size = 11.0 if row.member else 19.0
    figure = Style(Face.BOLD, 20 if row.member else 36)
    left = _CAPTION if row.member else _LEFT
    caption_left = _CAPTION + 12 if row.member else _CAPTION
    digits = figure_text(row.figure)
    captions = _caption(row, _FIGURE - len(digits) * figure.size * 0.21 - 3 - caption_left)
    words, words_size = _words(row)
    step, words_step = captions[1] * 0.44, words_size * 0.45
    tall = max(len(captions[0]) * step, len(words) * words_step) + (1.8 if row.member else 5.0)
    height = max(_MEMBER_ROW if row.member else _ROW, tall)

    def draw_row(sheet: Sheet, top: float) -> None:
        middle = top + height / 2
        sheet.text(left, middle + size * 0.126, row.number, Style(Face.BOLD, size))
        first = middle - len(captions[0]) * step / 2 + step * 0.76
        sheet.lines(caption_left, first, captions[0], captions[1], step)
        sheet.text(_FIGURE, middle + figure.size * 0.126, digits, figure, Align.RIGHT)
        first = middle - len(words) * words_step / 2 + words_step * 0.76
        sheet.lines(_WORDS, first, words, words_size, words_step)
        side = 5.4 if row.member else 7.0
        sheet.frame(_RIGHT - side, middle - side / 2, _RIGHT, middle + side / 2, THIN)
        sheet.rule(left, _RIGHT, top + height, THIN)

    return _Part(height, draw_row)


def _caption(row: Row, measure: float) -> tuple[list[Line], float]:
    """Captions, smaller where they would take more than four lines."""
    face = Face.MEDIUM if row.member else Face.REGULAR
    texts = (
        [row.caption.kk] if row.caption.kk == row.caption.ru else [row.caption.kk, row.caption.ru]
    )
    for size in (10.5, 9.0, 7.6):
        lines = [line for text in texts for line in wrap_text(text, face, size, measure)]
        if len(lines) <= 4:  # noqa: PLR2004  two lines a language
            break
    return lines[:40], size


def _words(row: Row) -> tuple[list[Line], float]:
    """Both languages, one below the other; smaller where a number is long."""
    said = figure_in_words(row.figure)
    texts = [said.shared] if row.figure is NA else [said.kk, said.ru]
    sizes = (9.6, 8.4) if row.member else (14.5, 12.5, 10.5)
    for size in sizes:
        lines = [
            line
            for text in texts
            if text
            for line in wrap_text(text, Face.MEDIUM, size, _TICK - 3 - _WORDS)
        ]
        if len(lines) <= len(texts):
            break
    return lines, size


def _prose(said: Halves, *, ruled: bool = True) -> list[_Part]:
    """A text in both halves; one of more than a page's worth goes on in further parts."""
    halves = [wrap(spans, _TEXT.size, _HALF) for spans in said]
    count = max(len(half) for half in halves)
    return [
        _prose_part([half[at : at + _MOST] for half in halves], ruled=ruled and at == 0)
        for at in range(0, count, _MOST)
    ]


def _prose_part(halves: Sequence[Sequence[Line]], *, ruled: bool) -> _Part:
    height = max(len(half) for half in halves) * 4.6 + 4.0

    def draw_prose(sheet: Sheet, top: float) -> None:
        if ruled:
            sheet.rule(_LEFT, _RIGHT, top, THIN)
        for x, half in zip((_LEFT, _SECOND), halves, strict=True):
            sheet.lines(x, top + 6.0, half, _TEXT.size, 4.6)

    return _Part(height, draw_prose)


def _frame(sheet: Sheet, record: ProtocolRecord, form: Form, pages: int) -> None:
    if is_training(record):
        draw_training(sheet)
    number = f"№ {record.precinct_number}"
    sheet.text(_LEFT, 20.4, number, Style(Face.BOLD, 27))
    for y, text, style in _above(record, form):
        room = 190.0
        fits = shortened_inside(text, style.face, style.size, room)
        sheet.text(58, y, shortened(fits, style.face, style.size, room), style)
    page = f"{sheet.page} / {pages}"
    sheet.text(_RIGHT, 14.6, page, Style(Face.BOLD, 16), Align.RIGHT)
    sheet.rule(_LEFT, _RIGHT, _TOP, THIN)
    _control_number(sheet, record)


def _above(record: ProtocolRecord, form: Form) -> list[tuple[float, str, Style]]:
    ballot, annex = ballot_pair(record, form), of(form.annex)
    small = Style(Face.REGULAR, 6.8)
    named = f"{short_date(polling_day(record))} · {ballot.shared}"
    return [
        (12.2, pair("copying.title").shared, Style(Face.SERIF, 11.4)),
        (15.4, named, Style(Face.MEDIUM, 6.8)),
        (18.0, annex.kk, small),
        (20.6, annex.ru, small),
        (23.2, pair("copying.rules").shared, small),
    ]


def _control_number(sheet: Sheet, record: ProtocolRecord) -> None:
    """In one line, to be written on every page of the official form."""
    sheet.rule(_LEFT, _RIGHT, _BOTTOM + 0.2, THIN)
    label, write = pair("paper.control_number"), pair("copying.on_each_page")
    for step, text in enumerate((label.kk, label.ru)):
        sheet.text(_LEFT, 195.2 + step * 3.8, text, Style(Face.REGULAR, 7.6))
    for place, group in enumerate(groups_of_four(control_number(record.to_json()))):
        sheet.text(52 + place * 19.6, 198.4, group, Style(Face.BOLD, 16))
    version = pair("paper.version", version=record.version).shared
    lines = ((write.kk, Face.REGULAR), (write.ru, Face.REGULAR), (version, Face.BOLD))
    for step, (text, face) in enumerate(lines):
        sheet.text(_RIGHT, 194.8 + step * 3.6, text, Style(face, 7.4), Align.RIGHT)
