# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Official numbers of a form with no precinct's rows: the n-th row stands for all of them."""

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form import (
    Column,
    FixedRow,
    Form,
    Line,
    RowsFrom,
    Table,
    column_cell,
    computed_from,
)
from precinct_app.domain.protocol.linear import Ref
from precinct_app.domain.protocol.printed import Numbers
from precinct_app.domain.wording import Language, Wording

_ROW = "n"
_OPEN = "…"
"""Stands for a number or a name that only a sheet has."""


class TemplateNumbers(Numbers):
    """Numbers as the form itself gives them: ``16.n`` for a row, ``16.1-16.n`` for all of them."""

    def __init__(self, form: Form) -> None:
        one = (_ROW,)
        super().__init__(form, form.rows(one, member=one, box=one, kind=one), Level.MARKS)

    def of(self, ref: Ref, row: str = "") -> str:
        """Official number of a reference; a flagged sum names its flag's column."""
        table = self.tables.get(ref.name.partition(".")[0])
        if table is None or table.rows_from is RowsFrom.FORM:
            return super().of(ref, row)
        columns = {column.name: column for column in table.columns}
        column = columns.get(ref.name.partition(".")[2], table.columns[0])
        last = self.cell(table, None, column)
        if not ref.is_sum:
            return last
        told = f"{last.replace('.n', '.1', 1)}-{last}"
        return f"({told}, {self.cell(table, None, columns[ref.where])} = 1)" if ref.where else told

    def cell(self, table: Table, row: FixedRow | None, column: Column) -> str:
        """Number of a cell: a row that the form brings has its own, any other is the n-th."""
        told = self.cells.get(column_cell(table, row.name if row else _ROW, column), "")
        if row is not None:
            return told
        return f"{table.official}.n{told.removeprefix(f'{table.official}.1')}"

    def computed(self, line: Line) -> str:
        """What a computed line is computed from, in official numbers."""
        return self.side(computed_from(line).left)

    def told(self, wording: Wording, language: Language) -> str:
        """A sentence with official numbers in it; what only a sheet knows stays open."""
        return wording.in_(language).format_map(_Told(self))


class _Told(dict[str, str]):
    def __init__(self, numbers: TemplateNumbers) -> None:
        super().__init__()
        self._numbers = numbers

    def __missing__(self, name: str) -> str:
        table = self._numbers.tables.get(name)
        if table is not None and table.rows_from is RowsFrom.FORM:
            return self._numbers.of(Ref(name, is_sum=True))
        if table is not None:
            last = self._numbers.cell(table, None, table.columns[0])
            return f"{last.replace('.n', '.1', 1)}-{last}"
        return self._numbers.cells.get(name, _ROW if name == "row" else _OPEN)
