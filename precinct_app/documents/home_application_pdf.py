# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An application to vote at home on one page: the voter's part, the commission's, the signatures."""

from precinct_app.documents import grid
from precinct_app.documents.fields import ANSWER_LEFT, Field, field_blocks, ticks_block
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import THICK, THIN, Sheet, Style
from precinct_app.documents.page_flow import Block, Keep
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, of, pair, short_date
from precinct_app.documents.plain_frame import Frame, draw_framed, place_and_day, title_blocks
from precinct_app.documents.table_rows import prose
from precinct_app.documents.typesetting import Span, wrap_text
from precinct_app.domain.papers.forms import HomeApplicationPaper

_CELL = Style(Face.REGULAR, 6.8)
_ROW = 9.0


def render_home_application(paper: HomeApplicationPaper) -> bytes:
    """Draw the application as PDF/A."""
    title = pair("home_paper.title").shared
    return finish(draw(paper).finish(), title=title, created=paper.made)


def draw(paper: HomeApplicationPaper) -> Sheet:
    """Lay the application out and draw it."""
    name = pair("home_paper.title")
    until = f"{short_date(paper.until.date())}, {paper.until:%H:%M}"
    taken = pair("home_paper.until", until=until)
    number = pair("home_paper.number", number=paper.number or "____").shared
    frame = Frame(paper.heading, (taken.kk, taken.ru), name, number, running_right=taken)
    return draw_framed(frame, lambda _pad: _blocks(paper))


def _blocks(paper: HomeApplicationPaper) -> list[Block]:
    person = paper.applicant
    born = " · ".join(part for part in (person.birth, person.iin) if part)
    asked = pair("home_paper.asks")
    mine = [
        Field(pair("home_paper.name"), person.name),
        Field(pair("home_paper.birth_iin"), born),
        Field(pair("list.address"), person.address),
        Field(pair("home_paper.phone")),
    ]
    applied = f"{short_date(paper.applied.date())}, {paper.applied:%H:%M}" if paper.applied else ""
    theirs = [
        Field(pair("home_paper.journal"), str(paper.number) if paper.number else ""),
        Field(pair("home_paper.applied"), applied),
    ]
    return [
        *title_blocks(paper.heading, [name_of()], [place_and_day(paper.heading)]),
        *prose((Span(asked.kk),), (Span(asked.ru),), ruled=True,
               style=Style(Face.REGULAR, 8.0), step=3.6),
        *field_blocks(mine),
        ticks_block(pair("home_paper.ground"), [of(g) for g in paper.grounds], paper.ground),
        _signature(pair("home_paper.applicant_signs")),
        _head(pair("home_paper.commission")),
        *field_blocks(theirs),
        _signature(pair("home_paper.chair_marks")),
        _head(pair("home_paper.visit")),
        *field_blocks([Field(pair(f"home_paper.{key}")) for key in ("box_seal", "came_at")]),
        *_ballots(paper),
        _members(),
        *field_blocks([Field(pair("home_paper.not_served"))]),
    ]  # fmt: skip


def name_of() -> Pair:
    """The paper's title."""
    return pair("home_paper.title")


def _head(title: Pair) -> Block:
    def draw_head(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        sheet.text(grid.LEFT, top + 4.2, title.shared, grid.HEAD)

    return Block(6.0, draw_head, Keep.ALWAYS)


def _signature(words: Pair) -> Block:
    def draw_signature(sheet: Sheet, top: float) -> None:
        for step, text in enumerate((words.kk, words.ru)):
            sheet.text(grid.LEFT, top + 4.6 + step * 3.1, text, Style(Face.REGULAR, 7.2))
        sheet.dotted(ANSWER_LEFT, grid.RIGHT, top + 9.0)

    return Block(11.0, draw_signature)


def _ballots(paper: HomeApplicationPaper) -> list[Block]:
    """A row a ballot: the voter signs for it, or it is said that he refused it."""
    heads = (
        (grid.LEFT, pair("home_paper.ballot")),
        (112.0, pair("home_paper.voter_signature")),
        (164.0, pair("home_paper.refused")),
    )

    def draw_heads(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THIN)
        for x, words in heads:
            sheet.text(x, top + 3.0, words.kk, _CELL)
            sheet.text(x, top + 5.8, words.ru, _CELL)
        sheet.rule(grid.LEFT, grid.RIGHT, top + 7.4, THIN)

    return [
        Block(7.4, draw_heads, Keep.ALWAYS),
        *(_ballot(of(ballot)) for ballot in paper.ballots),
    ]


def _ballot(ballot: Pair) -> Block:
    texts = (ballot.kk,) if ballot.kk == ballot.ru else (ballot.kk, ballot.ru)
    lines = [line for text in texts for line in wrap_text(text, Face.MEDIUM, 8.0, 92)][:40]
    height = max(_ROW, len(lines) * 3.3 + 2)

    def draw_ballot(sheet: Sheet, top: float) -> None:
        sheet.lines(grid.LEFT, top + 3.8, lines, 8.0, 3.3)
        for x in (110.0, 162.0):
            sheet.stroke([(x, top), (x, top + height)], THIN)
        sheet.rule(grid.LEFT, grid.RIGHT, top + height, THIN)

    return Block(height, draw_ballot)


def _members() -> Block:
    words = pair("home_paper.member")

    def draw_members(sheet: Sheet, top: float) -> None:
        for x in (grid.LEFT, grid.SECOND_HALF):
            sheet.dotted(x, x + grid.HALF, top + 9.0)
            sheet.text(x, top + 12.2, words.shared, _CELL)

    return Block(14.0, draw_members)
