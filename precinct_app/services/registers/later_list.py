# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A refined list from the akimat: shown as a difference, taken in as confirmed; nothing vanishes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from precinct_app.domain.certificates import CertificateDirection
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError
from precinct_app.domain.registers.home import HomeApplication
from precinct_app.domain.registers.later_list import ChangedRow, ListDifference, difference
from precinct_app.domain.registers.marks import Mark
from precinct_app.domain.registers.voter_changes import (
    DeliveredList,
    Exclusion,
    Inclusion,
    InclusionGround,
    NotInLaterList,
)
from precinct_app.domain.voters import Voter
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.night import refuse_closed_list
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class LaterList:
    """A refined list beside the present one."""

    difference: ListDifference
    bound: frozenset[str]
    """Surrogates of people gone from it who left with a certificate, applied to vote at home or were
    given ballots: to be looked at singly."""


def look_at_later_list(workspace: Workspace, actor: Actor, later: Sequence[Voter]) -> LaterList:
    """What a refined list would change; nothing is changed yet."""
    require(actor, Right.EDIT_VOTERS)
    with workspace.store.begin() as work:
        found = _difference(work, later)
        bound = frozenset(v.voter_id for v in found.gone if _is_bound(work, v.voter_id))
    return LaterList(found, bound)


def accept_later_list(
    workspace: Workspace,
    actor: Actor,
    later: Sequence[Voter],
    *,
    file_sha256: str,
    act: str,
    kept: Collection[str] = (),
    happened: datetime | None = None,
) -> ListDifference:
    """Take a refined list in, in one transaction; people in `kept` stay as they are here.

    Those whom the list lacks stay on it; of those whose row it changes only the place is taken.
    Certificates, home applications and inclusions stay.  An included voter whom the list now brings
    counts as delivered.  InputError ``list.no_document`` without the hand-over act,
    ``list.twice`` for the same file.
    """
    require(actor, Right.EDIT_VOTERS)
    if not act.strip():
        raise InputError.of("list.no_document")
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        found = _difference(work, later)
        lists = work.registers.all(DeliveredList)
        if file_sha256 in {entry.content.file_sha256 for entry in lists}:
            raise InputError.of("list.twice")
        number = len(lists) + 1 if lists else 2
        work.voters.add_all(found.new)
        for row in found.changed:
            work.voters.save(_placed(row) if row.before.voter_id in kept else row.after)
        dropped = [v for v in found.gone if not (v.voter_id in kept or _was_given(work, v))]
        for voter in dropped:
            keep(workspace, work, actor, NotInLaterList(voter.voter_id, number), happened)
        _absorb(workspace, work, actor, found, {voter.voter_id for voter in dropped})
        rows = found.rows + len(found.gone) - len(dropped)
        content = DeliveredList(number, rows, file_sha256, act.strip())
        keep(
            workspace, work, actor, content, happened,
            new=len(found.new), gone=len(dropped), changed=len(found.changed),
        )  # fmt: skip
    return found


def _difference(work: Work, later: Sequence[Voter]) -> ListDifference:
    """Against everybody who is or was on the list; nobody is gone twice, and no one who was entered."""
    here = list(work.voters.all())
    entered = _entered(work)
    foreign = {c.voter_id for c in work.certificates.all(CertificateDirection.ACCEPTED)}
    rows = [
        v for v in here if (v.list_number or v.voter_id in entered) and v.voter_id not in foreign
    ]
    found = difference(rows, later)
    known = entered | {entry.content.voter_id for entry in work.registers.all(NotInLaterList)}
    return replace(found, gone=tuple(v for v in found.gone if v.voter_id not in known))


def _entered(work: Work) -> set[str]:
    """People entered since the delivery of a list that has them not."""
    return {
        entry.content.voter_id
        for entry in work.registers.all(Inclusion)
        if entry.content.ground is not InclusionGround.OWN_CERTIFICATE
    }


def _is_bound(work: Work, voter_id: str) -> bool:
    return bool(
        work.certificates.of_voter(voter_id)
        or work.registers.all(HomeApplication, voter_id)
        or work.registers.all(Mark, voter_id)
    )


def _was_given(work: Work, voter: Voter) -> bool:
    """Whoever was given ballots stays, whatever a later list says."""
    return any(entry.content.given for entry in work.registers.all(Mark, voter.voter_id))


def _placed(row: ChangedRow) -> Voter:
    """A row that was kept, at its place in the later list."""
    after = row.after
    return replace(
        row.before, list_number=after.list_number, paper_table=after.paper_table,
        paper_page=after.paper_page, paper_row=after.paper_row,
    )  # fmt: skip


def _absorb(
    workspace: Workspace, work: Work, actor: Actor, found: ListDifference, dropped: set[str]
) -> None:
    """What the later list has taken up counts no more beside it: an inclusion, an exclusion, a loss."""
    taken_up = {row.after.voter_id for row in found.changed} & _entered(work)
    for inclusion in work.registers.all(Inclusion):
        if inclusion.content.voter_id in taken_up:
            undo(workspace, work, actor, Inclusion, inclusion.entry_id, _TAKEN_UP)
    for exclusion in work.registers.all(Exclusion):
        if exclusion.content.voter_id in dropped:
            undo(workspace, work, actor, Exclusion, exclusion.entry_id, _TAKEN_UP)
    for lost in work.registers.all(NotInLaterList):
        if lost.content.voter_id in found.met:
            undo(workspace, work, actor, NotInLaterList, lost.entry_id, _TAKEN_UP)


_TAKEN_UP = "taken up by a later list"
