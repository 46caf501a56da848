# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An act as a paper of its own: what was found, with figures in words, and who signs it."""

from dataclasses import dataclass
from datetime import date, datetime

from precinct_app.documents import grid
from precinct_app.documents.content import right_lines, said_twice
from precinct_app.documents.fonts import Face
from precinct_app.documents.frame import Bands, Kind, draw_edges, draw_seal_letters
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.page_flow import Block, Keep, Room, draw_page, fewest_pages
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, long_date, of, pair, short_date
from precinct_app.documents.signature_block import draw_signer, in_signing_order
from precinct_app.documents.table_rows import (
    Look,
    Row,
    centred,
    column_heads,
    head,
    prose,
    rows,
)
from precinct_app.documents.typesetting import Span, shortened, wrap_text
from precinct_app.domain.commission import Member
from precinct_app.domain.election import Mode
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.wording import Wording

_BOTTOM = 281.0
_SIGNER_ROW = 8.6
_SEAL_RADIUS = 19.0
_LEAST_SIGNERS = 2 * _SEAL_RADIUS + 4
_TEXT = Style(Face.REGULAR, 8.0)
_TEXT_STEP = 3.6


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the act with its number (of the protocol's line, or within the act)."""

    number: str
    caption: Wording
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class ActPaper:
    """Everything that stands on an act."""

    number: int
    time: datetime
    title: Wording
    """What the act is about, in one sentence; may be empty."""
    codes: tuple[str, ...]
    lines: tuple[str, ...]
    """Official numbers of the protocol's lines concerned."""
    facts: tuple[Fact, ...]
    checks: tuple[str, ...]
    """Relations with their figures, as on the protocol."""
    findings: tuple[Wording, ...]
    """What the check says, with both numbers and the gap."""
    decision: Wording
    """What the commission found and decided, in its own words."""
    members: tuple[Member, ...]
    precinct_number: int
    region: Wording
    settlement: Wording
    address: Wording
    election_id: str
    election_name: Wording
    day: str
    """Polling day, ISO 8601."""
    ballot_name: Wording
    version: int
    mode: Mode


def render_act(act: ActPaper) -> bytes:
    """Draw an act as PDF/A; no codes and no control number, it travels in the bundle."""
    title = pair("paper.title.act", number=act.precinct_number, act=act.number).shared
    return finish(draw(act).finish(), title=title, created=act.time)


def draw(act: ActPaper) -> Sheet:
    """Lay the act out and draw its pages."""
    bands = _bands(act)
    room = Room(first_top=bands.first_bottom, bottom=_BOTTOM)
    pages = fewest_pages(lambda pad: _blocks(act, pad), room)
    sheet = Sheet()
    for index, blocks in enumerate(pages):
        if index:
            sheet.next_page()
            bands.draw_next(sheet)
        else:
            bands.draw_first(sheet)
        last = index == len(pages) - 1
        draw_page(sheet, blocks, room, first=not index, last=last)
        _foot(sheet, act, len(pages))
        draw_edges(sheet, kind=Kind.PROTOCOL, training=act.mode is Mode.TRAINING)
    return sheet


def _bands(act: ActPaper) -> Bands:
    codes = pair("paper.act_codes", codes=", ".join(act.codes))
    attached = pair("paper.act_attached")
    texts = [codes.kk, codes.ru, attached.kk, attached.ru]
    if act.lines:
        concerned = pair("paper.act_lines", lines=", ".join(act.lines))
        texts += [concerned.kk, concerned.ru]
    title = pair("paper.act_title", number=act.number)
    ballot, day = of(act.ballot_name), long_date(date.fromisoformat(act.day))
    running = Pair(f"{title.kk} · {day.kk} · {ballot.kk}", f"{title.ru} · {day.ru} · {ballot.ru}")
    return Bands(act.precinct_number, of(act.region), tuple(right_lines(texts)), running, codes)


def _blocks(act: ActPaper, pad: float) -> list[Block]:
    look = Look(pad=pad, training=act.mode is Mode.TRAINING)
    preamble = pair("paper.act_preamble")
    blocks = [*_titles(act), *_said(preamble)]
    if act.facts:
        items = [Row(fact.number, of(fact.caption), fact.figure) for fact in act.facts]
        blocks.append(head("", pair("paper.act_facts"), column_heads(look), look))
        blocks += rows(items, look)
    blocks += _checks(act)
    for finding in act.findings:
        blocks += _said(of(finding))
    blocks += _said(of(act.decision), face=Face.MEDIUM)
    only = said_twice("paper.act_only_ballot", ballot=of(act.ballot_name))
    signing = [_signers(act), _observers()]
    return [
        *blocks,
        *[b.kept(Keep.IF_ROOM) for b in only],
        signing[0].kept(Keep.ALWAYS),
        signing[1],
    ]


def _titles(act: ActPaper) -> list[Block]:
    town, street = of(act.settlement), of(act.address)
    day, clock = long_date(act.time.date()), f"{act.time:%H:%M}"
    place = Pair(
        pair("paper.act_place", date=day.kk, time=clock, settlement=town.kk, address=street.kk).kk,
        pair("paper.act_place", date=day.ru, time=clock, settlement=town.ru, address=street.ru).ru,
    )
    blocks = centred(pair("paper.act_title", number=act.number), grid.TITLE, 4.6, above=2.2)
    if act.title.kk or act.title.ru:
        blocks += centred(of(act.title), Style(Face.BOLD, 8.2), 3.7, above=1.2)
    if act.mode is Mode.TRAINING:
        blocks += centred(pair("paper.training_election"), Style(Face.BOLD, 8.2), 3.7)
    return blocks + centred(place, Style(Face.REGULAR, 7.5), 3.4, above=1.8) + [_space(3.0)]


def _space(height: float) -> Block:
    return Block(height, lambda _sheet, _top: None)


def _said(words: Pair, face: Face = Face.REGULAR) -> list[Block]:
    if not (words.kk.strip() or words.ru.strip()):
        return []
    return prose(
        (Span(words.kk, face),), (Span(words.ru, face),),
        ruled=True, above=1.6, below=1.6, style=_TEXT, step=_TEXT_STEP,
    )  # fmt: skip


def _checks(act: ActPaper) -> list[Block]:
    style = grid.SMALL_MEDIUM
    lines = [line for t in act.checks for line in wrap_text(t, style.face, style.size, 150)]
    if not lines:
        return []
    label = pair("paper.checks").shared

    def draw_checks(sheet: Sheet, top: float) -> None:
        sheet.text(grid.LEFT, top + 3.6, label, grid.SMALL)
        sheet.lines(45, top + 3.6, lines, style.size, 3.3)

    return [Block(len(lines) * 3.3 + 2.4, draw_checks)]


def _signers(act: ActPaper) -> Block:
    members = in_signing_order(act.members)
    height = grid.SIGNATURE_HEAD + max(len(members) * _SIGNER_ROW, _LEAST_SIGNERS)
    title, hand = pair("paper.act_signed_by"), pair("paper.hand_signature")

    def draw_signers(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        for x, words, style in ((grid.LEFT, title, grid.HEAD), (92.0, hand, grid.COLUMN)):
            sheet.text(x, top + 3.7, words.kk, style)
            sheet.text(x, top + 7.2, words.ru, style)
        for index, member in enumerate(members):
            row = top + grid.SIGNATURE_HEAD + index * _SIGNER_ROW
            sheet.rule(grid.LEFT, 148, row, THIN)
            draw_signer(sheet, row - 0.3, member, _SIGNER_ROW)
            sheet.dotted(92, 148, row + 7.4)
        _seal(sheet, act, (175.0, top + height / 2 + 2))
        sheet.rule(grid.LEFT, grid.RIGHT, top + height, THIN)

    return Block(height, draw_signers)


def _seal(sheet: Sheet, act: ActPaper, centre: tuple[float, float]) -> None:
    if act.mode is Mode.TRAINING:
        words = pair("paper.training")
        sheet.text(centre[0], centre[1] - 1, words.kk, Style(Face.BOLD, 11), Align.CENTRE)
        sheet.text(centre[0], centre[1] + 4, words.ru, Style(Face.BOLD, 11), Align.CENTRE)
        return
    sheet.dashed_circle(*centre, _SEAL_RADIUS)
    draw_seal_letters(sheet, *centre)


def _observers() -> Block:
    words = pair("paper.act_observers")

    def draw_observers(sheet: Sheet, top: float) -> None:
        for x, text in ((grid.LEFT, words.kk), (grid.SECOND_HALF, words.ru)):
            sheet.text(x, top + 3.9, text, grid.SMALL)
            sheet.dotted(x, x + grid.HALF, top + 12.6)

    return Block(14.0, draw_observers)


def _foot(sheet: Sheet, act: ActPaper, pages: int) -> None:
    sheet.rule(grid.LEFT, grid.RIGHT, 283, THIN)
    region, ballot = of(act.region), of(act.ballot_name)
    page = pair("paper.page", page=sheet.page, pages=pages).shared
    foot = pair("paper.act_foot", number=act.number).kk
    version = f"{foot} · {pair('paper.version', version=act.version).shared}"
    day = short_date(date.fromisoformat(act.day))
    named = f"{day} · {act.election_id} · {ballot.kk} · {ballot.ru}"
    where = f"№ {act.precinct_number} · {region.kk} · {region.ru}"
    for y, left, right, style in (
        (286.4, where, version, grid.SMALL_BOLD),
        (289.6, named, page, grid.SMALL_MEDIUM),
    ):
        fits = shortened(left, style.face, style.size, 118)
        sheet.text(grid.LEFT, y, fits, style)
        sheet.text(grid.RIGHT, y, right, grid.SMALL_BOLD, Align.RIGHT)
