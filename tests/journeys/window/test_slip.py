# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Two digits change places while a sheet is typed: the card names the slip, one key leads to it."""

from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.domain.wording import Language
from precinct_app.services.mock_counts import plant_slip
from precinct_app.services.ports import OpenedPackage
from tests.journeys.window.conftest import Sit
from tests.journeys.window.night_work import sign_in, sit_down, type_sheet
from tests.journeys.window.paper_sheets import count_only
from tests.ui.conftest import PRECINCT, SECRET

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("language", [Language.KK, Language.RU])
def test_a_slip_is_named_found_and_corrected_by_keys(
    sit: Sit, set_up: Path, package: OpenedPackage, language: Language
) -> None:
    paper = count_only(package, PRECINCT, 1)
    wrong, cell = plant_slip(dict(paper.figures), seed=3)
    keys = sit(set_up, Tools(), language)
    sign_in(keys, SECRET)
    assert sit_down(keys, 4) == 9
    typed = type_sheet(keys, paper.having(wrong).lines(language), pad=False)
    assert typed.keys == typed.digits + typed.fields
    assert typed.mouse == 0

    assert keys.sees(keys.say("card.error"))
    figures = {str(wrong[cell]), str(paper.figures[cell])}
    assert any(figures <= set(line.split()) for line in keys.reads().splitlines()), keys.reads()
    assert keys.sees(keys.say("card.go", number=paper.number(cell)))

    keys.press("/")
    assert keys.focus == paper.name(cell, language)
    keys.digits(paper.figures[cell])
    keys.press("Enter")
    assert keys.sees(keys.say("card.agree"))
    assert not keys.sees(keys.say("card.error"))
    keys.until(lambda: keys.focus == keys.say("sheet.finish"), "Enter", "the way on")
    keys.press("Enter")
    assert keys.sees(keys.say("home.next_second"))
