# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The five-face set of paper, and the gate that lets no character vanish.

ReportLab drops a character that its font lacks without a word.  `pieces` therefore cuts every text
into parts that a face can draw and single characters that none can; those are framed code points.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from precinct_app.runtime import resources


class Face(Enum):
    """A face of paper; the value is the file's stem below ``resources/fonts``."""

    REGULAR = "NotoSans-Regular"
    """What the form says."""
    MEDIUM = "NotoSans-Medium"
    """What the commission filled in."""
    BOLD = "NotoSans-Bold"
    """Figures, heads and the names of signers."""
    SERIF = "NotoSerif-Bold"
    """Titles only."""


_FALLBACK = Face.BOLD
"""The sans face stands in for the serif; the three sans faces have the same characters."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories that leave no mark: drawn as they are, somebody would sign what nobody can see."""
CODE_SCALE = 0.62
"""Size of a framed code point, as a part of the text's size."""
CODE_PAD = 0.12
"""Space left and right of the code point inside its frame and outside it, in the text's size."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that is drawn at once: with one face, or as a framed code point."""

    text: str
    face: Face
    framed: bool = False


def face_file(face: Face) -> bytes:
    """The font file of a face, TrueType."""
    return resources.read_bytes(f"fonts/{face.value}.ttf")


@cache
def register() -> None:
    """Make the faces known to ReportLab; called before anything is drawn."""
    for face in Face:
        pdfmetrics.registerFont(TTFont(face.value, BytesIO(face_file(face))))


@cache
def _widths(face: Face) -> dict[int, float]:
    """Advance widths in thousandths of the size, of visible characters only."""
    register()
    widths: dict[int, float] = pdfmetrics.getFont(face.value).face.charWidths  # type: ignore[attr-defined]
    return {c: w for c, w in widths.items() if unicodedata.category(chr(c)) not in _UNSEEN}


def pieces(text: str, face: Face) -> Iterator[Piece]:
    """Cut a text into what can be drawn; joined, framed pieces apart, it is the whole text."""
    own, other = _widths(face), _widths(_FALLBACK)
    if own.keys() >= set(map(ord, text)):
        yield Piece(text, face)
        return
    run, run_face = "", face
    for character in text:
        code = ord(character)
        wanted = face if code in own else _FALLBACK if code in other else None
        if run and wanted is not run_face:
            yield Piece(run, run_face)
            run = ""
        if wanted is None:
            yield Piece(f"{code:04X}", face, framed=True)
        else:
            run, run_face = run + character, wanted
    if run:
        yield Piece(run, run_face)


def piece_width(piece: Piece, size: float) -> float:
    """Width of a piece in points, a frame's surroundings included."""
    advance = width(piece.text, piece.face, size)
    return advance * CODE_SCALE + 4 * CODE_PAD * size if piece.framed else advance


@lru_cache(maxsize=8192)
def width(text: str, face: Face, size: float) -> float:
    """Width of a text in points."""
    try:
        return sum(map(_widths(face).__getitem__, map(ord, text))) * size / 1000
    except KeyError:
        return sum(piece_width(piece, size) for piece in pieces(text, face))


def missing(text: str) -> frozenset[str]:
    """Characters of a text that no face has."""
    known = _widths(Face.REGULAR)
    return frozenset(c for c in text if ord(c) not in known and ord(c) not in _widths(_FALLBACK))
