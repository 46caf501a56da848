# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The voter list as it arrives: columns recognised, rows read, each doubt named with its row."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from precinct_app.domain.errors import Reason, VoterFileError
from precinct_app.domain.iin import DIGITS, read_iin
from precinct_app.domain.voters import Voter
from precinct_app.exchange.tables import read_rows
from precinct_app.exchange.voter_columns import recognise
from precinct_app.services.toolbox import RowNote, VoterFile

_DATE = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*")
_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?\s*")
_SERIAL = re.compile(r"[1-4]\d{4}")
"""A day as a spreadsheet counts it, where its format was lost."""
_SERIAL_ZERO = date(1899, 12, 30)
_LONGEST = 200
_SHORTEST_IIN = 9


def read_voter_file(data: bytes, name: str, new_id: Callable[[], str]) -> VoterFile:
    """Read a voter file; VoterFileError when nothing of it can be taken."""
    rows = read_rows(data, name)
    columns = recognise(rows)
    if columns is None:
        raise VoterFileError.of("voters.no_columns")
    voters: list[Voter] = []
    refused: list[RowNote] = []
    doubtful: list[RowNote] = []
    seen = Counter[str]()
    for index, row in enumerate(rows[columns.first_row :], start=columns.first_row + 1):
        cells = {field: _cell(row, column) for field, column in columns.at.items()}
        if _is_blank(cells) or _is_column_numbers(row):
            continue
        voter, faults = _voter(cells, len(voters) + 1, new_id)
        if voter is None:
            refused += [RowNote(index, fault) for fault in faults]
            continue
        voters.append(voter)
        seen[voter.iin] += bool(voter.iin)
        if seen[voter.iin] > 1:
            faults.append(Reason("voters.row_iin_twice", {"tail": voter.iin[-4:]}))
        doubtful += [RowNote(index, fault) for fault in faults]
    if not voters:
        raise VoterFileError.of("voters.no_rows")
    return VoterFile(tuple(voters), tuple(refused), tuple(doubtful))


def _voter(
    cells: Mapping[str, Any], number: int, new_id: Callable[[], str]
) -> tuple[Voter | None, list[Reason]]:
    surname, given, patronymic = _names(cells)
    if not surname or not given:
        return None, [Reason("voters.row_no_name")]
    if any(len(part) > _LONGEST for part in (surname, given, patronymic)):
        return None, [Reason("voters.row_long")]
    faults: list[Reason] = []
    iin = _iin(cells.get("iin"), faults)
    birth = _birth(cells.get("birth"), iin, faults)
    own = _whole(cells.get("number"))
    voter = Voter(
        new_id(), own or number, surname, given, patronymic, birth, iin,
        _text(cells.get("address"))[:_LONGEST], _text(cells.get("paper_table"))[:20],
        _whole(cells.get("paper_page")), _whole(cells.get("paper_row")),
    )  # fmt: skip
    return voter, faults


def _names(cells: Mapping[str, Any]) -> tuple[str, str, str]:
    if "surname" in cells and _text(cells["surname"]) and "given_name" in cells:
        return (
            _text(cells["surname"]), _text(cells["given_name"]), _text(cells.get("patronymic"))
        )  # fmt: skip
    parts = _text(cells.get("full_name", cells.get("surname"))).split()
    return (parts[0], parts[1], " ".join(parts[2:])) if len(parts) > 1 else ("", "", "")


def _iin(value: Any, faults: list[Reason]) -> str:
    """Twelve digits; a number that lost its leading zeros gets them back."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else _text(value)
    digits = re.sub(r"[\s'`-]", "", text)
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > DIGITS:
        faults.append(Reason("voters.row_iin", {"value": text[:20]}))
        return ""
    if len(digits) < DIGITS:
        if len(digits) < _SHORTEST_IIN:
            faults.append(Reason("voters.row_iin", {"value": text[:20]}))
            return ""
        digits = digits.zfill(DIGITS)
    if not read_iin(digits).check_digit_fits:
        faults.append(Reason("voters.row_check_digit", {"tail": digits[-4:]}))
    return digits


def _birth(value: Any, iin: str, faults: list[Reason]) -> date | None:
    birth = _date(value)
    known = read_iin(iin).birth if iin else None
    if birth is None:
        if _text(value) and not re.fullmatch(r"\d{4}", _text(value)):
            faults.append(Reason("voters.row_birth", {"value": _text(value)[:20]}))
        return known
    if known is not None and known != birth:
        faults.append(Reason("voters.row_birth_iin", {"tail": iin[-4:]}))
    return birth


def _date(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    try:
        if match := _DATE.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if _SERIAL.fullmatch(text):
            return _SERIAL_ZERO + timedelta(days=int(text))
    except ValueError:
        return None
    return None


def _cell(row: Sequence[Any], column: int) -> Any:
    return row[column] if column < len(row) else ""


def _is_blank(cells: Mapping[str, Any]) -> bool:
    names = ("surname", "given_name", "full_name", "iin", "address")
    return not any(_text(cells.get(name)) for name in names)


def _is_column_numbers(row: Sequence[Any]) -> bool:
    """The row 1, 2, 3 ... that forms print under their headings."""
    told = [_whole(cell) for cell in row if _text(cell)]
    return len(told) > 1 and told == list(range(1, len(told) + 1))


def _whole(value: Any) -> int:
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else _text(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0  # noqa: PLR2004


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFC", str(value))
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
