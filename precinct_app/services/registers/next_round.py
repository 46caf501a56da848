# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The next round: a new workspace takes over the list of the last one, shown before it is done (C12).

The commission and its users come with the new package and workspace (`opening.set_up_precinct`).
"""

from uuid import uuid4

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.registers.next_round import NextRound, next_round
from precinct_app.domain.registers.voter_changes import DeliveredList
from precinct_app.services.registers.keeping import keep
from precinct_app.services.registers.night import night
from precinct_app.services.registers.standings import everybody
from precinct_app.services.voter_list import refuse_second_list
from precinct_app.services.workspace import Workspace, record_event, require


def look_at_next_round(former: Workspace, actor: Actor) -> NextRound:
    """What the next round's list would be; nothing is changed.

    NotAllowedError ``round.list_open`` while the last round's list is not closed.
    """
    require(actor, Right.EDIT_VOTERS)
    with former.store.begin() as work:
        if not night(work).list_is_closed:
            raise NotAllowedError.of("round.list_open")
        return next_round(everybody(work), lambda: uuid4().hex)


def carry_over(former: Workspace, workspace: Workspace, actor: Actor, act: str = "") -> NextRound:
    """Take the list of the last round into a new, empty workspace of the same precinct.

    InputError ``round.other_precinct``, ``round.nobody``; NotAllowedError ``voters.list_present`` and
    as `look_at_next_round`.
    """
    require(actor, Right.EDIT_VOTERS)
    if former.info.precinct_id != workspace.info.precinct_id:
        raise InputError.of("round.other_precinct")
    found = look_at_next_round(former, actor)
    if not found.voters:
        raise InputError.of("round.nobody")
    with workspace.store.begin() as work:
        refuse_second_list(work)
        work.voters.add_all(found.voters)
        record_event(
            workspace, work, actor, "voters.carried_over", former.info.instance_id,
            kept=len(found.voters), put_back=len(found.put_back), left_out=len(found.left_out),
        )  # fmt: skip
        content = DeliveredList(1, len(found.voters), "", act.strip())
        keep(workspace, work, actor, content)
    return found
