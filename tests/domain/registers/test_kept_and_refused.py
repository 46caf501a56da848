# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Registers on paper, the station's time, and reasons as they are kept for a refusal's page."""

from datetime import timedelta

import pytest

from precinct_app.domain.errors import Reason, TextKey
from precinct_app.domain.night import Step
from precinct_app.domain.registers.kept import Kept, RegisterChoice, on_paper
from precinct_app.domain.registers.night import ClockRead, StepTaken, night_of
from precinct_app.domain.registers.refusal import (
    Asked,
    Refusal,
    RefusalGround,
    ground_of,
    values_of,
)
from tests.domain.registers.kept import at, entry


def test_the_last_choice_for_a_register_counts() -> None:
    paper = entry(RegisterChoice(Kept.BALLOTS, True, "no power 12 to 14"))
    choices = [
        entry(RegisterChoice(Kept.HOME_VOTING, True, "x")), paper,
        entry(RegisterChoice(Kept.HOME_VOTING, False, "typed in")),
        entry(RegisterChoice(Kept.CERTIFICATES, True, "x"), undone=True),
    ]  # fmt: skip
    assert on_paper(choices) == {Kept.BALLOTS: paper}
    assert paper.content.subject == "ballots"


@pytest.mark.parametrize(
    ("behind", "ahead", "offset"),
    [(3600, 0, 3600), (0, 180, -180), (119, 0, 0), (0, 119, 0), (120, 0, 120)],
)  # fmt: skip
def test_a_minute_is_no_difference_between_two_clocks(behind: int, ahead: int, offset: int) -> None:
    read = ClockRead(behind, ahead)
    assert read.offset == timedelta(seconds=offset)
    assert read.subject == "wall"


def test_the_night_of_its_entries() -> None:
    entries = [
        entry(StepTaken(Step.OPENED), at(6), undone=True),
        entry(StepTaken(Step.OPENED), at(7)),
    ]
    assert night_of(entries).times == {Step.OPENED: at(7)}
    assert not night_of(entries).all_have_voted
    assert night_of([entry(StepTaken(Step.VOTING_CLOSED, True))]).all_have_voted
    assert StepTaken(Step.OPENED).subject == "opened"


def test_a_reason_is_kept_and_told_again_as_it_was() -> None:
    reason = Reason("certificate.same_settlement", {"place": TextKey("place.x"), "number": "7"})
    refusal = Refusal(3, Asked.ACCEPTANCE, ground_of(reason), reason.key, values_of(reason), "Name")
    assert refusal.reason == reason
    assert isinstance(refusal.reason.values["place"], TextKey)
    assert not isinstance(refusal.reason.values["number"], TextKey)
    assert refusal.subject == "3"


@pytest.mark.parametrize(
    ("key", "ground"),
    [
        ("certificate.same_settlement", RefusalGround.SAME_SETTLEMENT),
        ("home.late", RefusalGround.LATE),
        ("refused.not_in_list", RefusalGround.NOT_IN_LIST),
        ("marks.excluded", RefusalGround.OTHER),
    ],
)
def test_the_ground_of_a_refusal(key: str, ground: RefusalGround) -> None:
    assert ground_of(Reason(key)) is ground
