# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A table kept as text: which letters, which mark between columns, which rows; bounded."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence

from precinct_app.domain.errors import VoterFileError
from precinct_app.exchange.table_sheet import CELL, COLUMNS, ROWS, Line, TableSheet
from precinct_app.services.progress import Pulse

_MARKS = ";\t,|"
_EIGHT_BIT = ("kz1048", "ptcp154", "cp866", "koi8_r")
"""KZ-1048 is windows-1251 with the Kazakh letters; the others are what older programs wrote."""
_SAMPLE = 40
_SAMPLE_LETTERS = 40_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_HINT = re.compile(r"sep=([;,|\t])\r?\n")
"""The line by which a spreadsheet is told the mark."""
_MOST_BREAKS = 5
_MOST_LINES = 1_048_576
"""Lines, empty ones too: no spreadsheet has more rows."""
_END = "\x1e"
_OWN_LETTERS = re.compile(r"[^\x20-\x7e\r\n\tа-яёәғқңөұүһі№«»–—’\xa0]", re.IGNORECASE)
_ODD = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MOST_ODD = 0.01

Fits = Callable[[Sequence[Line]], int]
"""How many headings the first lines of a table show."""


def read_text(data: bytes, fits: Fits, pulse: Pulse) -> TableSheet:
    """A text file's table; VoterFileError ``voters.not_table``, ``voters.quotes``."""
    text, mark = _best(data, fits)
    lines = tuple(_lines(text, mark, pulse))
    if max((len(cells) for _, cells in lines), default=0) < 2:  # noqa: PLR2004  no table
        raise VoterFileError.of("voters.not_table")
    return TableSheet("", lines, too_large=len(lines) > ROWS)


def _best(data: bytes, fits: Fits) -> tuple[str, str]:
    """The text and mark under which the most headings are understood."""
    best: tuple[tuple[int, int, int], str, str] | None = None
    for text in _readings(data):
        sample = text[:_SAMPLE_LETTERS]
        strange = len(_OWN_LETTERS.findall(sample))
        for mark in _marks(text):
            lines = _sample_lines(sample, mark)
            told = (fits(lines), -strange, sum(len(cells) for _, cells in lines))
            if best is None or told > best[0]:
                best = (told, text, mark)
    if best is None:
        raise VoterFileError.of("voters.not_table")
    return best[1], best[2]


def _readings(data: bytes) -> Iterator[str]:
    """The text as each likely encoding reads it."""
    for encoding, errors in _encodings(data):
        try:
            text = data.decode(encoding, errors).rstrip("\0")
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE_LETTERS]
        if len(_ODD.findall(sample)) <= _MOST_ODD * len(sample):
            yield text.replace("\0", " ").removeprefix("\ufeff")
        if errors == "strict":  # what is good UTF-8 is nothing else
            return


def _encodings(data: bytes) -> Sequence[tuple[str, str]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [("utf-16", "replace")]
    if data.count(b"\0", 0, CELL) > _SAMPLE:
        return [("utf-16-le", "replace"), ("utf-16-be", "replace")]
    eight_bit = [(encoding, "replace") for encoding in _EIGHT_BIT]
    return [("utf-8-sig", "strict"), *eight_bit, ("utf-8-sig", "replace")]


def _marks(text: str) -> str:
    hint = _HINT.match(text)
    return hint[1] if hint else _MARKS


def _sample_lines(sample: str, mark: str) -> list[Line]:
    found: list[Line] = []
    try:
        for number, row in enumerate(csv.reader(_physical(sample, mark), delimiter=mark), start=1):
            found.append((number, _cells(row)))
            if number == _SAMPLE:
                break
    except (csv.Error, VoterFileError):  # what is wrong is told when the whole is read
        return found
    return found


def _lines(text: str, mark: str, pulse: Pulse) -> Iterator[Line]:
    """Rows with content; a quotation mark that is never closed is refused, not swallowed."""
    hint = _HINT.match(text)
    body = text[hint.end() :] if hint else text
    if len(body) > 0 and body[-1] not in "\r\n":
        body += "\n"
    found, closed, number = 0, False, 0
    try:
        for number, row in enumerate(csv.reader(_physical(body + _END, mark), delimiter=mark), 1):
            closed = row == [_END]
            if number % 1000 == 0:
                pulse(min(1.0, number / ROWS))
            cells = {} if closed else _cells(row)
            if any(cell.count("\n") > _MOST_BREAKS for cell in row):
                raise VoterFileError.of("voters.quotes", row=number)
            if cells:
                found += 1
                yield number, cells
            if found > ROWS:
                return
    except csv.Error as error:
        raise VoterFileError.of("voters.quotes", row=number + 1) from error
    if not closed:
        raise VoterFileError.of("voters.quotes", row=number)


def _physical(text: str, mark: str) -> Iterator[str]:
    for number, match in enumerate(_LINE.finditer(text)):
        line = match[0]
        if line.count(mark) > COLUMNS * 2 or number > _MOST_LINES:
            raise VoterFileError.of("voters.too_many_rows", rows=ROWS, columns=COLUMNS)
        if line:
            yield line


def _cells(row: Sequence[str]) -> dict[int, str]:
    cells = {n: cell[:CELL] for n, cell in enumerate(row) if cell and not cell.isspace()}
    if cells and max(cells) >= COLUMNS:
        raise VoterFileError.of("voters.too_many_rows", rows=ROWS, columns=COLUMNS)
    return cells
