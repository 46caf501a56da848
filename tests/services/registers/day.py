# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Short ways through a polling day: who does what at which table, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from precinct_app.domain.certificates import Certificate, CertificateDirection
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.night import Step
from precinct_app.domain.registers.boxes import BoxKind
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.home import Ground, HomeApplication
from precinct_app.domain.registers.marks import Mark
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.trips import TripOut
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentences
from precinct_app.services.registers import ballots, boxes, home_trips, home_voting, marks, steps
from tests.services.conftest import Station
from tests.services.sheets import WITH_MEMBER

LIST = "mazhilis_list"
ISSUER, OTHER, THIRD = "m4", "m5", "m6"


def refused(act: Callable[[], object], *keys: str) -> PrecinctError:
    """The refusal of an act, by the keys of its reasons; it is said in every language."""
    with pytest.raises(PrecinctError) as caught:
        act()
    assert [reason.key for reason in caught.value.reasons] == list(keys)
    for language in Language:
        for sentence in sentences(caught.value, language):
            assert "refusal." not in sentence
            assert "{" not in sentence
    return caught.value


def all_ballots(station: Station) -> tuple[str, ...]:
    """The precinct's ballots in the day's order."""
    found = station.workspace.election.ballots_of(station.workspace.info.precinct_id)
    return tuple(ballot.ballot_id for ballot in found)


def mark(station: Station, voter: int, *, table: str = "3", **more: object) -> Entry[Mark]:
    """Mark a voter of the list at a table, by his place in it."""
    values: dict[str, object] = {"issued_by": ISSUER, "table": table, **more}
    voter_id = station.voters[voter].voter_id
    return marks.mark(station.workspace, station.actor(), voter_id, **values)  # type: ignore[arg-type]


def moved(
    station: Station,
    kind: Movement,
    count: int,
    member: str = "",
    ballot: str = LIST,
    **more: object,
) -> Entry[BallotMovement]:
    """Keep a movement of ballots."""
    document = "7" if kind in {Movement.RECEIVED, Movement.WITHDRAWN} else ""
    content = BallotMovement(kind, ballot, count, member, document)
    return ballots.move(station.workspace, station.actor(), content, **more)  # type: ignore[arg-type]


def applied(station: Station, voter: int, **more: object) -> Entry[HomeApplication]:
    """A written application to vote at home."""
    voter_id = station.voters[voter].voter_id
    return home_voting.apply(
        station.workspace, station.actor(), voter_id, Ground.HEALTH, written=True, **more  # type: ignore[arg-type]
    )  # fmt: skip


def seal(
    station: Station, box: str = "M1", kind: BoxKind = BoxKind.MOBILE, seals: str = "17"
) -> None:
    """Seal a box before the voting."""
    boxes.seal_box(station.workspace, station.actor(Role.CHAIR), box, kind, seals)


def depart(
    station: Station, *applications: Entry[HomeApplication], **more: object
) -> Entry[TripOut]:
    """Send a box out for some applications, with twelve of each ballot."""
    forced = {name: more.pop(name) for name in ("happened", "forced") if name in more}
    values: dict[str, object] = {
        "box_id": "M1", "carrier_id": ISSUER, "companion_id": OTHER, "seal": "17",
        "taken": tuple((ballot, 12) for ballot in all_ballots(station)),
        "application_ids": tuple(one.entry_id for one in applications), **more,
    }  # fmt: skip
    trip = TripOut(**values)  # type: ignore[arg-type]
    return home_trips.depart(station.workspace, station.actor(), trip, **forced)  # type: ignore[arg-type]


def take(station: Station, *taken: Step) -> None:
    """Take steps of the night, the chair being there."""
    for step in taken:
        steps.take_step(station.workspace, station.actor(Role.CHAIR), step, agreed=WITH_MEMBER)


def close_list(station: Station) -> None:
    """Ten past eight: voting is over and the list is closed for good."""
    station.at(20, 10)
    take(station, Step.VOTING_CLOSED, Step.LIST_CLOSED)


def holder(station: Station, *given: str) -> str:
    """Somebody from another precinct whose certificate gives some ballots here; his surrogate."""
    voter = replace(station.voters[0], voter_id=uuid4().hex, list_number=0, surname="Қонақ", iin="")
    certificate = Certificate(
        uuid4().hex, CertificateDirection.ACCEPTED, "avc", "AB", uuid4().hex[:6], "KZ-KOS-9002",
        voter.voter_id, given, station.clock.now(),
    )  # fmt: skip
    with station.workspace.store.begin() as work:
        work.certificates.add(certificate)
        work.voters.add_all([voter])
    return voter.voter_id


def left_with_certificate(station: Station, voter: int) -> None:
    """Give a voter of the own list a certificate."""
    certificate = Certificate(
        uuid4().hex, CertificateDirection.ISSUED, "avc", "AB", uuid4().hex[:6], "",
        station.voters[voter].voter_id, (), station.clock.now(),
    )  # fmt: skip
    with station.workspace.store.begin() as work:
        work.certificates.add(certificate)


def marking(station: Station) -> Station:
    """The station at the level at which voters are marked."""
    station.level(Level.MARKS)
    return station
