# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A voter list drawn for paper, beside ReportLab's own table of the same texts."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.papers.voter_list import ListKind, ListPaper, ListRow
from precinct_app.runtime import resources
from precinct_app.services.bench.measured import Bench, Beside, Measured, Room
from precinct_app.services.election_spec import build_election
from precinct_app.services.mock_election import mock_spec
from precinct_app.services.mock_voters import mock_people

VOTERS = 3000
_FONT = "bench-sans"
_WIDTHS = [12 * mm, 62 * mm, 54 * mm, 22 * mm, *[17.6 * mm] * 5]


def measure(room: Room) -> Iterator[Measured]:
    """Seconds of CPU from the rows to the whole PDF/A."""
    paper = _paper(room.size(VOTERS))
    pages = room.tools.press.voter_list(paper).pages
    ours = room.cpu(lambda: room.tools.press.voter_list(paper))
    theirs = room.cpu(lambda: _plain_table(paper))
    told = {"voters": len(paper.rows), "pages": pages}
    yield Measured("list_paper", ours, "seconds", Beside("reportlab_table", theirs), told=told)


def _paper(voters: int) -> ListPaper:
    election = build_election(mock_spec("region", 1, 1))
    precinct = election.precincts[0]
    people = [p for seed in range(1 + voters // 500) for p in mock_people(precinct, seed)]
    heading = Heading(
        election.mode, election.election_id, election.name, election.day, precinct.number,
        election.region(precinct.region_id).name, precinct.settlement, precinct.address,
        precinct.members,
    )  # fmt: skip
    rows = tuple(
        ListRow(str(number), f"{p.surname} {p.given_name} {p.patronymic}",
                f"{p.born:%d.%m.%Y}" if p.born else "", p.iin[-4:], p.address)
        for number, p in enumerate(people[:voters], 1)
    )  # fmt: skip
    ballots = tuple(ballot.short_name for ballot in election.ballots_of(precinct.precinct_id))
    made = datetime(2023, 3, 18, 9, tzinfo=UTC)
    return ListPaper(heading, ListKind.MAIN, "", ballots, rows, made)


def _plain_table(paper: ListPaper) -> bytes:
    """The same texts as anybody would print them with ReportLab: a long table of paragraphs."""
    font = io.BytesIO(resources.read_bytes("fonts/NotoSans-Regular.ttf"))
    pdfmetrics.registerFont(TTFont(_FONT, font))
    style = ParagraphStyle("cell", fontName=_FONT, fontSize=7.4, leading=8.6)
    head = ["№", "ФИО", "адрес", "", *(ballot.ru for ballot in paper.ballots)]
    data: list[list[object]] = [[Paragraph(text, style) for text in head]]
    for row in paper.rows:
        name = Paragraph(f"{row.name}<br/>{row.birth} · …{row.iin_tail}", style)
        cells = [row.number, name, Paragraph(row.address, style), *[""] * (len(head) - 3)]
        data.append(cells)
    table = LongTable(data, colWidths=_WIDTHS[: len(head)], repeatRows=1)
    table.setStyle(
        [("GRID", (0, 0), (-1, -1), 0.4, "black"), ("FONT", (0, 0), (-1, -1), _FONT, 7.4)]
    )
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=landscape(A4)).build([table])
    return target.getvalue()


BENCH = Bench("list_paper", measure)
