# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Names in braces in a form's sentences: each must be a line, or one of the numbers of a message."""

from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.form_layers import Faults, Merged
from precinct_app.domain.wording import Wording

NUMBERS = ("formula", "left", "right", "gap", "row", "lines")
"""What the sentence of a finding may name besides lines and tables; its advice only the row."""
NO_TEXT = ("", "-")
"""A text that is missing, and what stands where a form has none in that language."""
_OF_THE_DAY = ("ballots",)


def check_texts(form: Form, merged: Merged, faults: Faults) -> None:
    """Note braces that do not close, names in braces that the form does not have, and languages
    that name different things.
    """
    items = frozenset({item.name for item in form.items} | {"row"})
    told = items | {*NUMBERS}
    _Text(form.numbers, told, merged.plain.file("numbers"), "numbers").check(faults)
    for relation in form.relations:
        source = merged.lists["relation"][relation.code]
        says = told | {*_OF_THE_DAY} if relation.scope == "day" else told
        for key, wording, known in (("says", relation.says, says), ("next", relation.next, items)):
            place = f"relation {relation.code}.{key}"
            _Text(wording, known, source.file(key), place).check(faults)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text in three languages and what it may name."""

    wording: Wording
    known: frozenset[str]
    form: str
    place: str

    def check(self, faults: Faults) -> None:
        texts = (self.wording.kk, self.wording.ru, self.wording.en)
        try:
            named = [frozenset(_placeholders(text)) for text in texts if text not in NO_TEXT]
        except ValueError:
            faults.add("form.braces", form=self.form, place=self.place)
            return
        every = frozenset().union(*named)
        for name in sorted(every - self.known):
            faults.add_unknown(name, self.known, form=self.form, place=self.place)
        for name in sorted(every & self.known):
            if not all(name in one for one in named):
                faults.add("form.languages_differ", form=self.form, place=self.place, name=name)


def _placeholders(text: str) -> Iterator[str]:
    """Names in braces; ValueError for a brace that does not close and for anything but a name."""
    for _, name, width, conversion in Formatter().parse(text):
        if name is None:
            continue
        if width or conversion or not name.isidentifier():
            raise ValueError(name)
        yield name
