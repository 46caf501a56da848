# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the voter list adds up to for each ballot, and how it is frozen when the count begins."""

from precinct_app.domain.certificates import CertificateDirection
from precinct_app.domain.commission import Actor
from precinct_app.domain.election import Ballot
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.voter_changes import (
    DeliveredList,
    Exclusion,
    Inclusion,
    ListFrozen,
    ListTotals,
    NotInLaterList,
    totals_of,
)
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.workspace import Workspace


def totals(work: Work, ballot: Ballot) -> ListTotals | None:
    """What the list adds up to for a ballot; None where no list was taken in."""
    lists = work.registers.all(DeliveredList)
    if not lists:
        return None
    return totals_of(
        lists[-1].content.rows,
        {entry.content.voter_id for entry in work.registers.all(NotInLaterList)},
        [entry.content for entry in work.registers.all(Inclusion)],
        len(work.registers.all(Exclusion)),
        work.certificates.all(CertificateDirection.ISSUED),
        work.certificates.all(CertificateDirection.ACCEPTED),
        ballot.ballot_id,
    )


def people_listed(workspace: Workspace, work: Work) -> int | None:
    """People on the list, whatever ballots they get; None where no list was taken in."""
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    found = [total.listed for ballot in ballots if (total := totals(work, ballot))]
    return max(found, default=None)


def freeze_list(workspace: Workspace, work: Work, actor: Actor) -> Entry[ListFrozen]:
    """Freeze the totals of every ballot, in the transaction that takes the step *list closed*.

    From then on nothing about voters changes (`night.refuse_closed_list`), so they stay true.
    """
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    found = [(ballot.ballot_id, totals(work, ballot)) for ballot in ballots]
    frozen = tuple((ballot_id, total) for ballot_id, total in found if total is not None)
    return keep(workspace, work, actor, ListFrozen(frozen), ballots=len(frozen))


def thaw_list(workspace: Workspace, work: Work, actor: Actor, reason: str) -> None:
    """Let the list live again, in the transaction that undoes the step."""
    for entry in work.registers.all(ListFrozen):
        undo(workspace, work, actor, ListFrozen, entry.entry_id, reason)


def frozen_list(work: Work) -> Entry[ListFrozen] | None:
    """The list as it was frozen; None while it is open."""
    entries = work.registers.all(ListFrozen)
    return entries[-1] if entries else None
