# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A form's relations spread out over the cells of one precinct's sheet, ready to be judged."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form import (
    Form,
    Relation,
    Table,
    column_cell,
    computed_from,
    table_rows,
)
from precinct_app.domain.protocol.linear import (
    PERCENT,
    STRUCK,
    Linear,
    Operator,
    Ref,
    Term,
)
from precinct_app.domain.protocol.printed import Numbers
from precinct_app.domain.protocol.sheet import NA, Rows, Sheet, Source
from precinct_app.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Judged:
    """One relation (on one row) judged: ``passed``, ``failed``, ``open``, ``register``, ``skipped``."""

    relation: Relation
    row: str
    state: str
    cells: tuple[str, ...] = ()
    left: int = 0
    right: int = 0
    values: Mapping[str, Wording] = field(default_factory=dict)
    """What the sentence names besides numbers and lines."""


@dataclass(frozen=True, slots=True)
class Part:
    """A cell with its coefficient; counted only where its flag cell is 1."""

    cell: str
    size: int
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """A comparison over cells: left minus right as parts and a constant."""

    parts: tuple[Part, ...]
    constant: int
    operator: Operator

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells that are compared, each once; flags only say which of them count."""
        return tuple(dict.fromkeys(part.cell for part in self.parts))

    def difference(self, sheet: Sheet) -> int | None:
        """Left minus right (scaled by 100 with percentages); None while a cell is empty."""
        total = self.constant
        figures = sheet.figures
        for part in self.parts:
            value = figures.get(part.cell)
            if value is None or (part.flag and part.flag not in figures):
                return None
            if value is not NA and (not part.flag or figures[part.flag] == 1):
                total += part.size * value
        return total


@dataclass(frozen=True, slots=True)
class Ready:
    """A relation on one row, spread out."""

    relation: Relation
    linear: Linear
    row: str
    spread: Spread
    cells: tuple[str, ...]
    condition: Spread | None
    """When it is asked, as far as figures say so; a flag is compared with 1 or 0."""


class Checker:
    """Judges sheets of one form with the same rows, at one level."""

    def __init__(
        self,
        form: Form,
        rows: Rows,
        level: Level,
        parameters: Mapping[str, int],
        given: Iterable[str] | None,
        only: Sequence[Relation] | None = None,
    ) -> None:
        self.form = form
        self.rows = rows
        self.level = level
        self.parameters = {**form.parameters, **parameters}
        self.tables = {table.name: table for table in form.tables()}
        self.levels = {line.name: line.level for line in form.lines()}
        self.given = None if given is None else frozenset(given)
        self._printed_sums = _printed_sums(form, self.given or frozenset())
        self.not_checked: list[str] = []
        self.ready: list[Ready] = []
        for relation in form.relations if only is None else only:
            self._spread_out(relation)

    @cached_property
    def numbers(self) -> Numbers:
        """Official numbers of the cells, for sentences; made when the first is needed."""
        return Numbers(self.form, self.rows, self.level, self._printed_sums)

    def judge(self, sheet: Sheet) -> list[Judged]:
        """Judge every relation."""
        return [self._judge(one, sheet) for one in self.ready]

    def difference(self, one: Ready, sheet: Sheet) -> int | None:
        """Left minus right; None while a cell is empty, or where the relation is not asked."""
        return one.spread.difference(sheet) if self._applies(one, sheet) else None

    def side(self, terms: Sequence[Term], row: str = "") -> Spread:
        """One side of a formula by itself, compared with 0."""
        return self._spread(Linear(tuple(terms), Operator.EQUAL, ()), row)

    def _judge(self, one: Ready, sheet: Sheet) -> Judged:
        relation = one.relation
        asked = self._applies(one, sheet)
        if asked is None:
            return Judged(relation, one.row, "open", one.cells)
        if not asked:
            return Judged(relation, one.row, "skipped", one.cells)
        difference = one.spread.difference(sheet)
        if difference is None:
            return Judged(relation, one.row, "open", one.cells)
        if one.spread.operator.holds(difference):
            state = "register" if _of_one_register(one, sheet) else "passed"
            return Judged(relation, one.row, state, one.cells)
        left = self._share(one.linear.left, sheet, one.row)
        right = self._share(one.linear.right, sheet, one.row)
        return Judged(relation, one.row, "failed", one.cells, left, right)

    def _applies(self, one: Ready, sheet: Sheet) -> bool | None:
        condition = one.relation.condition
        if condition is not None and condition.source_of:
            return sheet.source(condition.source_of) is Source(condition.source)
        if one.condition is None:
            return True
        difference = one.condition.difference(sheet)
        return None if difference is None else one.condition.operator.holds(difference)

    def _share(self, terms: Sequence[Term], sheet: Sheet, row: str) -> int:
        """A side's value; a percentage rounded down, or up where the formula says so."""
        up = any(term.up for term in terms)
        value = self.side(terms, row).difference(sheet) or 0
        if not any(term.percent for term in terms):
            return value
        # ", up" has added 99 hundredths already; ">= N%" is read the other way round.
        return value // PERCENT if up or value >= 0 else -(-value // PERCENT)

    def _spread_out(self, relation: Relation) -> None:
        linear = relation.linear
        if relation.scope == "day" or linear is None or relation.level.rank > self.level.rank:
            self.not_checked.append(relation.code)
            return
        table = self.tables.get(relation.scope)
        if table is None and relation.scope != "sheet":
            return
        for row in table_rows(table, self.rows) if table else ("",):
            spread = self._spread(linear, row)
            condition = self._condition(relation, row)
            ready = Ready(relation, linear, row, spread, spread.cells, condition)
            if self._is_given(ready):
                self.ready.append(ready)
            elif relation.code not in self.not_checked:
                self.not_checked.append(relation.code)

    def _condition(self, relation: Relation, row: str) -> Spread | None:
        condition = relation.condition
        if condition is None or condition.source_of:
            return None
        if condition.comparison is not None:
            return self._spread(condition.comparison, row)
        if condition.flag == STRUCK:
            asked = (row in self.rows.struck) is not condition.negated
            return Spread((), int(not asked), Operator.EQUAL)
        flag = Part(f"{relation.scope}.{row}.{condition.flag}", 1)
        return Spread(self._asked([flag]), int(condition.negated) - 1, Operator.EQUAL)

    def _is_given(self, ready: Ready) -> bool:
        """A bare file can be judged only where it has every cell that the relation reads."""
        parts = ready.spread.parts + (ready.condition.parts if ready.condition else ())
        wanted = {part.cell for part in parts} | {part.flag for part in parts if part.flag}
        return self.given is None or wanted <= self.given

    def _cell_level(self, cell: str) -> Level:
        name, *rest = cell.split(".")
        table = self.tables.get(name)
        if table is None:
            return self.levels.get(name, Level.COUNT_ONLY)
        column = rest[1] if len(rest) > 1 else ""
        found = next((c.level for c in table.columns if c.name == column), Level.COUNT_ONLY)
        return max(found, table.level, key=lambda level: level.rank)

    def _spread(self, linear: Linear, row: str) -> Spread:
        coefficients, constant = linear.coefficients(self.parameters)
        parts: list[Part] = []
        for ref, size in coefficients.items():
            parts += self._cells(ref, size, row)
        return Spread(self._asked(parts), constant, linear.operator)

    def _asked(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        """What is not asked for at this level counts as 0, like a table that the form lacks."""
        return tuple(
            part
            for part in parts
            if all(
                self._cell_level(cell).rank <= self.level.rank for cell in (part.cell, part.flag)
            )
        )

    def _cells(self, ref: Ref, size: int, row: str) -> list[Part]:
        table = self.tables.get(ref.name.partition(".")[0])
        if table is None:
            return [Part(ref.name, size)] if ref.name in self.levels else []
        column = ref.name.partition(".")[2]
        if ref.is_sum and self.given is not None and not table_rows(table, self.rows):
            return self._left_out(table, ref, size)
        if ref.is_sum:
            return [
                Part(_cell(table, r, column), size, _cell(table, r, ref.where) if ref.where else "")
                for r in table_rows(table, self.rows)
            ]
        if any(column == fixed.name for fixed in table.fixed_rows):
            return [Part(f"{table.name}.{column}", size)]
        return [Part(_cell(table, row, column), size)]

    def _left_out(self, table: Table, ref: Ref, size: int) -> list[Part]:
        """A bare file without a table's rows has perhaps its printed sum; else it lacks the figure."""
        column = next(c for c in table.columns if c.name == ref.name.partition(".")[2])
        asked = max(column.level.rank, table.level.rank) <= self.level.rank
        return [Part(self._printed_sums.get(ref, str(ref)), size)] if asked else []


def _printed_sums(form: Form, given: Collection[str]) -> dict[Ref, str]:
    """Given computed lines that are just one sum over a table, by that sum."""
    found: dict[Ref, str] = {}
    for line in form.lines():
        terms = computed_from(line).left if line.formula and line.name in given else ()
        if len(terms) == 1 and (ref := terms[0].ref) is not None and terms[0].coefficient == 1:
            found[ref] = line.name
    return found


def _cell(table: Table, row: str, column: str) -> str:
    return column_cell(table, row, next(c for c in table.columns if c.name == column))


def _of_one_register(one: Ready, sheet: Sheet) -> bool:
    """Both sides came out of a register: agreement proves nothing."""
    return len(one.cells) > 1 and all(sheet.source(cell) is Source.REGISTER for cell in one.cells)
