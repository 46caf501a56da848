# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who may hand out ballots: whom the chair named before the voting, never chair or secretary."""

from collections.abc import Sequence
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.people import IssuersNamed
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep
from precinct_app.services.workspace import Workspace, issuing_members, require


def name_issuers(
    workspace: Workspace, actor: Actor, member_ids: Sequence[str], happened: datetime | None = None
) -> Entry[IssuersNamed]:
    """Keep whom the chair named to issue ballots (Art. 40); a later naming stands in its place.

    InputError ``ballots.nobody_named``, ``ballots.member_unknown``; NotAllowedError ``ballots.leader``.
    """
    require(actor, Right.LEAD_DAY)
    if not member_ids:
        raise InputError.of("ballots.nobody_named")
    for member_id in member_ids:
        refuse_stranger(workspace, member_id)
        refuse_leader(workspace, member_id)
    content = IssuersNamed(tuple(dict.fromkeys(member_ids)))
    with workspace.store.begin() as work:
        return keep(workspace, work, actor, content, happened, members=len(content.member_ids))


def may_issue(workspace: Workspace, work: Work) -> tuple[str, ...]:
    """Who may issue: those named, else everybody whom the law does not bar."""
    named = work.registers.all(IssuersNamed)
    return named[-1].content.member_ids if named else issuing_members(workspace.precinct)


def refuse_issuer(workspace: Workspace, work: Work, member_id: str) -> None:
    """NotAllowedError ``ballots.leader``, ``ballots.not_named``; InputError for a stranger."""
    refuse_stranger(workspace, member_id)
    refuse_leader(workspace, member_id)
    if member_id not in may_issue(workspace, work):
        name = workspace.member(member_id).short_name
        raise NotAllowedError.of("ballots.not_named", member=name)


def refuse_leader(workspace: Workspace, member_id: str) -> None:
    """NotAllowedError ``ballots.leader``: chair and secretary issue no ballots (Art. 41(5))."""
    if member_id in leaders(workspace):
        name = workspace.member(member_id).short_name
        raise NotAllowedError.of("ballots.leader", member=name)


def refuse_stranger(workspace: Workspace, member_id: str) -> None:
    """InputError ``ballots.member_unknown`` for who is not of this commission."""
    if member_id not in {member.member_id for member in workspace.precinct.members}:
        raise InputError.of("ballots.member_unknown")


def leaders(workspace: Workspace) -> frozenset[str]:
    """Chair and secretary."""
    members = {member.member_id for member in workspace.precinct.members}
    return frozenset(members - set(issuing_members(workspace.precinct)))
