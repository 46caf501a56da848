# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the protocol says beside its figures is said by the commission, never presumed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.people import GuestKind
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.registers import count_facts, people
from precinct_app.services.reopening import Decision, reopen_by_decision
from tests.services.conftest import Station
from tests.services.sheets import LIST, SINGLE, WITH_MEMBER, reasons, truth, type_twice


@pytest.fixture
def paper(station: Station) -> Station:
    """A night at *count only*."""
    station.level(Level.COUNT_ONLY)
    station.at(20, 30)
    return station


def test_nothing_is_said_until_somebody_says_it(paper: Station) -> None:
    with pytest.raises(NotAllowedError) as caught:
        count_facts.night_said(paper.workspace, paper.actor(Role.CHAIR), LIST)
    assert reasons(caught) == ["count_facts.unsaid"]


def test_the_next_ballot_is_asked_with_what_was_said_of_the_last(paper: Station) -> None:
    workspace, actor = paper.workspace, paper.actor(Role.CHAIR)
    before = workspace.clock.now()
    type_twice(paper, LIST, truth(paper, LIST))
    begun = workspace.clock.now()
    paper.at(22, 10)
    asked = count_facts.asked(workspace, actor, LIST)
    assert not asked.presence_kept
    assert before <= asked.facts.started <= begun < asked.facts.ended <= workspace.clock.now()
    there = replace(asked.facts.presence, members=5, observers_national=3)
    count_facts.say(workspace, actor, replace(asked.facts, presence=there, opinions=1))
    night = count_facts.night_said(workspace, actor, LIST)
    assert (night.presence, night.opinions, night.complaints) == (there, 1, 0)
    assert count_facts.asked(workspace, actor, LIST).facts.opinions == 1
    other = count_facts.asked(workspace, actor, SINGLE).facts
    assert (other.presence, other.opinions, other.ballot_id) == (there, 0, SINGLE)


def test_the_record_says_what_was_said_and_nothing_can_be_said_after(paper: Station) -> None:
    workspace, actor = paper.workspace, paper.actor(Role.CHAIR)
    type_twice(paper, LIST, truth(paper, LIST))
    paper.at(22, 10)
    facts = count_facts.asked(workspace, actor, LIST).facts
    told = replace(facts, presence=replace(facts.presence, media=2), complaints=4)
    count_facts.say(workspace, actor, told)
    night = count_facts.night_said(workspace, actor, LIST)
    both = (actor, paper.actor(Role.SECRETARY))
    signers = tuple(ExpectedSigner(who.member_id, who.role) for who in both)
    record = freeze(workspace, actor, LIST, night, signers, agreed=WITH_MEMBER).record
    assert record is not None
    assert (record.presence.media, record.presence.members) == (2, facts.presence.members)
    assert record.times.count_started == facts.started
    with pytest.raises(NotAllowedError) as caught:
        count_facts.say(workspace, actor, told)
    assert reasons(caught) == ["entry.frozen"]


def test_where_attendance_is_kept_it_is_not_asked(paper: Station) -> None:
    workspace, actor = paper.workspace, paper.actor(Role.CHAIR)
    for member in workspace.precinct.members[:5]:
        people.member_there(workspace, actor, member.member_id, there=True)
    people.welcome(workspace, actor, GuestKind.MEDIA, "N", "")
    asked = count_facts.asked(workspace, actor, LIST)
    assert asked.presence_kept
    assert (asked.facts.presence.members, asked.facts.presence.media) == (5, 1)


def test_what_cannot_be_is_refused(paper: Station) -> None:
    workspace, actor = paper.workspace, paper.actor(Role.CHAIR)
    facts = count_facts.asked(workspace, actor, LIST).facts
    late = replace(facts, ended=workspace.clock.now() + timedelta(minutes=1))
    with pytest.raises(InputError) as caught:
        count_facts.say(workspace, actor, late)
    assert reasons(caught) == ["count_facts.times"]


def test_the_version_after_one_that_is_out_is_asked_anew(paper: Station) -> None:
    workspace, chair = paper.workspace, paper.actor(Role.CHAIR)
    type_twice(paper, LIST, truth(paper, LIST))
    paper.at(22, 10)
    count_facts.say(workspace, chair, count_facts.asked(workspace, chair, LIST).facts)
    both = (chair, paper.actor(Role.SECRETARY))
    signers = tuple(ExpectedSigner(who.member_id, who.role) for who in both)
    night = count_facts.night_said(workspace, chair, LIST)
    final = freeze(workspace, chair, LIST, night, signers, agreed=WITH_MEMBER)
    with workspace.store.begin() as work:
        work.protocols.save(replace(final, status=Status.HANDED_OVER))
    present = tuple(member.member_id for member in workspace.precinct.members)
    decision = Decision("1", workspace.election.day, present, "two piles exchanged")
    reopen_by_decision(workspace, chair, LIST, decision, agreed=WITH_MEMBER)
    with pytest.raises(NotAllowedError) as caught:
        count_facts.night_said(workspace, chair, LIST)
    assert reasons(caught) == ["count_facts.unsaid"]
