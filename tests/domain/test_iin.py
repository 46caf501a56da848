# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The personal number: vectors computed from the law's two weight rows."""

from datetime import date

import pytest

from precinct_app.domain.iin import IinFacts, check_digit, read_iin


def test_vectors() -> None:
    assert read_iin("061211600012") == IinFacts(date(2006, 12, 11), False, True)
    assert read_iin("900101300811") == IinFacts(date(1990, 1, 1), True, True)
    assert check_digit("90010130080") is None
    assert not any(read_iin(f"90010130080{digit}").check_digit_fits for digit in range(10))


def test_most_wrong_digits_are_noticed() -> None:
    """Replacing remainder ten by a second row of weights lets some slips through: 9 of 99 here."""
    good = "061211600012"
    missed = sum(
        read_iin(good[:place] + digit + good[place + 1 :]).check_digit_fits
        for place in range(11)
        for digit in set("0123456789") - {good[place]}
    )
    assert missed == 9


@pytest.mark.parametrize(
    ("century", "year", "male"),
    [(1, 1890, True), (2, 1890, False), (3, 1990, True), (4, 1990, False), (5, 2090, True),
     (6, 2090, False)],
)  # fmt: skip
def test_century_and_sex(century: int, year: int, male: bool) -> None:
    facts = read_iin(f"900101{century}00000")
    assert (facts.birth, facts.is_male) == (date(year, 1, 1), male)


@pytest.mark.parametrize("iin", ["900101000000", "901332300000", "900231300000", "010229500000"])
def test_numbers_without_a_birth_date(iin: str) -> None:
    assert read_iin(iin).birth is None


@pytest.mark.parametrize("iin", ["", "90010130081", "9001013008110", "90010130081x", "٩" * 12])
def test_other_texts_are_no_numbers(iin: str) -> None:
    with pytest.raises(ValueError, check=lambda e: e.args == (iin,)):
        read_iin(iin)
