# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sheets as rows of a workbook (XLSX, XLSM, ODS): its first sheet, looked at before it is parsed."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from python_calamine import CalamineWorkbook

from precinct_app.domain.errors import InputError, VoterFileError
from precinct_app.exchange.sheet_json import as_text
from precinct_app.exchange.sheet_rows import SheetRow, heading, under
from precinct_app.exchange.workbook_guard import refuse_bomb

LARGEST = 50_000_000
"""Bytes of a workbook, which must be read whole."""


def book_rows(file: BinaryIO, name: str) -> Iterator[SheetRow]:
    """Stream the rows under the heading; InputError when it is no workbook, or too large a one."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError.of("sheets.too_large", name=name)
    names: tuple[str, ...] = ()
    for row, values in enumerate(_values(data, name), start=1):
        cells = [as_text(value) for value in values]
        if not any(cell.strip() for cell in cells):
            continue
        if names:
            yield under(names, cells, row, name)
        else:
            names = heading(cells, name)
    if not names:
        raise InputError.of("sheets.head", name=name)


def _values(data: bytes, name: str) -> list[list[Any]]:
    try:
        refuse_bomb(data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except VoterFileError as error:
        large = any("too_" in reason.key for reason in error.reasons)
        key = "sheets.too_large" if large else "sheets.unreadable"
        raise InputError.of(key, name=name) from error
    except BaseException as error:  # a panic of the parser is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise InputError.of("sheets.unreadable", name=name) from error
