# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Fields of one thing of a form file, read one by one; what is wrong is noted, never raised."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form_layers import MOST_ITEMS, Faults, Item
from precinct_app.domain.protocol.formula import WORDS
from precinct_app.domain.wording import Language, Wording

_Kind = TypeVar("_Kind", bound=StrEnum)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}\Z")
_CODE = re.compile(r"[EAWN][0-9]{3}\Z")
_LETTERS = "a-zA-Zа-яА-ЯәғқңөұүһіӘҒҚҢӨҰҮҺІ"
PART = re.compile(rf"([0-9]{{1,4}}|(?=[{_LETTERS}]))([{_LETTERS}]?)")
"""One part of an official number: 14, 14a, or a letter alone (before all numbers)."""
_OFFICIAL = re.compile(rf"{PART.pattern}(\.{PART.pattern}){{0,3}}\Z")


MOST_CODES = 30
RESERVED = frozenset({*WORDS, "formula", "left", "right", "gap", "row", "lines"})
"""Words of the formula language, and the numbers that a sentence can name."""


class Fields:
    """The fields of one item; a field that is wrong gives a harmless value."""

    def __init__(self, item: Item, place: str, faults: Faults, known: Iterable[str]) -> None:
        self.item = item
        self.place = place
        self.faults = faults
        names = frozenset(known)
        for key in item.fields:
            if key not in names:
                self.faults.add_unknown(key, names, form=self.file(key), place=place)

    def file(self, key: str) -> str:
        """The file that the field comes from, or would have to stand in."""
        return self.item.file(key)

    def refuse(self, fault: str, key: str, **values: str | int) -> None:
        """Note a fault of a field."""
        place = f"{self.place}.{key}" if self.place else key
        self.faults.add(fault, form=self.file(key), place=place, **values)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; must stand there unless there is a default."""
        value = self.item.fields.get(key, default)
        if isinstance(value, str) and (value or default is not None):
            return value
        self.refuse("form.field", key)
        return default or ""

    def name(self, key: str = "name") -> str:
        """A name that formulas, files and sentences can hold; not one of their own words."""
        name = self._shaped(key, _NAME, "form.name_shape")
        if name in RESERVED:
            self.refuse("form.reserved", key, found=name)
        return name

    def official(self) -> str:
        """A number on paper: ``7``, ``7.1``, ``14a``, ``A``."""
        return self._shaped("official", _OFFICIAL, "form.official_shape") or "0"

    def code(self) -> str:
        """A relation's code: its grade's letter and three digits."""
        return self._shaped("code", _CODE, "form.code")

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self.item.fields.get(key, default)
        if isinstance(value, bool):
            return value
        self.refuse("form.flag_value", key)
        return default

    def one_of(self, kind: type[_Kind], key: str, default: _Kind | None = None) -> _Kind:
        """One of a few words, the first where it is none of them."""
        value = self.item.fields.get(key, default)
        if isinstance(value, str) and value in {one.value for one in kind}:
            return kind(value)
        found = value if isinstance(value, str) else "…"
        choices = ", ".join(one.value for one in kind)
        self.refuse("form.choice", key, found=found[:60], choices=choices)
        return next(iter(kind))

    def level(self) -> Level:
        """The least level of use; count only where nothing is said."""
        return self.one_of(Level, "level", Level.COUNT_ONLY)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where nothing is said."""
        value = self.item.fields.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.refuse("form.field", key)
            return ()
        if len(value) > MOST_CODES:
            self.refuse("form.too_many", key, most=MOST_CODES)
        return tuple(value[:MOST_CODES])

    def wording(self, key: str) -> Wording:
        """A text in the three languages, each told when it is missing or blank."""
        texts = self.item.fields.get(key)
        if not isinstance(texts, dict):
            self.refuse("form.wording", key)
            return Wording("", "", "")
        found = {lang.value: texts.get(lang.value) for lang in Language}
        for name in texts:
            if name not in found:
                place = f"{self.place}.{key}" if self.place else key
                self.faults.add_unknown(name, found, form=self.file(key), place=place)
        for language, text in found.items():
            if not isinstance(text, str) or not text.strip():
                self.refuse("form.language", key, language=language)
                found[language] = ""
        return Wording(**{lang: str(text) for lang, text in found.items()})

    def inner(self, key: str, known: Iterable[str]) -> list["Fields"]:
        """A list of small tables inside the item (columns, rows)."""
        value = self.item.fields.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.refuse("form.not_a_list", key)
            return []
        form, names = self.file(key), tuple(known)
        return [
            Fields(Item(one, {}, form), f"{self.place}.{key}[{number}]", self.faults, names)
            for number, one in enumerate(value[:MOST_ITEMS], start=1)
        ]

    def _shaped(self, key: str, shape: re.Pattern[str], fault: str) -> str:
        value = self.text(key)
        if not value or shape.match(value):
            return value
        self.refuse(fault, key, found=value[:60])
        return ""
