# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
from datetime import date, time

from precinct_app.domain.election import Mode
from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.papers.turnout import TurnoutPaper, growth, percent
from precinct_app.domain.registers.turnout import TurnoutDay, TurnoutPoint
from precinct_app.domain.wording import Wording
from tests.builders import MEMBERS, a_moment

PLACE = Wording.same("Қала")


def test_growth_is_against_the_report_before() -> None:
    assert growth(TurnoutPoint(time(10), 142, None)) == 142
    assert growth(TurnoutPoint(time(12), 130, 142)) == -12
    assert growth(TurnoutPoint(time(14), None, 142)) is None
    assert percent(531) == "53,1"


def test_without_a_list_nobody_is_listed() -> None:
    heading = Heading(Mode.TRAINING, "e", PLACE, date(2023, 3, 19), 9, PLACE, PLACE, PLACE, MEMBERS)
    paper = TurnoutPaper(heading, time(7), time(20), TurnoutDay((), None), (), a_moment())
    assert (paper.listed, heading.is_training) == (0, True)
