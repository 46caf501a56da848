# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Rows of a file of sheets as text, one at a time; a bad row is told and the next ones follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from precinct_app.domain.errors import InputError, Reason

MOST_COLUMNS = 2_000
"""A sheet with a hundred candidates, members and boxes has about 1,500."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: the column names it stands under, its cells as text, or why it cannot be read."""

    row: int
    """As a spreadsheet numbers it: the heading is row 1. In JSON, the object's place."""
    names: tuple[str, ...]
    cells: Sequence[str]
    refused: Reason | None = None


def heading(cells: Sequence[str], file: str) -> tuple[str, ...]:
    """Column names; InputError ``sheets.head`` without any, ``sheets.head_twice`` with a repeated one."""
    names = tuple(cell.strip().removeprefix("\ufeff") for cell in cells)
    named = [name for name in names if name]
    if not named or any("\0" in name for name in named):
        raise InputError.of("sheets.head", name=file)
    if len(named) > MOST_COLUMNS:
        raise InputError.of("sheets.too_large", name=file)
    for place, name in enumerate(named):
        if name in named[:place]:
            raise InputError.of("sheets.head_twice", name=file, cell=name[:40])
    return names


def under(names: tuple[str, ...], cells: Sequence[str], row: int, file: str) -> SheetRow:
    """A row under its heading: missing cells are empty, cells beyond the last column refuse it."""
    if len(cells) < len(names):
        cells = [*cells, *[""] * (len(names) - len(cells))]
    if any(cell.strip() for cell in cells[len(names) :]):
        refused = Reason(
            "sheets.too_many_cells",
            {"name": file, "row": row, "count": len(cells), "expected": len(names)},
        )
        return SheetRow(row, names, cells, refused)
    return SheetRow(row, names, cells)
