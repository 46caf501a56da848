# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The frame of papers that carry no codes: band above, identity and page number below, on every page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from precinct_app.documents import grid
from precinct_app.documents.content import right_lines
from precinct_app.documents.fonts import Face
from precinct_app.documents.frame import Bands, Kind, draw_edges, draw_seal_letters
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.page_flow import Block, Room, draw_page, fewest_pages
from precinct_app.documents.phrases import Pair, long_date, of, pair, short_date
from precinct_app.documents.signature_block import draw_signer, in_signing_order, signer_height
from precinct_app.documents.table_rows import centred, gap, prose
from precinct_app.documents.typesetting import filled, shortened
from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.wording import Language

BOTTOM = 281.0
_SIGNER_ROW = 8.6
SEAL_RADIUS = 19.0
_LEAST_SIGNERS = 2 * SEAL_RADIUS + 4
_LEFT_FOOT = 0.655
"""Share of the foot's width that its left half may take."""


_NOTHING = Pair("", "")
_TEXT = Style(Face.REGULAR, 8.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the body of a paper."""

    heading: Heading
    right: tuple[str, ...]
    """Lines of the first page's right half."""
    name: Pair
    """What the paper is, in the running head."""
    foot: str
    """What the paper is, at the right of the foot."""
    about: str = ""
    """What it is about, at the left of the foot, after day and election."""
    running_right: Pair = _NOTHING


def draw_framed(frame: Frame, build: Callable[[float], Sequence[Block]]) -> Sheet:
    """Lay blocks out and draw every page in its frame; `build` is given the rows' spacing."""
    bands = _bands(frame)
    room = Room(first_top=bands.first_bottom, bottom=BOTTOM)
    pages = fewest_pages(build, room)
    sheet = Sheet()
    for index, blocks in enumerate(pages):
        if index:
            sheet.next_page()
            bands.draw_next(sheet)
        else:
            bands.draw_first(sheet)
        draw_page(sheet, blocks, room, first=not index, last=index == len(pages) - 1)
        draw_foot(sheet, frame, len(pages))
        draw_edges(sheet, kind=Kind.PROTOCOL, training=frame.heading.is_training)
    return sheet


def draw_foot(sheet: Sheet, frame: Frame, pages: int, *, right: float = grid.RIGHT) -> None:
    """Precinct, day and election at the left; the paper and its page at the right."""
    bottom = sheet.height - 14.0
    sheet.rule(grid.LEFT, right, bottom, THIN)
    region, heading = of(frame.heading.region), frame.heading
    page = pair("paper.page", page=sheet.page, pages=pages).shared
    where = f"№ {heading.precinct_number} · {region.shared}"
    parts = (short_date(heading.day), heading.election_id, frame.about)
    named = " · ".join(part for part in parts if part)
    room = (right - grid.LEFT) * _LEFT_FOOT
    for y, text, end, style in (
        (bottom + 3.4, where, frame.foot, grid.SMALL_BOLD),
        (bottom + 6.6, named, page, grid.SMALL_MEDIUM),
    ):
        sheet.text(grid.LEFT, y, shortened(text, style.face, style.size, room), style)
        fits = shortened(end, Face.BOLD, grid.SMALL_BOLD.size, right - grid.LEFT - room - 2)
        sheet.text(right, y, fits, grid.SMALL_BOLD, Align.RIGHT)


def title_blocks(heading: Heading, titles: Sequence[Pair], below: Sequence[Pair]) -> list[Block]:
    """A title of one or more lines, then what it is about, training, and smaller lines below."""
    first, *about = titles
    blocks = centred(first, grid.TITLE, 4.6, above=2.2)
    for title in about:
        if title.kk or title.ru:
            blocks += centred(title, Style(Face.BOLD, 8.2), 3.7, above=1.2)
    if heading.is_training:
        blocks += centred(pair("paper.training_election"), Style(Face.BOLD, 8.2), 3.7)
    for line in below:
        blocks += centred(line, Style(Face.REGULAR, 7.5), 3.4, above=1.8)
    return [*blocks, gap(3.0)]


def sentence_blocks(sentence: Sentence, *, ruled: bool = True) -> list[Block]:
    """A sentence in both halves, what was put into it set Medium; nothing for an empty one."""
    whole = sentence.whole
    if not (whole.kk.strip() or whole.ru.strip()):
        return []
    left = filled(sentence.template.kk, sentence.gaps(Language.KK))
    right = filled(sentence.template.ru, sentence.gaps(Language.RU))
    return prose(left, right, ruled=ruled, above=1.6, below=1.6, style=_TEXT, step=3.6)


def place_and_day(heading: Heading) -> Pair:
    """Polling day, settlement and address."""
    day, town, street = long_date(heading.day), of(heading.settlement), of(heading.address)
    return Pair(
        pair("paper.place", date=day.kk, settlement=town.kk, address=street.kk).kk,
        pair("paper.place", date=day.ru, settlement=town.ru, address=street.ru).ru,
    )


def signers_block(heading: Heading, title: Pair) -> Block:
    """Every member's line, chair first, and the place of the seal beside them."""
    members = in_signing_order(heading.members)
    high = signer_height(members, _SIGNER_ROW)
    height = grid.SIGNATURE_HEAD + max(len(members) * high, _LEAST_SIGNERS)
    hand = pair("paper.hand_signature")

    def draw_signers(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        for x, words, style in ((grid.LEFT, title, grid.HEAD), (92.0, hand, grid.COLUMN)):
            sheet.text(x, top + 3.7, words.kk, style)
            sheet.text(x, top + 7.2, words.ru, style)
        for index, member in enumerate(members):
            row = top + grid.SIGNATURE_HEAD + index * high
            sheet.rule(grid.LEFT, 148, row, THIN)
            draw_signer(sheet, row - 0.3, member, high)
            sheet.dotted(92, 148, row + high - 1.2)
        draw_seal_place(sheet, 175.0, top + height / 2 + 2, training=heading.is_training)
        sheet.rule(grid.LEFT, grid.RIGHT, top + height, THIN)

    return Block(height, draw_signers)


def draw_seal_place(sheet: Sheet, x: float, y: float, *, training: bool) -> None:
    """Where the seal is put; training has none."""
    if training:
        words = pair("paper.training")
        sheet.text(x, y - 1, words.kk, Style(Face.BOLD, 11), Align.CENTRE)
        sheet.text(x, y + 4, words.ru, Style(Face.BOLD, 11), Align.CENTRE)
        return
    sheet.dashed_circle(x, y, SEAL_RADIUS)
    draw_seal_letters(sheet, x, y)


def lines_to_sign(words: Pair, *, height: float = 14.0) -> Block:
    """A label in each half with a line to write on below it."""

    def draw_lines(sheet: Sheet, top: float) -> None:
        for x, text in ((grid.LEFT, words.kk), (grid.SECOND_HALF, words.ru)):
            sheet.text(x, top + 3.9, text, grid.SMALL)
            sheet.dotted(x, x + grid.HALF, top + height - 1.4)

    return Block(height, draw_lines)


def _bands(frame: Frame) -> Bands:
    heading = frame.heading
    day = long_date(heading.day)
    running = Pair(f"{frame.name.kk} · {day.kk}", f"{frame.name.ru} · {day.ru}")
    right = tuple(right_lines(frame.right))
    return Bands(heading.precinct_number, of(heading.region), right, running, frame.running_right)
