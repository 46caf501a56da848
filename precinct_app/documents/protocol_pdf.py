# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The protocol as a PDF/A: the sheet that is read aloud, signed, photographed and sealed."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import openpyxl
import reportlab

from precinct_app.documents import content, grid
from precinct_app.documents.codes import plain_code, sealed_code
from precinct_app.documents.fonts import Face, face_file
from precinct_app.documents.frame import Kind, Strip, draw_paper
from precinct_app.documents.layout import Sheet
from precinct_app.documents.page_flow import Block, Keep, Room, chained, fewest_pages
from precinct_app.documents.pdfa import Attachment, finish
from precinct_app.documents.phrases import of, pair
from precinct_app.documents.signature_block import signature_block, signature_slots
from precinct_app.documents.table_rows import Look
from precinct_app.documents.typesetting import NBSP
from precinct_app.domain.canonical import control_number
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.missing import REFUSALS, Missing, told_of
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.runtime import resources
from precinct_app.services.ports import ProtocolPaper

LAYOUT = 1
"""Counted up by hand whenever the same record would give another page (new QR encoder, too)."""


@cache
def renderer_version() -> str:
    """Layout, fonts, wording and writers that papers were made with: others cannot be compared."""
    parts = hashlib.sha256()
    for face in Face:
        parts.update(face_file(face))
    for language in ("kk", "ru"):
        catalog = resources.translations() / language / "LC_MESSAGES" / "documents.po"
        parts.update(catalog.read_bytes().replace(b"\r\n", b"\n"))
    writers = f"reportlab-{reportlab.__version__} openpyxl-{openpyxl.__version__}"
    return f"paper-{LAYOUT} {parts.hexdigest()[:12]} {writers}"


def render(
    record: ProtocolRecord,
    form: Form,
    seal: bytes,
    signers: Sequence[ExpectedSigner],
    *,
    sealed_text: str,
    plain_text: str,
    record_json: bytes,
    refused: Sequence[Missing] = (),
) -> ProtocolPaper:
    """Draw a protocol with its codes; DocumentError for a signer whom the record does not know.

    `sealed_text` is what the seal's code says (empty without a seal), `plain_text` what any phone
    reads.  `record_json` is the frozen ``protocol.json``: attached, and what the control number
    stands for.  `refused` to sign is told on the members' lines, and attached.
    """
    number = control_number(record_json)
    sheet = draw(
        record, form, sealed_text=sealed_text, plain_text=plain_text, number=number,
        refused=refused,
    )  # fmt: skip
    slots = signature_slots(record, signers)
    title = pair("paper.title.protocol", number=record.precinct_number).shared
    pdf = finish(
        sheet.finish(),
        title=title,
        created=record.times.protocol_made,
        attachments=_attachments(record_json, seal, refused),
        renderer=renderer_version(),
    )
    return ProtocolPaper(pdf, slots, renderer_version(), sheet.missing_glyphs)


def draw(
    record: ProtocolRecord, form: Form, *, sealed_text: str, plain_text: str, number: str,
    refused: Sequence[Missing] = (),
) -> Sheet:  # fmt: skip
    """Lay the protocol out and draw its pages; the sheet knows where every string stands."""
    bands = content.bands(record, form)
    pages = fewest_pages(
        lambda pad: blocks(record, form, pad, signature_block(record, refused)),
        Room(first_top=bands.first_bottom),
    )
    strip = coded_strip(record, form, sealed_text, plain_text, number)
    sheet = Sheet()
    draw_paper(sheet, pages, bands, strip, tab=correction_tab(record))
    return sheet


def coded_strip(
    record: ProtocolRecord, form: Form, sealed_text: str, plain_text: str, number: str
) -> Strip:
    """The strip of a protocol with its codes and control number."""
    return replace(
        content.strip(record, form, Kind.PROTOCOL),
        control_number=number,
        sealed=sealed_code(sealed_text) if sealed_text else None,
        plain=plain_code(plain_text) if plain_text else None,
    )


def blocks(record: ProtocolRecord, form: Form, pad: float, signed: Block) -> list[Block]:
    """Everything between bands and strip; `signed` stands at the foot of the last page."""
    look = Look(pad=pad, training=content.is_training(record))
    opening = content.title_blocks(record, form, [of(form.title)])
    opening += correction_note(record)
    opening += content.presence_blocks(record)
    before, votes = content.section_blocks(record, form, look)
    papers = chained(content.papers_blocks(record, "paper.attached"), Keep.IF_ROOM)
    tail = [
        *content.checks_blocks(record, form),
        *content.times_blocks(record),
        *papers[:-1],
        papers[-1].kept(Keep.ALWAYS),
        signed,
    ]
    return opening + before + with_tail(votes, tail)


def with_tail(votes: list[Block], tail: list[Block]) -> list[Block]:
    """Hold the votes to the signatures: all where one page has room, else the last three."""
    height = sum(block.height for block in votes + tail)
    held = len(votes) if height <= grid.BODY_END - grid.NEXT_BODY else 3
    kept = [block.kept(Keep.IF_ROOM) for block in votes[len(votes) - held :]]
    return votes[: len(votes) - held] + kept + chained(tail, Keep.IF_ROOM)


def correction_note(record: ProtocolRecord) -> list[Block]:
    """Under the title of a later version: what it replaces, and why."""
    if record.version == 1:
        return []
    digits = f"{int(record.previous or '0', 16) % 10**36:036d}"
    return content.said_twice(
        "paper.correction",
        previous=record.version - 1,
        number=f"{digits[:4]}{NBSP}{digits[4:8]}{NBSP}…",
        reason=record.reason or pair("paper.none"),
    )


def correction_tab(record: ProtocolRecord) -> str:
    """The words of the tab of a later version; a first version has none."""
    return pair("paper.correction_tab", version=record.version).shared if record.version > 1 else ""


def _attachments(record_json: bytes, seal: bytes, refused: Sequence[Missing]) -> list[Attachment]:
    data = pair("paper.data_of_protocol").shared
    files = [Attachment("protocol.json", "application/json", record_json, data)]
    if seal:
        says = pair("paper.seal_of_protocol").shared
        files.append(Attachment("protocol.seal", "application/octet-stream", seal, says))
    if told := told_of(refused):
        says = pair("paper.refusals_to_sign").shared
        files.append(Attachment(REFUSALS, "application/json", told, says))
    return files
