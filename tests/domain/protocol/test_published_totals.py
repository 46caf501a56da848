# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Published totals of 2022 to 2026: they add up in our forms, and give the published percentages."""

from dataclasses import dataclass

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import check
from precinct_app.domain.protocol.shares import share
from precinct_app.domain.protocol.sheet import NA, Figure, Sheet
from tests.domain.protocol.shipped import form, sheet

PARTIES = {
    "amanat": (3_431_510, "53.90"), "auyl": (693_938, "10.90"), "respublica": (547_154, "8.59"),
    "aqjol": (535_139, "8.41"), "qhp": (432_920, "6.80"), "jsdp": (331_058, "5.20"),
    "baytaq": (146_431, "2.30"),
}  # fmt: skip
MAZHILIS: dict[str, Figure] = {
    **{f"votes.{party}": votes for party, (votes, _) in PARTIES.items()},
    "against_all": 248_291, "ballots_valid": 6_366_441, "ballots_invalid": 155_419,
    "ballots_found": 6_521_860,
}  # fmt: skip


def test_the_mazhilis_of_2023() -> None:
    rows = form().rows(tuple(PARTIES))
    found = check(form(), Sheet(MAZHILIS), rows, level=Level.COUNT_ONLY, given=set(MAZHILIS))
    assert found.findings == ()
    assert {"E305", "E306", "W310"} <= set(found.passed)
    told = {party: share(form(), Sheet(MAZHILIS), f"votes.{party}") for party in PARTIES}
    assert told == {party: percent for party, (_, percent) in PARTIES.items()}
    assert share(form(), Sheet(MAZHILIS), "against_all") == "3.90"
    # Over all ballots found it would have been 52.62 %: the base is the valid ballots.
    assert f"{100 * 3_431_510 / 6_521_860:.2f}" == "52.62"


@dataclass(frozen=True)
class Referendum:
    year: int
    yes: int
    no: int
    both: int
    invalid: int
    took_part: int
    percent: str


@pytest.mark.parametrize(
    "told",
    [
        Referendum(2022, 6_163_863, 1_490_475, 125_859, 206_096, 7_986_293, "77.18"),
        Referendum(2026, 7_954_667, 898_099, 127_868, 146_558, 9_127_192, "87.15"),
    ],
    ids=lambda told: str(told.year),
)
def test_referendums(told: Referendum) -> None:
    asked = form("referendum")
    rows = asked.rows(("yes", "no"))
    figures: dict[str, Figure] = {
        "votes.yes": told.yes, "votes.no": told.no, "both_marked": told.both,
        "ballots_invalid": told.invalid, "ballots_found": told.took_part,
        "ballots_valid": told.yes + told.no,
    }  # fmt: skip
    given = set(figures)
    full = sheet(figures, rows, "referendum")
    found = check(asked, full, rows, level=Level.COUNT_ONLY, given=given)
    assert found.findings == ()
    assert {"E305", "E306"} <= set(found.passed)
    assert full.figures["voters_took_part"] == told.took_part
    assert share(asked, full, "votes.yes") == told.percent


def test_the_referendum_of_2024_is_of_those_who_took_part() -> None:
    figures: dict[str, Figure] = {"votes.yes": 5_561_937, "voters_took_part": 7_820_204}
    assert share(form("referendum"), Sheet(figures), "votes.yes") == "71.12"


@pytest.mark.parametrize(
    ("part", "base", "told"),
    [
        (1, 3, "33.33"), (2, 3, "66.67"), (1, 8, "12.50"), (1, 2000, "0.05"), (1, 20_000, "0.01"),
        (1, 20_001, "0.00"), (3, 20_000, "0.02"), (0, 5, "0.00"), (5, 5, "100.00"), (NA, 5, "0.00"),
        (5, 0, ""), (5, NA, ""), (5, None, ""), (None, 5, ""),
    ],
)  # fmt: skip
def test_two_decimals_half_up_and_nothing_without_a_base(
    part: Figure | None, base: Figure | None, told: str
) -> None:
    cells = {"votes.p1": part, "ballots_valid": base}
    figures = {cell: figure for cell, figure in cells.items() if figure is not None}
    assert share(form(), Sheet(figures), "votes.p1") == told
