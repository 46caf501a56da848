# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The consolidated table for machines: XLSX, CSV and canonical JSON with the same rows."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from precinct_app.documents.phrases import pair
from precinct_app.documents.workbook import new_workbook, put, set_value, to_bytes
from precinct_app.domain import canonical
from precinct_app.domain.consolidation import Consolidation
from precinct_app.domain.election import Election, Mode
from precinct_app.domain.protocol.sheet import NA

COLUMNS = ("mode", "ballot_id", "precinct_id", "version", "acceptance", "rung", "acts",
           "line", "official_no", "value", "caption_kk", "caption_ru")  # fmt: skip
TOTAL = "TOTAL"
"""Stands for the precinct in the rows of totals."""
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def table_rows(
    tables: Sequence[Consolidation], election: Election
) -> Iterator[tuple[str | int, ...]]:
    """One row a figure, then one row a total."""
    mode = election.mode.value
    for table in tables:
        specs = {spec.cell: spec for spec in table.cells}
        for row in table.rows:
            for cell, figure in row.figures.items():
                spec = specs[cell]
                told: str | int = "n/a" if figure is NA else int(figure)
                yield (mode, table.ballot_id, row.precinct_id, row.version, row.acceptance,
                       row.rung, row.acts, cell, spec.official, told, spec.caption.kk,
                       spec.caption.ru)  # fmt: skip
        for cell, total in table.totals.items():
            spec = specs[cell]
            yield (mode, table.ballot_id, TOTAL, 0, "", 0, 0, cell, spec.official, total,
                   spec.caption.kk, spec.caption.ru)  # fmt: skip


def to_csv(tables: Sequence[Consolidation], election: Election) -> bytes:
    """UTF-8 with a mark, parted by semicolons, as spreadsheets in Kazakhstan open it.

    A text that a spreadsheet would read as a formula gets an apostrophe before it.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in table_rows(tables, election):
        writer.writerow([_harmless(value) for value in row])
    return target.getvalue().encode("utf-8-sig")


def to_json(tables: Sequence[Consolidation], election: Election, made: datetime) -> bytes:
    """Canonical JSON: rows and totals of every ballot."""
    return canonical.encode(
        {
            "format": "precinct-consolidated-1",
            "mode": election.mode.value,
            "election_id": election.election_id,
            "made": made.isoformat(),
            "columns": list(COLUMNS),
            "rows": [list(row) for row in table_rows(tables, election)],
        }
    )


def to_xlsx(tables: Sequence[Consolidation], election: Election, made: datetime) -> bytes:
    """A sheet a ballot with precincts downward and lines across, and one sheet for machines."""
    book = new_workbook(made)
    first = book.active
    for place, table in enumerate(tables, start=1):
        sheet = book.create_sheet(f"{place} {table.ballot_id}"[:31])
        _fill(sheet, table, election)
    data = book.create_sheet("data")
    for number, row in enumerate([COLUMNS, *table_rows(tables, election)], start=1):
        for column, value in enumerate(row, start=1):
            set_value(data.cell(number, column), value)
    if first is not None:
        book.remove(first)
    return to_bytes(book)


def _fill(sheet: Worksheet, table: Consolidation, election: Election) -> None:
    row = 1
    if election.mode is Mode.TRAINING:
        put(sheet, row, 1, pair("paper.training_election").shared, bold=True, size=11)
        row += 1
    name = table.ballot_name
    put(sheet, row, 1, f"{name.kk} · {name.ru}", bold=True, size=11)
    head = row + 1
    sheet.row_dimensions[head].height = 80
    for column, spec in enumerate(table.cells, start=2):
        text = f"{spec.official}\n{spec.caption.kk}\n{spec.caption.ru}"
        put(sheet, head, column, text, size=7)
        sheet.column_dimensions[get_column_letter(column)].width = 14
    sheet.column_dimensions["A"].width = 16
    for number, line in enumerate(table.rows, start=head + 1):
        put(sheet, number, 1, line.precinct_id)
        for column, spec in enumerate(table.cells, start=2):
            figure = line.figures.get(spec.cell)
            told = "–" if figure is None else "n/a" if figure is NA else int(figure)
            put(sheet, number, column, told, right=True)
    last = head + len(table.rows) + 1
    put(sheet, last, 1, pair("consolidated.total").shared, bold=True)
    for column, spec in enumerate(table.cells, start=2):
        put(sheet, last, column, table.totals[spec.cell], right=True, bold=True)
    sheet.freeze_panes = f"B{head + 1}"


def _harmless(value: str | int) -> str | int:
    if isinstance(value, str) and value.startswith(_RISKY):
        return f"'{value}"
    return value
