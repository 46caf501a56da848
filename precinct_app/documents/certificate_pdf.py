# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An absentee certificate on one sheet: above the stub that stays, below the certificate that goes."""

from collections.abc import Sequence

from precinct_app.documents import grid
from precinct_app.documents.fields import Field, field_blocks
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import Align, Sheet, Style
from precinct_app.documents.page_flow import Block, Keep, chained
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, long_date, of, pair, short_date
from precinct_app.documents.plain_frame import Frame, draw_framed, draw_seal_place
from precinct_app.documents.table_rows import centred, gap, prose
from precinct_app.documents.typesetting import Span, wrap_text
from precinct_app.domain.papers.forms import CertificatePaper, Person
from precinct_app.domain.wording import Wording

_NUMBER = Style(Face.BOLD, 12)
_LABEL = Style(Face.REGULAR, 6.8)
_STUB_SIGNERS, _SIGNERS = 13.0, 38.0


def render_certificate(paper: CertificatePaper) -> bytes:
    """Draw the certificate as PDF/A."""
    title = pair("certificate.title").shared
    return finish(draw(paper).finish(), title=title, created=paper.issued)


def draw(paper: CertificatePaper) -> Sheet:
    """Lay the certificate out and draw it."""
    name = pair("certificate.title")
    number = f"{paper.series} № {paper.number}".strip()
    kept = pair("certificate.kept")
    frame = Frame(paper.heading, (kept.kk, kept.ru), name, number, running_right=kept)
    return draw_framed(frame, lambda _pad: _blocks(paper, number))


def _blocks(paper: CertificatePaper, number: str) -> list[Block]:
    stub = [*_title(pair("certificate.stub"), number), *field_blocks(_stub(paper)), _stub_signers()]
    whole = [
        *_title(of(paper.kind), number),
        *_statement(paper),
        *field_blocks(_certificate(paper)),
        _signers(paper),
        _head(pair("certificate.on_receipt")),
        *field_blocks([Field(pair(f"certificate.{key}")) for key in _RECEIPT]),
    ]
    return [*chained(stub, Keep.IF_ROOM), _cut(), *chained(whole, Keep.IF_ROOM)]


_RECEIPT = ("receiving_precinct", "received_at", "ballots_given", "received_by")


def _title(title: Pair, number: str) -> list[Block]:
    return [
        *centred(title, Style(Face.SERIF, 10.5), 4.4, above=1.6),
        *centred(Pair(number, number), _NUMBER, 4.8, above=0.8),
        gap(1.2),
    ]


def _stub(paper: CertificatePaper) -> list[Field]:
    where, why = paper.going_to, paper.reason
    both = Wording(f"{where.kk}; {why.kk}", f"{where.ru}; {why.ru}", f"{where.en}; {why.en}")
    found = [*_holder(paper.holder), Field(pair("certificate.going_to"), both), _issued(paper)]
    if paper.collected_by:
        words = f"{paper.collected_by}; {paper.power_of_attorney}"
        found.append(Field(pair("certificate.representative"), words))
    return found


def _holder(holder: Person) -> list[Field]:
    named = " · ".join(part for part in (holder.name, holder.birth, holder.iin) if part)
    return [
        Field(pair("certificate.holder"), named),
        Field(pair("certificate.document"), holder.document),
    ]


def _issued(paper: CertificatePaper) -> Field:
    moment = f"{short_date(paper.issued.date())}, {paper.issued:%H:%M} · {paper.issued_by}"
    return Field(pair("certificate.issued"), moment)


def _statement(paper: CertificatePaper) -> list[Block]:
    """That the holder was struck from the list here and may vote elsewhere, for what."""
    day, heading = long_date(paper.heading.day), paper.heading
    town, region = of(heading.settlement), of(heading.region)
    election, number = of(heading.election_name), heading.precinct_number
    said = [
        text.format_map({"number": number, "settlement": t, "region": r, "day": d, "election": e})
        for text, t, r, d, e in (
            (pair("certificate.statement").kk, town.kk, region.kk, day.kk, election.kk),
            (pair("certificate.statement").ru, town.ru, region.ru, day.ru, election.ru),
        )
    ]
    return prose((Span(said[0]),), (Span(said[1]),), style=Style(Face.REGULAR, 8.0), step=3.5)


def _certificate(paper: CertificatePaper) -> list[Field]:
    gives = [Field(of(g.distance), _ballots(g.ballots)) for g in paper.gives]
    return [*_holder(paper.holder), *gives, _issued(paper)]


def _ballots(ballots: Sequence[Wording]) -> Wording:
    return Wording(
        "; ".join(b.kk for b in ballots), "; ".join(b.ru for b in ballots),
        "; ".join(b.en for b in ballots),
    )  # fmt: skip


def _stub_signers() -> Block:
    places = (
        (grid.LEFT, 54.0, pair("certificate.issuer_signature")),
        (grid.LEFT + 62, 54.0, pair("certificate.chair_signature")),
        (grid.LEFT + 124, 56.0, pair("certificate.collector_signature")),
    )

    def draw_signers(sheet: Sheet, top: float) -> None:
        for x, measure, words in places:
            sheet.dotted(x, x + measure, top + 8.2)
            sheet.text(x, top + 11.4, words.shared, Style(Face.REGULAR, 6.6))

    return Block(_STUB_SIGNERS, draw_signers)


def _signers(paper: CertificatePaper) -> Block:
    places = (
        pair("certificate.chair_signature"),
        pair("certificate.issuer_signature"),
    )

    def draw_signers(sheet: Sheet, top: float) -> None:
        for index, words in enumerate(places):
            y = top + 12 + index * 16
            sheet.dotted(grid.LEFT, 130, y)
            sheet.text(grid.LEFT, y + 3.2, words.shared, _LABEL)
        training = paper.heading.is_training
        draw_seal_place(sheet, 172.0, top + _SIGNERS / 2 + 1.2, training=training)

    return Block(_SIGNERS + 3.0, draw_signers)


def _head(title: Pair) -> Block:
    def draw_head(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, 0.9)
        sheet.text(grid.LEFT, top + 3.9, title.shared, grid.HEAD)

    return Block(5.4, draw_head)


def _cut() -> Block:
    """Where the stub is cut off."""
    words = pair("certificate.cut").shared

    def draw_cut(sheet: Sheet, top: float) -> None:
        sheet.dashes(grid.LEFT - 10, grid.RIGHT + 10, top + 2.2)
        lines = wrap_text(words, Face.REGULAR, 6.6, 120)
        sheet.lines(grid.RIGHT, top + 5.2, lines[:1], 6.6, 3.0, align=Align.RIGHT)

    return Block(6.6, draw_cut)
