# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voters of a precinct's list and how they are found.

A voter has a random surrogate as key; the personal number (IIN) may be missing and is not unique.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date

from precinct_app.domain.errors import TextKey

_LOOSE = str.maketrans("әғқңөұүһіё", "агкноуухие")
_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_ORDER = {letter: chr(0x400 + index) for index, letter in enumerate(_ALPHABET)}


@dataclass(frozen=True, slots=True)
class Voter:
    """One row of the voter list."""

    voter_id: str
    """Random surrogate, 32 hex digits; says nothing about the person."""
    list_number: int
    """The row's number in the list as it was delivered."""
    surname: str
    given_name: str
    patronymic: str
    birth: date | None
    iin: str
    """Twelve digits, or empty when the list brought none."""
    address: str
    paper_table: str = ""
    paper_page: int = 0
    paper_row: int = 0

    @property
    def full_name(self) -> str:
        """Surname, given name and patronymic as far as they are known."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)


def paper_place(voter: Voter) -> TextKey:
    """Where the paper list has a voter: table, page, row as far as known, else the list number."""
    page = {"page": voter.paper_page, "row": voter.paper_row}
    if voter.paper_page and voter.paper_table:
        return TextKey("voters.place.table", table=voter.paper_table, **page)
    if voter.paper_page:
        return TextKey("voters.place.page", **page)
    if voter.list_number:
        return TextKey("voters.place.number", number=voter.list_number)
    return TextKey("voters.place.added")


def place_in_figures(voter: Voter) -> str:
    """Table, page and row for a narrow cell: ``3 / 14 / 7``; empty where no page is known."""
    if not voter.paper_page:
        return ""
    table = [voter.paper_table] if voter.paper_table else []
    return " / ".join([*table, str(voter.paper_page), str(voter.paper_row)])


def fold(text: str) -> str:
    """Fold a text for comparison: NFC, case folded, yo as ye, single spaces."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return " ".join(folded.split())


def loose(text: str) -> str:
    """Fold further, so that a Russian keyboard finds Kazakh letters (Қ as К, Ә as А …)."""
    return fold(text).translate(_LOOSE)


def sort_key(text: str) -> str:
    """A key whose code point order is the order of the Kazakh alphabet."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(_ORDER.get(letter, letter) for letter in folded)
