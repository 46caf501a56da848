# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which column of a voter file holds what: headings in Kazakh, Russian and English."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from precinct_app.exchange.table_sheet import Line
from precinct_app.services.voter_layout import NAMES

LOOKED_AT = 40
"""Lines in which headings are sought: titles stand above them."""
_DEEPEST = 3
"""Rows that one set of headings may take."""
_LEAST = 2
_LONGEST = 120

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("№", "n", "no", "нөмірі", "рет нөмірі", "номер", "п п", "№ п п", "р с", "№ р с",
               "number", "р б", "реттік нөмірі", "порядковый номер", "список №", "тізімдегі нөмірі"),
    "surname": ("тегі", "фамилия", "фамилиясы", "surname", "last name", "family name"),
    "given_name": ("аты", "имя", "есімі", "given name", "first name", "given names"),
    "patronymic": ("әкесінің аты", "отчество", "patronymic", "middle name"),
    "full_name": (
        "аты жөні", "тегі аты әкесінің аты", "т а ә", "таә", "фио", "ф и о", "full name", "name",
        "фамилия имя отчество", "фамилия имя и отчество", "сайлаушы", "избиратель", "тегі аты",
        "сайлаушының аты жөні", "фио избирателя", "фамилия имя", "азамат", "гражданин",
    ),
    "birth": ("туған күні", "туған жылы", "дата рождения", "год рождения", "date of birth", "born",
              "birth date", "birthdate", "туған күні айы жылы", "число месяц год рождения", "д р",
              "туған жылы айы күні", "г р", "year of birth", "dob"),
    "iin": ("жсн", "иин", "iin", "жеке сәйкестендіру нөмірі", "жсн иин",
            "индивидуальный идентификационный номер", "individual identification number"),
    "sex": ("жынысы", "пол", "sex", "gender"),
    "address": ("мекенжайы", "мекен жайы", "тұрғылықты мекенжайы", "адрес", "тұрғылықты жері",
                "адрес места жительства", "address", "тіркелген мекенжайы", "место жительства",
                "адрес проживания", "адрес регистрации", "home address", "мекенжай"),
    "settlement": ("елді мекен", "населенный пункт", "ауыл", "село", "settlement", "қала", "город"),
    "street": ("көше", "көшесі", "улица", "street"),
    "house": ("үй", "үй нөмірі", "дом", "номер дома", "№ дома", "house", "үй №"),
    "flat": ("пәтер", "квартира", "flat", "apartment", "кв", "пәтер нөмірі", "№ квартиры"),
    "paper_table": ("үстел", "стол", "table"),
    "paper_page": ("бет", "страница", "page"),
    "paper_row": ("жол", "строка", "row"),
}  # fmt: skip
_LOOK_ALIKES = str.maketrans("ABCEHIKMOPTXYabcehikmoptxy", "АВСЕНІКМОРТХУавсенікмортху")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)
_PARTS = re.compile(r"[/\\\n\r|;()\[\]]+")

_HINTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "",
        re.compile(r"туған жері|место рожд|birth ?place|place of birth|куәлік|удостовер|документ"),
    ),
    ("iin", re.compile(r"\b(жсн|иин|iin)")),
    ("birth", re.compile(r"\bтуған|рожд|\bbirth")),
    ("address", re.compile(r"адрес|мекен ?жай|тұрғылықты|жительств|\baddress")),
    ("full_name", re.compile(r"(фамил|тегі|surname).*(имя|аты|name)|\bфио\b|аты жөні")),
    ("patronymic", re.compile(r"отчеств|әкесінің аты|patronym")),
    ("surname", re.compile(r"фамили|\bтегі|surname")),
    ("given_name", re.compile(r"\b(имя|аты|есімі|given name)\b")),
)
"""What a heading hints at by a word in it, most telling first; an empty field says: none of ours."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Recognised columns: field to column (0 upward), where data begin, what was only guessed."""

    at: Mapping[str, int]
    head_row: int
    first_row: int
    guessed: tuple[int, ...]
    headings: tuple[str, ...]


def recognise(lines: Sequence[Line]) -> Columns | None:
    """Find the headings; None when no rows hold a name column and one column more.

    Headings may stand in up to three rows, the upper ones merged over several columns or in another
    language; the lowest that is understood tells.
    """
    best: tuple[int, int, dict[int, str]] = (0, 0, {})
    told = [fields_of(line) for line in lines[:LOOKED_AT]]
    for index in range(len(told)):
        fields: dict[int, str] = {}
        for below in range(index, min(index + _DEEPEST, len(told))):
            fields = fields | told[below]
            if (count := _worth(fields)) > best[0]:
                best = (count, below, dict(fields))
    count, last, fields = best
    if count < _LEAST:
        return None
    last = _last_head(lines, last, fields)
    top = max(0, last - _DEEPEST)
    headings = _headings(lines[top : last + 1], fields)
    guessed = tuple(c for c in _first_of_each(fields).values() if not exact_field(headings[c]))
    return Columns(
        _first_of_each(fields), lines[last][0], lines[last][0] + 1, guessed, headings
    )  # fmt: skip


def count_headings(lines: Sequence[Line]) -> int:
    """How many different columns the first lines name; 0 when there is no name among them."""
    found = recognise(lines)
    return len(found.at) if found else 0


def _worth(fields: Mapping[int, str]) -> int:
    different = set(fields.values())
    return len(different) if different & NAMES else 0


def _last_head(lines: Sequence[Line], last: int, fields: Mapping[int, str]) -> int:
    """The same headings may follow in a second language; they are no voters."""
    while last + 1 < len(lines) and repeats_headings(lines[last + 1], fields):
        last += 1
    return last


def repeats_headings(line: Line, fields: Mapping[int, str]) -> bool:
    """Whether a row says the headings again, as each page of a printed list does."""
    cells = [(field, line[1].get(column)) for column, field in fields.items()]
    same = sum(isinstance(v, str) and field_of(v) == field for field, v in cells)
    return same >= _LEAST and 2 * same >= len(line[1])


def fields_of(line: Line) -> dict[int, str]:
    """Columns of a row that read as headings."""
    found = {c: field_of(v) for c, v in line[1].items() if isinstance(v, str)}
    return {column: field for column, field in found.items() if field}


def _first_of_each(fields: Mapping[int, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in sorted(fields):
        found.setdefault(fields[column], column)
    return found


def _headings(lines: Sequence[Line], fields: Mapping[int, str]) -> tuple[str, ...]:
    """Headings by column: the row that was understood, or the lowest that says anything."""
    width = 1 + max(max(cells) for _, cells in lines)
    found = [""] * width
    for _, cells in lines:
        for column, value in cells.items():
            text = " ".join(str(value).split())[:_LONGEST] if isinstance(value, str) else ""
            known = fields.get(column, "")
            if text and (not known or field_of(text) == known or not found[column]):
                found[column] = text
    return tuple(found)


@lru_cache(maxsize=4096)
def field_of(heading: str) -> str:
    """The field that a heading names or hints at, or an empty string."""
    return exact_field(heading) or _hinted_field(heading)


@cache
def _known() -> dict[str, str]:
    return {_folded(h): field for field, headings in HEADINGS.items() for h in headings}


def exact_field(heading: str) -> str:
    """The field that a heading names as we know it; it may stand in two languages."""
    if len(heading) > _LONGEST:
        return ""
    known = _known()
    for part in [heading, *_PARTS.split(heading)]:
        if field := known.get(_folded(part), ""):
            return field
    return ""


def _hinted_field(heading: str) -> str:
    if len(heading) > _LONGEST or any(letter.isdigit() for letter in heading):
        return ""
    folded = _folded(heading)
    return next((field for field, hint in _HINTS if hint.search(folded)), "")


def _folded(text: str) -> str:
    """Without case, marks and Latin look-alikes; yo as ye."""
    text = "".join(c for c in unicodedata.normalize("NFKC", text) if c == "\n" or _seen(c))
    if _CYRILLIC.search(text):
        text = text.translate(_LOOK_ALIKES)
    return " ".join(re.sub(r"[^\w№]+|_", " ", text.casefold().replace("ё", "е")).split())


def _seen(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cf", "Cc", "Cs"} or letter in "\t\r"
