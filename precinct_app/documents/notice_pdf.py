# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A page of what happened, for reading: figures, lists, sentences."""

from precinct_app.documents import grid
from precinct_app.documents.act_pdf import fact_blocks
from precinct_app.documents.content import with_seconds
from precinct_app.documents.layout import Sheet
from precinct_app.documents.listing import listing_blocks
from precinct_app.documents.page_flow import Block
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import of, pair
from precinct_app.documents.plain_frame import (
    Frame,
    draw_framed,
    place_and_day,
    sentence_blocks,
    title_blocks,
)
from precinct_app.documents.table_rows import Look
from precinct_app.domain.papers.notice import NoticePaper


def render_notice(paper: NoticePaper) -> bytes:
    """Draw the page as PDF/A."""
    return finish(draw(paper).finish(), title=of(paper.title).shared, created=paper.made)


def draw(paper: NoticePaper) -> Sheet:
    """Lay the page out and draw it."""
    printed = pair("paper.printed_at", when=with_seconds(paper.made))
    title = of(paper.title)
    frame = Frame(paper.heading, (printed.kk, printed.ru), title, "", title.shared, printed)
    return draw_framed(frame, lambda pad: _blocks(paper, pad))


def _blocks(paper: NoticePaper, pad: float) -> list[Block]:
    look = Look(pad=pad, training=paper.heading.is_training)
    blocks = title_blocks(paper.heading, [of(paper.title)], [place_and_day(paper.heading)])
    for table in paper.tables:
        blocks += fact_blocks(table, look)
    for listing in paper.listings:
        blocks += listing_blocks(listing)
    for sentence in paper.sentences:
        blocks += sentence_blocks(sentence)
    return [*blocks, _leaders()] if paper.to_sign else blocks


def _leaders() -> Block:
    places = ((grid.LEFT, "paper.chair_line"), (grid.SECOND_HALF, "paper.secretary_line"))

    def draw_leaders(sheet: Sheet, top: float) -> None:
        for x, key in places:
            sheet.dotted(x, x + grid.HALF, top + 14)
            sheet.text(x, top + 17.4, pair(key).shared, grid.SMALL)

    return Block(20.0, draw_leaders)
