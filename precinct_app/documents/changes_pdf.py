# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The sheet that goes with a later version: which lines changed, and which copies are replaced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from precinct_app.documents import content, grid
from precinct_app.documents.codes import plain_code, sealed_code
from precinct_app.documents.fonts import Face
from precinct_app.documents.frame import Kind, draw_control_number, draw_paper
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.page_flow import Block, Keep, Room, fewest_pages
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, long_date, moment, of, pair, short_date
from precinct_app.documents.protocol_pdf import correction_tab
from precinct_app.documents.table_rows import Row, centred, figure_text
from precinct_app.documents.typesetting import Line, wrap_text
from precinct_app.documents.words import figure_in_words
from precinct_app.domain.canonical import control_number
from precinct_app.domain.commission import Role
from precinct_app.domain.papers.changes import GivenCopy
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import NA, Figure

_OLD_RIGHT, _NEW_RIGHT, _GAP_RIGHT = 128.0, 156.0, 182.0


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two versions: its record and its frozen ``protocol.json``."""

    record: ProtocolRecord
    record_json: bytes


@dataclass(frozen=True, slots=True)
class _Change:
    row: Row
    old: Figure | None


def render_changes(
    new: Version,
    old: Version,
    form: Form,
    *,
    sealed_text: str,
    plain_text: str,
    copies: Sequence[GivenCopy] = (),
) -> bytes:
    """Draw the what-changed sheet; its codes and control number are the new version's."""
    sheet = draw(new, old, form, sealed_text=sealed_text, plain_text=plain_text, copies=copies)
    title = pair("paper.title.changes", number=new.record.precinct_number).shared
    return finish(sheet.finish(), title=title, created=new.record.times.protocol_made)


def draw(
    new: Version,
    old: Version,
    form: Form,
    *,
    sealed_text: str,
    plain_text: str,
    copies: Sequence[GivenCopy],
) -> Sheet:
    """Lay the sheet out and draw its pages."""
    record = new.record
    attached = pair("paper.changes_attached", version=record.version)
    bands = content.bands(record, form)
    right = tuple(content.right_lines([attached.kk, attached.ru]))
    bands = replace(bands, right=right, running_right=attached)
    blocks = _blocks(new, old, form, copies)
    pages = fewest_pages(lambda _pad: blocks, Room(first_top=bands.first_bottom))
    strip = replace(
        content.strip(record, form, Kind.PROTOCOL),
        control_number=control_number(new.record_json),
        sealed=sealed_code(sealed_text) if sealed_text else None,
        plain=plain_code(plain_text) if plain_text else None,
    )
    sheet = Sheet()
    draw_paper(sheet, pages, bands, strip, tab=correction_tab(record))
    return sheet


def _blocks(new: Version, old: Version, form: Form, copies: Sequence[GivenCopy]) -> list[Block]:
    changes, unchanged = _compare(new.record, old.record, form)
    reason = new.record.reason or pair("paper.none")
    return [
        *_titles(new.record, form),
        _versions(new, old),
        *content.said_twice("paper.changes_reason", reason=reason),
        _changes_head(new.record, old.record),
        *(_change_block(change) for change in changes),
        *content.said_twice("paper.unchanged", count=unchanged),
        *content.checks_blocks(new.record, form),
        *_copies(copies),
        _signatures(new.record),
    ]


def _compare(new: ProtocolRecord, old: ProtocolRecord, form: Form) -> tuple[list[_Change], int]:
    """Changed printed lines in the form's order, and how many printed lines are unchanged."""
    before, changes, unchanged = old.figures(), [], 0
    for spec in content.printed_cells(new, form):
        was, now = before.get(spec.cell), new.figure(spec.cell)
        if was == now:
            unchanged += 1
        else:
            changes.append(_Change(Row(spec.official, of(spec.caption), now), was))
    return changes, unchanged


def _titles(record: ProtocolRecord, form: Form) -> list[Block]:
    election, day = of(record.election_name), long_date(content.polling_day(record))
    dated = Pair(f"{election.kk}, {day.kk}", f"{election.ru}, {day.ru}")
    ballot = content.ballot_pair(record, form)
    blocks = centred(pair("paper.changes_title"), grid.TITLE, 4.6, above=2.6)
    if content.is_training(record):
        blocks += centred(pair("paper.training_election"), Style(Face.BOLD, 7.5), 3.4, above=1.0)
    blocks += centred(dated, Style(Face.REGULAR, 7.5), 3.4, above=1.4)
    return [*blocks, *centred(ballot, Style(Face.BOLD, 7.5), 3.4), Block(2.6, lambda _s, _t: None)]


def _versions(new: Version, old: Version) -> Block:
    """Both versions with their whole control numbers, and which of them is in force."""
    halves = (
        (grid.LEFT, old, pair("paper.version_void", version=old.record.version)),
        (grid.SECOND_HALF, new, pair("paper.version_valid", version=new.record.version)),
    )

    def draw_versions(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        for x, version, state in halves:
            made = version.record.times.protocol_made
            when = f"{short_date(made.date())}, {made:%H:%M}"
            sheet.text(x, top + 4.0, state.kk, grid.HEAD)
            sheet.text(x, top + 7.7, state.ru, grid.HEAD)
            sheet.text(x + 58, top + 4.0, when, grid.SMALL_MEDIUM)
            sheet.text(x, top + 12.6, pair("paper.control_number").shared, grid.SMALLEST)
            draw_control_number(sheet, x, top + 17.8, control_number(version.record_json))

    return Block(31.0, draw_versions)


def _changes_head(new: ProtocolRecord, old: ProtocolRecord) -> Block:
    title = pair("paper.changed_lines")
    columns = (
        (_OLD_RIGHT, pair("paper.version", version=old.version)),
        (_NEW_RIGHT, pair("paper.version", version=new.version)),
        (_GAP_RIGHT, pair("paper.difference")),
    )

    def draw_head(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        sheet.text(grid.LEFT, top + 3.7, title.kk, grid.HEAD)
        sheet.text(grid.LEFT, top + 7.2, title.ru, grid.HEAD)
        for x, words in columns:
            sheet.text(x, top + 3.7, words.kk, grid.COLUMN, Align.RIGHT)
            sheet.text(x, top + 7.2, words.ru, grid.COLUMN, Align.RIGHT)
        sheet.rule(grid.LEFT, grid.RIGHT, top + grid.SECTION_HEAD, THIN)

    return Block(grid.SECTION_HEAD, draw_head, Keep.ALWAYS)


def _change_block(change: _Change) -> Block:
    row, style = change.row, grid.CAPTION
    texts = [(row.caption.kk, style), (row.caption.ru, style)]
    captions = [
        line for text, s in texts for line in wrap_text(text, s.face, s.size, grid.CAPTION_MEASURE)
    ]  # fmt: skip
    words = _was_is(change)
    height = (len(captions) + len(words)) * grid.LINE + 3.2

    def draw_change(sheet: Sheet, top: float) -> None:
        first = top + 3.8
        sheet.text(grid.LEFT, first, row.number, style)
        sheet.lines(grid.CAPTION_LEFT, first, captions, style.size, grid.LINE)
        y = first + len(captions) * grid.LINE + 0.6
        sheet.lines(grid.CAPTION_LEFT, y, words, 7.5, grid.LINE)
        plain = Style(Face.REGULAR, grid.FIGURE.size)
        sheet.text(_OLD_RIGHT, top + 6.4, figure_text(change.old), plain, Align.RIGHT)
        sheet.text(_NEW_RIGHT, top + 6.4, figure_text(row.figure), grid.FIGURE, Align.RIGHT)
        gap = _difference(change.old, row.figure)
        sheet.text(_GAP_RIGHT, top + 6.4, gap, Style(Face.MEDIUM, 10), Align.RIGHT)
        sheet.rule(grid.LEFT, grid.RIGHT, top + height, THIN)

    return Block(height, draw_change)


def _was_is(change: _Change) -> list[Line]:
    old, new = _in_words(change.old), _in_words(change.row.figure)
    kk = pair("paper.was_is", old=old.kk, new=new.kk).kk
    ru = pair("paper.was_is", old=old.ru, new=new.ru).ru
    return [line for text in (kk, ru) for line in wrap_text(text, Face.MEDIUM, 7.5, 165)]


def _in_words(figure: Figure | None) -> Pair:
    return pair("paper.empty_cell") if figure is None else figure_in_words(figure)


def _difference(old: Figure | None, new: Figure | None) -> str:
    if old is None or new is None or old is NA or new is NA:
        return "—"
    gap = int(new) - int(old)
    return f"+{gap}" if gap > 0 else f"–{-gap}"


def _copies(copies: Sequence[GivenCopy]) -> list[Block]:
    if not copies:
        return []
    title, given, new = (
        pair(f"paper.{key}") for key in ("copies_replaced", "copy_given", "copy_new")
    )

    def draw_head(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        for y, head, when, line in (
            (3.7, title.kk, given.kk, new.kk),
            (7.2, title.ru, given.ru, new.ru),
        ):
            sheet.text(grid.LEFT, top + y, head, Style(Face.BOLD, 7.6))
            sheet.text(_OLD_RIGHT, top + y, when, grid.COLUMN, Align.RIGHT)
            sheet.text(grid.RIGHT, top + y, line, grid.COLUMN, Align.RIGHT)
        sheet.rule(grid.LEFT, grid.RIGHT, top + grid.SECTION_HEAD, THIN)

    return [
        Block(grid.SECTION_HEAD, draw_head, Keep.ALWAYS),
        *(_copy_block(copy, copies[0].given) for copy in copies),
    ]


def _copy_block(copy: GivenCopy, first: datetime) -> Block:
    number = f"№ {copy.number}" if copy.number else "—"
    lines = wrap_text(of(copy.recipient).shared, Face.MEDIUM, 7.5, 84)
    height = max(8.2, len(lines) * grid.LINE + 3)

    def draw_copy(sheet: Sheet, top: float) -> None:
        sheet.text(grid.LEFT, top + 4.7, number, grid.SMALL)
        sheet.lines(grid.CAPTION_LEFT, top + 4.7, lines, 7.5, grid.LINE)
        when = moment(copy.given, first.date())
        sheet.text(_OLD_RIGHT, top + 4.7, when, Style(Face.MEDIUM, 7.5), Align.RIGHT)
        sheet.dotted(138, grid.RIGHT, top + 6.2)
        sheet.rule(grid.LEFT, grid.RIGHT, top + height, THIN)

    return Block(height, draw_copy)


def _signatures(record: ProtocolRecord) -> Block:
    names = {member.role: member.short_name for member in record.members}
    places = (
        (grid.LEFT, "paper.chair_line", Role.CHAIR),
        (grid.SECOND_HALF, "paper.secretary_line", Role.SECRETARY),
    )

    def draw_signatures(sheet: Sheet, top: float) -> None:
        for x, key, role in places:
            sheet.dotted(x, x + grid.HALF, top + 14)
            sheet.text(x, top + 17.4, pair(key).shared, grid.SMALL)
            name = names.get(role, "")
            sheet.text(x + grid.HALF, top + 17.4, name, grid.SMALL_BOLD, Align.RIGHT)

    return Block(20.0, draw_signatures)
