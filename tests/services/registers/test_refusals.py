# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Written refusals in a real workspace: numbered, said in each language, undone and never erased."""

import pytest

from precinct_app.domain.certificates import Destination
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.election import Distance
from precinct_app.domain.errors import InputError, NotAllowedError, PrecinctError, Reason, TextKey
from precinct_app.domain.registers.refusal import NOT_IN_LIST, Asked, RefusalGround
from precinct_app.domain.wording import Language
from precinct_app.runtime import texts
from precinct_app.services.registers import certificate_acceptance, refusals
from tests.services.certificates import far, give_certificate, neighbour
from tests.services.certificates import paper as a_paper
from tests.services.conftest import Station

APPLICANT = "Қонақбаев Нұрлан"


def refused(
    station: Station, asked: Asked, reason: Reason, *, told: str = "", explained: str = ""
) -> int:
    entry = refusals.refuse(
        station.workspace, station.actor(), asked, reason, APPLICANT, station=told,
        explained=explained,
    )  # fmt: skip
    return entry.content.number


def test_each_refusal_of_the_program_becomes_a_page(station: Station) -> None:
    near = neighbour(station)
    station.at(10, days=-3)
    going = Destination(near.region_id, "", near.precinct_id)
    with pytest.raises(NotAllowedError) as same_settlement:
        give_certificate(station, station.voters[0].voter_id, "1", destination=going)
    station.at(9)
    with pytest.raises(NotAllowedError) as late:
        give_certificate(station, station.voters[0].voter_id, "1")
    look = certificate_acceptance.look_at(
        station.workspace, station.actor(), a_paper(station, "1", Distance.SAME_SETTLEMENT)
    )
    assert look.refused is not None
    there = far(station).precinct_id
    numbers = [
        refused(station, Asked.CERTIFICATE, same_settlement.value.reasons[0]),
        refused(station, Asked.CERTIFICATE, late.value.reasons[0], explained="  Кеш келді. "),
        refused(station, Asked.ACCEPTANCE, look.refused),
        refused(station, Asked.BALLOTS, NOT_IN_LIST, told=there),
    ]
    assert numbers == [1, 2, 3, 4]
    rows = refusals.refusals(station.workspace, station.actor())
    assert [row.entry.content.ground for row in rows] == [
        RefusalGround.SAME_SETTLEMENT, RefusalGround.LATE, RefusalGround.SAME_SETTLEMENT,
        RefusalGround.NOT_IN_LIST,
    ]  # fmt: skip
    assert [row.station and row.station.precinct_id for row in rows] == [None, None, None, there]
    assert rows[1].entry.content.explained == "Кеш келді."
    assert rows[0].member.member_id == station.actor().member_id
    for language in Language:
        said = [texts.sentence(row.entry.content.reason, language) for row in rows]
        assert len(set(said)) == 4
        assert not any(s.startswith("refusal.") or "{" in s for s in said)
        assert str(near.number) in said[2]
        assert "18:00" in said[1]
        for row in rows:
            key = f"asked.{row.entry.content.asked.value}"
            assert texts.text(key, language) != key


def test_a_refusal_is_undone_and_keeps_its_number(station: Station) -> None:
    workspace, actor = station.workspace, station.actor()
    first = refusals.refuse(workspace, actor, Asked.INCLUSION, NOT_IN_LIST, APPLICANT)
    refusals.undo_refusal(workspace, actor, first.entry_id, "the court decided")
    assert refused(station, Asked.INCLUSION, NOT_IN_LIST) == 2
    rows = refusals.refusals(workspace, actor)
    assert [row.entry.stands for row in rows] == [False, True]
    assert rows[0].entry.content.applicant == APPLICANT


def test_the_journal_names_the_number_alone(station: Station) -> None:
    place = TextKey("voters.place.number", number=7)
    refused(station, Asked.ACCEPTANCE, Reason("certificate.in_own_list", {"place": place}))
    with station.workspace.store.begin() as work:
        event = list(work.journal.all())[-1]
    assert (event.kind, event.subject) == ("register.refusal", "1")
    assert event.details == {"asked": "acceptance", "ground": "other"}
    assert "Қонақбаев" not in repr(event)
    (row,) = refusals.refusals(station.workspace, station.actor())
    assert "№ 7" in texts.sentence(row.entry.content.reason, Language.KK)


@pytest.mark.parametrize(
    ("applicant", "station_id", "refusal"),
    [(" ", "", "refused.no_applicant"), ("Ким", "KZ-AKT-1", "certificate.precinct_unknown")],
)
def test_a_refusal_names_somebody_and_a_station_that_is_there(
    station: Station, applicant: str, station_id: str, refusal: str
) -> None:
    with pytest.raises(PrecinctError) as caught:
        refusals.refuse(
            station.workspace, station.actor(), Asked.BALLOTS, NOT_IN_LIST, applicant,
            station=station_id,
        )  # fmt: skip
    assert caught.value.reasons[0].key == refusal
    assert refusals.refusals(station.workspace, station.actor()) == ()


def test_an_undo_needs_its_reason_and_a_right(station: Station) -> None:
    workspace, watcher = station.workspace, Actor("o1", Role.OBSERVER)
    entry = refusals.refuse(workspace, station.actor(), Asked.BALLOTS, NOT_IN_LIST, "Ким")
    with pytest.raises(InputError):
        refusals.undo_refusal(workspace, station.actor(), entry.entry_id, " ")
    for attempt in (
        lambda: refusals.refuse(workspace, watcher, Asked.BALLOTS, NOT_IN_LIST, "Ким"),
        lambda: refusals.refusals(workspace, watcher),
        lambda: refusals.undo_refusal(workspace, watcher, entry.entry_id, "x"),
    ):
        with pytest.raises(NotAllowedError) as caught:
            attempt()
        assert caught.value.reasons[0].key == "not_allowed.role"
