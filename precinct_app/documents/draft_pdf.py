# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The draft for comparison aloud: nothing on it can be signed, scanned or taken for a protocol."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from precinct_app.documents import content, grid
from precinct_app.documents.frame import Kind, draw_paper
from precinct_app.documents.layout import THICK, THIN, Align, Sheet
from precinct_app.documents.page_flow import Block, Keep, Room, chained, fewest_pages, strike_out
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, of, pair
from precinct_app.documents.table_rows import Look, head
from precinct_app.documents.typesetting import Line, wrap_text
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.wording import Wording
from precinct_app.services.ports import DraftPaper

_TICK = 4.6
_LEAST_STRUCK = 12.0


def render_draft(
    record: ProtocolRecord,
    form: Form,
    remaining: Sequence[tuple[Wording, int]],
    printed: datetime | None = None,
) -> DraftPaper:
    """Draw the present figures and what remains to be done (a text and how many, 0 for no number).

    `printed` is the moment of printing; the record's time of the protocol where none is given.
    """
    when = printed or record.times.protocol_made
    sheet = draw(record, form, remaining, when)
    title = pair("paper.title.draft", number=record.precinct_number).shared
    return DraftPaper(finish(sheet.finish(), title=title, created=when), sheet.missing_glyphs)


def draw(
    record: ProtocolRecord, form: Form, remaining: Sequence[tuple[Wording, int]], when: datetime
) -> Sheet:
    """Lay the draft out and draw its pages."""
    short = pair("paper.only_checking_short")
    bands = content.bands(record, form)
    bands = replace(bands, right=tuple(_right_lines(when)), running_right=short)
    pages = fewest_pages(
        lambda pad: _blocks(record, form, remaining, pad), Room(first_top=bands.first_bottom)
    )  # fmt: skip
    strip = replace(content.strip(record, form, Kind.DRAFT), version=pair("paper.draft"))
    sheet = Sheet()
    end = draw_paper(sheet, pages, bands, strip)
    if grid.BODY_END - end > _LEAST_STRUCK:
        strike_out(sheet, end + 5, grid.BODY_END - 2)
    return sheet


def _right_lines(when: datetime) -> list[Line]:
    printed = pair("paper.printed_at", when=content.with_seconds(when))
    only = pair("paper.only_for_checking")
    return content.right_lines([printed.kk, printed.ru, only.kk, only.ru])


def _blocks(
    record: ProtocolRecord, form: Form, remaining: Sequence[tuple[Wording, int]], pad: float
) -> list[Block]:
    look = Look(pad=pad, ticks=True, training=content.is_training(record))
    titles = [pair("paper.draft_title.1"), pair("paper.draft_title.2")]
    before, votes = content.section_blocks(record, form, look)
    papers = content.papers_blocks(record, "paper.to_attach")
    return [
        *content.title_blocks(record, form, titles),
        *content.presence_blocks(record),
        *before,
        *votes,
        *content.checks_blocks(record, form),
        *content.times_blocks(record, finished=False),
        *papers,
        *_remaining_blocks(remaining, pad),
    ]


def _remaining_blocks(remaining: Sequence[tuple[Wording, int]], pad: float) -> list[Block]:
    title = head("", pair("paper.remaining"), (), Look(pad=pad))
    tasks = [(of(wording), count) for wording, count in remaining]
    if not tasks:
        return [title, _task(pair("paper.nothing_remains"), 0, pad, tick=False, last=True)]
    rows = [
        _task(text, count, pad, tick=True, last=index == len(tasks) - 1)
        for index, (text, count) in enumerate(tasks)
    ]
    return [title, *chained(rows, Keep.FREE)]


def _task(text: Pair, count: int, pad: float, *, tick: bool, last: bool) -> Block:
    style = grid.CAPTION
    lines = [
        line
        for words in (text.kk, text.ru)
        for line in wrap_text(words, style.face, style.size, grid.CAPTION_MEASURE)
    ][:40]
    height = max(len(lines), 2) * grid.LINE + pad

    def draw_task(sheet: Sheet, top: float) -> None:
        middle = top + height / 2
        if tick:
            sheet.frame(grid.LEFT, middle - _TICK / 2, grid.LEFT + _TICK, middle + _TICK / 2, THIN)
        sheet.lines(grid.CAPTION_LEFT, top + pad / 2 + 2.8, lines, style.size, grid.LINE)
        if count:
            sheet.text(grid.FIGURE_RIGHT, middle + 1.7, str(count), grid.FIGURE, Align.RIGHT)
        sheet.rule(grid.LEFT, grid.RIGHT, top + height, THICK if last else THIN)

    return Block(height, draw_task)
