# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificates of other precincts: looked at, accepted on the day with the ballots they give, withdrawn.

`look_at` changes nothing and tells all that the screen shows before anybody presses a key: "this
certificate gives 2 of 5 ballots", or why it gives none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from precinct_app.domain.certificates import (
    Certificate,
    CertificateDirection,
    Given,
    closed_up,
    given,
    precincts_of,
)
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Precinct
from precinct_app.domain.errors import InputError, NotAllowedError, PrecinctError, Reason
from precinct_app.domain.registers.certificate_facts import (
    Acceptance,
    HolderSigned,
    ShownPaper,
    acceptance_faults,
    number_faults,
)
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.home import HomeApplication
from precinct_app.domain.registers.voter_changes import PRESENT, Standing
from precinct_app.domain.voters import Voter, paper_place
from precinct_app.services.ports import Work
from precinct_app.services.registers.certificate_stock import refuse_unknown_kind
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.night import refuse_closed_list
from precinct_app.services.registers.standings import standing
from precinct_app.services.registers.voter_changes import (
    newcomer,
    refuse_badly_typed,
    refuse_known,
    refuse_marked,
)
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class PaperLook:
    """What a certificate is worth here."""

    issued_at: Precinct | None
    given: Given | None
    """The ballots that it gives, and those that it does not; None where it is refused."""
    refused: Reason | None
    """Why it is not accepted."""
    own_voter: str
    """Surrogate of the own voter to whom we issued it: he may be taken back; else empty."""


@dataclass(frozen=True, slots=True)
class HolderMatch:
    """Somebody on our list who may be the holder."""

    voter: Voter
    standing: Standing
    by_number: bool
    """The same personal number; else the same name only."""


def issuing_precincts(
    workspace: Workspace, actor: Actor, region_id: str, number: int
) -> tuple[Precinct, ...]:
    """Precincts of the country's directory by region and number; empty when there is none."""
    require(actor, Right.SEARCH_VOTERS)
    return precincts_of(workspace.election, region_id, number)


def look_at(workspace: Workspace, actor: Actor, paper: ShownPaper) -> PaperLook:
    """Look at a certificate; changes nothing and raises only what rights ask."""
    require(actor, Right.SEARCH_VOTERS)
    directory = {p.precinct_id: p for p in workspace.election.precincts}
    issued_at = directory.get(paper.issued_at)
    with workspace.store.begin() as work:
        known = work.certificates.find(paper.kind_id, paper.series, paper.number)
        own = known if known and known.direction is CertificateDirection.ISSUED else None
        try:
            found = _given(workspace, work, paper)
        except PrecinctError as error:
            return PaperLook(issued_at, None, error.reasons[0], own.voter_id if own else "")
    return PaperLook(issued_at, found, None, "")


def holder_matches(workspace: Workspace, actor: Actor, holder: Voter) -> tuple[HolderMatch, ...]:
    """Who on our list may be the holder: by personal number first, then namesakes."""
    require(actor, Right.SEARCH_VOTERS)
    with workspace.store.begin() as work:
        typed = newcomer(holder)
        same = work.voters.by_iin(typed.iin) if typed.iin else []
        named = [voter for voter in work.voters.namesakes(typed) if voter not in same]
        return tuple(
            HolderMatch(voter, standing(work, voter.voter_id), by_number)
            for voters, by_number in ((same, True), (named, False))
            for voter in voters
        )


def accept(
    workspace: Workspace,
    actor: Actor,
    papers: Sequence[ShownPaper],
    holder: Voter,
    *,
    document: str,
    accepted_by: str,
    withdrawn: bool,
    known_as: str = "",
    namesake_seen: bool = False,
    happened: datetime | None = None,
) -> tuple[Entry[Acceptance], ...]:
    """Enter the holder of one certificate, or of several kinds, for the ballots that they give.

    `known_as` is the surrogate of a holder who was entered before and brings another paper.
    NotAllowedError ``certificate.not_polling_day``, ``list.closed``, ``certificate.same_settlement``,
    ``certificate.gives_nothing``, ``certificate.in_own_list`` and ``certificate.left_ours`` by personal
    number, ``certificate.holder_known``; InputError with every fault of what was typed,
    ``certificate.no_paper``, ``certificate.twice``, ``certificate.own_precinct``,
    ``certificate.precinct_unknown``, ``certificate.kind_unknown``, ``certificate.holder_unknown``,
    ``list.namesake``.
    """
    require(actor, Right.CERTIFICATES)
    _refuse_faults(workspace, papers, document, accepted_by, withdrawn=withdrawn)
    moment = happened or workspace.clock.now()
    _refuse_other_day(workspace, moment)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        gives = [_given(workspace, work, paper) for paper in papers]
        voter_id = known_as or _enter(work, holder, namesake_seen=namesake_seen)
        if known_as:
            _refuse_unknown_holder(work, known_as)
        kept = []
        for paper, given_here in zip(papers, gives, strict=True):
            certificate = Certificate(
                uuid4().hex, CertificateDirection.ACCEPTED, paper.kind_id, paper.series.strip(),
                closed_up(paper.number), paper.issued_at, voter_id,
                tuple(ballot.ballot_id for ballot in given_here.give), moment,
            )  # fmt: skip
            work.certificates.add(certificate)
            content = Acceptance(certificate, document.strip(), accepted_by)
            kept.append(
                keep(
                    workspace, work, actor, content, happened, certificate_kind=paper.kind_id,
                    issued_at=paper.issued_at, ballots=len(given_here.give),
                )
            )  # fmt: skip
        return tuple(kept)


def undo_acceptance(
    workspace: Workspace, actor: Actor, entry_id: str, reason: str
) -> Entry[Acceptance]:
    """Undo an acceptance: the paper goes back to its holder, whose row stays for reading only.

    NotAllowedError ``list.closed``, ``list.marked``, ``certificate.signed`` once he was given ballots
    or signed, ``certificate.applied_home``.
    """
    require(actor, Right.CERTIFICATES)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        entry = undo(workspace, work, actor, Acceptance, entry_id, reason)
        certificate = entry.content.certificate
        refuse_marked(work, certificate.voter_id)
        if work.registers.all(HolderSigned, certificate.voter_id):
            raise NotAllowedError.of("certificate.signed")
        if work.registers.all(HomeApplication, certificate.voter_id):
            raise NotAllowedError.of("certificate.applied_home")
        work.certificates.remove(certificate.certificate_id)
    return entry


def _given(workspace: Workspace, work: Work, paper: ShownPaper) -> Given:
    """What a paper gives here; refuses it with the reason."""
    election, here = workspace.election, workspace.precinct
    refuse_unknown_kind(workspace, paper.kind_id)
    if faults := number_faults(paper.number):
        raise InputError(*faults)
    known = work.certificates.find(paper.kind_id, paper.series, paper.number)
    if paper.issued_at == here.precinct_id or _is_own(known):
        raise InputError.of("certificate.own_precinct")
    if known is not None:
        raise InputError.of("certificate.twice", number=known.told)
    directory = {precinct.precinct_id: precinct for precinct in election.precincts}
    if paper.issued_at not in directory:
        raise InputError.of("certificate.precinct_unknown")
    issued_at = directory[paper.issued_at]
    found = given(election, here, paper.kind_id, election.distance(issued_at, here))
    if found is None:
        raise NotAllowedError.of("certificate.same_settlement", number=issued_at.number)
    if not found.give:
        raise NotAllowedError.of("certificate.gives_nothing")
    return found


def _is_own(known: Certificate | None) -> bool:
    return known is not None and known.direction is CertificateDirection.ISSUED


def _refuse_faults(
    workspace: Workspace, papers: Sequence[ShownPaper], document: str, accepted_by: str, *,
    withdrawn: bool,
) -> None:  # fmt: skip
    members = [member.member_id for member in workspace.precinct.members]
    faults = acceptance_faults(document, accepted_by, members, withdrawn=withdrawn)
    if not papers:
        faults = (Reason("certificate.no_paper"), *faults)
    if faults:
        raise InputError(*faults)


def _refuse_other_day(workspace: Workspace, moment: datetime) -> None:
    local = moment.astimezone(ZoneInfo(workspace.precinct.timezone))
    if local.date() != workspace.election.day:
        day = workspace.election.day
        raise NotAllowedError.of("certificate.not_polling_day", day=f"{day:%d.%m.%Y}")


def _enter(work: Work, holder: Voter, *, namesake_seen: bool) -> str:
    """A new row for the holder, unless he is known here: then the reason says what to do."""
    refuse_badly_typed(holder)
    own = newcomer(holder)
    for voter in work.voters.by_iin(own.iin) if own.iin else ():
        if reason := _known(work, voter):
            raise NotAllowedError(reason)
    refuse_known(work, own, namesake_seen=namesake_seen)
    work.voters.add_all([own])
    return own.voter_id


def _known(work: Work, voter: Voter) -> Reason | None:
    found = standing(work, voter.voter_id)
    if found not in PRESENT:
        return None
    if found is Standing.CERTIFICATE_HOLDER:
        return Reason("certificate.holder_known")
    left = found is Standing.LEFT_WITH_CERTIFICATE
    key = "certificate.left_ours" if left else "certificate.in_own_list"
    return Reason(key, {"place": paper_place(voter)})


def _refuse_unknown_holder(work: Work, voter_id: str) -> None:
    if standing(work, voter_id) is not Standing.CERTIFICATE_HOLDER:
        raise InputError.of("certificate.holder_unknown")
    refuse_marked(work, voter_id)
    if work.registers.all(HolderSigned, voter_id):
        raise NotAllowedError.of("certificate.signed")
