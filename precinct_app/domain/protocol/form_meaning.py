# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a relation says about independent counts: sums taken apart, computed lines written out."""

from collections.abc import Mapping

from precinct_app.domain.errors import FormError
from precinct_app.domain.protocol.form import Form, Relation, RowsFrom, Table, computed_from
from precinct_app.domain.protocol.implication import Compared, compared
from precinct_app.domain.protocol.linear import PERCENT, Linear, Operator, Ref, Term
from precinct_app.domain.protocol.sheet import Source

Counts = dict[str, int]
"""Sizes by count: a line, this row's cell, the other rows' sum, the flagged rows' sum."""


class Meaning:
    """Takes formulas of one form apart; what the form lacks counts as 0."""

    def __init__(self, form: Form, removed: frozenset[str]) -> None:
        self._tables = {table.name: table for table in form.tables()}
        self._removed = removed
        self._computed: dict[str, tuple[Counts, int]] = {}
        for line in form.lines():
            if line.source is Source.COMPUTED and line.formula:
                try:
                    linear = computed_from(line)
                except FormError:
                    continue
                self._computed[line.name] = self._sum(linear.left, "sheet", 1)

    def of(self, relation: Relation) -> Compared | None:
        """The relation's formula; None for a function, a relation of the day, an unread ``when``."""
        linear = relation.linear
        unread = bool(relation.when) and relation.condition is None
        if linear is None or unread or relation.scope == "day" or self._is_gone(relation.scope):
            return None
        return self._compared(linear, relation.scope)

    def of_when(self, relation: Relation) -> Compared | None:
        """What its ``when`` compares, if it compares."""
        linear = relation.condition.comparison if relation.condition else None
        return None if linear is None else self._compared(linear, relation.scope)

    def of_flag(self, relation: Relation) -> Compared | None:
        """That a flag of the row is 0 or 1, where the formula reads one."""
        table = self._tables.get(relation.scope)
        flags = [f"{table.name}.{c.name}" for c in table.columns if c.flag] if table else []
        refs = {ref.name for ref in relation.linear.refs} if relation.linear else set()
        read = [name for name in flags if name in refs]
        return compared({read[0]: 1}, -1, Operator.AT_MOST) if read else None

    def computes(self, linear: Linear) -> bool:
        """Say whether a computed line stands in it."""
        return any(ref.name in self._computed for ref in linear.refs)

    def computed_alone(self, linear: Linear) -> bool:
        """Say whether a side is one computed line and nothing else: totals are typed."""
        return any(
            len(side) == 1 and side[0].ref is not None and side[0].ref.name in self._computed
            for side in (linear.left, linear.right)
        )

    def side_gone(self, linear: Linear) -> bool:
        """Say whether of one side nothing is left, so that the other would have to be 0."""
        return any(
            all(term.ref is not None and self._is_gone_ref(term.ref) for term in side)
            for side in (linear.left, linear.right)
        )

    def _compared(self, linear: Linear, scope: str) -> Compared:
        scale = PERCENT if any(t.percent for t in (*linear.left, *linear.right)) else 1
        sizes, constant = self._sum(linear.left, scope, scale)
        right, other = self._sum(linear.right, scope, scale)
        for name, size in right.items():
            sizes[name] = sizes.get(name, 0) - size
        return compared(sizes, constant - other, linear.operator)

    def _sum(self, terms: tuple[Term, ...], scope: str, scale: int) -> tuple[Counts, int]:
        sizes: Counts = {}
        constant = 0
        for term in terms:
            size = term.coefficient * (1 if term.percent else scale)
            counts, more = self._counts(term, scope)
            constant += size * more + (PERCENT - 1 if term.up else 0)
            for name, share in counts.items():
                sizes[name] = sizes.get(name, 0) + size * share
        return sizes, constant

    def _counts(self, term: Term, scope: str) -> tuple[Mapping[str, int], int]:
        ref = term.ref
        if ref is None:
            return {}, 1
        if self._is_gone_ref(ref):
            return {}, 0
        if term.parameter:
            # The contest says how much the parameter is: the product is a count of its own.
            return {f"{term.parameter} * {ref}": 1}, 0
        table = self._tables.get(ref.name.partition(".")[0])
        if table is None:
            return self._computed.get(ref.name, ({ref.name: 1}, 0))
        return dict.fromkeys(_cells(ref, table, scope), 1), 0

    def _is_gone_ref(self, ref: Ref) -> bool:
        return self._is_gone(ref.name.partition(".")[0])

    def _is_gone(self, name: str) -> bool:
        return name in self._removed and name not in self._tables


def _cells(ref: Ref, table: Table, scope: str) -> list[str]:
    if not ref.is_sum:
        return [ref.name]
    if table.rows_from is RowsFrom.FORM and len(table.columns) == 1 and not ref.where:
        return [f"{table.name}.{row.name}" for row in table.fixed_rows]
    if scope == table.name:
        return [str(ref)] if ref.where else [ref.name, f"others({ref.name})"]
    flags = [column.name for column in table.columns if column.flag]
    if len(flags) != 1:
        return [str(ref)]
    flagged = f"sum({ref.name} where {flags[0]})"
    return [flagged] if ref.where else [flagged, f"sum({ref.name} where not {flags[0]})"]
