# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voting at home in a real workspace: applications until noon, trips, who was served, boxes annulled."""

from datetime import timedelta

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.night import Step
from precinct_app.domain.registers.boxes import BoxKind
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.registers.trips import Trip, TripBack, TripCount, TripOut
from precinct_app.services.registers import ballots, home_trips, home_voting, marks, signatures
from precinct_app.services.registers.home_trips import AppliedState
from tests.services.conftest import Station
from tests.services.registers.day import (
    LIST,
    all_ballots,
    applied,
    depart,
    holder,
    left_with_certificate,
    mark,
    marking,
    refused,
    seal,
    take,
)


def come_back(station: Station, trip: Entry[TripOut], **more: object) -> Entry[TripBack]:
    happened = more.pop("happened", None)
    values: dict[str, object] = {
        "seal": "17", "counts": tuple(TripCount(b, 2, returned=10) for b in all_ballots(station)),
        **more,
    }  # fmt: skip
    content = TripBack(trip.entry_id, **values)  # type: ignore[arg-type]
    return home_trips.come_back(station.workspace, station.actor(), content, happened)  # type: ignore[arg-type]


def shown(station: Station) -> home_trips.HomeDay:
    return home_trips.home_day(station.workspace, station.actor())


def states(station: Station) -> list[AppliedState]:
    return [one.state for one in shown(station).applications]


def figures(station: Station, ballot_id: str = LIST) -> dict[str, int]:
    with station.workspace.store.begin() as work:
        found = home_voting.lines(work, station.workspace.election.ballot(ballot_id))
    return {cell: value.figure for cell, value in found.items()}


@pytest.fixture
def gone(station: Station) -> Entry[TripOut]:
    """Two applications of the morning and the trip that goes out for them at one."""
    station.at(9)
    seal(station)
    both = [applied(station, 0), applied(station, 1)]
    station.at(13)
    return depart(station, *both)


def application(station: Station, place: int = 0) -> str:
    return shown(station).applications[place].entry.entry_id


def serve(station: Station, place: int = 0, **more: object) -> object:
    return home_voting.serve(
        station.workspace, station.actor(), application(station, place), **more  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_deadline_goes_by_when_it_happened(station: Station) -> None:
    noon = station.at(12)
    station.at(13)
    assert applied(station, 0, happened=noon).content.number == 1
    late = noon + timedelta(seconds=1)
    refused(lambda: applied(station, 1, happened=late), "home.late")
    refused(lambda: applied(station, 1), "home.late")


def test_only_written_ones_of_those_who_get_ballots_and_once(station: Station) -> None:
    station.at(9)
    voter, workspace, actor = station.voters[0].voter_id, station.workspace, station.actor()
    refused(
        lambda: home_voting.apply(workspace, actor, voter, Ground.CARE, written=False),
        "home.not_written",
    )
    applied(station, 0)
    refused(lambda: applied(station, 0), "home.applied")
    left_with_certificate(station, 2)
    refused(lambda: applied(station, 2), "marks.left_with_certificate")
    guest = holder(station, LIST)
    entry = home_voting.apply(workspace, actor, guest, Ground.HEALTH, written=True)
    assert (entry.content.number, entry.content.ballot_ids) == (2, (LIST,))
    with workspace.store.begin() as work:
        assert voter not in repr([e.details for e in work.journal.all()])


def test_a_whole_trip(station: Station, gone: Entry[TripOut]) -> None:
    assert states(station) == [AppliedState.ON_TRIP] * 2
    assert shown(station).trips[0].waiting == 2
    station.at(15)
    come_back(station, gone)
    returned = station.clock.now()
    station.at(15, 30)
    served = serve(station)
    assert served.happened <= returned  # type: ignore[attr-defined]
    home_voting.not_served(
        station.workspace, station.actor(), application(station, 1), "not at home"
    )
    assert states(station) == [AppliedState.SERVED, AppliedState.NOT_SERVED]
    (trip,) = shown(station).trips
    assert (trip.box_row, trip.gaps, trip.waiting) == ("1", (), 0)
    found = figures(station)
    assert (found["voters_outside"], found["home_served"]) == (1, 1)
    assert (found["box.1.entitled"], found["box.1.issued"], found["box.1.annulled"]) == (2, 2, 0)
    with station.workspace.store.begin() as work:
        assert home_voting.boxes(work) == ("1",)


def test_what_does_not_add_up_on_a_trip_is_shown_and_kept(
    station: Station, gone: Entry[TripOut]
) -> None:
    station.at(15)
    come_back(station, gone, counts=(TripCount(LIST, 2, returned=9),), seal="18")
    (trip,) = shown(station).trips
    assert dict(trip.gaps)[LIST] == 1
    assert dict(trip.gaps)["region_list"] == 12
    assert trip.trip.seal_differs


def test_a_return_is_told_once_and_undone_with_a_reason(
    station: Station, gone: Entry[TripOut]
) -> None:
    station.at(15)
    before = gone.happened - timedelta(minutes=1)
    refused(lambda: come_back(station, gone, happened=before), "home.before_departure")
    refused(lambda: come_back(station, gone, seal=" "), "home.box_and_seal")
    back = come_back(station, gone)
    refused(lambda: come_back(station, gone), "home.back_twice")
    home_trips.undo_return(station.workspace, station.actor(), back.entry_id, "wrong trip")
    assert shown(station).trips[0].trip.is_out
    stranger = TripBack("x" * 32, "17", ())
    refused(
        lambda: home_trips.come_back(station.workspace, station.actor(), stranger),
        "home.trip_unknown",
    )


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"companion_id": "m4"}, "home.two_members"),
        ({"carrier_id": "m1"}, "ballots.leader"),
        ({"companion_id": "m99"}, "ballots.member_unknown"),
        ({"application_ids": ("x",)}, "home.application_unknown"),
        ({"box_id": "M9"}, "home.box_unsealed"),
        ({"box_id": "S1"}, "home.box_unsealed"),
        ({"taken": ()}, "home.counts"),
    ],
)
def test_departures_that_cannot_be(station: Station, more: dict[str, object], key: str) -> None:
    station.at(9)
    seal(station)
    seal(station, "S1", BoxKind.STATIONARY)
    one = applied(station, 0)
    refused(lambda: depart(station, one, **more), key)
    assert shown(station).trips == ()


def test_the_secretary_who_carried_all_the_same_is_kept(station: Station) -> None:
    station.at(9)
    seal(station)
    trip = depart(station, applied(station, 0), carrier_id="m3", forced=True)
    assert trip.content.carrier_id == "m3"
    ballot = station.workspace.election.ballot(LIST)
    with station.workspace.store.begin() as work:
        assert ballots.leaders_issued(station.workspace, work, ballot) == 12


def test_a_box_or_a_member_is_on_one_trip_at_a_time(station: Station, gone: Entry[TripOut]) -> None:
    seal(station, "M2")
    third = applied(station, 2, happened=gone.happened - timedelta(hours=2))
    station.at(14)
    refused(lambda: depart(station, third, carrier_id="m6", companion_id="m7"), "home.box_out")
    error = refused(lambda: depart(station, third, box_id="M2", carrier_id="m6"), "home.member_out")
    assert "Жұмабаев С." in str(error.reasons[0].values["member"])
    earlier = gone.happened - timedelta(minutes=90)
    assert depart(station, third, happened=earlier).happened == earlier
    station.at(15)
    come_back(station, gone)
    assert [row.box_row for row in shown(station).trips] == ["1", "1"]


def test_who_is_out_or_served_is_not_gone_out_for_again(
    station: Station, gone: Entry[TripOut]
) -> None:
    seal(station, "M2")
    first, second = (one.entry for one in shown(station).applications)
    other = {"box_id": "M2", "carrier_id": "m6", "companion_id": "m7"}
    refused(lambda: depart(station, first, **other), "home.on_other_trip")
    serve(station)
    refused(lambda: depart(station, first, **other), "home.on_other_trip")
    home_voting.not_served(station.workspace, station.actor(), second.entry_id, "asleep")
    station.at(16)
    again = depart(station, second, **other)
    assert states(station)[1] is AppliedState.ON_TRIP
    serve(station, 1)
    assert shown(station).applications[1].trip == Trip(again, None)
    with station.workspace.store.begin() as work:
        assert home_voting.boxes(work) == ("1", "2")
    assert figures(station)["box.2.entitled"] == 1


def test_served_only_on_a_trip_and_told_once(station: Station) -> None:
    station.at(9)
    seal(station)
    one = applied(station, 0)
    workspace, actor = station.workspace, station.actor()
    refused(lambda: serve(station), "home.no_trip")
    refused(lambda: home_voting.serve(workspace, actor, "x"), "home.application_unknown")
    refused(lambda: home_voting.not_served(workspace, actor, one.entry_id, " "), "home.no_reason")
    depart(station, one)
    early = station.clock.now() - timedelta(hours=1)
    refused(lambda: serve(station, happened=early), "home.before_departure")
    told = home_voting.not_served(workspace, actor, one.entry_id, "not at home")
    refused(lambda: serve(station), "home.not_served")
    refused(
        lambda: home_voting.not_served(workspace, actor, one.entry_id, "again"), "home.not_served"
    )
    home_voting.undo_not_served(workspace, actor, told.entry_id, "he was in the garden")
    serve(station, refused=[LIST], signed=False)
    refused(
        lambda: home_voting.not_served(workspace, actor, one.entry_id, "x"), "marks.already_home"
    )
    found = figures(station)
    assert (found["voters_outside"], figures(station, "region_list")["voters_outside"]) == (0, 0)
    ballot = workspace.election.ballot("region_list")
    with workspace.store.begin() as work:
        assert ballots.account(work, ballot.ballot_id).issued_without_signature == 1


def test_nobody_is_served_after_the_return(station: Station, gone: Entry[TripOut]) -> None:
    station.at(15)
    come_back(station, gone)
    later = station.at(16)
    refused(lambda: serve(station, happened=later), "home.after_return")


def test_who_came_himself_is_marked_at_a_table(station: Station, gone: Entry[TripOut]) -> None:
    marking(station)
    mark(station, 0)
    assert states(station)[0] is AppliedState.CAME_HIMSELF
    refused(lambda: serve(station), "marks.already")
    assert figures(station)["voters_outside"] == 0


def test_undoing_goes_from_the_end(station: Station, gone: Entry[TripOut]) -> None:
    workspace, actor = station.workspace, station.actor()
    serve(station)
    refused(
        lambda: home_voting.undo_application(workspace, actor, application(station), "x"),
        "home.served",
    )
    refused(
        lambda: home_trips.undo_departure(workspace, actor, gone.entry_id, "x"), "home.trip_in_use"
    )
    marks.undo_mark(workspace, actor, station.voters[0].voter_id, "another voter")
    home_trips.undo_departure(workspace, actor, gone.entry_id, "they did not go")
    assert states(station) == [AppliedState.WAITING] * 2
    home_voting.undo_application(workspace, actor, application(station), "taken back")
    assert len(shown(station).applications) == 1
    late = station.clock.now() - timedelta(hours=3)
    assert applied(station, 0, happened=late).content.number == 3


def test_a_box_is_annulled_by_decision(station: Station, gone: Entry[TripOut]) -> None:
    workspace, chair = station.workspace, station.actor(Role.CHAIR)
    annul = home_voting.annul_box
    refused(lambda: annul(workspace, chair, "M1", [LIST], " "), "home.no_ground")
    refused(lambda: annul(workspace, chair, "M1", [], "x"), "home.annulled_ballots")
    refused(lambda: annul(workspace, chair, "M1", ["third"], "x"), "home.annulled_ballots")
    refused(lambda: annul(workspace, chair, "M2", [LIST], "x"), "home.box_unknown")
    refused(lambda: annul(workspace, station.actor(), "M1", [LIST], "x"), "not_allowed.role")
    decision = annul(workspace, chair, "M1", [LIST], "one ballot more than applications")
    assert decision.content.member_ids == ("m4", "m5")
    refused(lambda: annul(workspace, chair, "M1", [LIST], "x"), "home.annulled_twice")
    assert figures(station)["box.1.annulled"] == 1
    assert figures(station, "region_list")["box.1.annulled"] == 0
    home_voting.undo_annulment(workspace, chair, decision.entry_id, "recounted")
    assert figures(station)["box.1.annulled"] == 0


def test_the_list_is_not_closed_while_a_box_is_out(station: Station, gone: Entry[TripOut]) -> None:
    station.at(20, 10)
    take(station, Step.VOTING_CLOSED)
    refused(lambda: take(station, Step.LIST_CLOSED), "home.still_out")
    come_back(station, gone, counts=tuple(TripCount(b, 0, lost=12) for b in all_ballots(station)))
    take(station, Step.LIST_CLOSED)
    refused(lambda: serve(station), "list.closed")


def test_signatures_at_home_count_for_the_carrier(station: Station, gone: Entry[TripOut]) -> None:
    serve(station)
    with station.workspace.store.begin() as work:
        sums = signatures.member_sums(work, LIST)
    (carrier,) = sums
    assert (carrier.member_id, carrier.signatures, carrier.ballots) == ("m4", 1, 12)
    assert carrier.marked == 1
