# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The night in a real workspace: steps late and early, walls that name what comes first."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.night import Fault, Step
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.night import StepTaken
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentences
from precinct_app.services.opening import open_workspace
from precinct_app.services.ports import StoredEntry, StoredProtocol, StoredValue
from precinct_app.services.registers import night, station_time, steps
from tests.services.conftest import PRECINCT, SECRET, VOTERS, Station
from tests.services.registers.day import (
    LIST,
    all_ballots,
    applied,
    close_list,
    mark,
    marking,
    refused,
    take,
)
from tests.services.sheets import WITH_MEMBER


def keys(caught: pytest.ExceptionInfo[NotAllowedError]) -> list[str]:
    return [reason.key for reason in caught.value.reasons]


def test_a_whole_night_is_recorded_with_its_times(station: Station) -> None:
    chair = station.actor(Role.CHAIR)
    for minute, step in enumerate(Step):
        moment = station.at(20, minute) if minute else station.at(6, 30)
        steps.take_step(station.workspace, chair, step, moment, agreed=WITH_MEMBER)
    shown = night.steps(station.workspace)
    assert [view.happened is not None for view in shown] == [True] * len(Step)
    with station.workspace.store.begin() as work:
        assert night.faults(station.workspace, work) == ()


def test_a_wall_says_what_comes_first_in_three_languages(station: Station) -> None:
    station.at(20, 30)
    with pytest.raises(NotAllowedError) as caught:
        steps.take_step(
            station.workspace, station.actor(Role.CHAIR), Step.UNUSED_CANCELLED, agreed=WITH_MEMBER
        )
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
        steps.take_step(station.workspace, chair, step, agreed=WITH_MEMBER)
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


def test_a_steps_time_is_mended_whatever_rests_on_it(station: Station) -> None:
    chair, workspace = station.actor(Role.CHAIR), station.workspace
    close_list(station)
    take(station, Step.UNUSED_CANCELLED)
    right = station.at(20, 2)
    station.at(20, 30)
    mended = steps.mend_time(
        workspace, chair, Step.VOTING_CLOSED, right, "the clock was read wrong"
    )
    assert mended.happened == right
    assert night.steps(workspace)[1].happened == right
    refused(
        lambda: steps.mend_time(workspace, chair, Step.VOTING_CLOSED, right, " "),
        "register.no_reason",
    )
    refused(lambda: steps.mend_time(workspace, chair, Step.POSTED, right, "x"), "register.undone")
    with workspace.store.begin() as work:
        assert len(work.registers.history(StepTaken, "voting_closed")) == 2
        assert [e.kind for e in work.journal.all()][-2:] == [
            "register.night_step_undone", "register.night_step",
        ]  # fmt: skip


def special(station: Station) -> Station:
    """The same station as a hospital's."""
    precincts = tuple(replace(p, special=True) for p in station.workspace.election.precincts)
    election = replace(station.workspace.election, precincts=precincts)
    package = replace(station.workspace.package, election=election)
    station.workspace = replace(station.workspace, package=package)
    return station


def faults(station: Station) -> list[Fault]:
    with station.workspace.store.begin() as work:
        return [fault.fault for fault in night.faults(station.workspace, work)]


def test_a_special_precinct_closes_once_all_have_voted(station: Station) -> None:
    chair = station.actor(Role.CHAIR)

    def close(all_have_voted: bool = False) -> None:
        step = Step.VOTING_CLOSED
        steps.take_step(station.workspace, chair, step, all_have_voted=all_have_voted)

    station.at(15)
    refused(lambda: close(all_have_voted=True), "night.not_special")
    special(station)
    refused(
        lambda: steps.take_step(station.workspace, chair, Step.OPENED, all_have_voted=True),
        "night.only_close",
    )
    marking(station)
    error = refused(lambda: close(all_have_voted=True), "night.not_all")
    assert error.reasons[0].values == {"count": VOTERS}
    station.level(Level.REGISTERS)
    close()
    assert faults(station) == [Fault.CLOSED_EARLY]
    steps.undo_step(station.workspace, chair, Step.VOTING_CLOSED, "said without all have voted")
    close(all_have_voted=True)
    assert faults(station) == []


def test_where_voters_are_marked_all_are_counted(station: Station) -> None:
    marking(special(station)).at(15)
    for voter in range(VOTERS):
        mark(station, voter, refused=all_ballots(station) if voter == 7 else ())
    steps.take_step(
        station.workspace, station.actor(Role.CHAIR), Step.VOTING_CLOSED, all_have_voted=True
    )
    assert faults(station) == []


def test_a_figure_from_the_boxes_holds_the_wall_and_a_long_count_is_a_fault(
    station: Station,
) -> None:
    close_list(station)
    take(station, Step.UNUSED_CANCELLED)
    chair = station.actor(Role.CHAIR)
    start, end = station.at(20, 30), station.at(33)
    cells = [
        StoredValue(cell, 1, Source.COUNTED, start) for cell in ("ballots_received", "votes.x")
    ]
    entry = StoredEntry("e" * 32, LIST, 1, "first", "m4", start, end)
    with station.workspace.store.begin() as work:
        assert not night.night_with_count(station.workspace, work).counted
        work.protocols.save(StoredProtocol(LIST, 1, Status.DRAFT))
        assert not night.night_with_count(station.workspace, work).counted
        work.protocols.start_entry(replace(entry, values=(cells[0],)))
        assert not night.night_with_count(station.workspace, work).counted
        work.protocols.save_value(entry.entry_id, cells[1])
    refused(
        lambda: steps.undo_step(station.workspace, chair, Step.UNUSED_CANCELLED, "x"),
        "night.held_by_count",
    )
    assert faults(station) == [Fault.COUNT_TOO_LONG]


def test_the_walls_are_named_before_a_count(station: Station) -> None:
    with station.workspace.store.begin() as work:
        refused(lambda: night.refuse_count(work), *["night.first"] * 3)
    close_list(station)
    take(station, Step.UNUSED_CANCELLED)
    with station.workspace.store.begin() as work:
        night.refuse_count(work)


def test_deadlines_follow_the_wall(station: Station) -> None:
    laptop = station.at(11, 30)
    wall = laptop + timedelta(hours=1)
    application = applied(station, 0)
    station_time.read_wall_clock(station.workspace, station.actor(Role.CHAIR), wall)
    refused(lambda: applied(station, 1), "home.late")
    late = applied(station, 1, happened=wall - timedelta(minutes=31))
    assert late.happened == wall - timedelta(minutes=31)
    assert timedelta(minutes=59) < late.recorded - application.recorded < timedelta(minutes=61)
    with station.workspace.store.begin() as work:
        event = next(e for e in work.journal.all() if e.kind == "register.clock_read")
    assert 3590 < int(event.details["behind"]) <= 3600
    refused(
        lambda: station_time.read_wall_clock(station.workspace, station.actor(), wall),
        "not_allowed.role",
    )


def test_a_workspace_opened_again_still_follows_the_wall(station: Station, tmp_path: Path) -> None:
    laptop = station.at(11)
    wall = laptop - timedelta(hours=1)
    station_time.read_wall_clock(station.workspace, station.actor(Role.CHAIR), wall)
    station.workspace.store.close()
    again = open_workspace(tmp_path / PRECINCT, "m1", SECRET, station.tools)
    assert timedelta(minutes=59) < station.clock.now() - again.clock.now() < timedelta(minutes=61)
    again.store.close()
