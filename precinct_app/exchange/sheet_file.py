# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sheets from CSV, JSON or XLSX for ``check``: columns are cell names, one sheet a row.

An empty cell is "not filled", ``-`` is "not applicable"; a column ``id`` names the sheet.  A heading
is understood once; a row that cannot be read is a sheet that says why, and the next ones follow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError, Reason
from precinct_app.domain.protocol.form import Form, RowsFrom, column_cell, table_rows
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, NA, Figure, Rows, Sheet
from precinct_app.exchange.sheet_book import book_rows
from precinct_app.exchange.sheet_csv import csv_rows
from precinct_app.exchange.sheet_json import json_rows
from precinct_app.exchange.sheet_rows import SheetRow
from precinct_app.services.toolbox import NamedSheet

_ROW = re.compile(r"[a-z0-9_-]+\Z")
_NUMBER = re.compile(r"0*(\d{1,7}|\d{1,3}([ \u00a0\u2009\u202f]\d{3}){1,2})\Z", re.ASCII)
_NOT_APPLICABLE = frozenset({"-", "–", "—", "−", "n/a"})
_YES_OR_NO = (0, 1, NA)
_LAYOUTS = 64
_LONGEST_NAME = 100


def read_sheets(path: Path, form: Form) -> Iterator[NamedSheet]:
    """Stream the sheets of a file; InputError ``sheets.*`` when the file as a whole is none."""
    reader, number = _Reader(form, path.name), 0
    for number, row in enumerate(_rows(path), start=1):
        yield reader.sheet(number, row)
    if not number:
        raise InputError.of("sheets.none", name=path.name)


def _rows(path: Path) -> Iterator[SheetRow]:
    """What a file is, its first bytes say; its name may lie."""
    with path.open("rb") as file:
        first = file.peek(64)[:64]
        if first.startswith(b"PK"):
            yield from book_rows(file, path.name)
        elif path.suffix.lower() in {".xlsx", ".xlsm", ".ods", ".xls"}:
            raise InputError.of("sheets.unreadable", name=path.name)
        elif first.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["} or (
            path.suffix.lower() in {".json", ".jsonl"}
        ):
            yield from json_rows(file, path.name)
        else:
            yield from csv_rows(file, first, path.name)


@dataclass(frozen=True, slots=True)
class _Layout:
    """A heading understood: which columns are cells of the form, and the rows they make."""

    rows: Rows
    given: frozenset[str]
    cells: tuple[str, ...]
    places: tuple[int, ...]
    flags: tuple[str, ...]
    """Cells that say yes or no: 1 or 0."""
    name_at: int
    """Place of the column ``id``; -1 without one."""
    unknown: tuple[str, ...]


class _Figures(dict[str, Figure | None]):
    """Text to figure, remembered: most figures of an election stand on many sheets."""

    def __missing__(self, text: str) -> Figure | None:
        """ValueError for what is no figure."""
        bare = text.strip()
        figure: Figure | None = None
        if bare in _NOT_APPLICABLE:
            figure = NA
        elif bare:
            match = _NUMBER.match(bare)
            if match is None:
                raise ValueError(bare)
            figure = int(re.sub(r"\D", "", match[1]))
        if len(self) < LARGEST_FIGURE // 100:
            self[text] = figure
        return figure


class _Reader:
    """Turns rows into sheets of one form."""

    def __init__(self, form: Form, file: str) -> None:
        self._form = form
        self._file = file
        self._layouts: dict[tuple[str, ...], _Layout] = {}
        self._figures = _Figures()

    def sheet(self, number: int, row: SheetRow) -> NamedSheet:
        """The sheet of a row, or what stands in its place when it cannot be read."""
        layout = self._layouts.get(row.names) or self._understand(row.names)
        at = layout.name_at
        name = _printable(row.cells[at]) if 0 <= at < len(row.cells) else ""
        name = name or str(number)
        if row.refused is not None:
            return _refused(name, row.refused)
        if not layout.cells:
            return _refused(name, Reason("sheets.no_lines", {"name": self._file, "row": row.row}))
        try:
            found = [self._figures[row.cells[place]] for place in layout.places]
        except ValueError:
            return _refused(name, *self._bad_cells(row, layout))
        figures = {c: f for c, f in zip(layout.cells, found, strict=True) if f is not None}
        wrong = [cell for cell in layout.flags if figures.get(cell, 0) not in _YES_OR_NO]
        if wrong:
            return _refused(name, *(self._bad_flag(row, cell) for cell in wrong))
        return NamedSheet(name, Sheet(figures), layout.rows, layout.given, layout.unknown)

    def _bad_flag(self, row: SheetRow, cell: str) -> Reason:
        return Reason("sheets.flag", {"name": self._file, "row": row.row, "cell": cell})

    def _bad_cells(self, row: SheetRow, layout: _Layout) -> Iterator[Reason]:
        for cell, place in zip(layout.cells, layout.places, strict=True):
            try:
                self._figures[row.cells[place]]
            except ValueError:
                value = _printable(row.cells[place])[:40]
                yield Reason(
                    "sheets.figure",
                    {"name": self._file, "row": row.row, "cell": cell, "value": value},
                )

    def _understand(self, names: tuple[str, ...]) -> _Layout:
        rows = _table_rows(names, self._form)
        known = _known_cells(self._form, rows)
        places = tuple(place for place, name in enumerate(names) if name in known)
        cells = tuple(names[place] for place in places)
        lower = [name.lower() for name in names]
        at = lower.index("id") if "id" in lower else -1
        unknown = tuple(
            _printable(n) for i, n in enumerate(names) if n not in known and n and i != at
        )
        flags = _flags(self._form, rows)
        layout = _Layout(
            rows,
            frozenset(cells),
            cells,
            places,
            tuple(c for c in cells if c in flags),
            at,
            unknown,
        )
        if len(self._layouts) < _LAYOUTS:
            self._layouts[names] = layout
        return layout


def _refused(name: str, *reasons: Reason) -> NamedSheet:
    return NamedSheet(name, Sheet(), Rows(), frozenset(), refused=reasons)


def _printable(text: str) -> str:
    """A name fit for any terminal and any JSON: one line, no control characters."""
    bare = text.strip()[:_LONGEST_NAME]
    return bare if bare.isprintable() else "".join(c if c.isprintable() else "�" for c in bare)


def _table_rows(names: tuple[str, ...], form: Form) -> Rows:
    """Rows as the heading names them: ``votes.1``, ``box.1.found``."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        table, _, rest = name.partition(".")
        row = rest.partition(".")[0]
        if _ROW.match(row):
            found.setdefault(table, {})[row] = None
    brought = {
        table.name: tuple(found.get(table.name, ()))
        for table in form.tables()
        if table.rows_from is not RowsFrom.FORM
    }
    return Rows(
        brought.get("votes", ()), brought.get("member", ()), brought.get("box", ()),
        brought.get("question", ()), brought.get("kind", ()),
    )  # fmt: skip


def _known_cells(form: Form, rows: Rows) -> set[str]:
    known = {line.name for line in form.lines()}
    for table in form.tables():
        for row in table_rows(table, rows):
            known |= {column_cell(table, row, column) for column in table.columns}
    return known


def _flags(form: Form, rows: Rows) -> set[str]:
    return {spec.cell for spec in form.cells(rows, Level.MARKS) if spec.flag}
