# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a workbook would ask of memory, looked at before a parser makes room for it.

The parser makes one dense table a sheet: two cells in opposite corners would end the whole program.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from precinct_app.domain.errors import VoterFileError

UNPACKED = 200_000_000
ROWS = 20_000
COLUMNS = 200
_LOCAL_HEADER = 30
_SMALL = 1_000_000
_RATIO = 300
_ENCRYPTED = 1
_LETTERS = 26
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d*)["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c\b")
_ODS_ROW = re.compile(rb"<table:table-row\b")
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b[^>]*>")
_ROW_REPEATS = re.compile(rb"""number-rows-repeated\s*=\s*["'](\d+)""")
_CELL_REPEATS = re.compile(rb"""number-columns-repeated\s*=\s*["'](\d+)""")


def refuse_bomb(data: bytes) -> None:
    """VoterFileError when the unpacked parts or the tables in them are larger than any list."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise VoterFileError.of("voters.broken") from error
    names = {entry.filename for entry in entries}
    if any(name.endswith(".bin") and "workbook" in name for name in names):
        raise VoterFileError.of("voters.xlsb")
    if sum(entry.file_size for entry in entries) > UNPACKED:
        raise VoterFileError.of("voters.too_large", limit=UNPACKED // 1_000_000)
    if not names & {"xl/workbook.xml", "content.xml", "[Content_Types].xml"}:
        raise VoterFileError.of("voters.not_table")
    for entry in entries:
        if entry.file_size > max(_SMALL, _RATIO * entry.compress_size):
            raise VoterFileError.of("voters.too_large", limit=UNPACKED // 1_000_000)
        _look_at(entry, _unpacked(data, entry))


def _unpacked(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """A part whole; refused when it is longer than its header says."""
    try:
        name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
        start = entry.header_offset + _LOCAL_HEADER + name + extra
        packed = data[start : start + entry.compress_size]
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in (0, zipfile.ZIP_DEFLATED):
            raise VoterFileError.of("voters.broken")
        if entry.compress_type == 0:
            part = packed
        else:
            part = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.file_size + 1)
    except (zlib.error, struct.error) as error:
        raise VoterFileError.of("voters.broken") from error
    if len(part) != entry.file_size:
        raise VoterFileError.of("voters.broken")
    return part


def _look_at(entry: zipfile.ZipInfo, part: bytes) -> None:
    if entry.filename == "content.xml":
        _refuse_ods(part)
    elif entry.filename.endswith(".xml") and b"sheetData" in part:
        _refuse_sheet(part)


def _refuse_sheet(part: bytes) -> None:
    for letters, digits in set(_REFERENCE.findall(part)):
        if _column(letters) > COLUMNS or len(digits) > 7 or int(digits or 0) > ROWS:  # noqa: PLR2004
            raise _too_many()
    rows = _ROW.split(part)
    if len(rows) > ROWS + 1 or any(len(_CELL.findall(row)) > COLUMNS for row in rows):
        raise _too_many()


def _column(letters: bytes) -> int:
    if len(letters) > 3:  # noqa: PLR2004  no spreadsheet has a column of four letters
        return COLUMNS + 1
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - ord("A") + 1
    return number


def _refuse_ods(part: bytes) -> None:
    """Only what holds a value counts: every ODS ends in a million empty rows."""
    rows = 0
    for row in _ODS_ROW.split(part)[1:]:
        columns = list(_valued(row))
        if not columns:
            continue
        rows += _repeats(_ROW_REPEATS, row)
        if rows > ROWS or sum(columns) > COLUMNS:
            raise _too_many()


def _valued(row: bytes) -> Iterator[int]:
    for cell in _ODS_CELL.findall(row):
        if b"value" in cell or b"formula" in cell:
            yield _repeats(_CELL_REPEATS, cell)


def _repeats(pattern: re.Pattern[bytes], text: bytes) -> int:
    match = pattern.search(text)
    return int(match[1][:9]) if match else 1


def _too_many() -> VoterFileError:
    return VoterFileError.of("voters.too_many_rows", rows=ROWS, columns=COLUMNS)
