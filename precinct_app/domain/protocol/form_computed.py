# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Computed lines of a form: each is a sum of figures that are there before it."""

from precinct_app.domain.errors import FormError
from precinct_app.domain.protocol.form import Form, Line, computed_from
from precinct_app.domain.protocol.form_layers import Faults, Merged
from precinct_app.domain.protocol.form_names import known_names
from precinct_app.domain.protocol.formula import Ref, column_of
from precinct_app.domain.protocol.sheet import Source


def check_computed(form: Form, merged: Merged, faults: Faults) -> None:
    """Note what no computed line may say; they are computed in the order of the form."""
    later = [line.name for line in form.lines() if line.source is Source.COMPUTED]
    for line in form.lines():
        if line.source is Source.COMPUTED and line.formula:
            item = merged.lists["line"].get(line.name)
            file = item.file("formula") if item else form.form_id
            _check(line, file, form, frozenset(later), merged.removed, faults)
            later.remove(line.name)


def _check(
    line: Line, file: str, form: Form, later: frozenset[str], removed: set[str], faults: Faults
) -> None:
    place = f"line {line.name}.formula"
    try:
        linear = computed_from(line, f"{file}: {place}")
    except FormError as error:
        faults.extend(error.reasons)
        return
    if any(term.percent or term.parameter for term in linear.left):
        faults.add("form.computed_share", form=file, place=place)
    known = known_names(form)
    for ref in linear.refs:
        column = column_of(line.formula, ref.name)
        at = f"{place}:{column}"
        if ref.name in later:
            faults.add("form.computed_order", form=file, place=at, name=ref.name, column=column)
        elif not _fits(ref, form, known, removed):
            faults.add_unknown(ref.name, known - {line.name}, column, form=file, place=place)


def _fits(ref: Ref, form: Form, known: frozenset[str], removed: set[str]) -> bool:
    name = ref.name.partition(".")[0]
    table = next((one for one in form.tables() if one.name == name), None)
    if ref.name not in known:
        return name in removed
    if table is None:
        return not ref.is_sum
    flags = {column.name for column in table.columns if column.flag}
    fixed = {f"{name}.{row.name}" for row in table.fixed_rows}
    return ref.where in {"", *flags} if ref.is_sum else ref.name in fixed
