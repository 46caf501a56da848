# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The personal number (IIN): birth date, century, sex and check digit.

Twelve digits: YYMMDD, century and sex (1/2 for the 1800s, 3/4 for the 1900s, 5/6 for the 2000s; odd is
male), four serial digits, one check digit (Government resolution No 565 of 11.06.2003).  A failed
check is a warning, never a bar: the list comes from the akimat.
"""

from dataclasses import dataclass
from datetime import date

DIGITS = 12
_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_MODULUS = 11
_CENTURIES = {1: 1800, 2: 1800, 3: 1900, 4: 1900, 5: 2000, 6: 2000}


@dataclass(frozen=True, slots=True)
class IinFacts:
    """What a number says of itself."""

    birth: date | None
    is_male: bool | None
    check_digit_fits: bool


def check_digit(first_eleven: str) -> int | None:
    """The check digit of eleven digits; None for a series that is never used."""
    digits = [int(digit) for digit in first_eleven]
    for weights in (_FIRST, _SECOND):
        remainder = sum(d * w for d, w in zip(digits, weights, strict=True)) % _MODULUS
        if remainder < _MODULUS - 1:
            return remainder
    return None


def read_iin(iin: str) -> IinFacts:
    """What a number of twelve digits says; ValueError for anything else."""
    if len(iin) != DIGITS or not (iin.isascii() and iin.isdecimal()):
        raise ValueError(iin)
    century = int(iin[6])
    return IinFacts(
        birth=_birth(iin, century),
        is_male=None if century not in _CENTURIES else century % 2 == 1,
        check_digit_fits=check_digit(iin[:11]) == int(iin[11]),
    )


def _birth(iin: str, century: int) -> date | None:
    if century not in _CENTURIES:
        return None
    try:
        return date(_CENTURIES[century] + int(iin[:2]), int(iin[2:4]), int(iin[4:6]))
    except ValueError:
        return None
