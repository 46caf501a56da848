# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Spreadsheets of ours: texts are never formulas, and the same content gives the same bytes."""

import io
import re
import zipfile
from collections.abc import Callable
from copy import copy
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.worksheet.worksheet import Worksheet

from precinct_app.runtime.spreadsheets import saved

_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST = 32_000
_LOOKS: WeakKeyDictionary[Any, dict[tuple[object, ...], Any]] = WeakKeyDictionary()
"""Styles that a workbook has already: finding one again by its parts takes the library longer."""
THIN, MEDIUM = Side(style="thin"), Side(style="medium")
FACE = "Arial"


def new_workbook(created: datetime) -> Workbook:
    """An empty workbook whose Normal style has the widths of Arial, dated by its content."""
    book = Workbook()
    styles: list[NamedStyle] = book._named_styles  # type: ignore[attr-defined]
    for style in styles:
        if style.name == "Normal":
            style.font = Font(name=FACE, size=10)
    for moment in ("created", "modified"):
        setattr(book.properties, moment, created.replace(tzinfo=None))
    book.properties.creator = "precinct-app"
    return book


def put(
    sheet: Worksheet, row: int, column: int, value: str | int, *, size: float = 8.5,
    bold: bool = False, right: bool = False, indent: int = 0, face: str = FACE, centre: bool = False,
) -> Cell:  # fmt: skip
    """Write a cell: a whole number as a number, everything else as text, never a formula."""
    cell: Any = sheet.cell(row, column)
    across = "right" if right else "center" if centre else "left"

    def dress() -> None:
        cell.number_format = "0" if isinstance(value, int) else "@"
        cell.font = Font(name=face, size=size, bold=bold)
        cell.alignment = Alignment(
            horizontal=across, vertical="center", wrap_text=True, indent=indent
        )  # fmt: skip

    _write(cell, value)
    _look(cell, (size, bold, across, indent, face, isinstance(value, int)), dress)
    return cell  # type: ignore[no-any-return]


def set_value(cell: Any, value: str | int) -> None:
    """Set a value without any reading of it: ``=1+1`` stays four characters."""

    def dress() -> None:
        cell.number_format = "0" if isinstance(value, int) else "@"

    _write(cell, value)
    _look(cell, (isinstance(value, int),), dress)


def _write(cell: Any, value: str | int) -> None:
    """Past the library's own reading of a value, which would search each text once more."""
    if isinstance(value, int):
        cell.value = value
        return
    cell._value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_LONGEST]
    cell.data_type = "s"


def _look(cell: Any, look: tuple[object, ...], dress: Callable[[], None]) -> None:
    """Dress a cell, or give it the style that another of this look has in this workbook."""
    looks = _LOOKS.setdefault(cell.parent.parent, {})
    before = tuple(cell._style) if cell._style else ()
    style = looks.get((look, before))
    if style is None:
        dress()
        style = looks[look, before] = cell._style
    cell._style = copy(style)


def rule(sheet: Worksheet, row: int, columns: int, *, above: Side) -> None:
    """Draw a rule above a row."""
    for column in range(1, columns + 1):
        cell = sheet.cell(row, column)
        cell.border = Border(top=above, bottom=cell.border.bottom)


def to_bytes(book: Workbook) -> bytes:
    """Save with fixed times, order and permissions, so that equal content is equal bytes."""
    modified = book.properties.modified
    written = io.BytesIO(saved(book))
    target = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _with_time(data, modified)
            info = zipfile.ZipInfo(name, _TIME)
            info.external_attr = 0o100644 << 16
            info.create_system = 3
            new.writestr(info, data)
    return target.getvalue()


def _with_time(data: bytes, moment: Any) -> bytes:
    """The library dates the file by the clock; our files are dated by what they say."""

    told = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + told, data)
