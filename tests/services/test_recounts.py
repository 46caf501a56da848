# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Recounts, exchanged sheets and reopened protocols in a real workspace: set aside, never erased."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.entries import Demander, ReopenedByDecision
from precinct_app.domain.registers.entry import content_from_json, content_to_json
from precinct_app.domain.wording import Wording
from precinct_app.services.entry_differences import differences, enter_again
from precinct_app.services.ports import StoredProtocol
from precinct_app.services.protocol_entry import (
    begin_anew,
    explain_alone,
    finish,
    open_entry,
    put,
    reopen,
)
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_notes import Asked, answer_findings
from precinct_app.services.protocol_record import Night
from precinct_app.services.protocol_signing import sign
from precinct_app.services.recounts import counts, exchange, recount
from precinct_app.services.registers.night import faults
from precinct_app.services.reopening import Decision, reopen_by_decision
from tests.services.conftest import SECRET, Station
from tests.services.registers.day import take
from tests.services.sheets import LIST, WITH_MEMBER, number, reasons, truth, type_entry, type_twice

HERE, THERE = "region_list", "region_single_2"
"""Two ballots whose sheets have the same lines."""
PRESENT = ("m1", "m2", "m3", "m4", "m5")


@pytest.fixture
def paper(station: Station) -> Station:
    """A night at *count only*."""
    station.level(Level.COUNT_ONLY)
    station.at(20, 30)
    return station


def final(station: Station, ballot_id: str = LIST) -> StoredProtocol:
    now = station.clock.now()
    roles = (Role.CHAIR, Role.SECRETARY)
    signers = tuple(ExpectedSigner(station.actor(role).member_id, role) for role in roles)
    said = Night(Presence(7, 7, 0, 0, 0, 0), now, now)
    return freeze(
        station.workspace, station.actor(Role.CHAIR), ballot_id, said, signers, agreed=WITH_MEMBER
    )


def signed_by(station: Station, *roles: Role) -> StoredProtocol:
    for role in roles:
        actor = station.actor(role)
        file = station.keys.of(actor.member_id, station.workspace.info.precinct_id)
        signer = station.tools.open_key(file.data, SECRET)
        done = sign(station.workspace, actor, LIST, signer, station.tools.press)
    return done


def agreed(station: Station, ballot_id: str = LIST) -> Mapping[str, Figure]:
    return counts(station.workspace, station.actor(), ballot_id)[-1].figures


# --- recount -------------------------------------------------------------------------------------


def test_a_recount_is_typed_anew_and_both_counts_are_kept(paper: Station) -> None:
    chair, figures = paper.actor(Role.CHAIR), truth(paper, LIST)
    with pytest.raises(NotAllowedError) as caught:
        recount(paper.workspace, chair, LIST, Demander.PROXY)
    assert reasons(caught) == ["recount.not_counted"]
    spoiled = number(figures, "ballots_spoiled")
    type_twice(paper, LIST, figures, {**figures, "ballots_spoiled": spoiled + 1})
    enter_again(paper.workspace, chair, LIST, "ballots_spoiled", spoiled)
    recount(paper.workspace, chair, LIST, Demander.PROXY)
    first, second = paper.actor(Role.MEMBER, 2), paper.actor(Role.MEMBER, 3)
    view = open_entry(paper.workspace, first, LIST, "first")
    assert view.figures == {}
    for blind in (lambda: counts(paper.workspace, chair, LIST),
                  lambda: differences(paper.workspace, chair, LIST)):  # fmt: skip
        with pytest.raises(NotAllowedError) as caught:
            blind()
        assert reasons(caught) == ["entry.second_open"]
    changed = {**figures, "ballots_spoiled": spoiled + 2}
    type_entry(paper, first, LIST, "first", changed)
    type_entry(paper, second, LIST, "second", changed)
    before, now = counts(paper.workspace, chair, LIST)
    assert (before.figures, now.figures) == (figures, changed)
    assert before.set_aside is not None
    assert before.set_aside.content.said == "proxy"
    with pytest.raises(NotAllowedError) as caught:
        recount(paper.workspace, chair, LIST, Demander.OBSERVER)
    assert reasons(caught) == ["recount.once"]


def test_a_recount_comes_before_the_first_signature(paper: Station) -> None:
    figures = truth(paper, LIST)
    type_twice(paper, LIST, figures)
    final(paper)
    recount(paper.workspace, paper.actor(Role.CHAIR), LIST, Demander.MEMBER)
    type_twice(paper, LIST, figures)
    final(paper)
    signed_by(paper, Role.CHAIR)
    with pytest.raises(NotAllowedError) as caught:
        recount(paper.workspace, paper.actor(Role.CHAIR), LIST, Demander.PROXY)
    assert reasons(caught) == ["recount.signed"]
    with paper.workspace.store.begin() as work:
        told = [event.kind for event in work.journal.all()]
    assert told.count("protocol.unfrozen") == 1
    assert told.count("register.entries_set_aside") == 1


def test_only_leaders_order_it(paper: Station) -> None:
    for act in (
        lambda: recount(paper.workspace, paper.actor(), LIST, Demander.PROXY),
        lambda: exchange(paper.workspace, paper.actor(), HERE, THERE),
        lambda: reopen_by_decision(
            paper.workspace, paper.actor(), LIST, decided(), agreed=WITH_MEMBER
        ),
    ):
        with pytest.raises(NotAllowedError) as caught:
            act()
        assert reasons(caught) == ["not_allowed.role"]


# --- exchange ------------------------------------------------------------------------------------


def two_sheets(station: Station) -> tuple[dict[str, Figure], dict[str, Figure]]:
    """What each of the two ballots' papers says."""
    return truth(station, HERE, 1, day=3), truth(station, THERE, 2, day=3)


def under_names_of(figures: Mapping[str, Figure], other: Mapping[str, Figure]) -> dict[str, Figure]:
    return dict(zip(other, figures.values(), strict=True))


def test_one_typist_s_exchanged_sheets_go_back_and_everything_agrees(paper: Station) -> None:
    here, there = two_sheets(paper)
    type_twice(paper, HERE, here, under_names_of(there, here))
    type_twice(paper, THERE, there, under_names_of(here, there))
    (pattern,) = differences(paper.workspace, paper.actor(), HERE).patterns
    assert (pattern.kind.value, pattern.ballot_id) == ("sheets_exchanged", THERE)
    done = exchange(paper.workspace, paper.actor(Role.CHAIR), HERE, THERE, ["second"], "mixed up")
    assert done == (Status.ENTERED_TWICE, Status.ENTERED_TWICE)
    assert agreed(paper, HERE) == here
    assert agreed(paper, THERE) == there
    with paper.workspace.store.begin() as work:
        kept = [e for e in work.protocols.entries(HERE, 1) if e.kind == "second"]
        source = [e for e in work.protocols.entries(THERE, 1) if e.kind == "second"]
    assert len(kept) == len(source) == 2
    assert {(e.member_id, e.finished) for e in kept} == {(e.member_id, e.finished) for e in source}


def test_both_entries_of_two_ballots_change_places(paper: Station) -> None:
    here, there = two_sheets(paper)
    type_twice(paper, HERE, under_names_of(there, here))
    type_twice(paper, THERE, under_names_of(here, there))
    exchange(paper.workspace, paper.actor(Role.CHAIR), HERE, THERE)
    assert (agreed(paper, HERE), agreed(paper, THERE)) == (here, there)


def test_an_entry_typed_into_the_wrong_ballot_moves_with_its_typist(paper: Station) -> None:
    here, _ = two_sheets(paper)
    actor = paper.actor()
    type_entry(paper, actor, THERE, "first", under_names_of(here, two_sheets(paper)[1]))
    exchange(paper.workspace, paper.actor(Role.CHAIR), HERE, THERE, ["first"])
    with pytest.raises(NotAllowedError) as caught:
        open_entry(paper.workspace, actor, HERE, "second")
    assert reasons(caught) == ["entry.same_member"]
    type_entry(paper, paper.actor(Role.MEMBER, 1), HERE, "second", here)
    assert agreed(paper, HERE) == here
    assert open_entry(paper.workspace, actor, THERE, "first").figures == {}


def test_an_unfinished_entry_moves_too(paper: Station) -> None:
    actor = paper.actor()
    view = open_entry(paper.workspace, actor, THERE, "first")
    put(paper.workspace, actor, view, "ballots_lost", 2)
    exchange(paper.workspace, paper.actor(Role.CHAIR), HERE, THERE, ["first"])
    assert dict(open_entry(paper.workspace, actor, HERE, "first").figures) == {"ballots_lost": 2}
    with pytest.raises(NotAllowedError) as caught:
        put(paper.workspace, actor, view, "ballots_lost", 3)
    assert reasons(caught) == ["entry.finished"]


def test_cells_typed_again_are_not_moved(paper: Station) -> None:
    here, _ = two_sheets(paper)
    type_twice(paper, HERE, here, {**here, "ballots_refused": 4})
    enter_again(paper.workspace, paper.actor(), HERE, "ballots_refused", 0)
    exchange(paper.workspace, paper.actor(Role.CHAIR), HERE, THERE)
    type_twice(paper, HERE, {**here, "ballots_refused": 5}, here)
    for ballot_id in (HERE, THERE):
        (difference,) = differences(paper.workspace, paper.actor(), ballot_id).cells
        assert difference.is_open


def test_an_exchange_that_leaves_one_member_with_both_entries_needs_his_reason(
    paper: Station,
) -> None:
    here, there = two_sheets(paper)
    one, other = paper.actor(), paper.actor(Role.MEMBER, 1)
    type_entry(paper, one, HERE, "first", under_names_of(there, here))
    type_entry(paper, other, HERE, "second", here)
    type_entry(paper, other, THERE, "first", under_names_of(here, there))
    type_entry(paper, one, THERE, "second", there)
    exchange(paper.workspace, paper.actor(Role.CHAIR), HERE, THERE, ["first"])
    found = differences(paper.workspace, one, HERE)
    assert (found.cells, found.unexplained) == ((), True)
    assert explain_alone(paper.workspace, other, HERE, "both typed both") is Status.ENTERED_TWICE
    assert not differences(paper.workspace, one, HERE).unexplained


def test_what_cannot_be_exchanged(paper: Station) -> None:
    chair = paper.actor(Role.CHAIR)
    for other in (LIST, HERE):
        with pytest.raises(InputError) as wrong:
            exchange(paper.workspace, chair, HERE, other)
        assert reasons(wrong) == ["exchange.other_lines"]
    with pytest.raises(NotAllowedError) as caught:
        exchange(paper.workspace, chair, HERE, THERE)
    assert reasons(caught) == ["exchange.nothing"]
    type_twice(paper, HERE, truth(paper, HERE))
    final(paper, HERE)
    with pytest.raises(NotAllowedError) as caught:
        exchange(paper.workspace, chair, THERE, HERE)
    assert reasons(caught) == ["entry.frozen"]


# --- reopening -----------------------------------------------------------------------------------


def decided(**changes: object) -> Decision:
    decision = Decision("5", date(2023, 3, 20), PRESENT, "Line 7 was read wrongly")
    return replace(decision, **changes)  # type: ignore[arg-type]


def correct(station: Station, cell: str, figure: int) -> None:
    """Open the first entry, type one cell anew, and let another member type it too."""
    actor = station.actor()
    reopen(station.workspace, actor, LIST, "first")
    view = open_entry(station.workspace, actor, LIST, "first")
    put(station.workspace, actor, view, cell, figure)
    finish(station.workspace, actor, view)
    enter_again(station.workspace, station.actor(Role.MEMBER, 1), LIST, cell, figure)


def test_days_later_a_decision_opens_a_new_version_and_the_signed_one_stays(
    paper: Station,
) -> None:
    figures = truth(paper, LIST)
    type_twice(paper, LIST, figures)
    final(paper)
    first = signed_by(paper, Role.CHAIR, Role.SECRETARY)
    paper.at(10, days=3)
    chair = paper.actor(Role.CHAIR)
    entry = reopen_by_decision(
        paper.workspace,
        chair,
        LIST,
        decided(date=date(2023, 3, 22)),
        paper.clock.now(),
        agreed=WITH_MEMBER,
    )
    assert (entry.content.version, entry.content.present) == (2, PRESENT)
    assert agreed(paper) == figures
    refused = number(figures, "ballots_refused") + 2
    correct(paper, "ballots_refused", refused)
    assert agreed(paper) == {**figures, "ballots_refused": refused}
    second = final(paper)
    assert second.record is not None
    assert second.record.version == 2
    assert second.record.previous == sha256(first.record_json)
    assert second.record.reason == "Line 7 was read wrongly"
    with paper.workspace.store.begin() as work:
        kept = work.protocols.version(LIST, 1)
        assert kept is not None
        assert (kept.status, kept.pdf) == (Status.CORRECTING, first.pdf)
        assert kept.record_json == first.record_json
    signed_by(paper, Role.CHAIR, Role.SECRETARY)
    with paper.workspace.store.begin() as work:
        kept, latest = work.protocols.version(LIST, 1), work.protocols.get(LIST)
    assert kept is not None
    assert latest is not None
    assert (kept.status, latest.status) == (Status.SUPERSEDED, Status.SIGNED)


def test_before_any_signature_the_same_version_is_open_again(paper: Station) -> None:
    type_twice(paper, LIST, truth(paper, LIST))
    chair = paper.actor(Role.CHAIR)
    today = decided(date=date(2023, 3, 19))
    with pytest.raises(NotAllowedError) as caught:
        reopen_by_decision(paper.workspace, chair, LIST, today, agreed=WITH_MEMBER)
    assert reasons(caught) == ["reopening.not_final"]
    final(paper)
    reopen_by_decision(paper.workspace, chair, LIST, today, agreed=WITH_MEMBER)
    correct(paper, "ballots_refused", 2)
    again = final(paper)
    assert again.record is not None
    assert (again.record.version, again.record.previous, again.record.reason) == (1, "", "")


def test_a_correction_days_later_is_no_count_that_took_too_long(paper: Station) -> None:
    paper.at(20, 1)
    take(paper, Step.VOTING_CLOSED, Step.LIST_CLOSED, Step.UNUSED_CANCELLED)
    type_twice(paper, LIST, truth(paper, LIST))
    final(paper)
    signed_by(paper, Role.CHAIR, Role.SECRETARY)
    paper.at(10, days=3)
    reopen_by_decision(
        paper.workspace, paper.actor(Role.CHAIR), LIST, decided(), agreed=WITH_MEMBER
    )
    correct(paper, "ballots_refused", 2)
    with paper.workspace.store.begin() as work:
        assert faults(paper.workspace, work) == ()


def test_a_correction_inherits_why_one_member_typed_both(paper: Station) -> None:
    figures, actor = truth(paper, LIST), paper.actor()
    type_entry(paper, actor, LIST, "first", figures)
    open_entry(paper.workspace, actor, LIST, "second", alone="nobody else")
    type_entry(paper, actor, LIST, "second", figures)
    answer_findings(paper.workspace, actor, [Asked(LIST, "W702")], Wording("Себебі", "Причина", ""))
    final(paper)
    signed_by(paper, Role.CHAIR, Role.SECRETARY)
    paper.at(10, days=3)
    reopen_by_decision(
        paper.workspace, paper.actor(Role.CHAIR), LIST, decided(), agreed=WITH_MEMBER
    )
    assert not differences(paper.workspace, actor, LIST).unexplained
    second = final(paper).record
    assert second is not None
    assert [note.codes for note in second.explanations] == [("W702",)]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"number": " "}, "reopening.no_number"),
        ({"reason": ""}, "reopening.no_reason"),
        ({"date": date(2023, 3, 18)}, "reopening.date"),
        ({"date": date(2023, 3, 23)}, "reopening.date"),
        ({"present": (*PRESENT, "x")}, "ballots.member_unknown"),
        ({"present": (*PRESENT[:4], "m1")}, "reopening.quorum"),
    ],
)
def test_a_decision_needs_number_date_reason_and_quorum(
    paper: Station, changes: dict[str, object], key: str
) -> None:
    type_twice(paper, LIST, truth(paper, LIST))
    final(paper)
    paper.at(10, days=3)
    with pytest.raises((InputError, NotAllowedError)) as caught:
        reopen_by_decision(
            paper.workspace, paper.actor(Role.CHAIR), LIST, decided(**changes), agreed=WITH_MEMBER
        )
    assert reasons(caught) == [key]


def test_a_decision_is_kept_whole() -> None:
    content = ReopenedByDecision(LIST, 2, "5", date(2023, 3, 22), PRESENT, "why")
    assert content_from_json(ReopenedByDecision, content_to_json(content)) == content


def test_what_was_begun_anew_is_no_count(paper: Station) -> None:
    figures = truth(paper, LIST)
    type_twice(paper, LIST, figures)
    begin_anew(paper.workspace, paper.actor(Role.CHAIR), LIST, "second", "ill")
    type_entry(paper, paper.actor(Role.MEMBER, 2), LIST, "second", figures)
    assert len(counts(paper.workspace, paper.actor(), LIST)) == 1
