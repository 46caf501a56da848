# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Both finished entries side by side: only where they differ, and only those cells entered again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.protocol.entries import Comparison, TypedCell
from precinct_app.domain.protocol.entry_patterns import Pattern
from precinct_app.domain.protocol.form import CellSpec
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.protocol.status import Status
from precinct_app.services.ballot_sheet import typed_cells
from precinct_app.services.entries_at_hand import (
    begin_entry,
    comparison_of,
    entries_at_hand,
    lone_reason,
    protocol_of,
    refuse_frozen,
    settle,
)
from precinct_app.services.ports import StoredEntry, StoredProtocol, StoredValue, Work
from precinct_app.services.protocol_entry import refuse_impossible, typed_source
from precinct_app.services.workspace import Workspace, record_event, require


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that two blind entries do not hold alike, or that nobody has typed."""

    cell: CellSpec
    first: Figure | None
    second: Figure | None
    typed: tuple[TypedCell, ...]
    """Everything typed into it, oldest first: figure, member, time."""
    counts: Figure | None
    """The figure that counts; None while the cell is open."""
    once_more: bool
    """It was entered again, met neither entry, and must be typed once more."""

    @property
    def is_open(self) -> bool:
        """It must be entered again before the sheet can be settled."""
        return self.counts is None


@dataclass(frozen=True, slots=True)
class Differences:
    """What the differences page shows."""

    ballot: Ballot
    first_member: str
    second_member: str
    cells: tuple[Difference, ...]
    patterns: tuple[Pattern, ...]
    """What explains several cells at once."""
    numbers: Mapping[str, str]
    """Official numbers of the sheet's typed cells."""
    typed: Mapping[str, tuple[TypedCell, ...]]
    """Who typed what into every cell and when, oldest first."""
    many: bool
    """So many cells differ that one entry was perhaps typed from another sheet."""
    unexplained: bool
    """One member typed both entries and nobody has said why: then nothing is settled."""
    alike: tuple[tuple[CellSpec, Figure], ...] = ()
    """Cells that both entries have alike, in official order."""

    @property
    def waiting(self) -> tuple[Difference, ...]:
        """Cells that are still open."""
        return tuple(one for one in self.cells if one.is_open)


def differences(workspace: Workspace, actor: Actor, ballot_id: str) -> Differences:
    """Where the two finished entries differ, with what was entered again.

    NotAllowedError ``entry.second_open`` until both are finished: the second entry is blind.
    """
    require(actor, Right.ENTER_COUNTS)
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        specs = {spec.cell: spec for spec in typed_cells(workspace, work, ballot)}
        found = compared(workspace, work, ballot, others=True)
        alone = found.one_typist and not lone_reason(work, protocol_of(work, ballot_id))
    agreed, once_more = found.agreed, found.once_more
    cells = tuple(
        Difference(
            specs[cell], found.first.figures.get(cell), found.second.figures.get(cell),
            found.typed[cell], agreed.get(cell), cell in once_more,
        )
        for cell in found.shown
    )  # fmt: skip
    differing = {one.cell.cell for one in cells}
    alike = tuple((spec, agreed[cell]) for cell, spec in specs.items()
                  if cell not in differing and cell in agreed)  # fmt: skip
    return Differences(
        ballot, found.first.member_id, found.second.member_id, cells, found.patterns,
        {cell: spec.official for cell, spec in specs.items()}, found.typed, found.many_differ, alone,
        alike,
    )  # fmt: skip


def enter_again(
    workspace: Workspace,
    actor: Actor,
    ballot_id: str,
    cell: str,
    figure: Figure,
    parts: Sequence[int] = (),
) -> Status:
    """Keep the recounted figure of a cell that differs; all former figures stay on record.

    `parts` are piles that were added up to the figure.
    """
    require(actor, Right.ENTER_COUNTS)
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        refuse_frozen(protocol)
        spec = _open_cell(workspace, work, ballot, cell)
        refuse_impossible(spec, figure, parts)
        entry = _recheck(workspace, work, actor, protocol, cell)
        now = workspace.clock.now()
        value = StoredValue(cell, figure, typed_source(spec), now, tuple(parts))
        work.protocols.save_value(entry.entry_id, value)
        record_event(workspace, work, actor, "entry.again", ballot_id, cell=cell)
        return settle(workspace, work, ballot)


def compared(
    workspace: Workspace, work: Work, ballot: Ballot, *, others: bool = False
) -> Comparison:
    """Both entries compared; NotAllowedError ``entry.second_open`` until both are finished."""
    found = comparison_of(workspace, work, ballot, others=others)
    if found is None:
        raise NotAllowedError.of("entry.second_open")
    return found


def _open_cell(workspace: Workspace, work: Work, ballot: Ballot, cell: str) -> CellSpec:
    shown = compared(workspace, work, ballot).shown
    for spec in typed_cells(workspace, work, ballot):
        if spec.cell == cell and cell in shown:
            return spec
    raise InputError.of("entry.cell_unknown", cell=cell)


def _recheck(
    workspace: Workspace, work: Work, actor: Actor, protocol: StoredProtocol, cell: str
) -> StoredEntry:
    """An entry of this member in which the cell is free, so that nothing typed is overwritten."""
    for entry in entries_at_hand(work, protocol):
        mine = entry.kind == "recheck" and entry.member_id == actor.member_id
        if mine and cell not in {value.cell for value in entry.values}:
            return entry
    return begin_entry(workspace, work, protocol, "recheck", actor.member_id)
