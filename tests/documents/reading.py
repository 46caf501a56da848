# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Reading papers back: their text, their codes, and where their strings stand."""

import re
from collections.abc import Iterator
from itertools import combinations

import pypdfium2
import zxingcpp

from precinct_app.documents.layout import PAGE_HEIGHT, PAGE_WIDTH, Inked

_TOUCH = 0.05
"""Millimetres by which nominal boxes may reach into one another."""
EDGE = 4.2
"""Nothing is printed nearer to the edge, in millimetres."""


def pages_text(pdf: bytes) -> list[str]:
    """The text of each page, without any white space: line breaks are no part of a text."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def whole_text(pdf: bytes) -> str:
    return "".join(pages_text(pdf))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0]", "", text)


def codes_of(pdf: bytes, dpi: int) -> list[set[str]]:
    """Texts of the QR codes of each page, printed at a resolution."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        images = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
        return [{code.text for code in zxingcpp.read_barcodes(image)} for image in images]
    finally:
        document.close()


def off_the_page(inked: list[Inked]) -> list[Inked]:
    return [
        ink
        for ink in inked
        if ink.left < EDGE
        or ink.right > PAGE_WIDTH - EDGE
        or ink.top < EDGE
        or ink.bottom > PAGE_HEIGHT - EDGE
    ]


def overlaps(inked: list[Inked]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(inked, 2):
        wide = min(one.right, other.right) - max(one.left, other.left)
        high = min(one.bottom, other.bottom) - max(one.top, other.top)
        if one.page == other.page and wide > _TOUCH and high > _TOUCH:
            yield one.text, other.text
