# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which column of a voter file holds what: headings in Kazakh, Russian and English."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LOOKED_AT = 30
"""Rows in which headings are sought: titles stand above them."""
_LEAST = 2

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("№", "n", "no", "нөмірі", "рет нөмірі", "номер", "п/п", "number"),
    "surname": ("тегі", "фамилия", "surname", "last name", "family name"),
    "given_name": ("аты", "имя", "given name", "first name"),
    "patronymic": ("әкесінің аты", "отчество", "patronymic", "middle name"),
    "full_name": (
        "аты жөні", "тегі аты әкесінің аты", "фио", "ф и о", "фамилия имя отчество", "full name",
        "name", "сайлаушы", "избиратель",
    ),
    "birth": ("туған күні", "туған жылы", "дата рождения", "год рождения", "date of birth",
              "birth date", "born", "туған күні айы жылы"),
    "iin": ("жсн", "иин", "iin", "жеке сәйкестендіру нөмірі"),
    "address": ("мекенжайы", "мекен жайы", "тұрғылықты мекенжайы", "адрес", "адрес места жительства",
                "address", "тіркелген мекенжайы", "место жительства"),
    "paper_table": ("үстел", "стол", "table"),
    "paper_page": ("бет", "страница", "page"),
    "paper_row": ("жол", "строка", "row"),
}  # fmt: skip
_LATIN = str.maketrans("ABCEHKMOPTXYabcehkmoptxy", "АВСЕНКМОРТХУавсенкмортху")


@dataclass(frozen=True, slots=True)
class Columns:
    """Recognised columns: field to column number (0 upward), and the first row of data."""

    at: Mapping[str, int]
    first_row: int


def recognise(rows: Sequence[Sequence[Any]]) -> Columns | None:
    """Find the headings; None when no row holds a name column and one column more."""
    best: tuple[int, dict[str, int], int] = (0, {}, 0)
    for index, row in enumerate(rows[:LOOKED_AT]):
        found = _fields(row)
        if index + 1 < len(rows):
            # Headings may stand in two rows, the upper one merged over several columns.
            below = {k: v for k, v in _fields(rows[index + 1]).items() if k not in found}
            both = {**found, **below}
            if below and len(found) >= _LEAST - 1 and len(both) > best[0]:
                best = (len(both), both, index + 2)
        if len(found) > best[0]:
            best = (len(found), found, index + 1)
    count, at, first_row = best
    named = "full_name" in at or "surname" in at
    return Columns(at, first_row) if named and count >= _LEAST else None


def _fields(row: Sequence[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, value in enumerate(row):
        field = field_of(value)
        if field and field not in found:
            found[field] = column
    return found


def field_of(value: Any) -> str:
    """The field that a heading names, or an empty string; a heading may stand in two languages."""
    if not isinstance(value, str) or len(value) > 200:  # noqa: PLR2004
        return ""
    for part in [value, *re.split(r"[/\n|;()]+", value)]:
        words = _folded(part)
        for field, headings in HEADINGS.items():
            if words and words in {_folded(heading) for heading in headings}:
                return field
    return ""


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if re.search("[а-яё]", text, re.IGNORECASE):
        text = text.translate(_LATIN)
    return " ".join(re.sub(r"[^\w№]+", " ", text.casefold()).split())
