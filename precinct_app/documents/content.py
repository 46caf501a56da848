# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What protocol and draft have in common: titles, sections with their rows, notes; as blocks."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from precinct_app.documents import grid
from precinct_app.documents.checks import printed_checks
from precinct_app.documents.fonts import Face, width
from precinct_app.documents.frame import Bands, Kind, Strip
from precinct_app.documents.layout import Sheet, Style
from precinct_app.documents.page_flow import Block, Keep
from precinct_app.documents.phrases import Pair, long_date, moment, of, pair, short_date
from precinct_app.documents.table_rows import Look, Row, centred, column_heads, head, prose, rows
from precinct_app.documents.typesetting import MM, Line, Span, filled, wrap_text
from precinct_app.domain.election import Mode
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import Figure, cell_parts
from precinct_app.domain.wording import Wording

_ELECTION = Style(Face.REGULAR, 8.0)
_PLACE = Style(Face.REGULAR, 7.5)
_BALLOT = Style(Face.BOLD, 7.5)
Halves = tuple[tuple[Span, ...], tuple[Span, ...]]
"""A text of paper: Kazakh and Russian."""


def polling_day(record: ProtocolRecord) -> date:
    """The record's polling day."""
    return date.fromisoformat(record.day)


def is_training(record: ProtocolRecord) -> bool:
    """Whether every page must say that this is no real election."""
    return record.mode is Mode.TRAINING


def ballot_pair(record: ProtocolRecord, form: Form) -> Pair:
    """The ballot as the package names it, or as the form does where the package is silent."""
    named = of(record.ballot_name)
    return named if named.kk.strip() and named.ru.strip() else of(form.ballot_caption)


def title_blocks(record: ProtocolRecord, form: Form, titles: Sequence[Pair]) -> list[Block]:
    """Election, title, precinct and ballot, date and address: each centred in its half."""
    election = of(record.election_name)
    if is_training(record):
        note = pair("paper.training_election")
        election = Pair(f"{election.kk}: {note.kk}", f"{election.ru}: {note.ru}")
    day, number = long_date(polling_day(record)), record.precinct_number
    caption, place = of(form.ballot_caption), _place(record, day)
    precinct = Pair(
        pair("paper.precinct_ballot", number=number, ballot=caption.kk).kk,
        pair("paper.precinct_ballot", number=number, ballot=caption.ru).ru,
    )
    blocks = centred(election, _ELECTION, 3.5, above=2.0)
    for index, title in enumerate(titles):
        blocks += centred(title, grid.TITLE, 4.5, above=0.0 if index else 0.9)
    blocks += centred(precinct, _BALLOT, 3.4, above=1.2)
    if ballot_pair(record, form) != caption:
        blocks += centred(ballot_pair(record, form), _BALLOT, 3.4)
    return blocks + centred(place, _PLACE, 3.4) + [_space(2.0)]


def _place(record: ProtocolRecord, day: Pair) -> Pair:
    town, street = of(record.settlement), of(record.address)
    kk = pair("paper.place", date=day.kk, settlement=town.kk, address=street.kk).kk
    return Pair(kk, pair("paper.place", date=day.ru, settlement=town.ru, address=street.ru).ru)


def _space(height: float) -> Block:
    return Block(height, lambda _sheet, _top: None)


def presence_blocks(record: ProtocolRecord) -> list[Block]:
    """Who was present at the count, as numbers."""
    present = record.presence
    return said_twice(
        "paper.present",
        members=present.members,
        all=present.members_in_all,
        observers=present.observers_national,
        foreign=present.observers_foreign,
        proxies=present.proxies,
        media=present.media,
    )


def said_twice(key: str, *, ruled: bool = True, **values: str | int | Pair) -> list[Block]:
    """A sentence of the catalogs in both halves; values, set Medium, may be pairs themselves."""
    above, below = (1.2, 1.2) if ruled else (0.6, 0.0)
    return prose(*said(key, **values), ruled=ruled, above=above, below=below)


def said(key: str, **values: str | int | Pair) -> Halves:
    """A sentence of the catalogs in Kazakh and Russian, what is put into it set Medium."""
    template = pair(key)
    left = {k: v.kk if isinstance(v, Pair) else v for k, v in values.items()}
    right = {k: v.ru if isinstance(v, Pair) else v for k, v in values.items()}
    return filled(template.kk, left), filled(template.ru, right)


def section_rows(record: ProtocolRecord, form: Form) -> list[tuple[str, list[Row]]]:
    """Printed rows by section id, in the form's order."""
    figures = record.figures()
    names = names_of(record)
    found = []
    for section_id, specs in groupby(printed_cells(record, form), key=lambda s: s.section_id):
        items = [_row(spec, figures.get(spec.cell), names) for spec in specs]
        found.append((section_id, items))
    return found


def _row(spec: CellSpec, figure: Figure | None, names: Mapping[str, Wording]) -> Row:
    line, row = cell_parts(spec.cell)
    member = line.partition(".")[0] == "member"
    caption = names.get(row, spec.caption) if member and line == "member.issued" else spec.caption
    return Row(spec.official, of(caption), figure, spec.of_which, member=member)


def printed_cells(record: ProtocolRecord, form: Form) -> list[CellSpec]:
    """Cells that stand on paper, in the form's order."""
    sections = {section.section_id for section in form.sections if section.printed}
    return [
        spec for spec in _cells(record, form) if spec.printed and spec.section_id in sections
    ]  # fmt: skip


def _cells(record: ProtocolRecord, form: Form) -> tuple[CellSpec, ...]:
    return form.cells(record.rows(form), record.level, names_of(record))


def names_of(record: ProtocolRecord) -> Mapping[str, Wording]:
    """Captions of the rows that the record brings: options and members."""
    options = {option.option_id: option.name for option in record.options}
    return {**{m.member_id: Wording.same(m.name) for m in record.members}, **options}


def section_blocks(
    record: ProtocolRecord, form: Form, look: Look
) -> tuple[list[Block], list[Block]]:
    """Blocks of all printed sections but the last, and of the last one (the votes)."""
    sections = []
    for section_id, items in section_rows(record, form):
        section = form.section(section_id)
        title = head(section.number, of(section.title), column_heads(look), look)
        body = rows(items, look)
        body[0] = body[0].kept(Keep.ALWAYS if len(body) > 1 else body[0].keep)
        sections.append([title, *body])
    if not sections:
        return [], []
    return [block for section in sections[:-1] for block in section], sections[-1]


def checks_blocks(record: ProtocolRecord, form: Form) -> list[Block]:
    """The printed relations with their figures: anybody can add them up without the program."""
    texts = printed_checks(form, _cells(record, form), record.figures(), record.level.rank)
    if not texts:
        return []
    style = grid.SMALL_MEDIUM
    narrow = [t for t in texts if width(t, style.face, style.size) / MM <= grid.WORDS_MEASURE]
    right = narrow[len(narrow) - min(len(narrow), len(texts) // 2) :]
    left = [t for t in texts if t not in right]
    measure = (grid.WORDS_LEFT - 3 if right else grid.RIGHT) - 33
    left_lines = [line for t in left for line in wrap_text(t, style.face, style.size, measure)]
    right_lines = [line for t in right for line in wrap_text(t, style.face, style.size, 63.5)]
    return [_checks_block(left_lines, right_lines)]


def _checks_block(left: list[Line], right: list[Line]) -> Block:
    label = pair("paper.checks")
    height = max(len(left), len(right), 2) * 3.3 + 2.8

    def draw(sheet: Sheet, top: float) -> None:
        first = top + 3.9
        sheet.text(grid.LEFT, first, label.kk, grid.SMALL)
        sheet.text(grid.LEFT, first + 3.3, label.ru, grid.SMALL)
        sheet.lines(33, first, left, grid.SMALL.size, 3.3)
        sheet.lines(grid.WORDS_LEFT, first, right, grid.SMALL.size, 3.3)

    return Block(height, draw)


def times_blocks(record: ProtocolRecord, *, finished: bool = True) -> list[Block]:
    """Times of voting, count and protocol; a draft has no end of the count yet."""
    return prose(*times_said(record, finished=finished), ruled=True)


def times_said(record: ProtocolRecord, *, finished: bool = True) -> Halves:
    """Times of voting, count and protocol in both languages."""
    times, day = record.times, polling_day(record)
    ended, made = "—", "—"
    if finished:
        ended = moment(times.count_ended, day)
        made = moment(times.protocol_made, times.count_ended.date())
    return said(
        "paper.times",
        opened=moment(times.voting_opened, day),
        closed=moment(times.voting_closed, day),
        started=moment(times.count_started, day),
        ended=ended,
        made=made,
    )


def papers_blocks(record: ProtocolRecord, heading: str) -> list[Block]:
    """Acts, explanations, opinions, complaints; "none" is said."""
    first, *notes, last = papers_said(record, heading)
    blocks = prose(*first, ruled=True, above=1.2, below=0.0)
    for note in notes:
        blocks += prose(*note, above=0.6, below=0.0)
    return blocks + prose(*last, above=0.6, below=1.2)


def papers_said(record: ProtocolRecord, heading: str) -> list[Halves]:
    """The heading, a sentence a paper, and what there is none of."""
    title, day = pair(heading), polling_day(record)
    found: list[Halves] = [((Span(title.kk),), (Span(title.ru),))]
    for act in record.acts:
        key = "paper.act" if act.codes else "paper.act_without_code"
        time, codes = moment(act.time, day), ", ".join(act.codes)
        found.append(said(key, number=act.number, codes=codes, time=time, text=of(act.text)))
    for note in record.explanations:
        found.append(
            said(
                "paper.explanation", number=note.number, codes=", ".join(note.codes),
                text=of(note.text), member=note.member_name,
            )
        )  # fmt: skip
    return [*found, _summary(record)]


def _summary(record: ProtocolRecord) -> Halves:
    none = pair("paper.none")
    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()
    absent = (("paper.no_acts", record.acts), ("paper.no_explanations", record.explanations))
    for key, present in absent:
        if not present:
            kk, ru = said(key, none=none)
            left += (*kk, Span(" "))
            right += (*ru, Span(" "))
    opinions = pair("paper.opinions")
    left += filled(opinions.kk, _counted(record, none.kk))
    right += filled(opinions.ru, _counted(record, none.ru))
    return left, right


def _counted(record: ProtocolRecord, none: str) -> dict[str, str | int]:
    return {
        "opinions": record.opinions or none,
        "complaints": record.complaints or none,
    }


def bands(record: ProtocolRecord, form: Form) -> Bands:
    """What stands above the body of a protocol."""
    right = tuple(annex_lines(record, form))
    running = running_head(record, form)
    return Bands(record.precinct_number, of(record.region), right, running, of(form.annex))


def strip(record: ProtocolRecord, form: Form, kind: Kind) -> Strip:
    """The strip of a paper of this record, without codes and control number."""
    return Strip(
        kind=kind,
        training=is_training(record),
        precinct_number=record.precinct_number,
        region=of(record.region),
        day_and_election=day_and_election(record),
        ballot=ballot_pair(record, form),
        version=pair("paper.version", version=record.version),
    )


def annex_lines(record: ProtocolRecord, form: Form) -> list[Line]:
    """The annex at the right of the first band; training says that it is none."""
    annex = of(form.annex)
    if is_training(record):
        own, refusal = pair("paper.training_form"), pair("paper.training_not_for_use")
        return right_lines([own.shared, refusal.shared, annex.kk, annex.ru])
    return right_lines([annex.kk, annex.ru, pair("paper.form").shared])


def right_lines(texts: Sequence[str]) -> list[Line]:
    """Texts for the right half of the first band."""
    return [line for text in texts for line in wrap_text(text, Face.REGULAR, 7.0, 92)]


def running_head(record: ProtocolRecord, form: Form) -> Pair:
    """Date, ballot and election on further pages; what does not fit is the election's long name."""
    election, day = of(record.election_name), long_date(polling_day(record))
    if is_training(record):
        election = pair("paper.training_election")
    ballot = ballot_pair(record, form)
    return Pair(
        f"{day.kk} · {ballot.kk} · {election.kk}", f"{day.ru} · {ballot.ru} · {election.ru}"
    )


def day_and_election(record: ProtocolRecord) -> str:
    """Date and election for the strip; training says so instead of the election."""
    named = record.election_id
    if is_training(record):
        named = pair("paper.training_figures").shared
    return f"{short_date(polling_day(record))} · {named}"


def with_seconds(when: datetime) -> str:
    """A moment to the second, as drafts show when they were printed."""
    return f"{short_date(when.date())}, {when:%H:%M:%S}"
