# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Decisive steps are taken by two, or alone with the reason; the journal says which."""

from collections.abc import Callable
from functools import partial

import pytest

from precinct_app.domain.commission import RIGHTS, Actor, Right, Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.record import Presence
from precinct_app.services.journal_reading import read_journal
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_record import Night
from precinct_app.services.registers import steps
from precinct_app.services.reopening import Decision, reopen_by_decision
from precinct_app.services.two_people import Agreed, refuse_alone
from tests.services.conftest import Station
from tests.services.registers.day import close_list, refused
from tests.services.sheets import LIST, truth, type_twice
from tests.services.test_recounts import final

ALONE, OTHER = Agreed(alone="the others are ill"), Agreed(Actor("m4", Role.MEMBER))
BAD = [(Agreed(), "two_people.needed"), (Agreed(alone=" "), "two_people.needed"),
       (Agreed(Actor("m1", Role.CHAIR)), "two_people.same"),
       (Agreed(Actor("t", Role.TECHNICIAN)), "two_people.stranger"),
       (Agreed(Actor("o", Role.OBSERVER)), "two_people.stranger")]  # fmt: skip


def told(station: Station, kind: str) -> list[dict[str, str | int]]:
    events = read_journal(station.workspace, station.actor(Role.CHAIR))
    found = [event.details for event in events if event.kind == kind]
    return [{n: v for n, v in one.items() if n in {"second", "alone"}} for one in found]


def refused_without_another(act: Callable[[Agreed], object]) -> None:
    for agreed, key in BAD:
        refused(partial(act, agreed), key)


@pytest.fixture
def typed(station: Station) -> Station:
    """One sheet typed twice at *count only*."""
    station.level(Level.COUNT_ONLY)
    station.at(20, 30)
    type_twice(station, LIST, truth(station, LIST))
    return station


def test_figures_become_final_by_two(typed: Station) -> None:
    def act(agreed: Agreed) -> None:
        now, chair = typed.clock.now(), typed.actor(Role.CHAIR)
        signers = (
            ExpectedSigner(chair.member_id, chair.role),
            ExpectedSigner("m3", Role.SECRETARY),
        )
        said = Night(Presence(7, 7, 0, 0, 0, 0), now, now)
        freeze(typed.workspace, chair, LIST, said, signers, agreed=agreed)

    refused_without_another(act)
    assert told(typed, "protocol.frozen") == []
    act(OTHER)
    assert told(typed, "protocol.frozen") == [{"second": "m4"}]


def test_final_figures_are_opened_again_by_two(typed: Station) -> None:
    final(typed)
    now = typed.clock.now()
    decision = Decision("7", now.date(), ("m1", "m2", "m3", "m4", "m5"), "x")

    def act(agreed: Agreed) -> None:
        reopen_by_decision(typed.workspace, typed.actor(Role.CHAIR), LIST, decision, agreed=agreed)

    refused_without_another(act)
    assert told(typed, "register.reopened_by_decision") == []
    act(ALONE)
    assert told(typed, "register.reopened_by_decision") == [{"alone": "the others are ill"}]


def test_unused_ballots_are_cancelled_by_two(station: Station) -> None:
    close_list(station)

    def act(agreed: Agreed | None) -> None:
        chair = station.actor(Role.CHAIR)
        steps.take_step(station.workspace, chair, Step.UNUSED_CANCELLED, agreed=agreed)

    refused_without_another(act)
    refused(lambda: act(None), "two_people.needed")
    assert told(station, "register.night_step")[2:] == []
    act(OTHER)
    assert told(station, "register.night_step")[2:] == [{"second": "m4"}]


@pytest.mark.parametrize("right", list(Right))
def test_the_second_person_carries_the_right_too(right: Right) -> None:
    for role in Role:
        agreed = Agreed(Actor("other", role))
        if role in RIGHTS[right]:
            assert refuse_alone(Actor("m1", Role.CHAIR), agreed, right) == {"second": "other"}
        else:
            with pytest.raises(NotAllowedError):
                refuse_alone(Actor("m1", Role.CHAIR), agreed, right)
