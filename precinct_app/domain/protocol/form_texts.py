# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Names in braces in a form's sentences: each must be a line, or one of the numbers of a message."""

from collections.abc import Iterator
from string import Formatter

from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.form_layers import Faults, Merged
from precinct_app.domain.wording import Wording

NUMBERS = ("formula", "left", "right", "gap", "row")
"""What the sentence of a finding may name besides lines and tables; its advice only the row."""
_OF_THE_DAY = ("ballots",)


def check_texts(form: Form, merged: Merged, faults: Faults) -> None:
    """Note braces that do not close, and names in braces that the form does not have."""
    items = frozenset({item.name for item in form.items} | {"row"})
    told = items | {*NUMBERS}
    for text in _texts(form.numbers):
        _check(text, told, merged.plain.file("numbers"), "numbers", faults)
    for relation in form.relations:
        source = merged.lists["relation"][relation.code]
        says = told | {*_OF_THE_DAY} if relation.scope == "day" else told
        for key, wording, known in (("says", relation.says, says), ("next", relation.next, items)):
            for text in _texts(wording):
                _check(text, known, source.file(key), f"relation {relation.code}.{key}", faults)


def _texts(wording: Wording) -> tuple[str, str, str]:
    return wording.kk, wording.ru, wording.en


def _check(text: str, known: frozenset[str], form: str, place: str, faults: Faults) -> None:
    try:
        names = dict.fromkeys(_placeholders(text))
    except ValueError:
        faults.add("form.braces", form=form, place=place)
        return
    for name in names:
        if name not in known:
            faults.add_unknown(name, known, form=form, place=place)


def _placeholders(text: str) -> Iterator[str]:
    """Names in braces; ValueError for a brace that does not close and for anything but a name."""
    for _, name, width, conversion in Formatter().parse(text):
        if name is None:
            continue
        if width or conversion or not name.isidentifier():
            raise ValueError(name)
        yield name
