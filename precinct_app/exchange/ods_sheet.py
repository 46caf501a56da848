# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sheets of an ODS (or a flat one, FODS) as numbered lines; repeats cost nothing until they count."""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date

from precinct_app.domain.errors import VoterFileError
from precinct_app.exchange.archive import Archive
from precinct_app.exchange.table_sheet import (
    CELL,
    COLUMNS,
    ROWS,
    SHEETS,
    Cell,
    Line,
    Lost,
    TableSheet,
)
from precinct_app.exchange.xml_stream import read_xml

_CELLS = frozenset({"table-cell", "covered-table-cell"})
_BESIDE = frozenset({"annotation", "shapes", "tracked-changes", "forms"})
"""Elements inside a table whose text is not the table's."""
_NUMBERS = frozenset({"float", "percentage", "currency"})
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MOST_CELLS = 3_000_000
_SPACES = 100


def read_ods(archive: Archive) -> list[TableSheet]:
    """Every sheet; VoterFileError ``voters.encrypted`` for one under a password."""
    if b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise VoterFileError.of("voters.encrypted")
    return read_ods_content(archive.stream("content.xml"))


def read_ods_content(chunks: Iterable[bytes]) -> list[TableSheet]:
    """Sheets of the content part, or of a flat file."""
    reader = _Reader()
    read_xml(chunks, reader.start, reader.end, reader.text)
    return reader.sheets


class _Reader:
    """Collects sheets; knows hidden tables by their style."""

    def __init__(self) -> None:
        self.sheets: list[TableSheet] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._from_1904 = False
        self._depth = self._beside = self._seen = 0
        self._begin_table("", hidden=False)

    def _begin_table(self, name: str, *, hidden: bool) -> None:
        self._name, self._hidden = name[:100], hidden
        self._lines: list[Line] = []
        self._row = 0
        self._too_large = False
        self._begin_row({})

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._repeated_rows = _repeats(attributes, "number-rows-repeated")
        self._cells: dict[int, Cell] = {}
        self._column = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        if tag in _BESIDE:
            self._beside += 1
        elif self._beside:
            return
        elif tag in _CELLS:
            self._begin_cell(attributes)
        elif tag == "table-row":
            self._begin_row(attributes)
        elif tag == "table":
            self._open_table(attributes)
        elif self._depth:
            self._start_in_cell(tag, attributes)
        elif tag in {"style", "table-properties", "null-date"}:
            self._style_of(tag, attributes)

    def _open_table(self, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > 1:  # a table within a cell is no sheet
            self._beside += 1
            return
        hidden = _get(attributes, "style-name") in self._hidden_styles
        self._begin_table(_get(attributes, "name"), hidden=hidden)

    def _style_of(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "style":
            self._style = _get(attributes, "name")
        elif tag == "null-date":
            self._from_1904 = _get(attributes, "date-value").startswith("1904")
        elif _get(attributes, "display") == "false":
            self._hidden_styles.add(self._style)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._seen += 1
        self._too_large |= self._seen > _MOST_CELLS
        self._attributes = attributes
        self._pieces: list[str] = []
        self._in_text = False

    def _start_in_cell(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "p":
            if self._pieces:
                self._pieces.append(" ")
            self._in_text = True
        elif tag == "s" and self._in_text:
            self._pieces.append(" " * min(_SPACES, _repeats(attributes, "c")))
        elif tag in {"tab", "line-break"} and self._in_text:
            self._pieces.append(" ")

    def text(self, piece: str) -> None:
        """Letters of a cell."""
        if self._depth and not self._beside and self._in_text and len(self._pieces) < CELL:
            self._pieces.append(piece[:CELL])

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag in _BESIDE:
            self._beside -= 1
        elif tag == "table":
            self._close_table()
        elif self._beside or not self._depth:
            return
        elif tag == "p":
            self._in_text = False
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "table-row":
            self._end_row()

    def _close_table(self) -> None:
        self._depth -= 1
        if self._depth:
            self._beside -= 1
        elif len(self.sheets) < SHEETS:
            self.sheets.append(
                TableSheet(
                    self._name, tuple(self._lines), self._hidden, self._from_1904, self._too_large
                )
            )

    def _end_cell(self) -> None:
        times = _repeats(self._attributes, "number-columns-repeated")
        value = self._value()
        if value is not None:
            if self._column + times > COLUMNS:
                self._too_large = True
            elif not self._too_large:
                self._cells.update(dict.fromkeys(range(self._column, self._column + times), value))
        self._column += times

    def _end_row(self) -> None:
        times = self._repeated_rows
        if self._cells:
            if len(self._lines) + times > ROWS:
                self._too_large = True
            else:
                self._lines += [(self._row + n, self._cells) for n in range(1, times + 1)]
        self._row += times

    def _value(self) -> Cell | None:
        text = "".join(self._pieces)[:CELL]
        kind = _get(self._attributes, "value-type")
        if not kind:
            if text.strip():
                return text
            return Lost.FORMULA if _get(self._attributes, "formula") else None
        if kind in _NUMBERS:
            return _number(_get(self._attributes, "value"))
        if kind == "date":
            return _day(_get(self._attributes, "date-value")) or text or None
        return text if text.strip() and kind != "boolean" else None


def _get(attributes: Mapping[str, str], name: str) -> str:
    """An attribute by its own name, whatever its prefix; extensions repeat standard ones."""
    ending = f":{name}"
    return next((value for key, value in attributes.items() if key.endswith(ending)), "")


def _repeats(attributes: Mapping[str, str], name: str) -> int:
    told = _get(attributes, name)
    return max(1, int(told[:9])) if told.isdecimal() else 1


def _number(text: str) -> Cell:
    try:
        value = float(text[:50])
    except ValueError:
        return Lost.ERROR
    if not math.isfinite(value):
        return Lost.ERROR
    return int(value) if value.is_integer() else value


def _day(text: str) -> date | None:
    match = _DAY.match(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
