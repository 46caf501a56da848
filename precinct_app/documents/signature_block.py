# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The block where the commission signs, and the fixed area of digital signatures beside it."""

from collections.abc import Sequence

from precinct_app.documents import grid
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import PAGE_HEIGHT, THICK, THIN, Sheet, Style
from precinct_app.documents.page_flow import Block
from precinct_app.documents.phrases import pair, role_name
from precinct_app.documents.typesetting import MM, Line, shortened, wrap_text
from precinct_app.domain.commission import Member, Role
from precinct_app.domain.errors import DocumentError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.missing import Missing
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.services.ports import SignatureSlot

INSET = 0.7
"""From a row's edge to the frame of a stamp, in millimetres."""
_ORDER = (Role.CHAIR, Role.DEPUTY, Role.SECRETARY, Role.MEMBER)
_NAME_MEASURE = 66.0
_REFUSED = Style(Face.MEDIUM, 6.6)


def in_signing_order(members: Sequence[Member]) -> list[Member]:
    """Chair, deputy, secretary, members; the record's order among equals."""
    return sorted(members, key=lambda m: _ORDER.index(m.role) if m.role in _ORDER else len(_ORDER))


def signature_block(record: ProtocolRecord, refused: Sequence[Missing] = ()) -> Block:
    """Head and one row a member; lower edge at 57.5 mm from the bottom of the page.

    Who refused to sign before the page was drawn has that on the line instead of a hand's room.
    """
    members = in_signing_order(record.members)
    acts = {one.member_id: one.act for one in refused}
    height = grid.SIGNATURE_HEAD + len(members) * grid.SIGNATURE_ROW

    def draw(sheet: Sheet, top: float) -> None:
        draw_head(sheet, top)
        for index, member in enumerate(members):
            row = top + grid.SIGNATURE_HEAD + index * grid.SIGNATURE_ROW
            sheet.rule(grid.LEFT, grid.RIGHT, row, THIN)
            draw_signer(sheet, row, member, grid.SIGNATURE_ROW)
            if member.member_id in acts:
                _draw_refusal(sheet, row, acts[member.member_id])
            sheet.dotted(grid.HAND_LEFT, grid.FIGURE_RIGHT, row + 8.2)

    return Block(height, draw, at_foot=True)


def _draw_refusal(sheet: Sheet, row: float, act: int) -> None:
    words = pair("paper.refused_by_act", act=act) if act else pair("paper.refused")
    sheet.text(grid.HAND_LEFT, row + 3.9, words.kk, _REFUSED)
    sheet.text(grid.HAND_LEFT, row + 7.0, words.ru, _REFUSED)


def draw_head(sheet: Sheet, top: float) -> None:
    """The head of the block: its title and the heads of hand and digital signatures."""
    sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
    columns = (
        (grid.LEFT, pair("paper.signatures"), grid.HEAD),
        (grid.HAND_LEFT, pair("paper.hand_signature"), grid.COLUMN),
        (grid.WORDS_LEFT, pair("paper.digital_signature"), grid.COLUMN),
    )
    for x, words, style in columns:
        sheet.text(x, top + 3.7, words.kk, style)
        sheet.text(x, top + 7.2, words.ru, style)


def draw_signer(sheet: Sheet, top: float, member: Member, height: float) -> None:
    """A signer's name and role in a row of the block; the row never grows."""
    size, lines = _name(member.name)
    step = 3.3 if len(lines) == 1 else 2.7
    first = top + (3.9 if len(lines) == 1 else 2.9)
    sheet.lines(grid.LEFT, first, lines, size, step)
    role_y = min(first + (len(lines) - 1) * step + 3.7, top + height - 0.9)
    sheet.text(grid.LEFT, role_y, role_name(member.role).shared, grid.SMALL)


def signer_height(members: Sequence[Member], least: float) -> float:
    """A row's height (mm): the least one, or that of the protocol where a name takes two lines."""
    long = any(len(_name(member.name)[1]) > 1 for member in members)
    return grid.SIGNATURE_ROW if long else least


def _name(name: str) -> tuple[float, tuple[Line, ...]]:
    for size, most in ((8.4, 1), (7.0, 2)):
        lines = wrap_text(name, Face.BOLD, size, _NAME_MEASURE)
        if len(lines) <= most:
            return size, lines
    fits = shortened(name, Face.BOLD, 6.6, _NAME_MEASURE * 1.8)
    return 6.6, wrap_text(fits, Face.BOLD, 6.6, _NAME_MEASURE)[:2]


def signature_slots(
    record: ProtocolRecord, signers: Sequence[ExpectedSigner]
) -> tuple[SignatureSlot, ...]:
    """The empty fields of the signer set, each in its member's row of the fixed area."""
    members = in_signing_order(record.members)
    places = {member.member_id: index for index, member in enumerate(members)}
    unknown = [signer.member_id for signer in signers if signer.member_id not in places]
    if unknown:
        raise DocumentError.of("document.signer_unknown", member=unknown[0])
    slots = []
    for signer in sorted(signers, key=lambda s: places[s.member_id]):
        index = places[signer.member_id]
        member = Member(signer.member_id, members[index].name, signer.role)
        box = _slot_box(index, len(members))
        slots.append(SignatureSlot(f"sig_{signer.member_id}", member, box))
    return tuple(slots)


def signature_area(members: int) -> tuple[float, float, float, float]:
    """Where so many members may sign digitally: x0, y0, x1, y1 in points on the last page."""
    top, bottom = grid.BODY_END - members * grid.SIGNATURE_ROW, grid.BODY_END
    return (
        round(grid.WORDS_LEFT * MM, 2),
        round((PAGE_HEIGHT - bottom) * MM, 2),
        round(grid.RIGHT * MM, 2),
        round((PAGE_HEIGHT - top) * MM, 2),
    )


def _slot_box(index: int, count: int) -> tuple[float, float, float, float]:
    top = grid.BODY_END - (count - index) * grid.SIGNATURE_ROW
    corners = (
        grid.WORDS_LEFT,
        PAGE_HEIGHT - (top + grid.SIGNATURE_ROW - INSET),
        grid.RIGHT,
        PAGE_HEIGHT - (top + INSET),
    )
    left, bottom, right, upper = (round(value * MM, 2) for value in corners)
    return left, bottom, right, upper
