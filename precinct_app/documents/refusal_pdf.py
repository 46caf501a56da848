# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A reasoned refusal on one page: what was asked, on which ground it is refused, where to appeal."""

from precinct_app.documents import grid
from precinct_app.documents.fields import Field, field_blocks
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import THICK, Sheet, Style
from precinct_app.documents.page_flow import Block, Keep
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, of, pair, short_date
from precinct_app.documents.plain_frame import (
    Frame,
    draw_framed,
    draw_seal_place,
    lines_to_sign,
    place_and_day,
    title_blocks,
)
from precinct_app.documents.table_rows import prose
from precinct_app.documents.typesetting import Span, wrap_text
from precinct_app.domain.commission import Role
from precinct_app.domain.papers.forms import RefusalPaper
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text

_TEXT = Style(Face.REGULAR, 8.4)
_SIGNERS = 44.0


def render_refusal(paper: RefusalPaper) -> bytes:
    """Draw the refusal as PDF/A."""
    title = pair("refusal_paper.title", number=paper.number).shared
    return finish(draw(paper).finish(), title=title, created=paper.decided)


def draw(paper: RefusalPaper) -> Sheet:
    """Lay the refusal out and draw it."""
    name = pair("refusal_paper.title", number=paper.number)
    copy = pair("refusal_paper.copy")
    frame = Frame(paper.heading, (copy.kk, copy.ru), name, f"№ {paper.number}", name.shared, copy)
    return draw_framed(frame, lambda _pad: _blocks(paper, name))


def _blocks(paper: RefusalPaper, name: Pair) -> list[Block]:
    decided = f"{short_date(paper.decided.date())}, {paper.decided:%H:%M}"
    fields = [
        Field(pair("refusal_paper.applicant"), paper.applicant),
        Field(pair("refusal_paper.asked"), paper.asked),
        Field(pair("refusal_paper.decided"), decided),
        Field(pair("refusal_paper.ground"), paper.ground),
    ]
    if paper.explained:
        fields.append(Field(pair("refusal_paper.explained"), paper.explained))
    reason, appeal = of(paper.reason), pair("refusal_paper.appeal")
    return [
        *title_blocks(paper.heading, [name], [place_and_day(paper.heading)]),
        *field_blocks(fields),
        *prose((Span(reason.kk, Face.MEDIUM),), (Span(reason.ru, Face.MEDIUM),), above=2.4,
               below=2.4, style=Style(Face.MEDIUM, 9.0), step=4.0),
        *prose((Span(appeal.kk),), (Span(appeal.ru),), ruled=True, above=2.0, below=2.0,
               style=_TEXT, step=3.7),
        *(_english(paper) if paper.in_english else []),
        _signers(paper).kept(Keep.ALWAYS),
        lines_to_sign(pair("refusal_paper.received"), height=16.0),
    ]  # fmt: skip


def _english(paper: RefusalPaper) -> list[Block]:
    """The same in English over the whole width."""
    said = [
        text("refusal_paper.english", Language.EN, asked=paper.asked.en, ground=paper.ground.en),
        paper.reason.en,
        text("refusal_paper.appeal", Language.EN),
    ]
    lines = [
        line
        for words in said
        for line in wrap_text(words, _TEXT.face, _TEXT.size, grid.RIGHT - grid.LEFT)
    ]

    def draw_english(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top)
        sheet.lines(grid.LEFT, top + 5.0, lines[:40], _TEXT.size, 3.8)

    return [Block(min(len(lines), 40) * 3.8 + 5.0, draw_english)]


def _signers(paper: RefusalPaper) -> Block:
    names = {member.role: member.name for member in paper.heading.members}
    places = (("paper.chair_line", Role.CHAIR), ("paper.secretary_line", Role.SECRETARY))

    def draw_signers(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        for index, (key, role) in enumerate(places):
            y = top + 14 + index * 17
            sheet.dotted(grid.LEFT, 130, y)
            name = wrap_text(names.get(role, ""), Face.BOLD, 8.0, 110)[:1]
            sheet.lines(grid.LEFT, y + 3.6, name, 8.0, 3.4)
            sheet.text(grid.LEFT, y + 7.0, pair(key).shared, grid.SMALL)
        training = paper.heading.is_training
        draw_seal_place(sheet, 172.0, top + _SIGNERS / 2, training=training)

    return Block(_SIGNERS, draw_signers)
