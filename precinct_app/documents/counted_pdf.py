# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A ballot's sheet as tellers filled it in on a mock night: line numbers, captions, digits."""

from itertools import groupby

from precinct_app.documents.blank_rows import figure_row
from precinct_app.documents.layout import Sheet
from precinct_app.documents.page_flow import Block
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import of, pair
from precinct_app.documents.plain_frame import Frame, draw_framed, place_and_day, title_blocks
from precinct_app.documents.table_rows import Look, column_heads, head
from precinct_app.domain.papers.blank import CountedPaper
from precinct_app.domain.protocol.sheet import cell_parts


def render_counted(paper: CountedPaper) -> bytes:
    """Draw the sheet as PDF/A."""
    title = pair("counted.title").shared
    return finish(draw(paper).finish(), title=title, created=paper.made)


def draw(paper: CountedPaper) -> Sheet:
    """Lay the sheet out and draw its pages."""
    name, annex, only = pair("counted.title"), of(paper.form.annex), pair("counted.only")
    right = (annex.kk, annex.ru, only.kk, only.ru)
    ballot = of(paper.ballot_name)
    frame = Frame(paper.heading, right, ballot, name.shared, ballot.shared, name)
    return draw_framed(frame, lambda pad: _blocks(paper, pad))


def _blocks(paper: CountedPaper, pad: float) -> list[Block]:
    look = Look(pad=pad, training=paper.heading.is_training)
    names = [pair("counted.title"), of(paper.ballot_name)]
    blocks = title_blocks(paper.heading, names, [place_and_day(paper.heading)])
    for section_id, group in groupby(paper.cells, key=lambda spec: spec.section_id):
        section, specs = paper.form.section(section_id), list(group)
        blocks.append(head(section.number, of(section.title), column_heads(look), look))
        for spec in specs:
            member = spec.cell.startswith("member.") and bool(cell_parts(spec.cell)[1])
            figure = paper.figures[spec.cell]
            blocks.append(figure_row(spec, member=member, last=spec is specs[-1], figure=figure))
    return blocks
