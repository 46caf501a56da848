# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the list answers at the door: the row, the standing, the right station, doubles."""

from dataclasses import replace

import pytest

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.registers.voter_changes import (
    ExclusionGround,
    Inclusion,
    InclusionGround,
    Standing,
)
from precinct_app.domain.wording import Language
from precinct_app.runtime import texts
from precinct_app.services.registers import voter_changes, voter_lookup
from tests.services.conftest import Station


def test_the_row_of_the_paper_list_is_told(station: Station) -> None:
    voter = replace(station.voters[3], paper_table="3", paper_page=14, paper_row=7)
    with station.workspace.store.begin() as work:
        work.voters.save(voter)
    (found,) = voter_lookup.find(station.workspace, station.actor(), "3/14/7")
    assert (found.voter, found.standing) == (voter, Standing.LISTED)
    assert texts.said(found.place, Language.EN) == "table 3, page 14, row 7"
    card = voter_lookup.card(station.workspace, station.actor(), voter.voter_id)
    assert texts.said(card.place, Language.KK) == "3-үстел, 14-бет, 7-жол"


def test_the_right_station_is_told_by_address(station: Station) -> None:
    found = voter_lookup.whereabouts(station.workspace, station.actor(), address="Достык 80")
    assert [p.number for p in found.stations] == [9002]
    assert found.own == ()


def test_the_own_list_is_asked_by_name_and_by_number(station: Station) -> None:
    voter = next(v for v in station.voters if v.iin)
    workspace, actor = station.workspace, station.actor()
    by_name = voter_lookup.whereabouts(workspace, actor, voter.full_name)
    assert voter.voter_id in {found.voter.voter_id for found in by_name.own}
    spaced = f"{voter.iin[:6]} {voter.iin[6:]}"
    by_number = voter_lookup.whereabouts(workspace, actor, spaced)
    assert [found.voter for found in by_number.own] == [voter]
    strange = voter_lookup.whereabouts(workspace, actor, "000101000000")
    assert (strange.own, strange.stations) == ((), ())


def test_a_number_finds_no_one_by_its_end_only(station: Station) -> None:
    voter = next(v for v in station.voters if v.iin)
    other = ("9" if voter.iin[0] != "9" else "8") + voter.iin[1:]
    found = voter_lookup.whereabouts(station.workspace, station.actor(), other)
    assert found.own == ()


def test_namesakes_are_told_while_they_count(station: Station) -> None:
    workspace, actor, known = station.workspace, station.actor(), station.voters[0]
    other = replace(known, iin="", birth=None)
    entry = voter_changes.include(
        workspace, actor, other, InclusionGround.COURT, document="No 5", namesake_seen=True
    )
    shown = {f.voter.voter_id: f for f in voter_lookup.find(workspace, actor, known.full_name)}
    assert shown[known.voter_id].has_namesake
    assert len(voter_lookup.card(workspace, actor, known.voter_id).namesakes) == 1
    voter_changes.undo_change(workspace, actor, Inclusion, entry.entry_id, "wrong person")
    shown = {f.voter.voter_id: f for f in voter_lookup.find(workspace, actor, known.full_name)}
    assert not shown[known.voter_id].has_namesake
    assert shown[entry.content.voter_id].standing is Standing.NOT_LISTED
    assert voter_lookup.card(workspace, actor, known.voter_id).namesakes == ()


def test_doubles_are_shown_until_one_is_excluded(station: Station) -> None:
    workspace, actor, known = station.workspace, station.actor(), station.voters[0]
    twice = replace(known, voter_id="d" * 32, list_number=500, surname="Басқа")
    with workspace.store.begin() as work:
        work.voters.add_all([twice])
    (double,) = voter_lookup.double_rows(workspace, actor)
    assert {double.first, double.second} == {known, twice}
    assert double.by_number
    voter_changes.exclude(
        workspace, actor, twice.voter_id, ExclusionGround.ENTERED_TWICE, document="act 3"
    )
    assert voter_lookup.double_rows(workspace, actor) == ()


def test_observers_look_nobody_up(station: Station) -> None:
    watcher, voter = Actor("o1", Role.OBSERVER), station.voters[0]
    for attempt in (
        lambda: voter_lookup.find(station.workspace, watcher, voter.surname),
        lambda: voter_lookup.card(station.workspace, watcher, voter.voter_id),
        lambda: voter_lookup.whereabouts(station.workspace, watcher, voter.surname),
        lambda: voter_lookup.double_rows(station.workspace, watcher),
    ):
        with pytest.raises(NotAllowedError) as caught:
            attempt()
        assert caught.value.reasons[0].key == "not_allowed.role"
