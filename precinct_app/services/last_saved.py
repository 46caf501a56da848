# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What was saved last before this opening: until when everything is there after a crash."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.protocol.form import CellSpec
from precinct_app.services.ballot_sheet import sheet_cells
from precinct_app.services.entries_at_hand import entries_at_hand, protocol_of
from precinct_app.services.ports import StoredEntry, Work
from precinct_app.services.workspace import Workspace, require

_OPENED = "workspace.opened"


@dataclass(frozen=True, slots=True)
class SavedCell:
    """A cell by its ballot, its entry and its official number; never its figure."""

    ballot_id: str
    kind: str
    line: str


@dataclass(frozen=True, slots=True)
class LastSaved:
    """The moment of what was saved last, and the cell where it was one."""

    moment: datetime | None = None
    cell: SavedCell | None = None


def last_saved(workspace: Workspace, actor: Actor) -> LastSaved:
    """The latest of all typed cells and of all events but openings."""
    require(actor, Right.SIT_DOWN)
    with workspace.store.begin() as work:
        events = [event.recorded for event in work.journal.all() if event.kind != _OPENED]
        done = max(events, default=None)
        typed = max(_typed(workspace, work), key=lambda one: one[0], default=None)
    if typed is None or (done is not None and done > typed[0]):
        return LastSaved(done)
    return LastSaved(*typed)


def _typed(workspace: Workspace, work: Work) -> Iterator[tuple[datetime, SavedCell]]:
    """Every cell in the order of typing, so that of two in one second the later one is the last."""
    for ballot in workspace.election.ballots_of(workspace.info.precinct_id):
        cells = sheet_cells(workspace, work, ballot)
        for entry in entries_at_hand(work, protocol_of(work, ballot.ballot_id)):
            times = {value.cell: value.typed_at for value in entry.values}
            for spec in reversed(_in_order(entry, cells)):
                if spec.cell in times:
                    yield times[spec.cell], SavedCell(ballot.ballot_id, entry.kind, spec.official)


def _in_order(entry: StoredEntry, cells: Sequence[CellSpec]) -> Sequence[CellSpec]:
    return cells[::-1] if entry.kind == "second" else cells
