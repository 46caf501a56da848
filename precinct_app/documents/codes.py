# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""QR codes as vector paths: the sealed one for the commission, the plain one for any phone."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import zxingcpp

from precinct_app.domain.errors import DocumentError

LARGEST_PLAIN_M = 287
"""Bytes of plain text up to which level M keeps a module of 0.49 mm in a side of 30 mm."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: its modules a side and its black runs (column, row, length), no clear space."""

    modules: int
    runs: tuple[tuple[int, int, int], ...]
    level: str


def sealed_code(text: str) -> Code:
    """The code of a seal (``KZ1:`` and base45), level M."""
    return _code(text, "M")


def plain_code(text: str) -> Code:
    """The code of the figures in plain text, level M, or L where M would need smaller modules."""
    return _code(text, "M" if len(text.encode()) <= LARGEST_PLAIN_M else "L")


def _code(text: str, level: str) -> Code:
    try:
        barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    except Exception as error:  # the binding raises whatever its C++ side throws
        raise DocumentError.of("document.code_too_long", size=len(text)) from error
    # the image lends its buffer, which the type stubs do not say
    cells = bytes(memoryview(barcode.to_image(scale=1, add_quiet_zones=False)))  # type: ignore[arg-type]
    side = math.isqrt(len(cells))
    runs = (
        (start, row, length)
        for row in range(side)
        for start, length in _black_runs(cells[row * side : (row + 1) * side])
    )
    return Code(side, tuple(runs), level)


def _black_runs(cells: bytes) -> Iterator[tuple[int, int]]:
    end = 0
    while (start := cells.find(0, end)) >= 0:
        end = cells.find(255, start)
        end = len(cells) if end < 0 else end
        yield start, end - start
