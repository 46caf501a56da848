# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The day's ballots beside each other: what one circle of voters must have alike on all of them.

A relation of the scope ``day`` compares one sum with ``most``: the value that most ballots of the
circle have (W401, W402).  What the sums differ by is predicted from certificates and refusals inside
the formula, never excused.  Its one message names the ballots apart from most, and stands on each
sheet of the circle.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.formula import Linear, Ref
from precinct_app.domain.protocol.outside import Verdict
from precinct_app.domain.protocol.sheet import Rows, Sheet
from precinct_app.domain.wording import Wording

MOST = Ref("most")
"""Stands in a formula of the day for the value that most ballots of the circle have."""


@dataclass(frozen=True, slots=True)
class DaySheet:
    """One ballot's completed sheet among the day's."""

    ballot_id: str
    name: Wording
    circle: str
    """Ballots whose delivered list is the same people share a circle."""
    form: Form
    rows: Rows
    sheet: Sheet
    in_error: frozenset[str] = frozenset()
    """Cells of this sheet's standing errors: what reads one of them waits until it is mended."""


@dataclass(frozen=True, slots=True)
class _Value:
    """What a sheet has where most ballots of its circle should have the same."""

    of: DaySheet
    value: int
    cells: tuple[str, ...]


def compare_ballots(sheets: Sequence[DaySheet], level: Level) -> dict[str, dict[str, Verdict]]:
    """Verdicts on the relations of the day, by ballot and by code.

    A circle is judged as far as its sheets are filled: one with an empty cell, or with an error on
    what is compared, takes no part yet, and alone nothing can be compared.
    """
    found: dict[str, dict[str, Verdict]] = {one.ballot_id: {} for one in sheets}
    for circle in dict.fromkeys(one.circle for one in sheets):
        alike = [one for one in sheets if one.circle == circle]
        for code in dict.fromkeys(code for one in alike for code in _sums(one.form)):
            values = list(_values(alike, code, level))
            verdict = _verdict(values)
            if verdict is not None:
                for one in values:
                    found[one.of.ballot_id][code] = replace(verdict, cells=one.cells)
    return found


def _sums(form: Form) -> dict[str, Linear | None]:
    """The form's relations of the day by code."""
    return {
        relation.code: relation.linear for relation in form.relations if relation.scope == "day"
    }


def _values(sheets: Iterable[DaySheet], code: str, level: Level) -> Iterator[_Value]:
    for one in sheets:
        linear = _sums(one.form).get(code)
        if linear is None:
            continue
        checker = Checker(one.form, one.rows, level, {}, None, only=())
        spread = checker.side(linear.left)
        value, cells = spread.difference(one.sheet), spread.cells
        if value is not None and not one.in_error & set(cells):
            yield _Value(one, value, cells)


def _verdict(values: Sequence[_Value]) -> Verdict | None:
    if len(values) <= 1:
        return None
    counted = Counter(one.value for one in values)
    most = max(counted, key=counted.__getitem__)
    apart = [one for one in values if one.value != most]
    if not apart:
        return Verdict(holds=True, left=most, right=most)
    named = _in_a_row([one.of.name for one in apart])
    return Verdict(holds=False, left=apart[0].value, right=most, values={"ballots": named})


def _in_a_row(names: Sequence[Wording]) -> Wording:
    return Wording(
        ", ".join(n.kk for n in names), ", ".join(n.ru for n in names),
        ", ".join(n.en for n in names),
    )  # fmt: skip
