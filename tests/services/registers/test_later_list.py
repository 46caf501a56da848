# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A refined list in a real workspace: nothing vanishes, what it took up counts once."""

from dataclasses import replace
from datetime import date

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.registers.voter_changes import InclusionGround, Standing
from precinct_app.domain.voters import Voter
from precinct_app.services.registers import (
    home_voting,
    later_list,
    list_totals,
    marks,
    voter_changes,
    voter_lookup,
)
from tests.services.certificates import give_certificate
from tests.services.conftest import VOTERS, Station

NEW = Voter("e" * 32, 500, "Жаңабаев", "Ерлан", "", date(1990, 5, 1), "", "Арман көшесі, 3")


def totals(station: Station) -> tuple[int, int, int, int, int]:
    ballot = station.workspace.election.ballots_of("KZ-KOS-9001")[0]
    with station.workspace.store.begin() as work:
        found = list_totals.totals(work, ballot)
    assert found is not None
    return (found.delivered, found.included, found.excluded, found.certificates_out, found.listed)


def refined(station: Station) -> list[Voter]:
    """Without the first, the second's address changed, one person new."""
    rows = [replace(v, voter_id=f"{n:031x}d") for n, v in enumerate(station.voters)]
    rows[1] = replace(rows[1], address="Көктем көшесі, 7")
    return [*rows[1:], NEW]


def test_a_refined_list_is_a_difference_and_keeps_what_was_done(station: Station) -> None:
    workspace, chair = station.workspace, station.actor(Role.CHAIR)
    gone, moved = station.voters[0], station.voters[1]
    station.at(10, days=-5)
    give_certificate(station, gone.voter_id, "1")
    rows = refined(station)
    looked = later_list.look_at_later_list(workspace, chair, rows)
    found = looked.difference
    assert (len(found.new), len(found.changed), found.same) == (1, 1, VOTERS - 2)
    assert found.gone == (gone,)
    assert looked.bound == {gone.voter_id}
    later_list.accept_later_list(workspace, chair, rows, file_sha256="a" * 64, act="No 7")
    assert totals(station) == (VOTERS, 0, 0, 0, VOTERS)
    shown = voter_lookup.card(workspace, chair, gone.voter_id)
    assert shown.standing is Standing.LEFT_WITH_CERTIFICATE
    assert voter_lookup.card(workspace, chair, moved.voter_id).voter.address.startswith("Көктем")
    with pytest.raises(InputError) as caught:
        later_list.accept_later_list(workspace, chair, rows, file_sha256="a" * 64, act="No 7")
    assert caught.value.reasons[0].key == "list.twice"


def test_whoever_is_kept_stays_listed(station: Station) -> None:
    workspace, chair = station.workspace, station.actor(Role.CHAIR)
    first = station.voters[0].voter_id
    later_list.accept_later_list(
        workspace, chair, refined(station), file_sha256="b" * 64, act="No 7", kept={first}
    )
    assert totals(station)[0] == VOTERS + 1
    assert voter_lookup.card(workspace, chair, first).standing is Standing.LISTED


def test_an_inclusion_that_the_list_took_up_counts_once(station: Station) -> None:
    workspace, chair = station.workspace, station.actor(Role.CHAIR)
    voter_changes.include(
        workspace, chair, NEW, InclusionGround.REGISTERED, checked_by="m4", document="14"
    )
    assert totals(station) == (VOTERS, 1, 0, 0, VOTERS + 1)
    rows = [*station.voters, NEW]
    later_list.accept_later_list(workspace, chair, rows, file_sha256="c" * 64, act="No 8")
    assert totals(station) == (VOTERS + 1, 0, 0, 0, VOTERS + 1)


def test_an_inclusion_that_the_list_lacks_stays(station: Station) -> None:
    workspace, chair = station.workspace, station.actor(Role.CHAIR)
    entry = voter_changes.include(
        workspace, chair, NEW, InclusionGround.REGISTERED, checked_by="m4", document="14"
    )
    found = later_list.accept_later_list(
        workspace, chair, station.voters, file_sha256="e" * 64, act="No 9"
    )
    assert found.gone == ()
    assert totals(station) == (VOTERS, 1, 0, 0, VOTERS + 1)
    shown = voter_lookup.card(workspace, chair, entry.content.voter_id)
    assert shown.standing is Standing.LISTED


def test_a_list_without_its_act_is_refused(station: Station) -> None:
    with pytest.raises(InputError) as caught:
        later_list.accept_later_list(
            station.workspace, station.actor(Role.CHAIR), [], file_sha256="d" * 64, act=" "
        )
    assert caught.value.reasons[0].key == "list.no_document"


def test_a_kept_row_takes_only_its_place(station: Station) -> None:
    workspace, chair, first = station.workspace, station.actor(Role.CHAIR), station.voters[0]
    voter_changes.correct(
        workspace, chair, first.voter_id, {"address": "Жаңа көше, 1"}, document="ID card"
    )
    rows = [replace(v, voter_id=f"{n:031x}d", list_number=n + 7, paper_page=2, paper_row=n)
            for n, v in enumerate(station.voters)]  # fmt: skip
    later_list.accept_later_list(
        workspace, chair, rows, file_sha256="f" * 64, act="No 7", kept={first.voter_id}
    )
    kept = voter_lookup.card(workspace, chair, first.voter_id).voter
    assert (kept.address, kept.list_number, kept.paper_page) == ("Жаңа көше, 1", 7, 2)
    other = voter_lookup.card(workspace, chair, station.voters[1].voter_id).voter
    assert (other.address, other.list_number) == (station.voters[1].address, 8)


def test_whoever_is_bound_is_named_and_whoever_voted_stays(station: Station) -> None:
    station.level(Level.MARKS)
    workspace, chair = station.workspace, station.actor(Role.CHAIR)
    voted, at_home, third = (v.voter_id for v in station.voters[:3])
    marks.mark(workspace, chair, voted, issued_by=station.actor().member_id, table="1")
    home_voting.apply(workspace, chair, at_home, Ground.HEALTH, written=True)
    rows = list(station.voters[3:])
    assert later_list.look_at_later_list(workspace, chair, rows).bound == {voted, at_home}
    later_list.accept_later_list(workspace, chair, rows, file_sha256="a" * 64, act="No 7")
    shown = [voter_lookup.card(workspace, chair, v).standing for v in (voted, at_home, third)]
    gone = Standing.NOT_IN_LATER_LIST
    assert shown == [Standing.LISTED, gone, gone]
    assert totals(station) == (VOTERS - 2, 0, 0, 0, VOTERS - 2)


def test_whoever_left_and_is_gone_comes_back_as_entered(station: Station) -> None:
    workspace, chair, gone = station.workspace, station.actor(Role.CHAIR), station.voters[0]
    station.at(10, days=-5)
    give_certificate(station, gone.voter_id, "1")
    rows = list(station.voters[1:])
    later_list.accept_later_list(workspace, chair, rows, file_sha256="a" * 64, act="No 7")
    assert totals(station) == (VOTERS - 1, 0, 0, 0, VOTERS - 1)
    station.at(11)
    voter_changes.include_again(workspace, chair, gone.voter_id)
    assert totals(station) == (VOTERS - 1, 1, 0, 0, VOTERS)


def test_whoever_is_gone_from_one_list_and_in_the_next_is_one_person(station: Station) -> None:
    workspace, chair, away = station.workspace, station.actor(Role.CHAIR), station.voters[0]
    without = list(station.voters[1:])
    later_list.accept_later_list(workspace, chair, without, file_sha256="a" * 64, act="No 7")
    assert voter_lookup.card(workspace, chair, away.voter_id).standing is not Standing.LISTED
    again = [*without, replace(away, voter_id="9" * 32)]
    found = later_list.accept_later_list(workspace, chair, again, file_sha256="b" * 64, act="No 8")
    assert (found.new, found.gone) == ((), ())
    assert voter_lookup.card(workspace, chair, away.voter_id).standing is Standing.LISTED
    assert totals(station) == (VOTERS, 0, 0, 0, VOTERS)
