# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A sheet of A4 to draw on: millimetres from the top left, black only, every string remembered.

Nothing here keeps a pen: each call sets width and dash itself, because ReportLab keeps them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from precinct_app.documents.codes import Code
from precinct_app.documents.fonts import (
    CODE_PAD,
    CODE_SCALE,
    Face,
    missing,
    piece_width,
    pieces,
    register,
    width,
)
from precinct_app.documents.typesetting import MM, Line, Span, line_width

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
THICK, THIN = 0.9, 0.4
"""Rules, in points: what opens a section and closes a table; what parts rows."""
ABOVE, BELOW = 0.76, 0.22
"""Ink above and below the baseline, in the text's size (Cyrillic short I and the descenders)."""
_DOTS = (0.8, 1.6)


class Align(StrEnum):
    """Where a text stands from its point."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Style:
    """A face and its size in points."""

    face: Face
    size: float


@dataclass(frozen=True, slots=True)
class Inked:
    """Where a string stands: page from 1, millimetres from the top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


class Sheet:
    """The pages of one document while it is drawn."""

    def __init__(self, *, across: bool = False) -> None:
        register()
        self.width, self.height = PAGE_WIDTH, PAGE_HEIGHT
        if across:
            self.width, self.height = PAGE_HEIGHT, PAGE_WIDTH
        self._buffer = BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=(self.width * MM, self.height * MM),
            invariant=1,
            pageCompression=0,
            initialFontName=Face.REGULAR.value,  # type: ignore[arg-type]
            pdfVersion=(1, 7),
        )
        self.page = 1
        self.inked: list[Inked] = []
        self._missing: set[str] = set()
        self._codes: dict[str, Code] = {}

    def text(self, x: float, y: float, text: str, style: Style, align: Align = Align.LEFT) -> None:
        """Draw a string with its baseline at `y`."""
        self.line(x, y, (Span(text, style.face),), style.size, align)

    def line(self, x: float, y: float, line: Line, size: float, align: Align = Align.LEFT) -> None:
        """Draw a line of several faces with its baseline at `y`."""
        advance = line_width(line, size)
        x -= {Align.LEFT: 0.0, Align.CENTRE: advance / 2, Align.RIGHT: advance}[align]
        plain = "".join(span.text for span in line)
        if not plain.strip():
            return
        ink = Inked(self.page, x, y - ABOVE * size / MM, x + advance, y + BELOW * size / MM, plain)
        self.inked.append(ink)
        self._strings(x * MM, (self.height - y) * MM, line, size)

    def backdrop(self, x: float, y: float, text: str, style: Style) -> None:
        """Draw a string that is there to be lain over: not told among what can be read."""
        self._strings(x * MM, (self.height - y) * MM, (Span(text, style.face),), style.size)

    def lines(
        self,
        x: float,
        y: float,
        lines: Iterable[Line],
        size: float,
        step: float,
        *,
        align: Align = Align.LEFT,
    ) -> None:
        """Draw lines one below the other, the first baseline at `y`."""
        for index, line in enumerate(lines):
            self.line(x, y + index * step, line, size, align)

    def upright(self, x: float, y: float, text: str, style: Style, *, centre: bool = False) -> None:
        """Draw a string that reads upwards: baseline at `x`, beginning (or centre) at `y`."""
        length = width(text, style.face, style.size) / MM
        y += length / 2 if centre else 0.0
        left, right = x - ABOVE * style.size / MM, x + BELOW * style.size / MM
        self.inked.append(Inked(self.page, left, y - length, right, y, text))
        self._canvas.saveState()
        self._canvas.translate(x * MM, (self.height - y) * MM)
        self._canvas.rotate(90)
        self._strings(0, 0, (Span(text, style.face),), style.size)
        self._canvas.restoreState()

    def rule(self, left: float, right: float, y: float, points: float = THIN) -> None:
        """A horizontal rule."""
        self.stroke([(left, y), (right, y)], points)

    def dotted(self, left: float, right: float, y: float) -> None:
        """A line to write on."""
        self._canvas.setDash(*_DOTS)
        self.stroke([(left, y), (right, y)], THIN)
        self._canvas.setDash()

    def dashes(self, left: float, right: float, y: float) -> None:
        """Where a sheet is cut."""
        self._canvas.setDash(4, 3)
        self.stroke([(left, y), (right, y)], THIN)
        self._canvas.setDash()

    def stroke(self, points: Sequence[tuple[float, float]], line_width: float) -> None:
        """A line through points."""
        self._canvas.setLineWidth(line_width)
        path = self._canvas.beginPath()
        path.moveTo(points[0][0] * MM, (self.height - points[0][1]) * MM)
        for x, y in points[1:]:
            path.lineTo(x * MM, (self.height - y) * MM)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def frame(
        self, left: float, top: float, right: float, bottom: float, points: float, *,
        dash: tuple[float, float] | None = None,
    ) -> None:  # fmt: skip
        """A box that is not filled; `dash` in points."""
        self._canvas.setLineWidth(points)
        if dash:
            self._canvas.setDash(*dash)
        self._canvas.rect(
            left * MM, (self.height - bottom) * MM, (right - left) * MM, (bottom - top) * MM
        )
        self._canvas.setDash()

    def bar(self, left: float, top: float, right: float, bottom: float) -> None:
        """A filled bar."""
        self._canvas.rect(
            left * MM, (self.height - bottom) * MM, (right - left) * MM, (bottom - top) * MM,
            stroke=0, fill=1,
        )  # fmt: skip

    def disc(self, x: float, y: float, radius: float) -> None:
        """A filled circle: a point of a picture."""
        self._canvas.circle(x * MM, (self.height - y) * MM, radius * MM, stroke=0, fill=1)

    def blank(self, left: float, top: float, right: float, bottom: float) -> None:
        """Paper again, where lines would run through what is drawn next."""
        self._canvas.saveState()
        self._canvas.setFillGray(1)
        self.bar(left, top, right, bottom)
        self._canvas.restoreState()

    def dashed_circle(self, x: float, y: float, radius: float) -> None:
        """The place of a seal."""
        self._canvas.setLineWidth(THIN)
        self._canvas.setDash(1.8, 1.8)
        self._canvas.circle(x * MM, (self.height - y) * MM, radius * MM)
        self._canvas.setDash()

    def stripes(self, left: float, top: float, right: float, bottom: float, step: float) -> None:
        """Barrier tape: black stripes of 45 degrees; `step` from stripe to stripe."""
        canvas, high, wide = self._canvas, bottom - top, right - left
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(left * MM, (self.height - bottom) * MM, wide * MM, high * MM)
        canvas.clipPath(clip, stroke=0, fill=0)
        path = canvas.beginPath()
        for index in range(int((wide + high) / step) + 1):
            start = left - high + index * step
            foot = [(start, bottom), (start + step / 2, bottom)]
            head = [(start + step / 2 + high, top), (start + high, top)]
            for place, (x, y) in enumerate(foot + head):
                (path.lineTo if place else path.moveTo)(x * MM, (self.height - y) * MM)
            path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()

    def code(self, left: float, top: float, side: float, code: Code) -> None:
        """A QR code as one path, so that no seam shows between its modules."""
        canvas = self._canvas
        name = f"code{len(self._codes)}"
        for known, drawn in self._codes.items():
            if drawn is code:
                name = known
        if name not in self._codes:
            self._codes[name] = code
            canvas.beginForm(name, 0, 0, code.modules, code.modules)
            runs = (f"{x} {code.modules - 1 - y} {n} 1 re" for x, y, n in code.runs)
            canvas._code.append("\n".join(runs) + " f")  # type: ignore[attr-defined]
            canvas.endForm()
        canvas.saveState()
        canvas.translate(left * MM, (self.height - top - side) * MM)
        canvas.scale(side * MM / code.modules, side * MM / code.modules)
        canvas.doForm(name)
        canvas.restoreState()

    def next_page(self) -> None:
        """Begin the next page."""
        self._canvas.showPage()
        self.page += 1

    def finish(self) -> bytes:
        """The document as ReportLab writes it; `documents.pdfa` makes PDF/A of it."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()

    @property
    def missing_glyphs(self) -> tuple[str, ...]:
        """Characters that were drawn as framed code points."""
        return tuple(sorted(self._missing))

    def _strings(self, x: float, y: float, line: Line, size: float) -> None:
        for span in line:
            for piece in pieces(span.text, span.face):
                if piece.framed:
                    self._missing |= missing(span.text)
                    self._framed(x, y, piece.text, span.face, size)
                else:
                    self._canvas.setFont(piece.face.value, size)
                    self._canvas.drawString(x, y, piece.text)
                x += piece_width(piece, size)

    def _framed(self, x: float, y: float, code_point: str, face: Face, size: float) -> None:
        advance = width(code_point, face, size * CODE_SCALE)
        self._canvas.setLineWidth(THIN)
        pad = CODE_PAD * size
        self._canvas.rect(x + pad, y - 0.08 * size, advance + 2 * pad, 0.66 * size)
        self._canvas.setFont(face.value, size * CODE_SCALE)
        self._canvas.drawString(x + 2 * pad, y + 0.03 * size, code_point)
