# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a form file can say and should not: numbers without a unit, odd shares, silent circles."""

from collections.abc import Iterator, Mapping

from precinct_app.domain.protocol.day import MOST
from precinct_app.domain.protocol.form import Grade, Relation
from precinct_app.domain.protocol.form_file import ReadForm
from precinct_app.domain.protocol.formula import column_of
from precinct_app.domain.protocol.linear import PERCENT, Linear, Operator, Term

_LETTERS = {Grade.ERROR: "E", Grade.ACT: "A", Grade.WARNING: "W", Grade.NOTICE: "N"}
_GRADES = list(Grade)
_THRESHOLD = 2
"""From here a bare number is a threshold: 0 and 1 say "none" and "at least one"."""
_MOST_PERCENT = 200


def check_habits(read: ReadForm) -> None:
    """Note every relation that breaks a habit of the house, and every section without lines."""
    form = read.form
    relations = {relation.code: relation for relation in form.relations}
    silencers = {one.code: _silencers(one, relations) for one in form.relations}
    numbers: dict[str, str] = {}
    for relation in form.relations:
        other = numbers.setdefault(relation.code[1:], relation.code)
        told = (*_numbers(relation), *_grades(relation, relations, silencers), *_shape(relation))
        if other != relation.code:
            told = (*told, ("form.number_twice", "code", {"code": relation.code, "other": other}))
        for key, field, values in told:
            place = f"relation {relation.code}.{field}"
            file = read.relations[relation.code].file(field.partition(":")[0])
            read.faults.add(key, form=file, place=place, **values)
    used = {item.section_id for item in form.items}
    for section in form.sections:
        if section.section_id not in used:
            read.faults.add(
                "form.section_empty", form=form.form_id, place=f"section {section.section_id}"
            )


_Told = tuple[str, str, dict[str, str | int]]


def _shape(relation: Relation) -> Iterator[_Told]:
    """What would be passed over: a condition of a function or of the day, a day without ``most``."""
    code: dict[str, str | int] = {"code": relation.code}
    if relation.function and (relation.when or relation.scope != "sheet"):
        yield "form.function_alone", "when" if relation.when else "scope", code
    linear = relation.linear
    if relation.scope != "day" or linear is None:
        return
    terms = (*linear.left, *linear.right)
    plain = not any(term.percent or term.parameter for term in terms)
    most = [term.ref == MOST for term in terms] == [False] * len(linear.left) + [True]
    if linear.operator is not Operator.EQUAL or not plain or not most:
        yield "form.day", "formula", code
    elif relation.when:
        yield "form.day", "when", code


def _numbers(relation: Relation) -> Iterator[_Told]:
    when = relation.condition.comparison if relation.condition else None
    for field, text, linear in (("formula", relation.formula, relation.linear),
                                ("when", relation.when, when)):  # fmt: skip
        if linear is not None and relation.scope != "day":
            for term in (*linear.left, *linear.right):
                for key in _number_faults(term, linear):
                    number = abs(term.coefficient)
                    column = column_of(text, str(number))
                    yield key, f"{field}:{column}", {"number": number, "column": column}


def _number_faults(term: Term, linear: Linear) -> Iterator[str]:
    size = abs(term.coefficient)
    if term.ref is None and size >= _THRESHOLD and not term.unit:
        yield "form.unit"
    if not term.percent:
        return
    if not 0 < size <= _MOST_PERCENT or size == PERCENT:
        yield "form.percent"
    if linear.operator is Operator.EQUAL:
        yield "form.share_equals"
    elif term.up and not _is_greater_side(term, linear):
        yield "form.up"


def _is_greater_side(term: Term, linear: Linear) -> bool:
    """Rounding up is exact only where it makes the limit larger, and once."""
    side = linear.right if linear.operator is Operator.AT_MOST else linear.left
    ups = [one for one in (*linear.left, *linear.right) if one.up]
    return term in side and term.coefficient > 0 and len(ups) == 1


def _grades(
    relation: Relation, relations: Mapping[str, Relation], silencers: Mapping[str, set[str]]
) -> Iterator[_Told]:
    letter = _LETTERS[relation.grade]
    if not relation.code.startswith(letter):
        yield "form.code_grade", "code", {"grade": relation.grade.value, "letter": letter}
    for code in relation.unless:
        other = relations.get(code)
        if code == relation.code:
            yield "form.unless_self", "unless", {"code": code}
        elif other is not None and relation.code in silencers[code]:
            yield "form.unless_circle", "unless", {"code": code}
        elif other is not None and _GRADES.index(other.grade) > _GRADES.index(relation.grade):
            yield "form.unless_milder", "unless", {"code": code}


def _silencers(relation: Relation, relations: Mapping[str, Relation]) -> set[str]:
    """Every code that silences it, at once or by way of others."""
    found: set[str] = set()
    ahead = list(relation.unless)
    while ahead:
        code = ahead.pop()
        if code not in found:
            found.add(code)
            other = relations.get(code)
            ahead += other.unless if other else ()
    return found
