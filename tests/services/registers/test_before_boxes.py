# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Counts before the boxes typed again: the former one is undone with its reason, nothing is lost."""

from precinct_app.domain.night import Step
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.services.registers import ballots
from precinct_app.services.registers.before_boxes import before_boxes, set_count
from tests.services.conftest import Station
from tests.services.registers.day import ISSUER, LIST, OTHER, close_list, moved, refused, take


def count(station: Station, kind: Movement, number: int, member: str = "") -> None:
    movement = BallotMovement(kind, LIST, number, member)
    set_count(station.workspace, station.actor(), movement, "recounted")


def standing(station: Station, kind: Movement) -> list[tuple[int, str]]:
    history = ballots.movements(station.workspace, station.actor(), LIST)
    return [(e.content.count, e.content.member_id) for e in history
            if e.stands and e.content.movement is kind]  # fmt: skip


def test_a_count_is_replaced_and_only_when_it_differs(station: Station) -> None:
    station.at(8)
    moved(station, Movement.RECEIVED, 100)
    moved(station, Movement.TO_MEMBER, 40, ISSUER)
    count(station, Movement.RETURNED, 9, ISSUER)
    count(station, Movement.RETURNED, 9, ISSUER)
    assert len(ballots.movements(station.workspace, station.actor(), LIST)) == 3
    count(station, Movement.RETURNED, 7, ISSUER)
    assert standing(station, Movement.RETURNED) == [(7, ISSUER)]
    undone = [
        e.undone for e in ballots.movements(station.workspace, station.actor(), LIST) if e.undone
    ]
    assert [one.reason for one in undone] == ["recounted"]
    count(station, Movement.RETURNED, 0, ISSUER)
    assert standing(station, Movement.RETURNED) == []


def test_what_stands_with_members_is_not_counted_away(station: Station) -> None:
    station.at(8)
    moved(station, Movement.RECEIVED, 100)
    moved(station, Movement.LOST, 2, OTHER)
    count(station, Movement.LOST, 3)
    assert standing(station, Movement.LOST) == [(2, OTHER), (1, "")]
    refused(lambda: count(station, Movement.LOST, 1), "before.with_members")
    refused(lambda: count(station, Movement.SPOILED, 1, ISSUER), "before.not_typed")
    assert standing(station, Movement.LOST) == [(2, OTHER), (1, "")]


def test_the_unused_are_counted_once_the_list_is_closed_and_zero_is_a_count(
    station: Station,
) -> None:
    station.at(8)
    moved(station, Movement.RECEIVED, 10)
    refused(lambda: count(station, Movement.UNUSED, 10), "ballots.list_open")
    close_list(station)
    count(station, Movement.UNUSED, 0)
    assert standing(station, Movement.UNUSED) == [(0, "")]
    count(station, Movement.UNUSED, 10)
    found = before_boxes(station.workspace, station.actor())
    column = next(c for c in found.columns if c.ballot.ballot_id == LIST)
    assert (column.account.residual, found.list_closed, found.cancelled) == (0, True, None)
    take(station, Step.UNUSED_CANCELLED)
    assert before_boxes(station.workspace, station.actor()).cancelled is not None
