# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The emergency blank of a ballot: its lines to be filled by hand, tally, checks, signatures, pages."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from precinct_app.documents import grid
from precinct_app.documents.blank_rows import (
    check_rows,
    digit_cells,
    figure_row,
    gap_rows,
    lines_to_write,
    pages_grid,
    tally_head,
    tally_row,
)
from precinct_app.documents.checks import check_numbers
from precinct_app.documents.layout import THICK, THIN, Align, Sheet
from precinct_app.documents.page_flow import Block, Keep, chained
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, of, pair
from precinct_app.documents.plain_frame import (
    Frame,
    draw_framed,
    place_and_day,
    signers_block,
    title_blocks,
)
from precinct_app.documents.table_rows import Look, column_heads, head
from precinct_app.domain.papers.blank import BlankActPaper, BlankPaper
from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.protocol.form import CellSpec
from precinct_app.domain.protocol.sheet import cell_parts
from precinct_app.domain.wording import Wording

_FACTS = 4
_TALLIED = ("votes", "against_all", "both_marked", "ballots_invalid")
"""Lines that are piles of ballots, as they are counted."""


def render_blank(paper: BlankPaper) -> bytes:
    """Draw the blank as PDF/A."""
    title = pair("blank.title", number=paper.number).shared
    return finish(draw(paper).finish(), title=title, created=paper.made)


def render_blank_act(paper: BlankActPaper) -> bytes:
    """Draw an empty act as PDF/A."""
    return finish(draw_act(paper).finish(), title=pair("blank.act").shared, created=paper.made)


def draw(paper: BlankPaper) -> Sheet:
    """Lay the blank out and draw its pages."""
    name = pair("blank.title", number=paper.number)
    ballot = of(paper.ballot_name)
    running = Pair(f"{name.kk} · {ballot.kk}", f"{name.ru} · {ballot.ru}")
    ink = pair("blank.ink")
    foot = pair("blank.foot", number=paper.number).shared
    frame = Frame(paper.heading, _right(paper), running, foot, ballot.shared, ink)
    return draw_framed(frame, lambda pad: _blocks(paper, name, pad))


def draw_act(paper: BlankActPaper) -> Sheet:
    """Lay an empty act out and draw it."""
    name, ink = pair("blank.act"), pair("blank.ink")
    only = pair("blank.only")
    right = (only.kk, only.ru, ink.kk, ink.ru)
    frame = Frame(paper.heading, right, name, name.shared, running_right=ink)
    return draw_framed(frame, lambda pad: _act_blocks(paper, pad))


def _right(paper: BlankPaper) -> tuple[str, ...]:
    annex, only = of(paper.form.annex), pair("blank.only")
    return (annex.kk, annex.ru, only.kk, only.ru, pair("blank.envelope").shared)


def _blocks(paper: BlankPaper, name: Pair, pad: float) -> list[Block]:
    look = Look(pad=pad, training=paper.heading.is_training)
    printed = _printed(paper)
    tallied = sorted((c for c in printed if _line(c) in _TALLIED), key=_tally_order)
    return [
        *title_blocks(paper.heading, [name, of(paper.ballot_name)], [place_and_day(paper.heading)]),
        *_sections(paper, printed, look),
        tally_head(),
        *(tally_row(spec) for spec in tallied),
        *check_rows([_tokens(check) for check in check_numbers(paper.form, paper.cells)]),
        gap_rows([pair(f"blank.times.{n}") for n in (1, 2, 3)]),
        gap_rows([_present(paper.heading), *(pair(f"blank.present.{n}") for n in (2, 3, 4))]),
        *_headed(pair("blank.papers"), [lines_to_write(6, numbered=True)]),
        signers_block(paper.heading, pair("paper.signatures")).kept(Keep.ALWAYS),
        _signed_last(),
        *_signatures(paper),
    ]


def _printed(paper: BlankPaper) -> list[CellSpec]:
    sections = {section.section_id for section in paper.form.sections if section.printed}
    return [c for c in paper.cells if c.printed and c.section_id in sections]


def _line(spec: CellSpec) -> str:
    return spec.cell.partition(".")[0]


def _tally_order(spec: CellSpec) -> int:
    return _TALLIED.index(_line(spec))


def _sections(paper: BlankPaper, printed: Sequence[CellSpec], look: Look) -> list[Block]:
    names = {m.member_id: Wording.same(m.name) for m in paper.heading.members}
    blocks: list[Block] = []
    for section_id, specs in groupby(printed, key=lambda spec: spec.section_id):
        section, rows = paper.form.section(section_id), list(specs)
        blocks.append(head(section.number, of(section.title), column_heads(look), look))
        for spec in rows:
            member = cell_parts(spec.cell)[1] if _line(spec) == "member" else ""
            named = replace(spec, caption=names.get(member, spec.caption))
            blocks.append(figure_row(named, member=bool(member), last=spec is rows[-1]))
    return blocks


def _tokens(check: str) -> list[str]:
    """``15``, ``=``, ``16.1 … 16.7``, ``+``, ``17``: a range is one number to add up."""
    return check.replace(" + … + ", "\u00a0…\u00a0").split(" ")


def _present(heading: Heading) -> Pair:
    return pair("blank.present.1", all=len(heading.members))


def _headed(title: Pair, blocks: Sequence[Block]) -> list[Block]:
    def draw_head(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        for step, text in enumerate((title.kk, title.ru)):
            sheet.text(grid.LEFT, top + 3.7 + step * grid.LINE, text, grid.HEAD)

    return [Block(9.0, draw_head, Keep.ALWAYS), *blocks]


def _signed_last() -> Block:
    words = pair("blank.after_filling")

    def draw_words(sheet: Sheet, top: float) -> None:
        sheet.text(grid.LEFT, top + 4.0, words.shared, grid.SMALL_BOLD)

    return Block(6.0, draw_words)


def _signatures(paper: BlankPaper) -> list[Block]:
    """The signatures of the list by page and table, and their sum for line 2."""
    if not paper.tables:
        return []
    words = pair("blank.one_page_a_cell")

    def draw_note(sheet: Sheet, top: float) -> None:
        for step, text in enumerate((words.kk, words.ru)):
            sheet.text(grid.RIGHT, top - 5.3 + step * grid.LINE, text, grid.COLUMN, Align.RIGHT)

    grids = [block for table in paper.tables for block in pages_grid(table)]
    note = Block(0.0, draw_note, Keep.ALWAYS)
    whole = [*_headed(pair("blank.signatures"), [note, *grids]), _whole(paper)]
    return chained(whole, Keep.IF_ROOM)


def _whole(paper: BlankPaper) -> Block:
    spec = next((c for c in paper.cells if c.cell == "voters_received_ballots"), None)
    words = pair("blank.all_tables")
    line = pair("blank.line", line=spec.official if spec else "")

    def draw_whole(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top + 1, THIN)
        sheet.text(grid.LEFT, top + 7.4, line.shared, grid.HEAD)
        digit_cells(sheet, 52.4, top + 3.0)
        for step, text in enumerate((words.kk, words.ru)):
            sheet.text(85, top + 5.6 + step * grid.LINE, text, grid.SMALL)
        sheet.rule(grid.LEFT, grid.RIGHT, top + 13, THIN)

    return Block(13.0, draw_whole)


def _act_blocks(paper: BlankActPaper, pad: float) -> list[Block]:
    look = Look(pad=pad, training=paper.heading.is_training)
    number, when = pair("blank.act_number"), pair("blank.act_when")
    facts = head("", pair("blank.act_facts"), column_heads(look), look)
    return [
        *title_blocks(paper.heading, [number], [when, place_and_day(paper.heading)]),
        *_headed(pair("blank.act_about"), [lines_to_write(1, numbered=False)]),
        *_headed(pair("blank.act_found"), [lines_to_write(3, numbered=False)]),
        facts,
        *(_fact(n, last=n == _FACTS) for n in range(1, _FACTS + 1)),
        *_headed(pair("blank.act_decided"), [lines_to_write(2, numbered=False)]),
        gap_rows([pair("blank.act_vote")]),
        signers_block(paper.heading, pair("paper.act_signed_by")).kept(Keep.ALWAYS),
        _signed_last(),
    ]


def _fact(number: int, *, last: bool) -> Block:
    """A figure to be written: what it is, digits, words."""
    height = 10.4

    def draw_fact(sheet: Sheet, top: float) -> None:
        sheet.text(grid.LEFT, top + 6.4, str(number), grid.CAPTION)
        sheet.dotted(grid.CAPTION_LEFT, 98, top + 8.2)
        digit_cells(sheet, 102.1, top + 1.4)
        sheet.dotted(grid.WORDS_LEFT, grid.RIGHT, top + 8.2)
        sheet.rule(grid.LEFT, grid.RIGHT, top + height, THICK if last else THIN)

    return Block(height, draw_fact)
