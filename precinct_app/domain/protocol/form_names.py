# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Names in a form file: everything that is named must be there, and stand once."""

from precinct_app.domain.protocol.day import MOST
from precinct_app.domain.protocol.form import Form, Line, Relation, RowsFrom, Table
from precinct_app.domain.protocol.form_layers import Faults, Item, Merged
from precinct_app.domain.protocol.formula import Linear, Ref, column_of
from precinct_app.domain.protocol.linear import STRUCK
from precinct_app.domain.protocol.outside import FUNCTIONS
from precinct_app.domain.protocol.sheet import Source

SCOPES = ("sheet", "day")
_ROWS_OF = {
    RowsFrom.OPTIONS: "votes", RowsFrom.MEMBERS: "member", RowsFrom.BOXES: "box",
    RowsFrom.QUESTIONS: "question", RowsFrom.KINDS: "kind",
}  # fmt: skip


def check_names(form: Form, merged: Merged, faults: Faults) -> None:
    """Note every name that nothing has, that two things have, or that does not fit its place."""
    _check_items(form, merged, faults)
    lines = frozenset(line.name for line in form.lines())
    for name in sorted(lines & form.parameters.keys()):
        file = merged.parameters.file(name)
        faults.add("form.twice", form=file, place=f"parameters.{name}", name=name)
    if form.percent_of and form.percent_of not in lines:
        file = merged.plain.file("percent_of")
        faults.add_unknown(form.percent_of, lines, form=file, place="percent_of")
    checked = _Names(form, merged, faults)
    for relation in form.relations:
        checked.relation(relation)


def known_names(form: Form) -> frozenset[str]:
    """Everything a formula may name: lines, table columns, fixed rows of a one-column table."""
    names = {line.name for line in form.lines()}
    for table in form.tables():
        names |= {f"{table.name}.{c.name}" if c.name else table.name for c in table.columns}
        names |= _fixed_cells(table)
    return frozenset(names)


def _fixed_cells(table: Table) -> frozenset[str]:
    one_column = len(table.columns) == 1 and not table.columns[0].name
    return frozenset(f"{table.name}.{row.name}" for row in table.fixed_rows if one_column)


def _check_items(form: Form, merged: Merged, faults: Faults) -> None:
    sections = frozenset(merged.lists["section"])
    numbers: dict[tuple[type, str], str] = {}
    for item in form.items:
        key = "line" if isinstance(item, Line) else "table"
        source = merged.lists[key].get(item.name, Item({}, {}, form.form_id))
        file, place = source.form, f"{key} {item.name}"
        if item.section_id and item.section_id not in sections:
            faults.add_unknown(item.section_id, sections, form=file, place=f"{place}.section")
        other = numbers.setdefault((type(item), item.official), item.name)
        other = _table_of_number(form, item) or other
        if other != item.name:
            faults.add(
                "form.official_twice", form=file, place=place, other=other, number=item.official
            )
        if key == "table" and item.name in merged.lists["line"]:
            faults.add("form.twice", form=file, place=place, name=item.name)
        wanted = _ROWS_OF.get(item.rows_from, item.name) if isinstance(item, Table) else item.name
        if item.name != wanted:
            faults.add("form.table_name", form=file, place=place, wanted=wanted)


def _table_of_number(form: Form, item: Line | Table) -> str:
    """The table whose rows have this number, or numbers beneath it: 16.1 beside a table 16."""
    return next((t.name for t in form.tables() if item.official.startswith(f"{t.official}.")), "")


class _Names:
    """Checks what relations name."""

    def __init__(self, form: Form, merged: Merged, faults: Faults) -> None:
        self.faults = faults
        self.relations = merged.lists["relation"]
        self.removed = merged.removed
        self.parameters = frozenset(merged.parameters.fields)
        self.known = known_names(form)
        self.codes = frozenset(self.relations)
        self.tables = {table.name: table for table in form.tables()}
        self.scopes = frozenset({*self.tables, *SCOPES})
        self.lines = frozenset(line.name for line in form.lines())

    def relation(self, relation: Relation) -> None:
        if relation.scope not in self.scopes | self.removed:
            self._unknown(relation, "scope", relation.scope, self.scopes)
        for code in relation.unless:
            if code not in self.codes | self.removed:
                self._unknown(relation, "unless", code, self.codes)
        if relation.function and relation.function not in FUNCTIONS:
            self._unknown(relation, "function", relation.function, frozenset(FUNCTIONS))
        if relation.scope not in self.removed:
            self._formula(relation, "formula", relation.formula, relation.linear)
            self._when(relation)

    def _when(self, relation: Relation) -> None:
        condition = relation.condition
        if condition is None:
            return
        self._formula(relation, "when", relation.when, condition.comparison)
        table = self.tables.get(relation.scope)
        if condition.source_of and condition.source_of not in self.lines | self.removed:
            self._unknown(relation, "when", condition.source_of, self.lines)
        if condition.source_of and condition.source not in {one.value for one in Source}:
            self._unknown(relation, "when", condition.source, frozenset(Source))
        struck = condition.flag == STRUCK and relation.scope == "votes"
        if condition.flag and not struck and condition.flag not in _flags(table):
            self._add("form.flag", relation, "when", condition.flag, table=relation.scope)

    def _formula(self, relation: Relation, key: str, text: str, linear: Linear | None) -> None:
        if linear is None:
            return
        for ref in linear.refs:
            self._ref(relation, key, text, ref)
        for term in (*linear.left, *linear.right):
            if term.parameter and term.parameter not in self.parameters:
                column = column_of(text, term.parameter)
                self._unknown(relation, key, term.parameter, self.parameters, column)

    def _ref(self, relation: Relation, key: str, text: str, ref: Ref) -> None:
        name = ref.name.partition(".")[0]
        table, column = self.tables.get(name), column_of(text, ref.name)
        gone = name in self.removed and name not in self.tables
        if gone or (ref == MOST and relation.scope == "day"):
            return
        if ref.name not in self.known:
            self._unknown(relation, key, ref.name, self.known, column)
        elif ref.is_sum and table is None:
            self._add("form.sum_of_line", relation, key, ref.name, column)
        elif ref.where and ref.where not in _flags(table):
            self._add("form.flag", relation, key, ref.where, column, table=name)
        elif (
            table
            and not ref.is_sum
            and ref.name not in _fixed_cells(table)
            and (relation.scope != name)
        ):
            self._add("form.per_row", relation, key, ref.name, column, table=name)

    def _unknown(
        self, relation: Relation, key: str, name: str, known: frozenset[str], column: int = 0
    ) -> None:
        form = self._file(relation, key)
        place = f"relation {relation.code}.{key}"
        self.faults.add_unknown(name, known, column, form=form, place=place)

    def _add(
        self, fault: str, relation: Relation, key: str, name: str, column: int = 0, **more: str
    ) -> None:
        place = f"relation {relation.code}.{key}" + (f":{column}" if column else "")
        form = self._file(relation, key)
        self.faults.add(fault, form=form, place=place, name=name, column=column, **more)

    def _file(self, relation: Relation, key: str) -> str:
        return self.relations[relation.code].file(key)


def _flags(table: Table | None) -> frozenset[str]:
    return frozenset(c.name for c in table.columns if c.flag) if table else frozenset()
