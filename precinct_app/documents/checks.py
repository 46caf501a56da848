# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The form's printed relations with their figures, so that anybody can add them up on paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form import CellSpec, Form, Grade, Relation
from precinct_app.domain.protocol.formula import Operator, Ref, Term
from precinct_app.domain.protocol.sheet import NA, Figure, cell_parts

_FEW, _SOME = 3, 8
"""Rows of a sum whose numbers are all written, and whose figures are all written."""


@dataclass(frozen=True, slots=True)
class _Addend:
    numbers: str
    figures: str
    value: int
    minus: bool


class _NotPrintableError(Exception):
    """A figure that the paper does not show has a part in the relation."""


def printed_checks(
    form: Form, cells: tuple[CellSpec, ...], figures: Mapping[str, Figure], level_rank: int
) -> list[str]:
    """Equalities between printed figures: ``12 = 10 + 11: 783 = 40 + 743``.

    A figure that is zero and not printed vanishes; one that is not zero makes the relation unfit
    for paper.  A relation that does not hold (in a draft) shows both sums.
    """
    checks: dict[str, None] = {}
    for relation in form.relations:
        if _fit_for_paper(relation, level_rank):
            try:
                checks[_said(relation, form, cells, figures)] = None
            except _NotPrintableError:
                continue
    return [check for check in checks if check]


def check_numbers(form: Form, cells: tuple[CellSpec, ...]) -> list[str]:
    """The equalities between printed lines without figures: ``12 = 10 + 11``; all are printed."""
    rank = max(level.rank for level in Level)
    nothing = dict.fromkeys((spec.cell for spec in cells), 0)
    return [said.partition(":")[0] for said in printed_checks(form, cells, nothing, rank)]


def _fit_for_paper(relation: Relation, level_rank: int) -> bool:
    linear = relation.linear
    if (
        relation.grade is not Grade.ERROR
        or linear is None
        or relation.scope != "sheet"
        or relation.level.rank > level_rank
    ):
        return False
    return linear.operator is Operator.EQUAL and not relation.when


def _said(
    relation: Relation, form: Form, cells: tuple[CellSpec, ...], figures: Mapping[str, Figure]
) -> str:
    if relation.linear is None:
        return ""
    left, right = (
        [a for term in side for a in _addends(term, form, cells, figures)]
        for side in (relation.linear.left, relation.linear.right)
    )
    if not left or not right:
        return ""
    sums = [sum(-a.value if a.minus else a.value for a in side) for side in (left, right)]
    numbers = f"{_joined([(a.minus, a.numbers) for a in left])} = " + _joined(
        [(a.minus, a.numbers) for a in right]
    )
    shown = [_joined([(a.minus, a.figures) for a in side]) for side in (left, right)]
    if sums[0] == sums[1]:
        return f"{numbers}: {shown[0]} = {shown[1]}"
    return f"{numbers}: {sums[0]}; {shown[1]} = {sums[1]}"


def _joined(parts: list[tuple[bool, str]]) -> str:
    text = ""
    for minus, part in parts:
        sign = " – " if minus else " + "
        text += (("–" if minus else "") if not text else sign) + part
    return text


def _addends(
    term: Term, form: Form, cells: tuple[CellSpec, ...], figures: Mapping[str, Figure]
) -> list[_Addend]:
    factor = abs(term.coefficient) * form.parameters.get(term.parameter, 1)
    minus = term.coefficient < 0
    if term.percent or term.ref is None:
        raise _NotPrintableError
    specs = _cells_of(_printed_sum(term.ref, form), cells)
    hidden = [spec for spec in specs if not spec.printed]
    if any(figures.get(spec.cell) not in {0, NA, None} for spec in hidden) or term.ref.where:
        raise _NotPrintableError
    shown = [spec for spec in specs if spec.printed and figures.get(spec.cell) is not NA]
    if any(spec.cell not in figures for spec in shown):
        raise _NotPrintableError
    values = [int(figures[spec.cell]) for spec in shown]  # type: ignore[arg-type]
    if not shown:
        return []
    times = f"{factor} × " if factor != 1 else ""
    listed = values if len(values) <= _SOME else [sum(values)]
    if times and len(listed) > 1:
        listed = [sum(values)]
    numbers = times + _numbers([spec.official for spec in shown])
    return [_Addend(numbers, times + " + ".join(map(str, listed)), factor * sum(values), minus)]


def _numbers(numbers: list[str]) -> str:
    if len(numbers) > _FEW:
        return f"{numbers[0]} + … + {numbers[-1]}"
    return " + ".join(numbers)


def _printed_sum(ref: Ref, form: Form) -> Ref:
    """The printed line that holds this sum (boxes' ballots in all), where the form has one."""
    for line in form.lines():
        if ref.is_sum and line.printed and line.formula.replace(" ", "") == f"sum({ref.name})":
            return Ref(line.name)
    return ref


def _cells_of(ref: Ref, cells: tuple[CellSpec, ...]) -> list[CellSpec]:
    if ref.is_sum:
        return [c for c in cells if "." in c.cell and cell_parts(c.cell)[0] == ref.name]
    return [c for c in cells if c.cell == ref.name]
