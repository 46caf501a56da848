# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Piles kept with the figures they were added up to, and disputed ballots decided by vote."""

from collections.abc import Sequence

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.protocol.sheet import NA, Figure, Source
from precinct_app.domain.registers.disputed import Decided, Doubt
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services.ballot_sheet import given_lines
from precinct_app.services.entry_differences import differences, enter_again
from precinct_app.services.protocol_entry import finish, open_entry, put, reopen
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_record import Night
from precinct_app.services.recounts import exchange
from precinct_app.services.registers.disputed import annex, decide, undo_decision
from tests.services.conftest import Station
from tests.services.sheets import LIST, WITH_MEMBER, reasons, truth, type_twice


@pytest.fixture
def paper(station: Station) -> Station:
    """A night at *count only*."""
    station.level(Level.COUNT_ONLY)
    station.at(20, 30)
    return station


# --- piles ---------------------------------------------------------------------------------------


def test_piles_are_kept_with_their_figure_and_go_with_it(paper: Station) -> None:
    actor = paper.actor()
    view = open_entry(paper.workspace, actor, LIST, "first")
    put(paper.workspace, actor, view, "votes.amanat", 117, (50, 50, 17))
    put(paper.workspace, actor, view, "ballots_lost", 0)
    again = open_entry(paper.workspace, actor, LIST, "first")
    assert dict(again.parts) == {"votes.amanat": (50, 50, 17)}
    put(paper.workspace, actor, view, "votes.amanat", 118)
    assert dict(open_entry(paper.workspace, actor, LIST, "first").parts) == {}
    put(paper.workspace, actor, view, "votes.amanat", 4, (4,))
    put(paper.workspace, actor, view, "votes.amanat", None)
    put(paper.workspace, actor, view, "votes.amanat", 0)
    assert dict(open_entry(paper.workspace, actor, LIST, "first").parts) == {}


@pytest.mark.parametrize(
    ("figure", "parts"),
    [(117, (50, 50, 18)), (0, (5, -5)), (NA, (0,)), (None, (1,)), (201, (1,) * 201)],
)
def test_piles_that_are_not_the_figure_are_refused(
    paper: Station, figure: Figure | None, parts: Sequence[int]
) -> None:
    view = open_entry(paper.workspace, paper.actor(), LIST, "first")
    with pytest.raises(InputError) as caught:
        put(paper.workspace, paper.actor(), view, "voters_by_certificate", figure, parts)
    assert reasons(caught) == ["entry.parts"]


def test_piles_are_seen_beside_differing_figures_and_travel_with_the_entry(
    paper: Station,
) -> None:
    figures = truth(paper, "region_list")
    type_twice(paper, "region_list", figures, {**figures, "ballots_refused": 3})
    actor = paper.actor()
    enter_again(paper.workspace, actor, "region_list", "ballots_refused", 4, (2, 2))
    (difference,) = differences(paper.workspace, actor, "region_list").cells
    assert [typed.parts for typed in difference.typed] == [(), (), (2, 2)]
    reopen(paper.workspace, actor, "region_list", "first")
    view = open_entry(paper.workspace, actor, "region_list", "first")
    option = next(cell for cell in figures if cell.startswith("votes."))
    whole = figures[option]
    assert isinstance(whole, int)
    put(paper.workspace, actor, view, option, whole, (whole - 5, 5))
    finish(paper.workspace, actor, view)
    exchange(paper.workspace, paper.actor(Role.CHAIR), "region_list", "region_single_2")
    with paper.workspace.store.begin() as work:
        moved = [e for e in work.protocols.entries("region_single_2", 1) if e.kind == "first"]
    assert [v.parts for v in moved[0].values if v.parts] == [(whole - 5, 5)]


# --- disputed ballots ----------------------------------------------------------------------------


def given(station: Station) -> dict[str, tuple[int, Source]]:
    with station.workspace.store.begin() as work:
        ballot = station.workspace.election.ballot(LIST)
        found = given_lines(station.workspace, work, ballot)
    return {cell: (line.figure, line.source) for cell, line in found.items()}


def test_disputed_ballots_are_numbered_and_counted_into_their_line(paper: Station) -> None:
    actor = paper.actor()
    assert given(paper) == {}
    first = decide(paper.workspace, actor, LIST, Doubt.UNCLEAR, "a tick over two boxes",
                   in_favour=5, against=2, valid=True)  # fmt: skip
    second = decide(paper.workspace, actor, LIST, Doubt.UNCLEAR, "a crossed out row",
                    in_favour=3, against=4, valid=False)  # fmt: skip
    undo_decision(paper.workspace, actor, first.entry_id, "another ballot was meant")
    third = decide(paper.workspace, actor, LIST, Doubt.NOT_OF_FORM, "a copy",
                   in_favour=0, against=7, valid=False)  # fmt: skip
    assert [e.content.number for e in (first, second, third)] == [1, 2, 3]
    assert given(paper) == {"disputed_decided": (2, Source.COUNTED)}
    shown = annex(paper.workspace, actor, LIST)
    assert [e.content.number for e in shown.ballots] == [2, 3]
    assert shown.next_number == 4
    assert shown.decided == {Doubt.NOT_OF_FORM: Decided(0, 1), Doubt.UNCLEAR: Decided(0, 1)}
    type_twice(paper, LIST, truth(paper, LIST))
    for language in Language:
        assert all(text(f"doubt.{d.value}", language) != f"doubt.{d.value}" for d in Doubt)


def test_the_journal_tells_of_no_vote(paper: Station) -> None:
    decide(paper.workspace, paper.actor(), LIST, Doubt.UNCLEAR, "words about the ballot",
           in_favour=5, against=2, valid=True)  # fmt: skip
    with paper.workspace.store.begin() as work:
        event = list(work.journal.all())[-1]
    assert event.kind == "register.disputed_ballot"
    assert dict(event.details) == {
        "number": 1, "doubt": "unclear", "in_favour": 5, "against": 2, "valid": 1,
    }  # fmt: skip


def test_disputes_wait_for_the_boxes_and_end_with_the_final_figures(paper: Station) -> None:
    def one(ballot_id: str = LIST) -> str:
        entry = decide(paper.workspace, paper.actor(), ballot_id, Doubt.UNCLEAR, "why",
                       in_favour=5, against=2, valid=True)  # fmt: skip
        return entry.entry_id

    kept = one()
    with pytest.raises(InputError) as wrong:
        one("nothing")
    assert reasons(wrong) == ["ballots.ballot_unknown"]
    with pytest.raises(InputError) as wrong:
        decide(paper.workspace, paper.actor(), LIST, Doubt.UNCLEAR, "", in_favour=5, against=5,
               valid=True)  # fmt: skip
    assert reasons(wrong) == ["disputed.no_ground", "disputed.votes"]
    paper.level(Level.REGISTERS)
    with pytest.raises(NotAllowedError) as caught:
        one()
    assert reasons(caught) == ["night.first"] * 3
    paper.level(Level.COUNT_ONLY)
    type_twice(paper, LIST, truth(paper, LIST))
    now, roles = paper.clock.now(), (Role.CHAIR, Role.SECRETARY)
    signers = tuple(ExpectedSigner(paper.actor(role).member_id, role) for role in roles)
    said = Night(Presence(7, 7, 0, 0, 0, 0), now, now)
    record = freeze(
        paper.workspace, paper.actor(Role.CHAIR), LIST, said, signers, agreed=WITH_MEMBER
    ).record
    assert record is not None
    assert record.figure("disputed_decided") == 1
    for late in (one, lambda: undo_decision(paper.workspace, paper.actor(), kept, "x")):
        with pytest.raises(NotAllowedError) as caught:
            late()
        assert reasons(caught) == ["entry.frozen"]
