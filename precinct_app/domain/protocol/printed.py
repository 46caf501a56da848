# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Relations as people read them: official line numbers, figures, sentences."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form import Form, Relation, Table, table_rows
from precinct_app.domain.protocol.formula import Operator, Ref, Term
from precinct_app.domain.protocol.sheet import Rows
from precinct_app.domain.wording import Language, Wording

if TYPE_CHECKING:
    from precinct_app.domain.protocol.compiled import Judged


class Numbers:
    """Official numbers of a form's cells and sums for one precinct's rows."""

    def __init__(
        self, form: Form, rows: Rows, level: Level, sums: Mapping[Ref, str] | None = None
    ) -> None:
        """`sums` are printed lines that stand for sums over tables of which a bare file has no row."""
        self.form = form
        self.sums = sums or {}
        self.rows = rows
        self.tables = {table.name: table for table in form.tables()}
        self.cells = {spec.cell: spec.official for spec in form.cells(rows, level)}

    def formula(self, relation: Relation, row: str = "") -> str:
        """The relation with official numbers: ``12 = 10 + 11``; lines the form lacks vanish."""
        linear = relation.linear
        if linear is None:
            return ""
        sign = "=" if linear.operator is Operator.EQUAL else linear.operator.value
        return f"{self.side(linear.left, row)} {sign} {self.side(linear.right, row)}"

    def side(self, terms: Sequence[Term], row: str = "") -> str:
        """One side of a relation with official numbers."""
        told = ""
        for term in terms:
            number = self._term(term, row)
            if not number:
                continue
            minus = term.coefficient < 0
            if told:
                told += " - " if minus else " + "
            elif minus:
                told = "-"
            told += number
        return told or "0"

    def of(self, ref: Ref, row: str = "") -> str:
        """Official number of a reference: ``9``, ``16.2``, or a range ``16.1-16.7`` for a sum."""
        table = self.tables.get(ref.name.partition(".")[0])
        if table is None:
            return self.cells.get(ref.name, "")
        column = ref.name.partition(".")[2]
        if not ref.is_sum:
            fixed = self.cells.get(ref.name, "")
            return fixed or self._cell(table, row, column)
        rows = table_rows(table, self.rows)
        if not rows:
            return self.cells.get(self.sums.get(ref, ""), "")
        told = self._range(table, rows, column)
        return f"{told} ({self._range(table, rows, ref.where)} = 1)" if told and ref.where else told

    def sentence(self, one: "Judged") -> Wording:
        """What is wrong and the numbers behind it, in three languages."""
        return Wording(*(self._sentence(one, language) for language in Language))

    def advice(self, one: "Judged") -> Wording:
        """What to recount first, in three languages."""
        lines = _Lines(self)
        return Wording(
            *(one.relation.next.in_(lang).format_map(lines.at(one.row)) for lang in Language)
        )

    def _sentence(self, one: "Judged", language: Language) -> str:
        lines = _Lines(self)
        values: dict[str, str | int] = {
            "formula": self.formula(one.relation, one.row),
            "left": one.left,
            "right": one.right,
            "gap": abs(one.left - one.right),
            "lines": ", ".join(self.cells[cell] for cell in one.cells if cell in self.cells),
            **{name: wording.in_(language) for name, wording in one.values.items()},
        }
        said = one.relation.says.in_(language).format_map(lines.at(one.row, values))
        if one.relation.linear is None or one.relation.scope == "day":
            return said
        tail = self.form.numbers.in_(language).format_map(lines.at(one.row, values))
        return f"{said} {tail}".strip()

    def _term(self, term: Term, row: str) -> str:
        if term.ref is None:
            return str(abs(term.coefficient))
        number = self.of(term.ref, row)
        size = abs(term.coefficient)
        if not number:
            return ""
        if term.percent:
            return f"{size} % * {number}"
        if term.parameter:
            return f"{term.parameter} * {number}"
        return number if size == 1 else f"{size} * {number}"

    def _range(self, table: Table, rows: Sequence[str], column: str) -> str:
        found = [self._cell(table, row, column) for row in rows]
        return "-".join(dict.fromkeys([found[0], found[-1]]))

    def _cell(self, table: Table, row: str, column: str) -> str:
        cell = f"{table.name}.{row}.{column}" if column else f"{table.name}.{row}"
        return self.cells.get(cell, "")


class _Lines(dict[str, str | int]):
    """Placeholders of a message: numbers first, then any line by its name."""

    def __init__(self, numbers: Numbers) -> None:
        super().__init__()
        self.numbers = numbers
        self.row = ""

    def at(self, row: str, values: Mapping[str, str | int] | None = None) -> "_Lines":
        self.clear()
        self.update(values or {})
        self["row"] = row
        self.row = row
        return self

    def __missing__(self, name: str) -> str:
        """The official number of a line; a table's name stands for the range of its rows."""
        table = self.numbers.tables.get(name.partition("_of_")[0])
        if table is not None:
            return self.numbers.of(Ref(table.name, is_sum=True))
        return self.numbers.cells.get(name, name)
