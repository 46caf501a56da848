# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Where the paper list has a voter, and who may stand in it twice."""

from dataclasses import replace
from datetime import date

import pytest

from precinct_app.domain.doubles import Double, find_doubles
from precinct_app.domain.voters import Voter, paper_place, place_in_figures
from precinct_app.domain.wording import Language
from precinct_app.runtime import texts

ROW = Voter("v" * 32, 7, "Қасым", "Әли", "", date(1980, 4, 2), "800402300011", "Абай, 5")


@pytest.mark.parametrize(
    ("changes", "kk", "ru"),
    [
        ({"paper_table": "3", "paper_page": 14, "paper_row": 7},
         "3-үстел, 14-бет, 7-жол", "стол 3, страница 14, строка 7"),
        ({"paper_page": 14, "paper_row": 7}, "14-бет, 7-жол", "страница 14, строка 7"),
        ({}, "тізімдегі № 7", "№ 7 в списке"),
        ({"list_number": 0}, "кейін енгізілгендер", "внесённые позднее"),
    ],
)  # fmt: skip
def test_the_place_in_the_paper_list_is_said(changes: dict[str, object], kk: str, ru: str) -> None:
    key = paper_place(replace(ROW, **changes))  # type: ignore[arg-type]
    assert texts.said(key, Language.KK) == kk
    assert texts.said(key, Language.RU) == ru


@pytest.mark.parametrize(
    ("table", "page", "figures"), [("3", 14, "3 / 14 / 7"), ("", 14, "14 / 7"), ("3", 0, "")]
)
def test_the_place_fits_a_narrow_cell(table: str, page: int, figures: str) -> None:
    voter = replace(ROW, paper_table=table, paper_page=page, paper_row=7)
    assert place_in_figures(voter) == figures


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (replace(ROW), (Double(1, 0, by_number=True),)),
        (replace(ROW, surname="Басқа", birth=None), (Double(1, 0, by_number=True),)),
        (replace(ROW, surname="ҚАСЫМ", iin=""), (Double(1, 0, by_number=False),)),
        (replace(ROW, iin="800402300022"), ()),
        (replace(ROW, iin="", birth=None), ()),
        (replace(ROW, iin="", birth=date(1981, 4, 2)), ()),
    ],
)
def test_the_number_tells_a_double_else_name_and_birth(
    second: Voter, found: tuple[Double, ...]
) -> None:
    assert find_doubles([ROW, second]) == found
