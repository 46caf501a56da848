# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What stands around the sheets of an XLSX: their names and parts, shared texts, date formats."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from precinct_app.domain.errors import VoterFileError
from precinct_app.exchange.archive import Archive, resolve
from precinct_app.exchange.table_sheet import CELL, COLUMNS, ROWS, SHEETS
from precinct_app.exchange.xml_stream import read_xml

_MOST_TEXTS = 1_000_000
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NO_LETTERS_OF_DATES = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_LETTERS = re.compile("[dmyhs]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's name, its part in the archive, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class BookParts:
    """A workbook's sheets, its shared texts, which cell styles are dates, which calendar."""

    sheets: tuple[SheetPart, ...]
    texts: tuple[str, ...]
    date_styles: frozenset[str]
    from_1904: bool


def read_book_parts(archive: Archive) -> BookParts:
    """Read all that the sheets refer to; VoterFileError ``voters.xlsb``, ``voters.broken``."""
    book = _book_part(archive)
    if book.lower().endswith(".bin"):
        raise VoterFileError.of("voters.xlsb")
    folder, _, name = book.rpartition("/")
    related = _relations(archive, f"{folder}/_rels/{name}.rels", folder)
    sheets, from_1904 = _sheets(archive, book, related)
    texts = _related_part(related, "sharedStrings") or f"{folder}/sharedStrings.xml"
    styles = _related_part(related, "styles") or f"{folder}/styles.xml"
    return BookParts(sheets, _texts(archive, texts), _date_styles(archive, styles), from_1904)


def _book_part(archive: Archive) -> str:
    found = _related_part(_relations(archive, "_rels/.rels", ""), "officeDocument")
    if found and found in archive:
        return found
    for name in ("xl/workbook.xml", "xl/workbook.bin"):
        if name in archive:
            return name
    raise VoterFileError.of("voters.broken")


def _relations(archive: Archive, name: str, folder: str) -> Mapping[str, tuple[str, str]]:
    """Relationship id to its kind's last word and the part it names."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and len(found) < SHEETS * 10:
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = resolve(folder, attributes.get("Target", ""))
            found[attributes.get("Id", "")] = (kind, target)

    if name in archive:
        read_xml(archive.stream(name), start, _ignore, _ignore)
    return found


def _related_part(related: Mapping[str, tuple[str, str]], kind: str) -> str:
    return next((part for found, part in related.values() if found == kind), "")


def _sheets(
    archive: Archive, book: str, related: Mapping[str, tuple[str, str]]
) -> tuple[tuple[SheetPart, ...], bool]:
    found: list[SheetPart] = []
    from_1904 = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal from_1904
        if tag == "workbookPr":
            from_1904 = attributes.get("date1904", "0") in {"1", "true", "on"}
        elif tag == "sheet" and len(found) < SHEETS:
            own = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            kind, part = related.get(own, ("worksheet", f"xl/worksheets/sheet{len(found) + 1}.xml"))
            if kind == "worksheet" and part in archive:
                hidden = attributes.get("state", "visible") != "visible"
                found.append(SheetPart(attributes.get("name", "")[:100], part, hidden))

    read_xml(archive.stream(book), start, _ignore, _ignore)
    if not found:
        raise VoterFileError.of("voters.broken")
    return tuple(found), from_1904


def _texts(archive: Archive, name: str) -> tuple[str, ...]:
    reader = _TextsReader()
    if name in archive:
        read_xml(archive.stream(name), reader.start, reader.end, reader.text)
    return tuple(reader.found)


class _TextsReader:
    """Shared texts; reading aids above East Asian letters are left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._wanted = self._aid = False

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        """An element opens."""
        if tag == "t":
            self._wanted = not self._aid
        elif tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._aid = True

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag == "t":
            self._wanted = False
        elif tag == "si":
            self.found.append("".join(self._pieces)[:CELL])
            if len(self.found) > _MOST_TEXTS:
                raise VoterFileError.of("voters.too_many_rows", rows=ROWS, columns=COLUMNS)
        elif tag == "rPh":
            self._aid = False

    def text(self, piece: str) -> None:
        """Letters of a text."""
        if self._wanted and len(self._pieces) < CELL:
            self._pieces.append(piece[:CELL])


def _date_styles(archive: Archive, name: str) -> frozenset[str]:
    """Numbers of the cell styles whose numbers are dates."""
    dates = {str(number) for number in _BUILT_IN_DATES}
    styles: list[str] = []
    in_cell_styles = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal in_cell_styles
        if tag == "numFmt":
            code = _NO_LETTERS_OF_DATES.sub("", attributes.get("formatCode", "")[:200])
            told = dates.add if _DATE_LETTERS.search(code) else dates.discard
            told(attributes.get("numFmtId", ""))
        elif tag == "cellXfs":
            in_cell_styles = True
        elif tag == "xf" and in_cell_styles:
            styles.append(attributes.get("numFmtId", "0"))

    def end(tag: str) -> None:
        nonlocal in_cell_styles
        if tag == "cellXfs":
            in_cell_styles = False

    if name in archive:
        read_xml(archive.stream(name), start, end, _ignore)
    return frozenset(str(n) for n, style in enumerate(styles) if style in dates)


def _ignore(*_: object) -> None:
    """Nothing in it is wanted."""
