# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A small day of which the registers know everything, so that its sheets can be typed and frozen."""

from precinct_app.domain.commission import Role
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.registers.boxes import BoxKind
from precinct_app.domain.registers.movements import Movement
from precinct_app.domain.registers.signatures import ListTable, PageCount
from precinct_app.domain.registers.trips import TripBack, TripCount
from precinct_app.services.registers import boxes, certificates, home_trips, home_voting, signatures
from tests.services.conftest import Station
from tests.services.registers.day import (
    ISSUER,
    OTHER,
    all_ballots,
    applied,
    depart,
    holder,
    moved,
    seal,
    take,
)

TABLES = {ISSUER: ("1", 40), OTHER: ("2", 30)}
"""Signatures in the list, by member: his table and their number, a certificate holder's with them."""
AT_HOME = 3
RECEIVED = 120
TAKEN = 50


def registered_day(station: Station) -> None:
    """Seventy at two tables, three at home, one by certificate; everything is counted in time.

    The holder has all ballots, so that the sheets of all ballots are alike.
    """
    station.at(7)
    take(station, Step.OPENED)
    seal(station)
    seal(station, "S1", BoxKind.STATIONARY)
    for ballot in all_ballots(station):
        moved(station, Movement.RECEIVED, RECEIVED, ballot=ballot)
        for member in TABLES:
            moved(station, Movement.TO_MEMBER, TAKEN, member, ballot)
    station.at(9)
    holder(station, *all_ballots(station))
    _at_home(station)
    close_voting(station)


def _at_home(station: Station) -> None:
    entries = [applied(station, voter) for voter in range(AT_HOME)]
    station.at(13)
    trip = depart(station, *entries)
    station.at(15)
    counts = tuple(
        TripCount(ballot, AT_HOME, returned=12 - AT_HOME) for ballot in all_ballots(station)
    )
    home_trips.come_back(station.workspace, station.actor(), TripBack(trip.entry_id, "17", counts))
    for entry in entries:
        home_voting.serve(station.workspace, station.actor(), entry.entry_id)


def close_voting(station: Station) -> None:
    """Signatures, the list, the unused and the boxes, as the law orders them."""
    for member, (table, _) in TABLES.items():
        signatures.set_table(station.workspace, station.actor(), ListTable(table, member, 1, 1))
    station.at(20, 5)
    take(station, Step.VOTING_CLOSED)
    certificates.all_signed(station.workspace, station.actor())
    for member, (table, signed) in TABLES.items():
        page = PageCount(table, 1, member, signed)
        signatures.count_page(station.workspace, station.actor(), page)
    take(station, Step.SIGNATURES_COUNTED, Step.LIST_CLOSED)
    for ballot in all_ballots(station):
        for member, (_, signed) in TABLES.items():
            moved(station, Movement.RETURNED, TAKEN - signed, member, ballot)
        unused = RECEIVED - sum(signed for _, signed in TABLES.values()) - AT_HOME
        moved(station, Movement.UNUSED, unused, ballot=ballot)
    take(station, Step.UNUSED_CANCELLED)
    chair = station.actor(Role.CHAIR)
    boxes.open_box(station.workspace, chair, "M1", "17")
    boxes.open_box(station.workspace, chair, "S1", "17")


def typed_figures(station: Station, ballot_id: str) -> dict[str, Figure]:
    """What is left to be typed of a ballot's sheet on this day."""
    contest = station.workspace.election.contest(
        station.workspace.election.ballot(ballot_id).contest_id
    )
    options = [option.option_id for option in contest.options]
    found = sum(signed for _, signed in TABLES.values()) + AT_HOME
    votes = [found - 10 - len(options), *(1 for _ in options[1:])]
    reasons = ("mobile_box", "not_of_form", "struck_option", "no_member_signature", "several_marks")
    return {
        "ballots_issued": found,
        "found_stationary": found - AT_HOME,
        "ballots_found": found,
        "ballots_invalid": 5,
        "ballots_valid": found - 5,
        "against_all": found - 5 - sum(votes),
        "disputed_decided": 0,
        "box.1.found": AT_HOME,
        "box.1.not_of_form": 0,
        **{f"votes.{option}": n for option, n in zip(options, votes, strict=True)},
        **{f"invalid_by_reason.{reason}": 0 for reason in reasons},
        "invalid_by_reason.unclear": 5,
    }
