# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The ballots' account in a real workspace, from the delivery act to the unused that are cancelled."""

from dataclasses import replace

import pytest

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.registers.kept import Kept
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.services.registers import ballots, levels
from tests.services.conftest import Station
from tests.services.registers.day import (
    ISSUER,
    LIST,
    OTHER,
    applied,
    close_list,
    depart,
    mark,
    marking,
    moved,
    refused,
    seal,
    take,
)


def figures(station: Station, ballot_id: str = LIST) -> dict[str, int]:
    ballot = station.workspace.election.ballot(ballot_id)
    with station.workspace.store.begin() as work:
        found = ballots.lines(station.workspace, work, ballot)
    assert {value.source for value in found.values()} <= {Source.COUNTED}
    return {cell: value.figure for cell, value in found.items()}


def test_a_day_of_one_ballot_closes(station: Station) -> None:
    station.at(8)
    assert figures(station) == {}
    moved(station, Movement.RECEIVED, 122)
    moved(station, Movement.TO_MEMBER, 60, ISSUER)
    moved(station, Movement.TO_MEMBER, 50, OTHER)
    moved(station, Movement.SPOILED, 1, ISSUER)
    moved(station, Movement.SURPLUS, 1, OTHER)
    moved(station, Movement.LOST, 1, OTHER)
    close_list(station)
    moved(station, Movement.RETURNED, 9, ISSUER)
    moved(station, Movement.RETURNED, 20, OTHER)
    moved(station, Movement.UNUSED, 41)
    (account, *others) = ballots.accounts(station.workspace, station.actor())
    assert (account.ballot_id, account.residual, account.overdrawn) == (LIST, 0, ())
    assert not any(other.started for other in others)
    found = figures(station)
    assert found["ballots_received"] + found["ballots_surplus"] == (
        sum(found[f"member.{m}.issued"] for m in ("m2", "m4", "m5", "m6", "m7"))
        + found["ballots_unused"] + found["ballots_spoiled"] + found["ballots_lost"]
    )  # fmt: skip
    assert found["member.m5.issued"] == 30
    assert found["member.m7.taken"] == 0
    with station.workspace.store.begin() as work:
        told = [e for e in work.journal.all() if e.kind == "register.ballot_movement"]
    assert [e.details["movement"] for e in told][:2] == ["received", "to_member"]
    assert told[1].details["member"] == ISSUER


def test_unused_are_counted_after_the_list_is_closed_and_once(station: Station) -> None:
    station.at(9)
    moved(station, Movement.RECEIVED, 100)
    refused(lambda: moved(station, Movement.UNUSED, 40), "ballots.list_open")
    close_list(station)
    first = moved(station, Movement.UNUSED, 40)
    refused(lambda: moved(station, Movement.UNUSED, 41), "ballots.unused_twice")
    again = moved(station, Movement.UNUSED, 41, again="counted with another member")
    history = ballots.movements(station.workspace, station.actor(), LIST)
    assert [(e.entry_id, e.stands) for e in history][1:] == [
        (first.entry_id, False), (again.entry_id, True),
    ]  # fmt: skip
    undo = ballots.undo_movement
    undo(station.workspace, station.actor(), again.entry_id, "wrong ballot")
    moved(station, Movement.UNUSED, 100)
    take(station, Step.UNUSED_CANCELLED)
    last = ballots.movements(station.workspace, station.actor(), LIST)[-1]
    refused(lambda: undo(station.workspace, station.actor(), last.entry_id, "x"),
            "ballots.unused_stands")  # fmt: skip
    assert moved(station, Movement.UNUSED, 99, again="one stuck to another").content.count == 99


def test_the_step_waits_for_every_ballot_that_is_accounted_for(station: Station) -> None:
    station.at(9)
    moved(station, Movement.RECEIVED, 100)
    moved(station, Movement.RECEIVED, 100, ballot="region_list")
    close_list(station)
    moved(station, Movement.UNUSED, 100)
    error = refused(lambda: take(station, Step.UNUSED_CANCELLED), "ballots.unused_missing")
    assert error.reasons[0].values == {"number": 3}
    chair = station.actor(Role.CHAIR)
    levels.keep_on_paper(station.workspace, chair, Kept.BALLOTS, "the rest was counted on paper")
    take(station, Step.UNUSED_CANCELLED)


@pytest.mark.parametrize(
    ("kind", "member"),
    [(Movement.TO_MEMBER, ISSUER), (Movement.SPOILED, ISSUER), (Movement.WITHDRAWN, "")],
)
def test_what_cannot_happen_after_the_unused_are_cancelled_may_be_told_late(
    station: Station, kind: Movement, member: str
) -> None:
    before = station.at(19)
    close_list(station)
    moved(station, Movement.UNUSED, 0)
    station.at(20, 40)
    refused(lambda: moved(station, kind, 1, member), "ballots.cancelled")
    assert moved(station, kind, 1, member, happened=before).happened == before
    assert moved(station, Movement.RETURNED, 1, ISSUER).stands
    assert moved(station, Movement.LOST, 1).stands


@pytest.mark.parametrize(
    ("movement", "key"),
    [
        (BallotMovement(Movement.RECEIVED, "nothing", 1, "", "7"), "ballots.ballot_unknown"),
        (BallotMovement(Movement.RETURNED, LIST, 1, "m99"), "ballots.member_unknown"),
        (BallotMovement(Movement.RECEIVED, LIST, 1), "ballots.document"),
        (BallotMovement(Movement.TO_MEMBER, LIST, 1, "m1"), "ballots.leader"),
        (BallotMovement(Movement.TO_MEMBER, LIST, 1, "m3"), "ballots.leader"),
    ],
)
def test_impossible_movements_are_refused(
    station: Station, movement: BallotMovement, key: str
) -> None:
    refused(lambda: ballots.move(station.workspace, station.actor(), movement), key)
    assert ballots.movements(station.workspace, station.actor(), LIST) == []


def test_the_chair_who_issued_all_the_same_is_told(station: Station) -> None:
    marking(station).at(10)
    ballot = station.workspace.election.ballot(LIST)

    def issued() -> int:
        with station.workspace.store.begin() as work:
            return ballots.leaders_issued(station.workspace, work, ballot)

    assert issued() == 0
    mark(station, 0, issued_by="m1", forced=True)
    assert issued() == 1
    moved(station, Movement.TO_MEMBER, 4, "m1", forced=True)
    assert issued() == 4
    assert figures(station)["member.m1.issued"] == 4


def test_a_trip_is_in_its_carriers_account(station: Station) -> None:
    station.at(9)
    seal(station)
    depart(station, applied(station, 0))
    assert figures(station)["member.m4.taken"] == 12


def test_others_have_no_hand_in_it(station: Station) -> None:
    observer = Actor("guest", Role.OBSERVER)
    movement = BallotMovement(Movement.LOST, LIST, 1)
    refused(lambda: ballots.move(station.workspace, observer, movement), "not_allowed.role")
    refused(lambda: ballots.accounts(station.workspace, observer), "not_allowed.role")
    foreign = replace(movement, count=0, member_id=OTHER)
    refused(lambda: ballots.move(station.workspace, station.actor(), foreign), "ballots.count")


def test_movements_that_happen_together_are_kept_together_or_not_at_all(station: Station) -> None:
    station.at(9)
    workspace, actor = station.workspace, station.actor()
    pack = [
        BallotMovement(Movement.TO_MEMBER, b, 20, ISSUER) for b in workspace.precinct.ballot_ids
    ]
    ballots.move_all(workspace, actor, pack)
    assert [a.together.taken for a in ballots.accounts(workspace, actor)] == [20] * len(pack)
    leader = replace(pack[-1], member_id="m1")
    refused(lambda: ballots.move_all(workspace, actor, [*pack[:1], leader]), "ballots.leader")
    refused(lambda: ballots.move_all(workspace, actor, []), "ballots.nothing")
    assert [a.together.taken for a in ballots.accounts(workspace, actor)] == [20] * len(pack)
