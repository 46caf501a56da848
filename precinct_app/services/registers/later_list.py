# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A refined list from the akimat: shown as a difference, taken in as confirmed; nothing vanishes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from precinct_app.domain.certificates import CertificateDirection
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError
from precinct_app.domain.registers.later_list import ListDifference, difference
from precinct_app.domain.registers.voter_changes import (
    DeliveredList,
    Exclusion,
    Inclusion,
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
    """Surrogates of people gone from it who hold a certificate: to be looked at singly."""


def look_at_later_list(workspace: Workspace, actor: Actor, later: Sequence[Voter]) -> LaterList:
    """What a refined list would change; nothing is changed yet."""
    require(actor, Right.EDIT_VOTERS)
    with workspace.store.begin() as work:
        found = _difference(work, later)
        bound = frozenset(v.voter_id for v in found.gone if work.certificates.of_voter(v.voter_id))
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
    """Take a refined list in, in one transaction; people in `kept` stay though the list lacks them.

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
            work.voters.save(row.after)
        dropped = [v for v in found.gone if v.voter_id not in kept]
        for voter in dropped:
            keep(workspace, work, actor, NotInLaterList(voter.voter_id, number), happened)
        _absorb(workspace, work, actor, found)
        rows = found.rows + len(found.gone) - len(dropped)
        content = DeliveredList(number, rows, file_sha256, act.strip())
        keep(
            workspace, work, actor, content, happened,
            new=len(found.new), gone=len(dropped), changed=len(found.changed),
        )  # fmt: skip
    return found


def _difference(work: Work, later: Sequence[Voter]) -> ListDifference:
    """Against everybody here but holders from elsewhere; whoever was included is never gone."""
    found = difference(_here(work), later)
    included = {entry.content.voter_id for entry in work.registers.all(Inclusion)}
    return replace(found, gone=tuple(v for v in found.gone if v.voter_id not in included))


def _here(work: Work) -> list[Voter]:
    foreign = {c.voter_id for c in work.certificates.all(CertificateDirection.ACCEPTED)}
    dropped = {e.content.voter_id for e in work.registers.all(NotInLaterList)}
    return [v for v in work.voters.all() if v.voter_id not in foreign | dropped]


def _absorb(workspace: Workspace, work: Work, actor: Actor, found: ListDifference) -> None:
    """Inclusions and exclusions that the later list has taken up count no more beside it."""
    taken_up = {row.after.voter_id for row in found.changed if row.after.list_number}
    gone = {voter.voter_id for voter in found.gone}
    for inclusion in work.registers.all(Inclusion):
        if inclusion.content.voter_id in taken_up:
            undo(workspace, work, actor, Inclusion, inclusion.entry_id, _TAKEN_UP)
    for exclusion in work.registers.all(Exclusion):
        if exclusion.content.voter_id in gone:
            undo(workspace, work, actor, Exclusion, exclusion.entry_id, _TAKEN_UP)


_TAKEN_UP = "taken up by a later list"
