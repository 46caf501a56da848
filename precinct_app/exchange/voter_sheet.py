# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which sheet of a workbook is the list, how it is laid out, and what is uncertain about that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from precinct_app.domain.errors import Reason, VoterFileError
from precinct_app.exchange.table_sheet import COLUMNS, ROWS, Cell, TableSheet
from precinct_app.exchange.voter_cells import text_of
from precinct_app.exchange.voter_columns import LOOKED_AT, Columns, recognise
from precinct_app.services.voter_layout import WIDEST, Layout, column_letters

_SHOWN = 10
_LONGEST_SHOWN = 60
_PERSON = ("iin", "birth")


def find_layout(sheets: Sequence[TableSheet], name: str, wanted: str | None) -> Layout:
    """The layout of the wanted sheet, or of the one that looks most like a voter list.

    VoterFileError ``voters.empty`` when nothing stands anywhere, ``voters.sheet_unknown``.
    """
    filled = [sheet for sheet in sheets if sheet.lines or sheet.too_large]
    if not filled:
        raise VoterFileError.of("voters.empty")
    offered = [sheet for sheet in filled if wanted in {None, sheet.name}]
    if not offered:
        raise VoterFileError.of("voters.sheet_unknown", sheet=str(wanted)[:40])
    found = [(sheet, recognise(sheet.lines)) for sheet in offered]
    sheet, columns = max(found, key=lambda pair: _likeness(*pair))
    refuse_too_large(sheet)
    layout = _layout(sheet, columns, tuple(s.name for s in filled))
    others = [s for s, c in found if s is not sheet and c is not None and len(s.lines) > 1]
    return replace(layout, uncertain=tuple(_doubts(layout, sheet, columns, others)))


def chosen_sheets(
    sheets: Sequence[TableSheet], layout: Layout
) -> Iterator[tuple[TableSheet, Layout]]:
    """The sheets that a layout speaks of; VoterFileError ``voters.sheet_unknown``."""
    for sheet in sheets:
        if sheet.name == layout.sheet and sheet.lines:
            yield sheet, layout
            return
    raise VoterFileError.of("voters.sheet_unknown", sheet=layout.sheet[:40])


def refuse_too_large(sheet: TableSheet) -> None:
    """VoterFileError ``voters.too_many_rows`` for a sheet that was not read to its end."""
    if sheet.too_large:
        raise VoterFileError.of("voters.too_many_rows", rows=ROWS, columns=COLUMNS)


def _likeness(sheet: TableSheet, columns: Columns | None) -> tuple[int, int, int]:
    """A list has many headings, is not hidden, and is long."""
    return (len(columns.at) if columns else 0, not sheet.hidden, len(sheet.lines))


def _layout(sheet: TableSheet, columns: Columns | None, names: tuple[str, ...]) -> Layout:
    first = columns.first_row if columns else 1
    shown = tuple(islice((_as_texts(c) for n, c in sheet.lines if n >= first), _SHOWN))
    if columns is None:
        return Layout(sheet.name, 1, {}, sheets=names, first_rows=shown)
    at = {name: column for name, column in columns.at.items() if column < WIDEST}
    return Layout(sheet.name, first, at, columns.headings, columns.head_row, names, shown)


def _as_texts(cells: Mapping[int, Cell]) -> tuple[str, ...]:
    width = max(cells, default=-1) + 1
    return tuple(text_of(cells.get(column))[:_LONGEST_SHOWN] for column in range(width))


def _doubts(
    layout: Layout, sheet: TableSheet, columns: Columns | None, others: Sequence[TableSheet]
) -> Iterator[Reason]:
    if columns is None:
        yield Reason("voters.no_columns")
        return
    for column in columns.guessed:
        yield Reason(
            "voters.guessed",
            {
                "column": column_letters(column),
                "heading": columns.headings[column][:_LONGEST_SHOWN],
            },
        )
    for other in others:
        yield Reason("voters.more_sheets", {"sheet": other.name, "rows": len(other.lines)})
    if sheet.hidden:
        yield Reason("voters.hidden_sheet", {"sheet": sheet.name})
    if not any(field in layout.columns for field in _PERSON):
        yield Reason("voters.no_person_column")
    if not {"address", "street", "house"} & set(layout.columns):
        yield Reason("voters.no_address_column")
    if columns.head_row > LOOKED_AT // 2:
        yield Reason("voters.head_far_down", {"row": columns.head_row})
