# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An act as a paper of its own: what was found, with figures in words, and who signs it."""

from collections.abc import Sequence

from precinct_app.documents import grid
from precinct_app.documents.content import said_twice
from precinct_app.documents.layout import Sheet
from precinct_app.documents.listing import listing_blocks
from precinct_app.documents.page_flow import Block, Keep
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, long_date, of, pair
from precinct_app.documents.plain_frame import (
    Frame,
    draw_framed,
    lines_to_sign,
    sentence_blocks,
    signers_block,
    title_blocks,
)
from precinct_app.documents.table_rows import Look, Row, column_heads, head, rows
from precinct_app.documents.typesetting import wrap_text
from precinct_app.domain.papers.act import ActPaper, Fact, FactTable
from precinct_app.domain.protocol.sheet import NA


def render_act(act: ActPaper) -> bytes:
    """Draw an act as PDF/A; no codes and no control number, it travels in the bundle."""
    number = act.heading.precinct_number
    title = pair("paper.title.act", number=number, act=act.number).shared
    return finish(draw(act).finish(), title=title, created=act.happened)


def draw(act: ActPaper) -> Sheet:
    """Lay the act out and draw its pages."""
    return draw_framed(_frame(act), lambda pad: _blocks(act, pad))


def _frame(act: ActPaper) -> Frame:
    texts: list[str] = []
    running_right = Pair("", "")
    if act.codes:
        running_right = pair("paper.act_codes", codes=", ".join(act.codes))
        attached = pair("paper.act_attached")
        texts += [running_right.kk, running_right.ru, attached.kk, attached.ru]
    if act.lines:
        concerned = pair("paper.act_lines", lines=", ".join(act.lines))
        texts += [concerned.kk, concerned.ru]
    title, ballot = pair("paper.act_title", number=act.number), of(act.ballot_name)
    name = title
    if ballot.kk:
        name = Pair(f"{title.kk} · {ballot.kk}", f"{title.ru} · {ballot.ru}")
    foot = pair("paper.act_foot", number=act.number).kk
    version = f"{foot} · {pair('paper.version', version=act.version).shared}"
    about = ballot.shared if ballot.kk else ""
    return Frame(act.heading, tuple(texts), name, version, about, running_right)


def _blocks(act: ActPaper, pad: float) -> list[Block]:
    look = Look(pad=pad, training=act.heading.is_training)
    content = act.content
    titles = [pair("paper.act_title", number=act.number), of(content.title)]
    blocks = [*title_blocks(act.heading, titles, [_place(act)])]
    blocks += sentence_blocks(content.preamble)
    for table in content.tables:
        blocks += fact_blocks(table, look)
    blocks += _checks(content.checks)
    for listing in content.listings:
        blocks += listing_blocks(listing)
    for sentence in content.findings:
        blocks += sentence_blocks(sentence)
    blocks += sentence_blocks(content.decision)
    decided = content.decision.whole.kk.strip()
    key = "paper.act_only_ballot" if decided else "paper.act_of_ballot"
    only = said_twice(key, ballot=of(act.ballot_name))
    signers = signers_block(act.heading, pair("paper.act_signed_by"))
    return [
        *blocks,
        *[b.kept(Keep.IF_ROOM) for b in (only if content.only_ballot else [])],
        signers.kept(Keep.ALWAYS),
        lines_to_sign(pair("paper.act_observers")),
    ]


def _place(act: ActPaper) -> Pair:
    town, street = of(act.heading.settlement), of(act.heading.address)
    day, clock = long_date(act.happened.date()), f"{act.happened:%H:%M}"
    return Pair(
        pair("paper.act_place", date=day.kk, time=clock, settlement=town.kk, address=street.kk).kk,
        pair("paper.act_place", date=day.ru, time=clock, settlement=town.ru, address=street.ru).ru,
    )


def fact_blocks(table: FactTable, look: Look) -> list[Block]:
    """Figures in digits and words below their head; nothing for an empty table."""
    if not table.facts:
        return []
    return [head("", of(table.title), column_heads(look), look), *rows(_rows(table.facts), look)]


def _rows(facts: Sequence[Fact]) -> list[Row]:
    return [
        Row(f.number, of(f.caption), f.figure if f.applicable else NA, member=f.small)
        for f in facts
    ]  # fmt: skip


def _checks(checks: Sequence[str]) -> list[Block]:
    style = grid.SMALL_MEDIUM
    lines = [line for text in checks for line in wrap_text(text, style.face, style.size, 150)]
    if not lines:
        return []
    label = pair("paper.checks").shared

    def draw_checks(sheet: Sheet, top: float) -> None:
        sheet.text(grid.LEFT, top + 3.6, label, grid.SMALL)
        sheet.lines(45, top + 3.6, lines, style.size, 3.3)

    return [Block(len(lines) * 3.3 + 2.4, draw_checks)]
