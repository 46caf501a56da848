# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Rows of a table file, whatever its kind: XLSX, XLSM, ODS, CSV; capped, and never a traceback."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

import python_calamine
from python_calamine import CalamineWorkbook

from precinct_app.domain.errors import VoterFileError
from precinct_app.exchange.workbook_guard import COLUMNS, ROWS, refuse_bomb

LARGEST = 20_000_000
CELL = 2_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCODINGS = ("utf-8-sig", "cp1251")


def read_rows(data: bytes, name: str) -> list[list[Any]]:
    """Every row of the first sheet that holds anything; VoterFileError says what is the matter."""
    if len(data) > LARGEST:
        raise VoterFileError.of("voters.too_large", limit=LARGEST // 1_000_000)
    if not data.strip(b"\0 \r\n\t"):
        raise VoterFileError.of("voters.empty")
    if data.startswith(_OLE):
        raise VoterFileError.of("voters.old_excel")
    if data.startswith(b"PK"):
        return _workbook(data)
    if data[:1024].lstrip().lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise VoterFileError.of("voters.html")
    return _text_table(data, name)


def _workbook(data: bytes) -> list[list[Any]]:
    refuse_bomb(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet_name in book.sheet_names:
            sheet = book.get_sheet_by_name(sheet_name)
            if sheet.total_height > ROWS or sheet.total_width > COLUMNS:
                raise VoterFileError.of("voters.too_many_rows", rows=ROWS, columns=COLUMNS)
            rows = sheet.to_python(skip_empty_area=True)
            if any(any(cell != "" for cell in row) for row in rows):
                return [list(row) for row in rows]
    except VoterFileError:
        raise
    except (python_calamine.CalamineError, OSError, ValueError, KeyError) as error:
        raise VoterFileError.of("voters.broken") from error
    except BaseException as error:  # a panic of the parser is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise VoterFileError.of("voters.broken") from error
    raise VoterFileError.of("voters.empty")


def _text_table(data: bytes, name: str) -> list[list[Any]]:
    text = _decoded(data)
    if "\0" in text:
        raise VoterFileError.of("voters.not_table")
    lines = text.splitlines()
    if len(lines) > 2 * ROWS or any(len(line) > COLUMNS * CELL for line in lines):
        raise VoterFileError.of("voters.too_many_rows", rows=ROWS, columns=COLUMNS)
    try:
        rows = list(_parsed(text, _delimiter(lines)))
    except csv.Error as error:
        raise VoterFileError.of("voters.broken") from error
    if max((len(row) for row in rows), default=0) < 2:  # noqa: PLR2004  one column is no table
        raise VoterFileError.of("voters.not_table")
    return rows


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise VoterFileError.of("voters.not_table")


def _delimiter(lines: Sequence[str]) -> str:
    """The mark that parts most rows alike."""
    sample = [line for line in lines[:50] if line.strip()]
    return max(";\t,|", key=lambda mark: sum(min(line.count(mark), 20) for line in sample))


def _parsed(text: str, delimiter: str) -> Iterator[list[Any]]:
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        if len(row) > COLUMNS:
            raise VoterFileError.of("voters.too_many_rows", rows=ROWS, columns=COLUMNS)
        yield [cell[:CELL] for cell in row]
