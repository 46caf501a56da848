# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificates as a commission meets them: a valid application and a valid paper to disturb."""

from dataclasses import replace
from datetime import date, datetime

from precinct_app.domain.certificates import Destination
from precinct_app.domain.election import Distance, Precinct
from precinct_app.domain.registers.certificate_facts import (
    Absence,
    Acceptance,
    CertificateApplication,
    CertificateFacts,
    ShownPaper,
)
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.voters import Voter
from precinct_app.services.registers import certificate_acceptance, certificate_issue
from tests.services.conftest import Station

KIND = "avc"
HOLDER = Voter("", 0, "Қонақбаев", "Нұрлан", "Серікұлы", date(1980, 4, 2), "", "Абай даңғылы, 5")


def far(station: Station, distance: Distance = Distance.ELSEWHERE) -> Precinct:
    """A precinct of the directory at a distance."""
    election, here = station.workspace.election, station.workspace.precinct
    return next(p for p in election.precincts
                if p != here and election.distance(p, here) is distance)  # fmt: skip


def with_election(station: Station, **changes: object) -> None:
    """The station under a package that says something else."""
    election = replace(station.workspace.election, **changes)  # type: ignore[arg-type]
    package = replace(station.workspace.package, election=election)
    station.workspace = replace(station.workspace, package=package)


def neighbour(station: Station) -> Precinct:
    """Let another precinct stand in our own settlement."""
    here, precincts = station.workspace.precinct, station.workspace.election.precincts
    near = replace(far(station, Distance.SAME_REGION), settlement_id=here.settlement_id)
    others = [p for p in precincts if p.precinct_id != near.precinct_id]
    with_election(station, precincts=(*others, near))
    return near


def application(station: Station, **changes: object) -> CertificateApplication:
    """A voter goes to another region."""
    going = far(station)
    whole = CertificateApplication(
        Destination(going.region_id, "", going.precinct_id), Absence.TRIP, "012345678",
        station.actor().member_id,
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


def give_certificate(
    station: Station, voter_id: str, number: str, happened: datetime | None = None,
    **changes: object,
) -> Entry[CertificateFacts]:  # fmt: skip
    """Issue a certificate to a voter of the own list."""
    return certificate_issue.issue(
        station.workspace, station.actor(), voter_id, kind_id=KIND, series="AB", number=number,
        application=application(station, **changes), happened=happened,
    )  # fmt: skip


def paper(station: Station, number: str, distance: Distance = Distance.ELSEWHERE) -> ShownPaper:
    """A certificate issued at a distance."""
    return ShownPaper(KIND, "CD", number, far(station, distance).precinct_id)


def take_certificate(
    station: Station, *papers: ShownPaper, holder: Voter = HOLDER, **changes: object
) -> tuple[Entry[Acceptance], ...]:
    """Accept certificates of one holder."""
    told: dict[str, object] = {
        "document": "876543210", "accepted_by": station.actor().member_id, "withdrawn": True,
    }  # fmt: skip
    return certificate_acceptance.accept(
        station.workspace,
        station.actor(),
        papers,
        holder,
        **(told | changes),  # type: ignore[arg-type]
    )
