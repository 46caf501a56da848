# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The registers of certificates as they are read, what holders signed for, and the lines on the sheets.

For screens and papers: `registers` gives every `IssuedRow`, `AcceptedRow` and `StockRow`
(`domain.registers.certificate_rows`).
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from precinct_app.domain.certificates import (
    CertificateDirection,
    certificates_used,
    distance_to,
    given,
    holders_of,
    kind_of,
    voters_by_certificate,
)
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot, Level
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE
from precinct_app.domain.registers import certificate_stock as stock
from precinct_app.domain.registers.certificate_facts import (
    Acceptance,
    CertificateFacts,
    HolderSigned,
    PapersCounted,
)
from precinct_app.domain.registers.certificate_rows import (
    AcceptedRow,
    CertificateRegisters,
    IssuedRow,
)
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.kept import Kept
from precinct_app.domain.registers.lines import Lines, added
from precinct_app.domain.registers.marks import Mark
from precinct_app.domain.registers.voter_changes import Inclusion, InclusionGround, Standing
from precinct_app.services.ports import Work
from precinct_app.services.registers.certificate_stock import balances, stock_rows
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.levels import kept_here
from precinct_app.services.registers.list_totals import totals
from precinct_app.services.registers.standings import find_voter, standing
from precinct_app.services.workspace import Workspace, require


def registers(workspace: Workspace, actor: Actor) -> CertificateRegisters:
    """Every row of the registers of certificates, undone ones too, and the account of the blanks."""
    require(actor, Right.CERTIFICATES)
    with workspace.store.begin() as work:
        counted = work.registers.all(PapersCounted)
        return CertificateRegisters(
            _issued(workspace, work), _accepted(workspace, work), stock_rows(workspace, work),
            counted[-1].content.count if counted else None,
        )  # fmt: skip


def holder_signed(
    workspace: Workspace,
    actor: Actor,
    voter_id: str,
    ballot_ids: Collection[str],
    happened: datetime | None = None,
) -> Entry[HolderSigned]:
    """Keep the ballots for which a holder signed in the paper list, below level *marks*.

    A ballot that his certificate does not give is kept as well: that it was handed out all the same
    is for A403 to tell.  NotAllowedError ``certificate.by_marks`` where the marks tell it,
    ``certificate.signed`` when it was said already; InputError ``certificate.holder_unknown``,
    ``ballots.ballot_unknown``.
    """
    require(actor, Right.CERTIFICATES)
    with workspace.store.begin() as work:
        if standing(work, voter_id) is not Standing.CERTIFICATE_HOLDER:
            raise InputError.of("certificate.holder_unknown")
        return _sign(workspace, work, actor, voter_id, ballot_ids, happened)


def all_signed(workspace: Workspace, actor: Actor) -> int:
    """Say of every holder of whom nothing was said that he signed for all he was to be given.

    The paper list is in somebody's hand then; whoever refused a ballot did not sign for it.
    """
    require(actor, Right.CERTIFICATES)
    with workspace.store.begin() as work:
        told = signed_by_holders(workspace, work)
        silent = [holder for holder, ballots in told.items() if ballots is None]
        refused = {e.content.voter_id: e.content.refused for e in work.registers.all(Mark)}
        for holder in silent:
            due = [b for c in work.certificates.of_voter(holder) for b in c.ballot_ids
                   if b not in refused.get(holder, ())]  # fmt: skip
            _sign(workspace, work, actor, holder, due, None)
    return len(silent)


def undo_signed(workspace: Workspace, actor: Actor, voter_id: str, reason: str) -> None:
    """Undo what was said of a holder's signatures; InputError ``register.undone``."""
    require(actor, Right.CERTIFICATES)
    with workspace.store.begin() as work:
        found = work.registers.all(HolderSigned, voter_id)
        entry_id = found[-1].entry_id if found else ""
        undo(workspace, work, actor, HolderSigned, entry_id, reason, journal_subject="holder")


def count_papers(
    workspace: Workspace, actor: Actor, count: int, happened: datetime | None = None
) -> Entry[PapersCounted]:
    """Keep how many withdrawn papers lie with the list; a later count stands for an earlier one."""
    require(actor, Right.CERTIFICATES)
    if not 0 <= count <= LARGEST_FIGURE:
        raise InputError.of("certificate.papers")
    with workspace.store.begin() as work:
        return keep(workspace, work, actor, PapersCounted(count), happened, count=count)


def signed_by_holders(workspace: Workspace, work: Work) -> dict[str, tuple[str, ...] | None]:
    """The ballots for which each accepted holder signed; None of whom nobody has said.

    At level *marks* his mark tells it, none meaning that he did not vote; below it the mark of whoever
    voted at home, else what was read in the paper list.
    """
    marks = {e.content.voter_id: e.content for e in work.registers.all(Mark) if e.content.given}
    read = {e.content.voter_id: e.content.ballot_ids for e in work.registers.all(HolderSigned)}
    nothing = () if workspace.info.level is Level.MARKS else None
    found: dict[str, tuple[str, ...] | None] = {}
    for certificate in work.certificates.all(CertificateDirection.ACCEPTED):
        holder = certificate.voter_id
        if holder in marks:
            found[holder] = marks[holder].given if marks[holder].signed else ()
        else:
            found[holder] = read.get(holder, nothing)
    return found


def lines(workspace: Workspace, work: Work, ballot: Ballot) -> Lines:
    """What the certificates give to a ballot's sheet: nothing while they are kept on paper alone.

    Signatures stay to be typed while one holder's are not told; a kind's blanks as in its stock.
    """
    if Kept.CERTIFICATES not in kept_here(workspace, work):
        return {}
    found = stock.lines(balances(workspace, work))
    accepted = work.certificates.all(CertificateDirection.ACCEPTED)
    found |= added(certificates_in=len(holders_of(accepted, ballot.ballot_id)))
    if (listed := totals(work, ballot)) is not None:
        found |= added(certificates_out=listed.certificates_out)
    told = signed_by_holders(workspace, work)
    signed = {holder: ballots for holder, ballots in told.items() if ballots is not None}
    if len(signed) == len(told):
        found |= added(
            certificates_used=certificates_used(accepted, signed, ballot.ballot_id),
            voters_by_certificate=voters_by_certificate(set(told), signed, ballot.ballot_id),
        )
    return found


def _sign(
    workspace: Workspace, work: Work, actor: Actor, voter_id: str, ballot_ids: Collection[str],
    happened: datetime | None,
) -> Entry[HolderSigned]:  # fmt: skip
    """The journal says only that a holder's signatures were read."""
    if workspace.info.level is Level.MARKS:
        raise NotAllowedError.of("certificate.by_marks")
    if signed_by_holders(workspace, work)[voter_id] is not None:
        raise NotAllowedError.of("certificate.signed")
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    known = tuple(b.ballot_id for b in ballots if b.ballot_id in ballot_ids)
    if len(known) != len(set(ballot_ids)):
        raise InputError.of("ballots.ballot_unknown")
    content = HolderSigned(voter_id, known)
    return keep(workspace, work, actor, content, happened, journal_subject="holder")


def _issued(workspace: Workspace, work: Work) -> tuple[IssuedRow, ...]:
    returned = {
        entry.content.voter_id: entry.happened
        for entry in work.registers.all(Inclusion)
        if entry.content.ground is InclusionGround.OWN_CERTIFICATE
    }
    entries = work.registers.history(CertificateFacts)
    return tuple(
        _issued_row(workspace, work, row, entry, returned)
        for row, entry in enumerate(entries, start=1)
    )


def _issued_row(
    workspace: Workspace, work: Work, row: int, entry: Entry[CertificateFacts],
    returned: Mapping[str, datetime],
) -> IssuedRow:  # fmt: skip
    election, here = workspace.election, workspace.precinct
    certificate, application = entry.content.certificate, entry.content.application
    going = application.destination
    precinct = election.precinct(going.precinct_id) if going.precinct_id else None
    return IssuedRow(
        row, find_voter(work, certificate.voter_id), kind_of(election, certificate.kind_id), entry,
        workspace.member(application.issued_by),
        election.region(precinct.region_id if precinct else going.region_id), precinct,
        given(election, here, certificate.kind_id, distance_to(election, here, going)),
        returned.get(certificate.voter_id) if entry.stands else None,
    )  # fmt: skip


def _accepted(workspace: Workspace, work: Work) -> tuple[AcceptedRow, ...]:
    signed = signed_by_holders(workspace, work)
    entries = work.registers.history(Acceptance)
    return tuple(
        _accepted_row(workspace, work, row, entry, signed)
        for row, entry in enumerate(entries, start=1)
    )


def _accepted_row(
    workspace: Workspace, work: Work, row: int, entry: Entry[Acceptance],
    signed: Mapping[str, tuple[str, ...] | None],
) -> AcceptedRow:  # fmt: skip
    election, certificate = workspace.election, entry.content.certificate
    issued_at = election.precinct(certificate.other_precinct_id)
    return AcceptedRow(
        row, find_voter(work, certificate.voter_id), kind_of(election, certificate.kind_id), entry,
        issued_at, election.region(issued_at.region_id), workspace.member(entry.content.accepted_by),
        signed.get(certificate.voter_id) if entry.stands else None,
    )  # fmt: skip
