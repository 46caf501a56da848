# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How far a ballot is, its check after both entries, its page: each step of one ballot's night."""

import pytest

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.record import Presence
from precinct_app.services.ballot_states import BallotState, ballot_states
from precinct_app.services.checked_ballot import check_ballot
from precinct_app.services.entry_differences import enter_again
from precinct_app.services.protocol_entry import reopen
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_paper import paper_of
from precinct_app.services.protocol_record import Night
from tests.services.conftest import Station
from tests.services.sheets import LIST, WITH_MEMBER, number, reasons, truth, type_entry


@pytest.fixture
def paper(station: Station) -> Station:
    """A night at *count only*."""
    station.level(Level.COUNT_ONLY)
    station.at(20, 30)
    return station


def of_the_list(station: Station) -> BallotState:
    states = ballot_states(station.workspace, Actor("guest", Role.OBSERVER))
    return next(state for state in states if state.ballot.ballot_id == LIST)


def test_every_step_of_a_ballot(paper: Station) -> None:
    """First, second, differences, checks, final; who typed is told, no figure is."""
    figures = truth(paper, LIST)
    one, two = paper.actor(Role.MEMBER, 0), paper.actor(Role.MEMBER, 1)
    assert of_the_list(paper).step == "first"
    type_entry(paper, one, LIST, "first", figures)
    state = of_the_list(paper)
    assert (state.step, state.first_member, state.second_member) == ("second", one.member_id, "")
    wrong = {**figures, "ballots_unused": number(figures, "ballots_unused") + 1}
    type_entry(paper, two, LIST, "second", wrong)
    assert of_the_list(paper).step == "differences"
    enter_again(paper.workspace, one, LIST, "ballots_unused", figures["ballots_unused"])
    assert of_the_list(paper).step == "checks"
    reopen(paper.workspace, one, LIST, "first")
    assert of_the_list(paper).step == "first"


def test_a_ballot_is_checked_once_both_entries_are_in(paper: Station) -> None:
    figures, chair = truth(paper, LIST), paper.actor(Role.CHAIR)
    type_entry(paper, paper.actor(Role.MEMBER, 0), LIST, "first", figures)
    with pytest.raises(PrecinctError) as caught:
        check_ballot(paper.workspace, chair, LIST)
    assert reasons(caught) == ["entry.second_open"]
    type_entry(paper, paper.actor(Role.MEMBER, 1), LIST, "second", figures)
    found = check_ballot(paper.workspace, chair, LIST)
    assert found.figures["ballots_valid"] == figures["ballots_valid"]
    assert {spec.cell for spec in found.cells} >= set(figures)
    assert not found.report.has_errors
    assert found.waiting == ()


def test_the_page_is_the_draft_then_what_will_be_signed(paper: Station) -> None:
    figures, chair = truth(paper, LIST), paper.actor(Role.CHAIR)
    for number_, kind in enumerate(("first", "second")):
        type_entry(paper, paper.actor(Role.MEMBER, number_), LIST, kind, figures)
    now = paper.clock.now()
    night = Night(Presence(7, 7, 0, 0, 0, 0), now, now)
    draft, held = paper_of(paper.workspace, chair, LIST, night, paper.tools.press)
    assert draft.startswith(b"%PDF")
    assert held is None or held.record is None
    roles = (Role.CHAIR, Role.SECRETARY)
    signers = tuple(ExpectedSigner(paper.actor(role).member_id, role) for role in roles)
    freeze(paper.workspace, chair, LIST, night, signers, agreed=WITH_MEMBER)
    page, held = paper_of(paper.workspace, chair, LIST, night, paper.tools.press)
    assert held is not None
    assert held.record is not None
    assert page.startswith(b"%PDF")
    assert page != draft
    assert of_the_list(paper).step == "done"
