# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificates issued to own voters on their application: they leave the list for every ballot.

Every refusal carries its reason as data, so that a written one can be made of it (`refusals`).  A voter
who comes back with his certificate unused is taken back by `voter_changes.include_again`.
"""

from datetime import datetime
from uuid import uuid4

from precinct_app.domain.certificates import (
    Certificate,
    CertificateDirection,
    Destination,
    Given,
    closed_up,
    distance_to,
    given,
)
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Election
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.registers.certificate_facts import (
    CertificateApplication,
    CertificateFacts,
    application_faults,
    number_faults,
)
from precinct_app.domain.registers.certificate_stock import StockEntry, blank_fault
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.home import HomeApplication
from precinct_app.domain.registers.voter_changes import Standing
from precinct_app.services.ports import Work
from precinct_app.services.registers.certificate_stock import (
    issued_here,
    last_moment,
    refuse_unknown_kind,
)
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.night import refuse_closed_list
from precinct_app.services.registers.standings import standing
from precinct_app.services.registers.voter_changes import refuse_marked
from precinct_app.services.workspace import Workspace, require


def would_give(workspace: Workspace, actor: Actor, kind_id: str, destination: Destination) -> Given:
    """What a certificate of this precinct gives where a voter says he is going; changes nothing.

    NotAllowedError ``certificate.going_same_settlement``, ``certificate.gives_nothing``; InputError
    ``certificate.kind_unknown``, ``certificate.place_unknown``.
    """
    require(actor, Right.SEARCH_VOTERS)
    refuse_unknown_kind(workspace, kind_id)
    election, here = workspace.election, workspace.precinct
    _refuse_unknown_place(election, destination)
    found = given(election, here, kind_id, distance_to(election, here, destination))
    if found is None:
        raise NotAllowedError.of("certificate.going_same_settlement")
    if not found.give:
        raise NotAllowedError.of("certificate.gives_nothing")
    return found


def issue(
    workspace: Workspace,
    actor: Actor,
    voter_id: str,
    *,
    kind_id: str,
    series: str,
    number: str,
    application: CertificateApplication,
    happened: datetime | None = None,
) -> Entry[CertificateFacts]:
    """Give a voter of the own list a certificate on his written application (Art. 41).

    NotAllowedError ``certificate.deadline`` for what happened outside the days of issue, whenever it
    is recorded; ``list.closed``; ``certificate.already`` (there is no duplicate),
    ``certificate.already_returned``; ``list.not_listed``; ``list.marked``; ``certificate.applied_home``;
    as `would_give`.  InputError with every fault of what was typed, ``certificate.twice``,
    ``certificate.not_of_stock``, ``certificate.blank_gone``.
    """
    require(actor, Right.CERTIFICATES)
    members = [member.member_id for member in workspace.precinct.members]
    if faults := (*application_faults(application, members), *number_faults(number)):
        raise InputError(*faults)
    moment = happened or workspace.clock.now()
    _refuse_outside_days(workspace, moment)
    would_give(workspace, actor, kind_id, application.destination)
    certificate = Certificate(
        uuid4().hex, CertificateDirection.ISSUED, kind_id, series.strip(), closed_up(number), "",
        voter_id, (), moment,
    )  # fmt: skip
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        _refuse_voter(work, voter_id)
        _refuse_blank(work, certificate)
        work.certificates.add(certificate)
        content = CertificateFacts(certificate, application)
        return keep(workspace, work, actor, content, happened, certificate_kind=kind_id)


def undo_issue(
    workspace: Workspace, actor: Actor, entry_id: str, reason: str
) -> Entry[CertificateFacts]:
    """Undo an issue that was recorded by mistake: the voter never left the list.

    NotAllowedError ``list.closed``; ``certificate.returned`` once he was taken back with it.
    """
    require(actor, Right.CERTIFICATES)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        entry = undo(workspace, work, actor, CertificateFacts, entry_id, reason)
        certificate = entry.content.certificate
        if standing(work, certificate.voter_id) is not Standing.LEFT_WITH_CERTIFICATE:
            raise NotAllowedError.of("certificate.returned")
        work.certificates.remove(certificate.certificate_id)
    return entry


def _refuse_outside_days(workspace: Workspace, moment: datetime) -> None:
    deadlines = workspace.election.deadlines
    first, last = deadlines.certificates_from, deadlines.certificates_until
    if not aware(first, workspace.precinct.timezone) <= moment <= last_moment(workspace):
        raise NotAllowedError.of(
            "certificate.deadline", first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y %H:%M}"
        )


def _refuse_unknown_place(election: Election, destination: Destination) -> None:
    try:
        if destination.precinct_id:
            election.precinct(destination.precinct_id)
        else:
            election.region(destination.region_id)
    except KeyError as error:
        raise InputError.of("certificate.place_unknown") from error


def _refuse_voter(work: Work, voter_id: str) -> None:
    found = standing(work, voter_id)
    if found is Standing.LEFT_WITH_CERTIFICATE:
        last = work.certificates.of_voter(voter_id)[-1]
        raise NotAllowedError.of("certificate.already", number=last.told)
    if found is not Standing.LISTED:
        raise NotAllowedError.of("list.not_listed")
    if work.certificates.of_voter(voter_id):
        raise NotAllowedError.of("certificate.already_returned")
    refuse_marked(work, voter_id)
    if work.registers.all(HomeApplication, voter_id):
        raise NotAllowedError.of("certificate.applied_home")


def _refuse_blank(work: Work, certificate: Certificate) -> None:
    stock = work.registers.all(StockEntry, certificate.kind_id)
    known = work.certificates.find(certificate.kind_id, certificate.series, certificate.number)
    if known is not None:
        raise InputError.of("certificate.twice", number=known.told)
    if reason := blank_fault(certificate.kind_id, stock, issued_here(work), certificate):
        raise InputError(reason)
