# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The visible stamp of a digital signature: two lines in a frame, drawn along the field's edge."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Final

from fontTools.ttLib import TTFont
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfResources, RawContent
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints

from precinct_app.domain.commission import Member
from precinct_app.domain.errors import SignatureError
from precinct_app.runtime import resources

SIZE: Final = 6.6
"""Type size in points."""
_FONT: Final = "fonts/NotoSans-Medium.ttf"
_LABEL: Final = "ЭЦҚ · ЭЦП"
_INSET: Final = 0.2
"""Half the frame's line, so that none of it is cut at the field's edge."""
_PADDING: Final = 3.6
_FRAME: Final = 0.4
_GROUP: Final = 4


@dataclass(frozen=True, slots=True)
class StampTexts:
    """The four texts of a stamp: two lines of left and right."""

    name: str
    number: str
    label: str
    time: str


def stamp_texts(member: Member, serial: str, when: datetime) -> StampTexts:
    """Name and certificate number above, label and time with its offset below."""
    groups = " ".join(serial[i : i + _GROUP] for i in range(0, len(serial), _GROUP))
    offset = when.strftime("%z")
    time = f"{when:%d.%m.%Y %H:%M:%S} {offset[:3]}:{offset[3:5]}"
    return StampTexts(member.short_name, f"№ {groups}", _LABEL, time)


def draw(
    writer: IncrementalPdfFileWriter, texts: StampTexts, width: float, height: float
) -> generic.IndirectObject:
    """Add the stamp to the file as a form of this size in points; a reference to it.

    A name too long for its line is set narrower, never cut.  SignatureError ``pdf.glyph`` for a
    letter that the font lacks.
    """
    font = GlyphAccumulator(writer, BytesIO(_font()), font_size=SIZE)
    _refuse_missing(font, "".join((texts.name, texts.number, texts.label, texts.time)))
    inner = width - 2 * (_INSET + _PADDING)
    upper, lower = height / 2 + 2.6, height / 2 - 6.2
    frame = b"q %.2f w %.2f %.2f %.2f %.2f re S Q" % (
        _FRAME,
        _INSET,
        _INSET,
        width - 2 * _INSET,
        height - 2 * _INSET,
    )
    commands = [
        frame,
        *_line(font, texts.name, texts.number, inner, upper),
        *_line(font, texts.label, texts.time, inner, lower),
    ]
    held = PdfResources()  # type: ignore[no-untyped-call]
    held.font[generic.pdf_name("/F1")] = font.as_resource()
    box = BoxConstraints(width=width, height=height)
    return writer.add_object(RawContent(b"\n".join(commands), held, box).as_form_xobject())


@cache
def _font() -> bytes:
    """The stamp's font without kerning and other layout: reading that took most of a signature."""
    font = TTFont(BytesIO(resources.read_bytes(_FONT)), recalcTimestamp=False)
    for table in {"GPOS", "GSUB", "GDEF"} & set(font.keys()):
        del font[table]
    light = BytesIO()
    font.save(light)
    return light.getvalue()


def _line(font: GlyphAccumulator, left: str, right: str, inner: float, y: float) -> list[bytes]:
    shapes = [font.shape(left, with_actual_text=False), font.shape(right, with_actual_text=False)]
    widths = [shape.x_advance * SIZE for shape in shapes]
    scale = min(1.0, (inner - _PADDING) / sum(widths))
    start = _INSET + _PADDING
    places = (start, start + inner - widths[1] * scale)
    return [
        b"BT /F1 %.2f Tf %.4f 0 0 1 %.3f %.3f Tm %b ET" % (SIZE, scale, x, y, shape.graphics_ops)
        for x, shape in zip(places, shapes, strict=True)
    ]


def _refuse_missing(font: GlyphAccumulator, text: str) -> None:
    known = font.tt.getBestCmap()
    missing = [letter for letter in text if ord(letter) not in known]
    if missing:
        raise SignatureError.of("pdf.glyph", letter=missing[0])
