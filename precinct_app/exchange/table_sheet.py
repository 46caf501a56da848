# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A table as read from any file: sheets of numbered lines, cells only where something stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

ROWS = 20_000
"""Lines with content that a sheet may have: six times the largest precinct."""
COLUMNS = 200
CELL = 2_000
"""Letters kept of a cell; what is longer is cut and fails the row by its length."""
SHEETS = 60


class Lost(Enum):
    """Why a cell that is not empty has no value."""

    FORMULA = "formula"
    """A formula whose result was never saved."""
    ERROR = "error"
    """``#REF!`` and its kin."""


Cell = str | int | float | date | Lost
Line = tuple[int, Mapping[int, Cell]]
"""A row's number as the spreadsheet shows it, 1 upward, and its cells by column, 0 upward."""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One sheet of a workbook, or a text file's only table."""

    name: str
    lines: tuple[Line, ...]
    hidden: bool = False
    from_1904: bool = False
    """Days are counted from 1904, as old Macs did."""
    too_large: bool = False
    """More lines or columns with content than any list has; reading stopped there."""


_DAY_ZERO = date(1899, 12, 30)
_DAY_ZERO_1904 = date(1904, 1, 1)
_LAST_DAY = 2_958_465
_LEAP_FAULT = 60
"""Spreadsheets think that 1900 was a leap year; days before that are one off."""


def day_of_serial(serial: float, *, from_1904: bool) -> date | None:
    """The date that a spreadsheet means by a number of days; None outside its calendar."""
    if not 1 <= serial <= _LAST_DAY - 1462:
        return None
    days = int(serial)
    if from_1904:
        return _DAY_ZERO_1904 + timedelta(days=days)
    return _DAY_ZERO + timedelta(days=days + (days < _LEAP_FAULT))
