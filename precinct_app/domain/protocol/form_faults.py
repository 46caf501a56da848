# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Everything that is wrong with a form file, for ``forms check`` and for the package's build."""

from collections.abc import Iterator, Mapping

from precinct_app.domain.errors import FormError, Reason
from precinct_app.domain.protocol.form import Form, Relation
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.domain.protocol.formula import Operator


def faults(form_id: str, texts: Mapping[str, str]) -> list[Reason]:
    """What makes the file unreadable, or every relation that makes no sense."""
    try:
        form = load_form(form_id, texts)
    except FormError as error:
        return list(error.reasons)
    return [*_senseless(form), *_doubles(form)]


def _senseless(form: Form) -> Iterator[Reason]:
    """Relations over counts (0 upward) that can never fail, or never hold."""
    for relation in form.relations:
        if relation.linear is None or relation.scope == "day":
            continue
        sizes, constant = relation.linear.coefficients(form.parameters)
        lowest = constant if all(size > 0 for size in sizes.values()) else None
        highest = constant if all(size < 0 for size in sizes.values()) else None
        values = {"form": form.form_id, "code": relation.code}
        operator = relation.linear.operator
        if _always(operator, lowest, highest, empty=not sizes):
            yield Reason("form.never_fails", values)
        elif _never(operator, lowest, highest):
            yield Reason("form.never_holds", values)


def _always(operator: Operator, lowest: int | None, highest: int | None, *, empty: bool) -> bool:
    if empty:
        return True
    at_most = operator is Operator.AT_MOST and highest is not None and highest <= 0
    at_least = operator is Operator.AT_LEAST and lowest is not None and lowest >= 0
    return at_most or at_least


def _never(operator: Operator, lowest: int | None, highest: int | None) -> bool:
    above = operator is not Operator.AT_LEAST and lowest is not None and lowest > 0
    below = operator is not Operator.AT_MOST and highest is not None and highest < 0
    return above or below


def _doubles(form: Form) -> Iterator[Reason]:
    """Two relations that say the same of the same rows under the same condition."""
    seen: dict[object, str] = {}
    for relation in form.relations:
        key = _meaning(form, relation)
        if key is None:
            continue
        if key in seen:
            values = {"form": form.form_id, "code": relation.code, "other": seen[key]}
            yield Reason("form.says_same", values)
        seen.setdefault(key, relation.code)


def _meaning(form: Form, relation: Relation) -> object:
    if relation.linear is None:
        return None
    sizes, constant = relation.linear.coefficients(form.parameters)
    terms = frozenset((str(ref), size) for ref, size in sizes.items())
    mirrored = frozenset((name, -size) for name, size in terms)
    operator = relation.linear.operator
    if operator is Operator.EQUAL:
        meaning: object = frozenset({(terms, constant), (mirrored, -constant)})
    elif operator is Operator.AT_LEAST:
        meaning = (mirrored, -constant)
    else:
        meaning = (terms, constant)
    return relation.scope, relation.when, operator is Operator.EQUAL, meaning
