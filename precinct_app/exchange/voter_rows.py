# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One row of a voter list: a voter with what is doubtful about the row, or why it is none."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from precinct_app.domain.errors import Reason
from precinct_app.domain.iin import IinFacts, read_iin
from precinct_app.domain.voters import Voter
from precinct_app.exchange.table_sheet import Cell, Lost
from precinct_app.exchange.voter_cells import (
    BirthCell,
    birth_of,
    iin_of,
    name_of,
    text_of,
    whole_of,
)

_LONGEST = 200
_OF_AGE = 18
_OLDEST = 120
_NAME = re.compile(r"[^\W\d_]+(?:[ .,'’ʼ`()\-–][^\W\d_]*)*\.?\Z")
_PLACE = ("settlement", "street", "house", "flat")
_MALE = re.compile(r"(ұлы|улы|ович|евич|ич|оглы|оғлы)\Z", re.IGNORECASE)
_FEMALE = re.compile(r"(қызы|кызы|овна|евна|ична|инична)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a row is held against: which fields the list has, the polling day, the calendar."""

    columns: Mapping[str, int]
    day: date | None = None
    from_1904: bool = False

    @property
    def has_address(self) -> bool:
        """Whether the list has any address at all; else its lack is no row's doubt."""
        return "address" in self.columns or "street" in self.columns or "house" in self.columns

    @property
    def has_person(self) -> bool:
        """Whether the list tells people apart by more than their names."""
        return "iin" in self.columns or "birth" in self.columns


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as read; without a voter its first fault is why."""

    voter: Voter | None
    year: int
    faults: tuple[Reason, ...]


def read_row(cells: Mapping[str, Cell], rules: Rules, new_id: Callable[[], str]) -> ReadRow:
    """Read a row's cells by field."""
    surname, given, patronymic = _names(cells)
    lost = _lost(cells)
    iin = iin_of(cells.get("iin"))
    birth = birth_of(cells.get("birth"), from_1904=rules.from_1904)
    if refusal := _refusal((surname, given, patronymic), cells, bool(iin.digits or birth.year)):
        return ReadRow(None, birth.year, (refusal,))
    facts = read_iin(iin.digits) if iin.digits else None
    voter = Voter(
        new_id(), whole_of(cells.get("number")), surname, given, patronymic,
        birth.day or (facts.birth if facts and birth.year in {0, _year(facts)} else None),
        iin.digits, _address(cells), text_of(cells.get("paper_table"))[:20],
        whole_of(cells.get("paper_page")), whole_of(cells.get("paper_row")),
    )  # fmt: skip
    year = birth.year or (voter.birth.year if voter.birth else 0)
    faults = [*lost, *_name_faults(voter)]
    if iin.fault:
        faults.append(Reason(f"voters.row_{iin.fault}"))
    faults += _number_faults(voter, birth, facts, _sex(cells))
    faults += _age_faults(voter, year, rules)
    if rules.has_address and not voter.address:
        faults.append(Reason("voters.row_address"))
    if rules.has_person and not (iin.digits or iin.fault or birth.year or birth.is_unread):
        faults.append(Reason("voters.row_bare"))
    return ReadRow(voter, year, tuple(faults))


def _names(cells: Mapping[str, Cell]) -> tuple[str, str, str]:
    surname, given = name_of(cells.get("surname")), name_of(cells.get("given_name"))
    patronymic = name_of(cells.get("patronymic"))
    if surname and given:
        return surname, given, patronymic
    parts = (name_of(cells.get("full_name")) or surname).split()
    if len(parts) > 1:
        return parts[0], parts[1], " ".join(parts[2:]) or patronymic
    return surname or (parts[0] if parts else ""), given, patronymic


def _refusal(names: tuple[str, str, str], cells: Mapping[str, Cell], known: bool) -> Reason | None:
    told = [cells.get(field) for field in ("surname", "given_name", "full_name")]
    if not any(names[:2]) or not (all(names[:2]) or known):
        key = "row_formula" if Lost.FORMULA in told else "row_no_name"
        return Reason(f"voters.{key}")
    if any(len(part) > _LONGEST for part in names):
        return Reason("voters.row_long")
    return None


def _lost(cells: Mapping[str, Cell]) -> list[Reason]:
    if any(isinstance(value, Lost) for value in cells.values()):
        return [Reason("voters.row_lost")]
    return []


def _name_faults(voter: Voter) -> list[Reason]:
    faults = []
    if not (voter.surname and voter.given_name):
        faults.append(Reason("voters.row_one_name"))
    if not _is_name(voter.full_name):
        faults.append(Reason("voters.row_letters"))
    return faults


def _is_name(name: str) -> bool:
    """Letters, with the few signs that names have; a question mark is a letter that was lost."""
    plain = name.replace(" ", "").replace("-", "")
    return plain.isalpha() or bool(_NAME.match(name))


def _number_faults(
    voter: Voter, birth: BirthCell, facts: IinFacts | None, is_male: bool | None
) -> list[Reason]:
    faults = []
    tail = {"tail": voter.iin[-4:]}
    if birth.is_unread:
        faults.append(Reason("voters.row_birth"))
    if facts is None:
        return faults
    if not facts.check_digit_fits:
        faults.append(Reason("voters.row_check_digit", tail))
    if facts.birth is None:
        faults.append(Reason("voters.row_iin_date", tail))
    elif birth.year and (birth.day or facts.birth, birth.year) != (facts.birth, _year(facts)):
        faults.append(Reason("voters.row_birth_iin", tail))
    if None not in (is_male, facts.is_male) and is_male != facts.is_male:
        faults.append(Reason("voters.row_sex", tail))
    return faults


def _year(facts: IinFacts) -> int:
    return facts.birth.year if facts.birth else 0


def _sex(cells: Mapping[str, Cell]) -> bool | None:
    """Whether the row says a man: by its own column, else by the patronymic's ending."""
    told = text_of(cells.get("sex")).lower()[:2]
    if told:
        first = told[0]
        return True if first in "меm" else False if first in "жәfw" else None
    name = name_of(cells.get("patronymic")) or name_of(cells.get("full_name"))
    if _FEMALE.search(name):
        return False
    return True if _MALE.search(name) else None


def _age_faults(voter: Voter, year: int, rules: Rules) -> list[Reason]:
    if not rules.day or not year:
        return []
    day = rules.day
    born = voter.birth
    age = day.year - year
    if born and born.year == year:
        age -= (day.month, day.day) < (born.month, born.day)
    if age < _OF_AGE:
        return [Reason("voters.row_young")]
    return [Reason("voters.row_old")] if age > _OLDEST else []


def _address(cells: Mapping[str, Cell]) -> str:
    parts = [text_of(cells[field]) for field in _PLACE if field in cells]
    whole = text_of(cells.get("address"))
    return ", ".join(part for part in (whole, *parts) if part)[:_LONGEST]
