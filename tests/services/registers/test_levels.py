# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How much is kept here: one level until the list is closed, single registers on paper at any hour."""

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.kept import Kept
from precinct_app.services.ports import StoredEntry, StoredProtocol, StoredValue
from precinct_app.services.registers import levels
from tests.services.conftest import Station
from tests.services.registers.day import LIST, close_list, mark, refused


def kept(station: Station) -> frozenset[Kept]:
    with station.workspace.store.begin() as work:
        return levels.kept_here(station.workspace, work)


@pytest.mark.parametrize("level", list(Level))
def test_the_level_is_chosen_until_the_list_is_closed(station: Station, level: Level) -> None:
    chair = station.actor(Role.CHAIR)
    changed = levels.set_level(station.workspace, chair, level)
    assert changed.info.level is level
    with changed.store.begin() as work:
        assert work.workspace.info() == changed.info
        event = list(work.journal.all())[-1]
    assert (event.kind, event.subject, event.details) == (
        "level.set", level.value, {"former": "registers"},
    )  # fmt: skip
    close_list(station)
    refused(lambda: levels.set_level(changed, chair, Level.COUNT_ONLY), "list.closed")
    refused(lambda: levels.set_level(changed, station.actor(), level), "not_allowed.role")


def test_a_count_that_is_in_keeps_the_level_down_until_the_walls_stand(station: Station) -> None:
    chair, workspace = station.actor(Role.CHAIR), station.workspace
    workspace = levels.set_level(workspace, chair, Level.COUNT_ONLY)
    typed = StoredValue("votes.x", 1, Source.COUNTED, station.clock.now())
    entry = StoredEntry("e" * 32, LIST, 1, "first", "m4", station.clock.now(), None, (typed,))
    with workspace.store.begin() as work:
        work.protocols.save(StoredProtocol(LIST, 1, Status.DRAFT))
        work.protocols.start_entry(entry)
    refused(lambda: levels.set_level(workspace, chair, Level.MARKS), *["night.first"] * 3)
    assert levels.set_level(workspace, chair, Level.COUNT_ONLY).info.level is Level.COUNT_ONLY


def test_marks_stay_when_the_level_goes_down_and_up(station: Station) -> None:
    chair = station.actor(Role.CHAIR)
    station.workspace = levels.set_level(station.workspace, chair, Level.MARKS)
    mark(station, 0)
    station.workspace = levels.set_level(station.workspace, chair, Level.REGISTERS)
    refused(lambda: mark(station, 1), "marks.level")
    station.workspace = levels.set_level(station.workspace, chair, Level.MARKS)
    refused(lambda: mark(station, 0), "marks.already")


def test_at_count_only_no_register_is_kept_here(station: Station) -> None:
    assert kept(station) == set(Kept)
    station.level(Level.COUNT_ONLY)
    assert kept(station) == frozenset()


def test_a_register_goes_over_to_paper_with_a_reason_and_comes_back(station: Station) -> None:
    workspace, chair = station.workspace, station.actor(Role.CHAIR)
    refused(lambda: levels.keep_on_paper(workspace, chair, Kept.BALLOTS, " "), "register.no_reason")
    levels.keep_on_paper(workspace, chair, Kept.BALLOTS, "no power from 12 to 14")
    assert kept(station) == set(Kept) - {Kept.BALLOTS}
    (said,) = levels.standing_on_paper(workspace, station.actor())
    assert said.content.reason == "no power from 12 to 14"
    levels.keep_here(workspace, chair, Kept.BALLOTS, "all typed in")
    assert kept(station) == set(Kept)
    assert levels.standing_on_paper(workspace, station.actor()) == ()


def test_after_the_close_only_towards_paper(station: Station) -> None:
    workspace, chair = station.workspace, station.actor(Role.CHAIR)
    close_list(station)
    levels.keep_on_paper(workspace, chair, Kept.HOME_VOTING, "the journal was lost")
    refused(lambda: levels.keep_here(workspace, chair, Kept.HOME_VOTING, "found"), "list.closed")
    refused(
        lambda: levels.keep_on_paper(workspace, station.actor(), Kept.BALLOTS, "x"),
        "not_allowed.role",
    )
