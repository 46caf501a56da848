# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A certified copy of a protocol: the same pages from the signed data, and who signed the original."""

from dataclasses import replace

from precinct_app.documents import content, grid
from precinct_app.documents.fonts import Face
from precinct_app.documents.frame import draw_paper
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.page_flow import Block, Room, fewest_pages
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, of, pair, role_name, short_date
from precinct_app.documents.protocol_pdf import blocks, coded_strip
from precinct_app.documents.signature_block import in_signing_order
from precinct_app.documents.typesetting import shortened
from precinct_app.domain.canonical import control_number
from precinct_app.domain.commission import Member, Role
from precinct_app.domain.papers.copies import ProtocolCopy, SignedOriginal
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.record import ProtocolRecord

_ROW, _CERTIFIED = 6.6, 30.0
_ROLE_LEFT, _HAND_LEFT, _DIGITAL_LEFT, _LINE_LEFT = 46.0, 106.0, 138.0, 84.0


def render_copy(
    record: ProtocolRecord, form: Form, copy: ProtocolCopy, *, sealed_text: str, plain_text: str
) -> bytes:
    """Draw a copy; codes and control number are those of the original."""
    sheet = draw(record, form, copy, sealed_text=sealed_text, plain_text=plain_text)
    title = pair("paper.title.copy", number=record.precinct_number).shared
    return finish(sheet.finish(), title=title, created=copy.given)


def draw(
    record: ProtocolRecord, form: Form, copy: ProtocolCopy, *, sealed_text: str, plain_text: str
) -> Sheet:
    """Lay the copy out and draw its pages."""
    bands = content.bands(record, form)
    pages = fewest_pages(
        lambda pad: blocks(record, form, pad, _signed(record, copy)),
        Room(first_top=bands.first_bottom),
    )
    named = _named(copy)
    strip = coded_strip(record, form, sealed_text, plain_text, control_number(record.to_json()))
    sheet = Sheet()
    draw_paper(sheet, pages, bands, replace(strip, copy=named), tab=named.shared.upper())
    return sheet


def _named(copy: ProtocolCopy) -> Pair:
    """The copy that hangs at the station has no number."""
    return pair("paper.copy", number=copy.number) if copy.number else pair("paper.copy_posted")


def _signed(record: ProtocolRecord, copy: ProtocolCopy) -> Block:
    """Who signed the original, in words; then "copy is correct" with two lines to sign."""
    members = in_signing_order(record.members)
    told = {one.member_id: one for one in copy.signed}
    table = grid.SIGNATURE_HEAD + len(members) * _ROW

    def draw_block(sheet: Sheet, top: float) -> None:
        _head(sheet, top)
        for index, member in enumerate(members):
            row = top + grid.SIGNATURE_HEAD + index * _ROW
            sheet.rule(grid.LEFT, grid.RIGHT, row, THIN)
            _member(sheet, row + 4.4, member, told.get(member.member_id))
        sheet.rule(grid.LEFT, grid.RIGHT, top + table, THICK)
        _certified(sheet, top + table, record, copy)

    return Block(table + _CERTIFIED, draw_block, at_foot=True)


def _head(sheet: Sheet, top: float) -> None:
    sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
    for x, key, style in (
        (grid.LEFT, "paper.original_signed", grid.HEAD),
        (_HAND_LEFT, "paper.hand_signature", grid.COLUMN),
        (_DIGITAL_LEFT, "paper.digital_signature", grid.COLUMN),
    ):
        words = pair(key)
        sheet.text(x, top + 3.7, words.kk, style)
        sheet.text(x, top + 7.2, words.ru, style)


def _member(sheet: Sheet, y: float, member: Member, signed: SignedOriginal | None) -> None:
    name = shortened(member.short_name, Face.BOLD, 8.0, _ROLE_LEFT - grid.LEFT - 2)
    role = shortened(role_name(member.role).shared, Face.REGULAR, 6.6, _HAND_LEFT - _ROLE_LEFT - 2)
    sheet.text(grid.LEFT, y, name, Style(Face.BOLD, 8.0))
    sheet.text(_ROLE_LEFT, y, role, grid.SMALLEST)
    if signed is not None and signed.refused:
        sheet.text(_HAND_LEFT, y, pair("paper.refused").shared, Style(Face.MEDIUM, 6.8))
        return
    if signed is None or signed.by_hand is None:
        sheet.dotted(_HAND_LEFT, _DIGITAL_LEFT - 3, y + 1)
    else:
        by_hand = pair("paper.was_signed").shared if signed.by_hand else "—"
        sheet.text(_HAND_LEFT, y, by_hand, Style(Face.MEDIUM, 6.8))
    when = signed.digitally if signed else None
    done = pair("paper.was_signed").shared
    text = f"{done}: {short_date(when.date())} {when:%H:%M}" if when else "—"
    sheet.text(_DIGITAL_LEFT, y, text, Style(Face.MEDIUM, 6.8))


def _certified(sheet: Sheet, top: float, record: ProtocolRecord, copy: ProtocolCopy) -> None:
    words = pair("paper.copy_is_correct")
    sheet.text(grid.LEFT, top + 5.6, words.kk, grid.TITLE)
    sheet.text(grid.LEFT, top + 10.4, words.ru, grid.TITLE)
    when = f"{short_date(copy.given.date())}, {copy.given:%H:%M}"
    whom = of(copy.recipient)
    for y, said in (
        (16.0, pair("paper.copy_given_to", whom=whom.kk, when=when).kk),
        (19.4, pair("paper.copy_given_to", whom=whom.ru, when=when).ru),
    ):
        fits = shortened(said, Face.REGULAR, grid.PROSE.size, _LINE_LEFT - grid.LEFT - 3)
        sheet.text(grid.LEFT, top + y, fits, grid.PROSE)
    names = {member.role: member.short_name for member in record.members}
    for y, key, role in (
        (9.5, "paper.chair_line", Role.CHAIR), (22.5, "paper.secretary_line", Role.SECRETARY),
    ):  # fmt: skip
        sheet.dotted(_LINE_LEFT, grid.RIGHT, top + y)
        sheet.text(_LINE_LEFT, top + y + 3.4, pair(key).shared, grid.SMALL)
        sheet.text(grid.RIGHT, top + y + 3.4, names.get(role, ""), grid.SMALL_BOLD, Align.RIGHT)
