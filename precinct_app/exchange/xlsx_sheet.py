# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A sheet of an XLSX as numbered lines: read as a stream, so that its far corners cost nothing."""

import math
import re
from collections.abc import Iterator, Mapping

from precinct_app.exchange.archive import Archive
from precinct_app.exchange.table_sheet import (
    CELL,
    COLUMNS,
    ROWS,
    Cell,
    Line,
    Lost,
    TableSheet,
    day_of_serial,
)
from precinct_app.exchange.xlsx_parts_read import BookParts, SheetPart, read_book_parts
from precinct_app.exchange.xml_stream import StopReading, read_xml

_MOST_CELLS = 3_000_000
"""Cells with or without content, in one sheet: more cost more time than anybody waits."""
_REFERENCE = re.compile(r"([A-Za-z]{1,3})\d{1,7}\Z")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LONGEST_NUMBER = 40


def read_xlsx(archive: Archive) -> Iterator[TableSheet]:
    """Every sheet of a workbook, in its order."""
    parts = read_book_parts(archive)
    for sheet in parts.sheets:
        yield _SheetReader(parts, sheet).read(archive)


class _SheetReader:
    """Collects the lines of one sheet; cells without content leave no trace."""

    def __init__(self, parts: BookParts, sheet: SheetPart) -> None:
        self._parts = parts
        self._sheet = sheet
        self._lines: list[Line] = []
        self._cells: dict[int, Cell] = {}
        self._columns: dict[str, int] = {}
        self._pieces: list[str] = []
        self._row = 0
        self._column = -1
        self._kind = self._style = ""
        self._wanted = self._formula = self._too_large = False
        self._seen = 0

    def read(self, archive: Archive) -> TableSheet:
        """Read the sheet's part."""
        read_xml(archive.stream(self._sheet.part), self._start, self._end, self._text)
        return TableSheet(
            self._sheet.name, tuple(self._lines), self._sheet.hidden, self._parts.from_1904,
            self._too_large,
        )  # fmt: skip

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag in {"v", "t"}:
            self._wanted = True
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1  # noqa: PLR2004
            self._cells = {}
            self._column = -1

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._seen += 1
        if self._seen > _MOST_CELLS:
            self._stop()
        self._column = self._place(attributes.get("r", ""))
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._formula = False
        self._pieces = []

    def _place(self, reference: str) -> int:
        """The column of a cell; the next one when the file does not say."""
        letters = reference.rstrip("0123456789")
        known = self._columns.get(letters)
        if known is None:
            if not _REFERENCE.match(reference):
                return self._column + 1
            known = _column(letters)
            self._columns[letters] = known
        return known

    def _end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self._wanted = False
        elif tag == "c":
            value = self._value("".join(self._pieces))
            if value is not None:
                if self._column >= COLUMNS:
                    self._stop()
                self._cells[self._column] = value
        elif tag == "row" and self._cells:
            if len(self._lines) >= ROWS:
                self._stop()
            self._lines.append((self._row, self._cells))
        elif tag == "sheetData":
            raise StopReading

    def _text(self, piece: str) -> None:
        if self._wanted and len(self._pieces) < CELL:
            self._pieces.append(piece[:CELL])

    def _stop(self) -> None:
        self._too_large = True
        raise StopReading

    def _value(self, text: str) -> Cell | None:
        if not text:
            return Lost.FORMULA if self._formula and self._kind != "str" else None
        match self._kind:
            case "s":
                return self._shared(text)
            case "n":
                return self._number(text)
            case "e":
                return Lost.ERROR
            case "b":
                return None
            case _:
                return _plain(text)

    def _shared(self, text: str) -> Cell | None:
        index = int(text) if text.isdecimal() and len(text) < _LONGEST_NUMBER else -1
        if not 0 <= index < len(self._parts.texts):
            return Lost.ERROR
        return _plain(self._parts.texts[index])

    def _number(self, text: str) -> Cell | None:
        if text.isdecimal() and len(text) < _LONGEST_NUMBER:
            value: float | int = int(text)
        else:
            try:
                value = float(text)
            except ValueError:
                return _plain(text)
            if not math.isfinite(value):
                return Lost.ERROR
        if self._style in self._parts.date_styles:
            return day_of_serial(value, from_1904=self._parts.from_1904) or value
        return value


def _plain(text: str) -> str | None:
    """A text as it was typed: ``_x000D_`` stands for a sign that XML cannot hold; None if blank."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text[:CELL] if text and not text.isspace() else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
