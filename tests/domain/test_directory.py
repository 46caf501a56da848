# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The right station by address, also typed on a Russian keyboard."""

import pytest

from precinct_app.domain.directory import stations_for
from tests.builders import a_precinct

LOW = a_precinct(1, serves=("Достық көшесі, 1-45", "Арман көшесі"))
HIGH = a_precinct(2, serves=("Достық көшесі, 46-90",))


@pytest.mark.parametrize(
    ("address", "numbers"),
    [
        ("Достық көшесі, 12-7", [1]),
        ("улица Достык 46", [2]),
        ("достык", [1, 2]),
        ("Дост 45", [1]),
        ("Арман 200", [1]),
        ("Абай 5", []),
        ("улица 5", []),
        ("", []),
        ("12", []),
    ],
)
def test_stations_by_street_and_house(address: str, numbers: list[int]) -> None:
    assert [p.number for p in stations_for(address, (LOW, HIGH))] == numbers
