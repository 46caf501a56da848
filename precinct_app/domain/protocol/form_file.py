# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Reading a form file (TOML): a form may build on another, add to it, and take codes away."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from precinct_app.domain.errors import FormError
from precinct_app.domain.protocol.form import Form, Line, Section, Table
from precinct_app.domain.protocol.form_computed import check_computed
from precinct_app.domain.protocol.form_fields import PART, Fields
from precinct_app.domain.protocol.form_layers import (
    PLAIN,
    Faults,
    Item,
    Merged,
    merge,
    read_layers,
)
from precinct_app.domain.protocol.form_names import check_names
from precinct_app.domain.protocol.form_parts import FIELDS, line, relation, section, table
from precinct_app.domain.protocol.form_texts import check_texts
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ReadForm:
    """A form as far as it could be read, and everything that is wrong with its files."""

    form: Form
    removed: frozenset[str]
    """What it takes away from the form it builds on; such names count as 0."""
    relations: Mapping[str, Item]
    """Each relation's fields with the files they come from, by code."""
    faults: Faults


def load_form(form_id: str, texts: Mapping[str, str]) -> Form:
    """Load a form from the texts it may build on, by form id.

    FormError ``form.*`` with every reason why it cannot be used, each with file, place and, in a
    formula, the column.
    """
    read = read_form(form_id, texts)
    if read.faults:
        raise FormError(*read.faults)
    return read.form


def read_form(form_id: str, texts: Mapping[str, str]) -> ReadForm:
    """Read as much as there is; a formula that cannot be read is left out of its relation."""
    faults = Faults()
    layers = read_layers(form_id, texts, faults)
    # Half a form would only bring forth faults that are none: names that the other half has.
    broken = bool(faults)
    merged = Merged() if broken else merge(layers, faults)
    digest = hashlib.sha256()
    for name, _ in layers:
        digest.update(texts[name].encode("utf-8") + b"\0")
    form = _form(form_id, merged, digest.hexdigest(), Faults() if broken else faults)
    read = ReadForm(form, frozenset(merged.removed), merged.lists["relation"], faults)
    check_names(form, merged, faults)
    check_computed(form, merged, faults)
    check_texts(form, merged, faults)
    return read


def _form(form_id: str, merged: Merged, sha256: str, faults: Faults) -> Form:
    def each(key: str, read: Callable[[Fields], _T]) -> list[_T]:
        items = merged.lists[key].items()
        return [read(Fields(item, f"{key} {name}", faults, FIELDS[key])) for name, item in items]

    found: list[Line | Table] = [*each("line", line), *each("table", table)]
    items = sorted(found, key=_order)
    plain = Fields(merged.plain, "", faults, PLAIN)
    merged.plain.form = form_id  # where what is missing would have to stand
    relations = [one for one in each("relation", relation) if one is not None]
    return Form(
        form_id=form_id, annex=plain.wording("annex"), title=plain.wording("title"),
        ballot_caption=plain.wording("ballot_caption"),
        sections=_in_order(each("section", section), items), items=tuple(items),
        relations=tuple(relations), parameters=_parameters(merged.parameters, faults),
        numbers=plain.wording("numbers"), sha256=sha256, serves=plain.texts("serves"),
        percent_of=plain.text("percent_of", ""),
    )  # fmt: skip


def _parameters(item: Item, faults: Faults) -> dict[str, int]:
    parameters: dict[str, int] = {}
    for name, value in item.fields.items():
        if type(value) is int and 0 <= value <= LARGEST_FIGURE:
            parameters[name] = value
        else:
            faults.add("form.parameter", form=item.origins[name], place=f"parameters.{name[:60]}")
    return parameters


def _in_order(sections: Sequence[Section], items: Sequence[Line | Table]) -> tuple[Section, ...]:
    """As their first lines follow each other on paper, wherever a form says them anew."""
    first = list(dict.fromkeys(item.section_id for item in items))
    places = {section_id: place for place, section_id in enumerate(first)}
    return tuple(sorted(sections, key=lambda one: places.get(one.section_id, len(places))))


def _order(item: Line | Table) -> tuple[list[tuple[int, str]], bool]:
    """By official number, A, 14, 14a, 15; a line before the table of the same number."""
    parts = [(int(number or 0), letter) for number, letter in PART.findall(item.official)]
    return parts, isinstance(item, Table)
