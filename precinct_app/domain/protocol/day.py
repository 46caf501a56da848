# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The day's ballots beside each other: what one circle of voters must have alike on all of them.

A relation of the scope ``day`` compares one sum with ``most``: the value that most ballots of the
circle have (W401, W402).  What the sums differ by is predicted from certificates and refusals inside
the formula, never excused.  Its one message names the ballots apart from most, and stands on each
sheet of the circle.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Form, Relation
from precinct_app.domain.protocol.formula import Ref
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


def compare_ballots(sheets: Sequence[DaySheet], level: Level) -> dict[str, dict[str, Verdict]]:
    """Verdicts on the relations of the day, by ballot and by code.

    A circle is judged as far as its sheets are filled: a sheet with an empty cell takes no part yet,
    and alone nothing can be compared.
    """
    found: dict[str, dict[str, Verdict]] = {one.ballot_id: {} for one in sheets}
    for circle in dict.fromkeys(one.circle for one in sheets):
        alike = [one for one in sheets if one.circle == circle]
        for code in _codes(alike):
            verdict = _verdict(_values(alike, code, level))
            if verdict is not None:
                for one in alike:
                    found[one.ballot_id][code] = verdict
    return found


def _codes(sheets: Iterable[DaySheet]) -> tuple[str, ...]:
    relations = (relation for one in sheets for relation in one.form.relations)
    return tuple(dict.fromkeys(r.code for r in relations if _compares(r)))


def _compares(relation: Relation) -> bool:
    return relation.scope == "day" and relation.linear is not None


def _values(sheets: Iterable[DaySheet], code: str, level: Level) -> list[tuple[DaySheet, int]]:
    values: list[tuple[DaySheet, int]] = []
    for one in sheets:
        relation = next((r for r in one.form.relations if r.code == code), None)
        if relation is None or relation.linear is None:
            continue
        checker = Checker(one.form, one.rows, level, {}, None, only=())
        value = checker.side_value(relation.linear.left, one.sheet, "")
        if value is not None:
            values.append((one, value))
    return values


def _verdict(values: Sequence[tuple[DaySheet, int]]) -> Verdict | None:
    if len(values) <= 1:
        return None
    most = Counter(value for _, value in values).most_common(1)[0][0]
    apart = [(one, value) for one, value in values if value != most]
    if not apart:
        return Verdict(holds=True, left=most, right=most)
    named = _in_a_row([one.name for one, _ in apart])
    return Verdict(holds=False, left=apart[0][1], right=most, values={"ballots": named})


def _in_a_row(names: Sequence[Wording]) -> Wording:
    return Wording(
        ", ".join(n.kk for n in names), ", ".join(n.ru for n in names),
        ", ".join(n.en for n in names),
    )  # fmt: skip
