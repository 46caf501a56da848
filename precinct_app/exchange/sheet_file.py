# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sheets from CSV, JSON or XLSX for ``check``: columns are cell names, one sheet a row.

An empty cell is "not filled", ``-`` is "not applicable"; a column ``id`` names the sheet.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from precinct_app.domain.errors import InputError
from precinct_app.domain.protocol.form import Form, RowsFrom, column_cell, table_rows
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, NA, Figure, Rows, Sheet
from precinct_app.services.toolbox import NamedSheet

LARGEST_BOOK = 50_000_000
_LONGEST_LINE = 1_000_000
_ROW = re.compile(r"[a-z0-9_-]+\Z")


def read_sheets(path: Path, form: Form) -> Iterator[NamedSheet]:
    """Stream the sheets of a file; InputError ``sheets.*`` names file and row."""
    for number, fields in enumerate(_records(path), start=1):
        yield _sheet(number, fields, form)


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    suffix = path.suffix.lower()
    if suffix in {".xlsx", ".xlsm", ".ods"}:
        return _from_book(path)
    if suffix in {".json", ".jsonl"}:
        return _from_json(path)
    return _from_csv(path)


def _from_csv(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            first = file.readline(_LONGEST_LINE)
            mark = max(",;\t", key=first.count)
            names = next(csv.reader([first], delimiter=mark), [])
            _refuse_bad_head(names, path.name)
            for row in csv.reader(file, delimiter=mark):
                if any(cell.strip() for cell in row):
                    yield dict(zip(names, row, strict=False))
        except (UnicodeDecodeError, csv.Error) as error:
            raise InputError.of("sheets.unreadable", name=path.name) from error


def _from_json(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            start = file.read(64).lstrip()
            file.seek(0)
            if start.startswith("["):
                yield from _objects(json.load(file), path.name)
                return
            for line in file:
                if line.strip():
                    yield from _objects([json.loads(line)], path.name)
    except (ValueError, RecursionError) as error:
        raise InputError.of("sheets.unreadable", name=path.name) from error


def _objects(items: Iterable[Any], name: str) -> Iterator[Mapping[str, Any]]:
    for item in items:
        if not isinstance(item, dict):
            raise InputError.of("sheets.unreadable", name=name)
        yield item


def _from_book(path: Path) -> Iterator[Mapping[str, Any]]:
    if path.stat().st_size > LARGEST_BOOK:
        raise InputError.of("sheets.too_large", name=path.name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=True)
    except Exception as error:  # a hostile workbook may raise anything out of its parser
        raise InputError.of("sheets.unreadable", name=path.name) from error
    names = [str(cell) for cell in rows[0]] if rows else []
    _refuse_bad_head(names, path.name)
    for row in rows[1:]:
        if any(cell != "" for cell in row):
            yield dict(zip(names, row, strict=False))


def _refuse_bad_head(names: list[str], name: str) -> None:
    if len(set(names)) < len(names) or not any(names):
        raise InputError.of("sheets.head", name=name)


def _sheet(number: int, fields: Mapping[str, Any], form: Form) -> NamedSheet:
    rows = _rows(fields, form)
    known = _known_cells(form, rows)
    figures: dict[str, Figure] = {}
    given: set[str] = set()
    for name, value in fields.items():
        cell = str(name).strip()
        if cell not in known:
            continue
        given.add(cell)
        figure = _figure(value, number, cell)
        if figure is not None:
            figures[cell] = figure
    if not given:
        raise InputError.of("sheets.no_lines", row=number)
    return NamedSheet(str(fields.get("id", number)), Sheet(figures), rows, frozenset(given))


def _rows(fields: Mapping[str, Any], form: Form) -> Rows:
    """Rows as the header names them: ``votes.1``, ``box.1.found``."""
    found: dict[str, dict[str, None]] = {}
    for name in fields:
        table, _, rest = str(name).strip().partition(".")
        row = rest.partition(".")[0]
        if rest and _ROW.match(row):
            found.setdefault(table, {})[row] = None
    brought = {t.name: tuple(found.get(t.name, ())) for t in form.tables()
               if t.rows_from is not RowsFrom.FORM}  # fmt: skip
    return Rows(brought.get("votes", ()), brought.get("member", ()), brought.get("box", ()))


def _known_cells(form: Form, rows: Rows) -> set[str]:
    known = {line.name for line in form.lines()}
    for table in form.tables():
        for row in table_rows(table, rows):
            known |= {column_cell(table, row, column) for column in table.columns}
    return known


def _figure(value: Any, row: int, cell: str) -> Figure | None:
    if isinstance(value, bool):
        raise InputError.of("sheets.figure", row=row, cell=cell, value=str(value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else re.sub(r"[\s\u00a0\u2009\u202f]", "", str(value))
    if text == "":
        return None
    if text in {"-", "–", "n/a"}:
        return NA
    if not (text.isascii() and text.isdecimal()) or int(text[:9]) > LARGEST_FIGURE or len(text) > 9:  # noqa: PLR2004
        raise InputError.of("sheets.figure", row=row, cell=cell, value=text[:40])
    return int(text)
