# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Rows of the sheets where no register brings them: mobile boxes, and leaders who issued ballots."""

from collections.abc import Collection
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.paper_rows import PaperRows
from precinct_app.services.ports import Work
from precinct_app.services.registers.issuers import refuse_stranger
from precinct_app.services.registers.keeping import keep
from precinct_app.services.workspace import Workspace, require

BOXES = 1
"""Mobile boxes of a sheet while nobody has said how many there were."""
MOST_BOXES = 20


def set_paper_rows(
    workspace: Workspace,
    actor: Actor,
    boxes: int,
    issuers: Collection[str] = (),
    happened: datetime | None = None,
) -> Entry[PaperRows]:
    """Say how many mobile boxes there were and which leaders issued.

    InputError ``paper.boxes``, ``ballots.member_unknown``.
    """
    require(actor, Right.LEAD_DAY)
    if not 0 <= boxes <= MOST_BOXES:
        raise InputError.of("paper.boxes", most=MOST_BOXES)
    for member_id in issuers:
        refuse_stranger(workspace, member_id)
    content = PaperRows(boxes, tuple(dict.fromkeys(issuers)))
    with workspace.store.begin() as work:
        return keep(workspace, work, actor, content, happened, boxes=boxes)


def paper_rows(work: Work) -> PaperRows:
    """The rows as they were last told."""
    entries = work.registers.all(PaperRows)
    return entries[-1].content if entries else PaperRows(BOXES)
