# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
import re
from datetime import date
from pathlib import Path

import pytest

from precinct_app.documents.phrases import long_date, moment, pair, role_name
from precinct_app.domain.commission import Role
from tests.builders import NIGHT

FOLDER = Path(__file__).parents[2] / "precinct_app" / "documents"


def test_every_phrase_that_paper_names_is_in_the_catalogs() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.py"))
    keys = set(re.findall(r'"(paper\.[a-z0-9_.]*[a-z0-9_])"', source))
    assert len(keys) > 60
    assert [key for key in keys if pair(key).kk == key or pair(key).ru == key] == []


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_its_name(role: Role) -> None:
    assert "paper." not in role_name(role).shared


def test_dates_and_times() -> None:
    days = [long_date(date(2023, month, 19)) for month in range(1, 13)]
    assert (days[2].kk, days[2].ru) == ("2023 жылғы 19 наурыз", "19 марта 2023 года")
    assert len({day.kk for day in days}) == len({day.ru for day in days}) == 12
    assert moment(NIGHT, NIGHT.date()) == "20:10"
    assert moment(NIGHT, date(2023, 3, 18)) == "19.03.2023, 20:10"
