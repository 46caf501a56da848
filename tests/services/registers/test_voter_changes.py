# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Work on the list in a real workspace: who may be entered, taken off, corrected, and undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError, NotAllowedError, PrecinctError, TextKey
from precinct_app.domain.night import Step
from precinct_app.domain.registers.voter_changes import (
    Correction,
    Exclusion,
    ExclusionGround,
    Inclusion,
    InclusionGround,
    Standing,
)
from precinct_app.domain.voters import Voter
from precinct_app.services.registers import list_totals, marks, steps, voter_changes, voter_lookup
from tests.services.certificates import give_certificate
from tests.services.conftest import VOTERS, Station

NEWCOMER = Voter("", 0, "Жаңабаев", "Ерлан", "Серікұлы", date(1990, 5, 1), "", "Арман көшесі, 3-1")
CHECKED = {"checked_by": "m4", "document": "14"}


def key(caught: pytest.ExceptionInfo[PrecinctError]) -> str:
    return caught.value.reasons[0].key


def totals(station: Station) -> tuple[int, int, int, int, int]:
    ballot = station.workspace.election.ballots_of("KZ-KOS-9001")[0]
    with station.workspace.store.begin() as work:
        found = list_totals.totals(work, ballot)
    assert found is not None
    return (found.delivered, found.included, found.excluded, found.certificates_out, found.listed)


def include(station: Station, voter: Voter = NEWCOMER, /, **more: object) -> str:
    ground = InclusionGround.REGISTERED
    entry = voter_changes.include(
        station.workspace,
        station.actor(),
        voter,
        ground,
        **{**CHECKED, **more},  # type: ignore[arg-type]
    )
    return entry.entry_id


def test_inclusion_and_exclusion_change_the_totals_and_can_be_undone(station: Station) -> None:
    station.at(10)
    assert totals(station) == (VOTERS, 0, 0, 0, VOTERS)
    entry_id = include(station)
    assert totals(station) == (VOTERS, 1, 0, 0, VOTERS + 1)
    first = station.voters[0].voter_id
    gone = voter_changes.exclude(
        station.workspace, station.actor(), first, ExclusionGround.DIED, document="act 5"
    )
    assert totals(station) == (VOTERS, 1, 1, 0, VOTERS)
    with pytest.raises(NotAllowedError) as caught:
        voter_changes.exclude(
            station.workspace, station.actor(), first, ExclusionGround.DIED, document="act 5"
        )
    assert key(caught) == "list.not_listed"
    workspace, actor = station.workspace, station.actor()
    voter_changes.undo_change(workspace, actor, Inclusion, entry_id, "wrong person")
    voter_changes.undo_change(workspace, actor, Exclusion, gone.entry_id, "alive")
    assert totals(station) == (VOTERS, 0, 0, 0, VOTERS)
    include(station)
    assert totals(station)[1] == 1


def test_the_journal_names_no_voter(station: Station) -> None:
    include(station)
    with station.workspace.store.begin() as work:
        said = repr(list(work.journal.all()))
    assert "Жаңабаев" not in said


def test_somebody_on_the_list_is_not_entered_again(station: Station) -> None:
    known = next(v for v in station.voters if v.iin)
    with pytest.raises(InputError) as caught:
        include(station, replace(NEWCOMER, iin=known.iin))
    assert key(caught) == "list.already"
    place = caught.value.reasons[0].values["place"]
    assert isinstance(place, TextKey)
    assert (place, place.values) == ("voters.place.number", {"number": known.list_number})


def test_a_namesake_needs_a_second_key(station: Station) -> None:
    known = station.voters[0]
    other = replace(known, iin="", birth=date(1999, 1, 1))
    with pytest.raises(InputError) as caught:
        include(station, other)
    assert key(caught) == "list.namesake"
    include(station, other, namesake_seen=True)
    shown = voter_lookup.card(station.workspace, station.actor(), known.voter_id)
    assert shown.standing is Standing.LISTED
    assert date(1999, 1, 1) in {v.birth for v in shown.namesakes}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [({"checked_by": ""}, "list.no_check"), ({"checked_by": "m99"}, "list.no_check")],
)
def test_registration_needs_the_member_who_checked(
    station: Station, changes: dict[str, str], refusal: str
) -> None:
    with pytest.raises(InputError) as caught:
        include(station, NEWCOMER, **changes)
    assert key(caught) == refusal


def test_a_name_and_a_document_are_needed(station: Station) -> None:
    with pytest.raises(InputError) as caught:
        include(station, replace(NEWCOMER, surname=" ", given_name=""))
    assert key(caught) == "list.no_name"
    workspace, actor, first = station.workspace, station.actor(), station.voters[0].voter_id
    with pytest.raises(InputError) as caught:
        voter_changes.exclude(workspace, actor, first, ExclusionGround.MOVED, document=" ")
    assert key(caught) == "list.no_document"
    with pytest.raises(InputError) as caught:
        voter_changes.exclude(workspace, actor, "x" * 32, ExclusionGround.MOVED, document="a")
    assert key(caught) == "list.unknown"


def test_a_correction_keeps_what_stood_there(station: Station) -> None:
    workspace, actor, voter = station.workspace, station.actor(), station.voters[3]
    changes = {"surname": " Өзгерген ", "birth": "1971-02-03"}
    first = voter_changes.correct(workspace, actor, voter.voter_id, changes, document="ID card")
    assert dict(first.content.former)["surname"] == voter.surname
    shown = voter_lookup.card(workspace, actor, voter.voter_id).voter
    assert (shown.surname, shown.birth) == ("Өзгерген", date(1971, 2, 3))
    with workspace.store.begin() as work:
        assert voter.voter_id in {v.voter_id for v in work.voters.search("озгерген")}
    second = voter_changes.correct(
        workspace, actor, voter.voter_id, {"birth": ""}, document="ID card"
    )
    with pytest.raises(NotAllowedError) as caught:
        voter_changes.undo_change(workspace, actor, Correction, first.entry_id, "wrong")
    assert key(caught) == "list.corrected_since"
    voter_changes.undo_change(workspace, actor, Correction, second.entry_id, "wrong")
    voter_changes.undo_change(workspace, actor, Correction, first.entry_id, "wrong")
    assert voter_lookup.card(workspace, actor, voter.voter_id).voter == voter


@pytest.mark.parametrize(
    ("changes", "document", "refusal"),
    [
        ({}, "ID", "list.nothing_changed"),
        ({"list_number": "7"}, "ID", "list.field"),
        ({"birth": "3.2.1971"}, "ID", "list.birth"),
        ({"surname": "X"}, "", "list.no_document"),
    ],
)
def test_impossible_corrections_are_refused(
    station: Station, changes: dict[str, str], document: str, refusal: str
) -> None:
    voter_id = station.voters[3].voter_id
    with pytest.raises(InputError) as caught:
        voter_changes.correct(
            station.workspace, station.actor(), voter_id, changes, document=document
        )
    assert key(caught) == refusal


def test_who_left_with_a_certificate_may_come_back_with_it(station: Station) -> None:
    voter = station.voters[5].voter_id
    with pytest.raises(InputError) as caught:
        voter_changes.include_again(station.workspace, station.actor(), voter)
    assert key(caught) == "list.no_own_certificate"
    station.at(10, days=-3)
    give_certificate(station, voter, "0001")
    assert totals(station) == (VOTERS, 0, 0, 1, VOTERS - 1)
    station.at(11)
    voter_changes.include_again(station.workspace, station.actor(), voter)
    assert totals(station) == (VOTERS, 0, 0, 0, VOTERS)
    shown = voter_lookup.card(station.workspace, station.actor(), voter)
    assert (shown.standing, len(shown.certificates)) == (Standing.LISTED, 1)


def test_a_closed_list_is_closed(station: Station) -> None:
    station.at(20, 5)
    chair = station.actor(Role.CHAIR)
    entry_id = include(station)
    for step in (Step.VOTING_CLOSED, Step.LIST_CLOSED):
        steps.take_step(station.workspace, chair, step)
    workspace, voter = station.workspace, station.voters[0].voter_id
    attempts = (
        lambda: include(station, replace(NEWCOMER, surname="Басқа")),
        lambda: voter_changes.exclude(workspace, chair, voter, ExclusionGround.MOVED, document="a"),
        lambda: voter_changes.correct(workspace, chair, voter, {"surname": "X"}, document="a"),
        lambda: voter_changes.include_again(workspace, chair, voter),
        lambda: voter_changes.undo_change(workspace, chair, Inclusion, entry_id, "x"),
    )
    for attempt in attempts:
        with pytest.raises(NotAllowedError) as caught:
            attempt()
        assert key(caught) == "list.closed"


@pytest.mark.parametrize(
    ("changes", "more", "refusal"),
    [
        ({"birth": date(2005, 3, 20)}, {}, "list.under_age"),
        ({"iin": "90050130001"}, {}, "list.iin_form"),
        ({"iin": "٩٠٠٥٠١٣٠٠٠١١"}, {}, "list.iin_form"),
        ({"given_name": "", "birth": None}, {}, "list.no_name"),
        ({}, {"document": " "}, "list.no_document"),
    ],
)
def test_a_newcomer_typed_wrongly_is_refused(
    station: Station, changes: dict[str, object], more: dict[str, str], refusal: str
) -> None:
    with pytest.raises(InputError) as caught:
        include(station, replace(NEWCOMER, **changes), **more)  # type: ignore[arg-type]
    assert key(caught) == refusal
    assert totals(station) == (VOTERS, 0, 0, 0, VOTERS)


@pytest.mark.parametrize(
    "changes",
    [
        {"birth": date(2005, 3, 19)}, {"birth": date(2004, 2, 29)}, {"iin": "900501300000"},
        {"given_name": "", "iin": "900501300011", "birth": None}, {"surname": ""},
    ],
)  # fmt: skip
def test_nobody_loses_his_vote_over_a_missing_name_or_a_check_digit(
    station: Station, changes: dict[str, object]
) -> None:
    include(station, replace(NEWCOMER, **changes))  # type: ignore[arg-type]
    assert totals(station)[1] == 1


def test_the_ground_of_a_returned_certificate_is_not_typed(station: Station) -> None:
    with pytest.raises(InputError) as caught:
        voter_changes.include(
            station.workspace, station.actor(), NEWCOMER, InclusionGround.OWN_CERTIFICATE,
            document="14",
        )  # fmt: skip
    assert key(caught) == "list.ground"


def test_an_undone_inclusion_gives_no_ballots(station: Station) -> None:
    workspace, actor = station.workspace, station.actor()
    entry_id = include(station)
    (found,) = voter_lookup.find(workspace, actor, "Жаңабаев")
    assert found.standing is Standing.LISTED
    voter_changes.undo_change(workspace, actor, Inclusion, entry_id, "wrong person")
    assert marks.handing(workspace, actor, found.voter.voter_id).give == ()
    card = voter_lookup.card(workspace, actor, found.voter.voter_id)
    assert card.standing is Standing.NOT_LISTED


def test_whoever_was_given_ballots_stays_on_the_list(station: Station) -> None:
    station.level(Level.MARKS)
    workspace, actor, known = station.workspace, station.actor(), station.voters[0].voter_id
    entry_id = include(station)
    (newcomer,) = voter_lookup.find(workspace, actor, "Жаңабаев")
    for voter_id in (known, newcomer.voter.voter_id):
        marks.mark(workspace, actor, voter_id, issued_by=actor.member_id, table="1")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: voter_changes.undo_change(workspace, actor, Inclusion, entry_id, "mistake"),
        lambda: voter_changes.exclude(workspace, actor, known, ExclusionGround.MOVED, document="7"),
    )
    for attempt in attempts:
        with pytest.raises(NotAllowedError) as caught:
            attempt()
        assert key(caught) == "list.marked"
    assert totals(station) == (VOTERS, 1, 0, 0, VOTERS + 1)


def test_an_excluded_voter_may_be_entered_anew_and_then_does_not_come_back(
    station: Station,
) -> None:
    workspace, actor = station.workspace, station.actor()
    known = next(v for v in station.voters if v.iin)
    gone = voter_changes.exclude(
        workspace, actor, known.voter_id, ExclusionGround.MOVED, document="7"
    )
    voter_changes.include(workspace, actor, known, InclusionGround.COURT, document="No 5")
    assert totals(station) == (VOTERS, 1, 1, 0, VOTERS)
    with pytest.raises(InputError) as caught:
        voter_changes.undo_change(workspace, actor, Exclusion, gone.entry_id, "lives here")
    assert key(caught) == "list.already"
    assert totals(station) == (VOTERS, 1, 1, 0, VOTERS)


def test_a_row_never_loses_its_name(station: Station) -> None:
    voter = replace(NEWCOMER, birth=None)
    include(station, voter)
    (found,) = voter_lookup.find(station.workspace, station.actor(), "Жаңабаев")
    with pytest.raises(InputError) as caught:
        voter_changes.correct(
            station.workspace, station.actor(), found.voter.voter_id, {"surname": ""}, document="ID"
        )
    assert key(caught) == "list.no_name"


def test_the_change_recorded_last_is_found_for_its_undo(station: Station) -> None:
    station.at(10)
    workspace, actor = station.workspace, station.actor()
    entry_id = include(station)
    with workspace.store.begin() as work:
        entry = work.registers.get(Inclusion, entry_id)
    assert entry is not None
    voter_id = entry.content.voter_id
    assert voter_changes.change_of(workspace, actor, voter_id) == entry
    station.at(11)
    gone = voter_changes.exclude(
        workspace, actor, voter_id, ExclusionGround.OTHER_LIST, document="15"
    )
    assert voter_changes.change_of(workspace, actor, voter_id) == gone
    voter_changes.undo_change(workspace, actor, Exclusion, gone.entry_id, "slip")
    assert voter_changes.change_of(workspace, actor, voter_id) == entry
    voter_changes.undo_change(workspace, actor, Inclusion, entry_id, "slip")
    assert voter_changes.change_of(workspace, actor, voter_id) is None
