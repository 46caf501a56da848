# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A list that came on paper alone: no names, only its number of rows from the hand-over act (field: M1).

A single row is written down when somebody of it needs one here: for a certificate, a home application,
a refused ballot.  A file that comes later is taken in as a difference (`later_list`).
"""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.voter_changes import DeliveredList
from precinct_app.domain.voters import Voter
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.night import refuse_closed_list
from precinct_app.services.registers.voter_changes import refuse_badly_typed, refuse_known
from precinct_app.services.voter_list import refuse_second_list
from precinct_app.services.workspace import Workspace, record_event, require


def deliver_on_paper(
    workspace: Workspace, actor: Actor, rows: int, act: str, happened: datetime | None = None
) -> Entry[DeliveredList]:
    """Keep how many rows the akimat's list has by its act.

    InputError ``list.paper_count``, ``list.no_document``; NotAllowedError ``list.closed``,
    ``voters.list_present``.
    """
    require(actor, Right.EDIT_VOTERS)
    if not 1 <= rows <= LARGEST_FIGURE:
        raise InputError.of("list.paper_count")
    if not act.strip():
        raise InputError.of("list.no_document")
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        refuse_second_list(work)
        content = DeliveredList(1, rows, "", act.strip())
        return keep(workspace, work, actor, content, happened, rows=rows)


def undo_paper_list(
    workspace: Workspace, actor: Actor, entry_id: str, reason: str
) -> Entry[DeliveredList]:
    """Undo a number that was typed wrongly; NotAllowedError ``list.closed``, ``list.came_as_file``."""
    require(actor, Right.EDIT_VOTERS)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        _paper_list(work)
        return undo(workspace, work, actor, DeliveredList, entry_id, reason)


def write_row(
    workspace: Workspace, actor: Actor, voter: Voter, *, namesake_seen: bool = False
) -> Voter:
    """Write down one row of the paper list, with its number there and its place if that is known.

    NotAllowedError ``list.closed``, ``list.came_as_file`` unless the list is on paper alone; InputError
    ``list.row_number`` for a number that the list does not have, ``list.row_twice``, and as
    `voter_changes.include` says of names and numbers.
    """
    require(actor, Right.KEEP_REGISTERS)
    refuse_badly_typed(voter)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        rows = _paper_list(work).rows
        if not 1 <= voter.list_number <= rows:
            raise InputError.of("list.row_number", rows=rows)
        if any(other.list_number == voter.list_number for other in work.voters.all()):
            raise InputError.of("list.row_twice", number=voter.list_number)
        written = replace(voter, voter_id=uuid4().hex)
        refuse_known(work, written, namesake_seen=namesake_seen)
        work.voters.add_all([written])
        record_event(workspace, work, actor, "voters.row_written", written.voter_id)
    return written


def _paper_list(work: Work) -> DeliveredList:
    """The list on paper, while no file stands in its place."""
    lists = [entry.content for entry in work.registers.all(DeliveredList)]
    if not lists or any(one.file_sha256 for one in lists):
        raise NotAllowedError.of("list.came_as_file")
    return lists[-1]
