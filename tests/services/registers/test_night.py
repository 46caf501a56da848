# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The night in a real workspace: steps late and early, walls that name what comes first."""

from datetime import timedelta

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.night import Step
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentences
from precinct_app.services.registers import night, station_time, steps
from tests.services.conftest import Station


def keys(caught: pytest.ExceptionInfo[NotAllowedError]) -> list[str]:
    return [reason.key for reason in caught.value.reasons]


def test_a_whole_night_is_recorded_with_its_times(station: Station) -> None:
    chair = station.actor(Role.CHAIR)
    for minute, step in enumerate(Step):
        moment = station.at(20, minute) if minute else station.at(6, 30)
        steps.take_step(station.workspace, chair, step, moment)
    shown = night.steps(station.workspace)
    assert [view.happened is not None for view in shown] == [True] * len(Step)
    with station.workspace.store.begin() as work:
        assert night.faults(station.workspace, work) == ()


def test_a_wall_says_what_comes_first_in_three_languages(station: Station) -> None:
    station.at(20, 30)
    with pytest.raises(NotAllowedError) as caught:
        steps.take_step(station.workspace, station.actor(Role.CHAIR), Step.UNUSED_CANCELLED)
    assert keys(caught) == ["night.first"]
    for language, words in (
        (Language.KK, "Тізім түпкілікті жабылды"),
        (Language.RU, "Список закрыт окончательно"),
        (Language.EN, "List closed for good"),
    ):
        assert words in sentences(caught.value, language)[0]


def test_only_the_leaders_take_steps_and_only_once(station: Station) -> None:
    station.at(20, 30)
    with pytest.raises(NotAllowedError) as caught:
        steps.take_step(station.workspace, station.actor(), Step.VOTING_CLOSED)
    assert keys(caught) == ["not_allowed.role"]
    chair = station.actor(Role.CHAIR)
    steps.take_step(station.workspace, chair, Step.VOTING_CLOSED)
    with pytest.raises(NotAllowedError) as caught:
        steps.take_step(station.workspace, chair, Step.VOTING_CLOSED)
    assert keys(caught) == ["night.taken"]


def test_a_step_is_undone_with_a_reason_when_nothing_rests_on_it(station: Station) -> None:
    station.at(20, 30)
    chair = station.actor(Role.CHAIR)
    for step in (Step.VOTING_CLOSED, Step.LIST_CLOSED):
        steps.take_step(station.workspace, chair, step)
    with station.workspace.store.begin() as work, pytest.raises(NotAllowedError) as caught:
        night.refuse_closed_list(work)
    assert keys(caught) == ["list.closed"]
    with pytest.raises(NotAllowedError) as caught:
        steps.undo_step(station.workspace, chair, Step.VOTING_CLOSED, "too early")
    assert keys(caught) == ["night.held"]
    steps.undo_step(station.workspace, chair, Step.LIST_CLOSED, "too early")
    with station.workspace.store.begin() as work:
        night.refuse_closed_list(work)
    with pytest.raises(InputError):
        steps.undo_step(station.workspace, chair, Step.LIST_CLOSED, "again")


def test_a_step_told_out_of_order_is_kept_and_is_a_fault(station: Station) -> None:
    late = station.at(20, 40)
    chair = station.actor(Role.CHAIR)
    steps.take_step(station.workspace, chair, Step.VOTING_CLOSED, late - timedelta(minutes=50))
    with station.workspace.store.begin() as work:
        assert len(night.faults(station.workspace, work)) == 1


@pytest.mark.parametrize("minutes", [60, -3, 0])
def test_the_wall_clock_is_kept_beside_the_laptops(station: Station, minutes: int) -> None:
    with station.workspace.store.begin() as work:
        assert station_time.clock_offset(work) == timedelta()
    now = station.at(6, 30)
    wall = now + timedelta(minutes=minutes)
    station_time.read_wall_clock(station.workspace, station.actor(Role.CHAIR), wall)
    with station.workspace.store.begin() as work:
        assert abs(station_time.clock_offset(work) - timedelta(minutes=minutes)) < timedelta(
            seconds=9
        )
