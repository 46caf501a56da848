# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Values of a voter's cells: texts, dates, numbers, the personal number with its zeros restored."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from precinct_app.domain.iin import DIGITS
from precinct_app.exchange.table_sheet import Cell, Lost, day_of_serial

_DATE = re.compile(
    r"(\d{1,2})[./,\- ]{1,2}(\d{1,2})[./,\- ]{1,2}(\d{4}|\d{2})(?: ?[гж]\.?)?(?: .*)?\Z"
)
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ].*)?\Z")
_WORDS = re.compile(r"(\d{1,2})\s+([^\W\d]+)\.?\s+(\d{4})\b.*\Z")
_YEAR = re.compile(r"(1[89]\d\d|20\d\d)(?: ?(г|ж|г\.р|ж\.т)\.?)?\Z")
_SERIAL = re.compile(r"[1-5]?\d{4}(\.0+)?\Z")
_ROUNDED = re.compile(r"\d[.,]\d+[eEеЕ]\+?\d+\Z")
_SHORTEST_IIN = 9
_LONGEST_NUMBER = 8
_SEPARATORS = re.compile(r"[\s'`’\"-]|\.0+\Z")
_MONTHS = (
    "янв|қаң|jan", "фев|ақп|feb", "мар|нау|mar", "апр|сәу|apr", "мая|май|мам|may", "июн|мау|jun",
    "июл|шіл|jul", "авг|там|aug", "сен|қыр|sep", "окт|қаз|oct", "ноя|қара|nov", "дек|жел|dec",
)  # fmt: skip
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)
_LOOK_ALIKES = str.maketrans("ABCEHIKMOPTXYaceiopxy", "АВСЕНІКМОРТХУасеіорху")
_NOTHING = frozenset({"-", "–", "—", "--", "жоқ", "нет", "n/a", "н/д", "."})


def text_of(value: Cell | None) -> str:
    """A cell as one line of text; signs that nobody sees are left out."""
    if type(value) is str:
        if value.isascii() and value.isprintable() and value.strip() == value:
            return value if "  " not in value else " ".join(value.split())
        return _clean(value)
    if value is None or isinstance(value, Lost):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(c if c.isprintable() else _seen_as(c) for c in text)
    return " ".join(text.split())


def _seen_as(letter: str) -> str:
    """Formatting signs (joiners, soft hyphens, directions) vanish; breaks and the rest part words."""
    return "" if unicodedata.category(letter) == "Cf" else " "


def name_of(value: Cell | None) -> str:
    """A part of a name; a Latin look-alike inside a Cyrillic word becomes the letter it stands for."""
    text = text_of(value)
    if text.lower() in _NOTHING:
        return ""
    if _LATIN.search(text) and _CYRILLIC.search(text):
        return " ".join(
            word.translate(_LOOK_ALIKES) if _CYRILLIC.search(word) else word
            for word in text.split(" ")
        )
    return text


def whole_of(value: Cell | None) -> int:
    """A list, page or row number; 0 for anything else."""
    if type(value) is int:
        return value if 0 < value < 10**_LONGEST_NUMBER else 0
    text = text_of(value).rstrip(".")
    if text.isascii() and text.isdecimal() and len(text) < _LONGEST_NUMBER:
        return int(text)
    return 0


@dataclass(frozen=True, slots=True)
class IinCell:
    """A personal number as read; `fault` is a reason's last word when there is none to read."""

    digits: str = ""
    fault: str = ""


def iin_of(value: Cell | None) -> IinCell:
    """Twelve digits; a number that lost its leading zeros gets them back."""
    text = text_of(value)
    if not text or text.lower() in _NOTHING:
        return IinCell()
    digits = text
    if not (text.isascii() and text.isdecimal()):
        if _ROUNDED.match(text):
            return IinCell(fault="iin_rounded")
        digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if not (digits.isascii() and digits.isdecimal()) or not digits.strip("0"):
        return IinCell(fault="iin")
    if not _SHORTEST_IIN <= len(digits) <= DIGITS:
        return IinCell(fault="iin")
    return IinCell(digits.zfill(DIGITS))


@dataclass(frozen=True, slots=True)
class BirthCell:
    """A birth date as read, or only its year, or neither although something stands there."""

    day: date | None = None
    year: int = 0
    is_unread: bool = False


def birth_of(value: Cell | None, *, from_1904: bool = False) -> BirthCell:
    """A date as a date, as text in any usual order, or as the number a spreadsheet counts."""
    if isinstance(value, date):
        return BirthCell(value, value.year)
    text = text_of(value)
    if not text or text.lower() in _NOTHING:
        return BirthCell()
    if match := _YEAR.match(text):
        return BirthCell(year=int(match[1]))
    counted = day_of_serial(float(text), from_1904=from_1904) if _SERIAL.match(text) else None
    day = counted or _day_in(text)
    return BirthCell(day, day.year) if day else BirthCell(is_unread=True)


def _day_in(text: str) -> date | None:
    try:
        if match := _DATE.match(text):
            return date(_full_year(match[3]), int(match[2]), int(match[1]))
        if match := _ISO.match(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _WORDS.match(text):
            return date(int(match[3]), _month(match[2]), int(match[1]))
    except ValueError:
        return None
    return None


def _full_year(text: str) -> int:
    """Two digits are a year of the last century, unless only this one can be meant for a voter."""
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004
        return year
    return year + (2000 if year < 10 else 1900)  # noqa: PLR2004


def _month(word: str) -> int:
    for number, starts in enumerate(_MONTHS, start=1):
        if any(word.lower().startswith(start) for start in reversed(starts.split("|"))):
            if number == 10 and word.lower().startswith("қара"):  # noqa: PLR2004
                return 11
            return number
    raise ValueError(word)
