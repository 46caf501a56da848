# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""CSV as people save it: UTF-8, UTF-16 or windows-1251, parted by comma, semicolon or tab.

Read line by line, so that neither a long file nor one bad line costs more than itself.
"""

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator
from typing import BinaryIO

from precinct_app.domain.errors import InputError, Reason
from precinct_app.exchange.sheet_rows import SheetRow, heading, under

LONGEST_LINE = 1_000_000
"""Characters of a line; a sheet of 200 columns has about 2,000."""
_QUOTED_LINES = 50
"""A quoted cell may hold so many line ends; then its quotation mark was never closed."""
_QUOTED_TEXT = 100_000
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MARKS = ",;\t"


def csv_rows(file: BinaryIO, first: bytes, name: str) -> Iterator[SheetRow]:
    """Stream the rows under the heading; InputError when the heading is none."""
    if not first.startswith(_UTF_16):
        yield from _parsed(_Lines(lambda: _decoded(file.readline(LONGEST_LINE))), name)
        return
    text = io.TextIOWrapper(file, encoding="utf-16", errors="replace", newline="\n")
    try:
        yield from _parsed(_Lines(lambda: text.readline(LONGEST_LINE)), name)
    finally:
        text.detach()


def _parsed(lines: "_Lines", name: str) -> Iterator[SheetRow]:
    mark, names = _head(lines, name)
    while (line := lines.next()) is not None:
        row = lines.row
        cells, refused = _cells(line, mark, lines)
        if refused:
            yield SheetRow(row, names, (), Reason(refused, {"name": name, "row": row}))
        elif any(cell.strip() for cell in cells):
            yield under(names, cells, row, name)


class _Lines:
    """Lines one after another; those read ahead in vain can be given back."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._ahead: deque[str] = deque()
        self.row = 0
        """Number of the row begun by the last line taken."""

    def next(self) -> str | None:
        """The line that begins the next row; None at the end of the file."""
        self.row += 1
        return self.more()

    def more(self) -> str | None:
        """A line that goes on with the row; a line too long comes cut, without its end."""
        if self._ahead:
            return self._ahead.popleft()
        line = self._read()
        if len(line) >= LONGEST_LINE and not line.endswith("\n"):
            self._pass_over()
        return line or None

    def give_back(self, lines: list[str]) -> None:
        """Lines that did not belong to the row."""
        self._ahead.extendleft(reversed(lines))

    def _pass_over(self) -> None:
        while (rest := self._read()) and not rest.endswith("\n"):
            pass


def _decoded(line: bytes) -> str:
    """Figures are ASCII in either encoding; only names of precincts can tell them apart."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1251", errors="replace")


def _head(lines: _Lines, name: str) -> tuple[str, tuple[str, ...]]:
    """What parts the cells, and the column names of the first line that has any."""
    mark = ""
    while (line := lines.next()) is not None:
        told = line.strip("\ufeff\r\n")
        if told.lower().startswith("sep=") and len(told) == len("sep=;"):
            mark = told[-1]
        elif told.strip():
            mark = mark or max(_MARKS, key=line.count)
            cells, refused = _cells(line.removeprefix("\ufeff"), mark, lines)
            return mark, heading([] if refused else cells, name)
    raise InputError.of("sheets.head", name=name)


def _cells(line: str, mark: str, lines: _Lines) -> tuple[list[str], str]:
    """The cells of the row that begins with this line, or the key of why it cannot be read."""
    if len(line) >= LONGEST_LINE:
        return [], "sheets.long_row"
    if '"' not in line:
        return line.rstrip("\r\n").split(mark), ""
    taken: list[str] = []
    while line.count('"') % 2:
        more = lines.more() if len(taken) < _QUOTED_LINES and len(line) < _QUOTED_TEXT else None
        if more is None:
            break
        taken.append(more)
        line += more
    try:
        if line.count('"') % 2 == 0:
            return next(csv.reader([line], delimiter=mark)), ""
    except csv.Error:
        pass
    lines.give_back(taken)
    return [], "sheets.quote"
