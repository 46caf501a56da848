# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Absentee certificates: issued to own voters, accepted from others by the package's matrix."""

from datetime import datetime

from precinct_app.domain.certificates import Certificate, CertificateDirection
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Ballot, CertificateKind, Precinct
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.voters import Voter
from precinct_app.services.ports import Work
from precinct_app.services.workspace import Workspace, record_event, require


def issue_certificate(
    workspace: Workspace,
    actor: Actor,
    *,
    certificate_id: str,
    kind_id: str,
    series: str,
    number: str,
    voter_id: str,
    happened: datetime,
) -> Certificate:
    """Give a voter of the own list a certificate; he leaves the list for every ballot.

    NotAllowedError ``certificate.deadline`` outside the days of issue (law on elections, Art. 41),
    ``certificate.already`` when this voter has one; InputError ``certificate.twice``.
    """
    require(actor, Right.CERTIFICATES)
    _refuse_outside_days(workspace, happened)
    with workspace.store.begin() as work:
        if work.voters.get(voter_id) is None:
            raise InputError.of("certificate.voter_unknown")
        if work.certificates.of_voter(voter_id):
            raise NotAllowedError.of("certificate.already", number=number)
        certificate = Certificate(
            certificate_id, CertificateDirection.ISSUED, kind_id, series, number, "", voter_id, (),
            happened,
        )  # fmt: skip
        work.certificates.add(certificate)
        record_event(
            workspace, work, actor, "certificate.issued", f"{series} {number}", happened=happened
        )
    return certificate


def accept_certificate(
    workspace: Workspace,
    actor: Actor,
    *,
    certificate_id: str,
    kind_id: str,
    series: str,
    number: str,
    issued_at: str,
    voter: Voter,
    happened: datetime,
) -> Certificate:
    """Take in a voter from another precinct with the ballots that the matrix gives him.

    NotAllowedError ``certificate.same_settlement``; InputError ``certificate.precinct_unknown``,
    ``certificate.own_precinct`` or ``certificate.twice``.
    """
    require(actor, Right.CERTIFICATES)
    ballots = ballots_given(workspace, kind_id, _issuing_precinct(workspace, issued_at))
    with workspace.store.begin() as work:
        certificate = Certificate(
            certificate_id, CertificateDirection.ACCEPTED, kind_id, series, number, issued_at,
            voter.voter_id, tuple(ballot.ballot_id for ballot in ballots), happened,
        )  # fmt: skip
        work.certificates.add(certificate)
        work.voters.add_all([voter])
        record_event(
            workspace, work, actor, "certificate.accepted", f"{series} {number}",
            happened=happened, issued_at=issued_at, ballots=len(ballots),
        )  # fmt: skip
    return certificate


def ballots_given(workspace: Workspace, kind_id: str, issued_at: Precinct) -> tuple[Ballot, ...]:
    """Ballots that a certificate of another precinct gives here, in the day's order."""
    election, here = workspace.election, workspace.precinct
    kind = _kind(workspace, kind_id)
    kinds = kind.ballot_kinds(election.distance(issued_at, here))
    if kinds is None:
        raise NotAllowedError.of(
            "certificate.same_settlement", number=issued_at.number, place=issued_at.settlement.ru
        )
    return tuple(b for b in election.ballots_of(here.precinct_id) if b.kind in kinds)


def register_lines(workspace: Workspace, work: Work, ballot: Ballot) -> dict[str, int]:
    """Lines of a ballot's sheet that the voter list and the certificates give.

    Empty while no voter list is here: then these lines are typed twice from papers.
    """
    issued = work.certificates.all(CertificateDirection.ISSUED)
    accepted = work.certificates.all(CertificateDirection.ACCEPTED)
    delivered = work.voters.count() - len(accepted)
    if delivered <= 0:
        return {}
    return {
        "voters_delivered": delivered,
        "certificates_out": len(issued),
        "certificates_in": sum(ballot.ballot_id in c.ballot_ids for c in accepted),
    }


def _refuse_outside_days(workspace: Workspace, happened: datetime) -> None:
    deadlines, zone = workspace.election.deadlines, workspace.precinct.timezone
    first, last = deadlines.certificates_from, deadlines.certificates_until
    if not aware(first, zone) <= happened <= aware(last, zone):
        raise NotAllowedError.of(
            "certificate.deadline", first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y %H:%M}"
        )


def _issuing_precinct(workspace: Workspace, precinct_id: str) -> Precinct:
    if precinct_id == workspace.info.precinct_id:
        raise InputError.of("certificate.own_precinct")
    try:
        return workspace.election.precinct(precinct_id)
    except KeyError as error:
        raise InputError.of("certificate.precinct_unknown", precinct=precinct_id) from error


def _kind(workspace: Workspace, kind_id: str) -> CertificateKind:
    for kind in workspace.election.certificate_kinds:
        if kind.kind_id == kind_id:
            return kind
    raise InputError.of("certificate.kind_unknown", kind=kind_id)
