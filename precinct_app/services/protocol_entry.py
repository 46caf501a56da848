# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Typing the figures of a ballot's sheet: the first entry, and the blind second one.

Until both are finished no call gives what stands in a finished entry: the first is unreadable while
the second is typed.  Findings and slips see only the entry at hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from precinct_app.domain.commission import Actor, Right, may
from precinct_app.domain.election import Ballot, Level
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.protocol.check import CheckReport, check, completed
from precinct_app.domain.protocol.entries import second_order
from precinct_app.domain.protocol.form import CellSpec, Stage
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, NA, Figure, Rows, Sheet, Source
from precinct_app.domain.protocol.slips import Slip, likely_slips
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.entries import LoneTypist, Why
from precinct_app.services.ballot_sheet import (
    form_and_rows,
    given_lines,
    parameters_of,
    sheet_cells,
    typed_cells,
)
from precinct_app.services.entries_at_hand import (
    PAIR,
    begin_copy,
    begin_entry,
    find_entry,
    protocol_of,
    refuse_frozen,
    set_aside,
    settle,
)
from precinct_app.services.ports import StoredEntry, StoredProtocol, StoredValue, Work
from precinct_app.services.registers.keeping import keep
from precinct_app.services.registers.night import refuse_count
from precinct_app.services.workspace import Workspace, record_event, require

MOST_PARTS = 200
"""Piles of one cell; more is a slip of the plus key."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """What the person at the keyboard sees: only the entry at hand, never the other one."""

    entry_id: str
    ballot: Ballot
    kind: str
    member_id: str
    cells: tuple[CellSpec, ...]
    """All cells of the sheet in official order."""
    rows: Rows
    figures: Mapping[str, Figure]
    parts: Mapping[str, tuple[int, ...]]
    """Piles of the cells that were added up from piles."""
    fixed: frozenset[str]
    """Cells that come from a register and are not typed."""

    @property
    def in_order(self) -> tuple[CellSpec, ...]:
        """What stands on the screen, as it is typed: the second entry from the bottom up."""
        shown = {spec.cell: spec for spec in self.cells if spec.source is not Source.COMPUTED}
        order = tuple(shown) if self.kind == "first" else second_order(tuple(shown))
        return tuple(shown[cell] for cell in order)


def open_entry(
    workspace: Workspace, actor: Actor, ballot_id: str, kind: str, *, alone: str = ""
) -> EntryView:
    """Begin or go on with an entry of the latest version, ``first`` or ``second``.

    `alone` is why one member types both: nobody else can (W702).  NotAllowedError ``entry.frozen``
    after freezing, ``entry.first_open`` when the first entry is not finished yet, ``entry.finished``,
    ``entry.same_member``, ``entry.other_member`` when somebody else has begun it.
    """
    require(actor, Right.ENTER_COUNTS)
    if kind not in PAIR:
        raise ValueError(kind)
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        entry = find_entry(work, protocol, kind)
        if entry is None:
            entry = _begin(workspace, work, actor, protocol, kind, alone)
        _refuse_reader(workspace, actor, entry)
        given = given_lines(workspace, work, ballot)
        figures = {value.cell: value.figure for value in entry.values}
        return EntryView(
            entry.entry_id, ballot, kind, entry.member_id, sheet_cells(workspace, work, ballot),
            form_and_rows(workspace, work, ballot)[1],
            figures | {cell: line.figure for cell, line in given.items()},
            {value.cell: value.parts for value in entry.values if value.parts}, frozenset(given),
        )  # fmt: skip


def put(
    workspace: Workspace,
    actor: Actor,
    view: EntryView,
    cell: str,
    figure: Figure | None,
    parts: Sequence[int] = (),
) -> datetime:
    """Keep one cell as it is left (None empties it); the moment from which it is safe.

    `parts` are piles that were added up to the figure.  NotAllowedError ``night.first`` for each step
    that must be recorded before anything found in a box is typed, where the night is kept.
    """
    require(actor, Right.ENTER_COUNTS)
    spec = _typed_cell(view, cell)
    refuse_impossible(spec, figure, parts)
    now = workspace.clock.now()
    with workspace.store.begin() as work:
        _refuse_closed(workspace, work, actor, view)
        _refuse_count(workspace, work, view, spec)
        if figure is None:
            work.protocols.clear_value(view.entry_id, cell)
        else:
            value = StoredValue(cell, figure, typed_source(spec), now, tuple(parts))
            work.protocols.save_value(view.entry_id, value)
    return now


def report(workspace: Workspace, view: EntryView, figures: Mapping[str, Figure]) -> CheckReport:
    """Check the figures of the entry at hand, and of no other."""
    form = workspace.form_of(view.ballot)
    return check(
        form, completed(form, Sheet(figures), view.rows), view.rows, level=workspace.info.level,
        parameters=parameters_of(workspace, view.ballot),
    )  # fmt: skip


def slips(workspace: Workspace, view: EntryView, figures: Mapping[str, Figure]) -> tuple[Slip, ...]:
    """The likely slips of the pen in the entry at hand, likeliest first."""
    form = workspace.form_of(view.ballot)
    sheet = completed(form, Sheet(figures), view.rows)
    return tuple(
        likely_slips(
            form, sheet, view.rows, level=workspace.info.level,
            parameters=parameters_of(workspace, view.ballot),
        )
    )  # fmt: skip


def is_typed(view: EntryView, spec: CellSpec) -> bool:
    """Say whether a cell of this entry is typed by hand."""
    return spec.source is not Source.COMPUTED and spec.cell not in view.fixed


def finish(workspace: Workspace, actor: Actor, view: EntryView) -> Status:
    """Close an entry; InputError ``entry.empty_cells`` names how many cells are still empty."""
    require(actor, Right.ENTER_COUNTS)
    with workspace.store.begin() as work:
        entry = _refuse_closed(workspace, work, actor, view)
        filled = {value.cell for value in entry.values}
        cells = typed_cells(workspace, work, view.ballot)
        empty = [spec for spec in cells if spec.cell not in filled]
        if empty:
            raise InputError.of("entry.empty_cells", count=len(empty), line=empty[0].official)
        work.protocols.finish_entry(entry.entry_id, workspace.clock.now())
        record_event(
            workspace, work, actor, f"entry.{view.kind}_finished", view.ballot.ballot_id,
            version=entry.version,
        )  # fmt: skip
        return settle(workspace, work, view.ballot)


def reopen(workspace: Workspace, actor: Actor, ballot_id: str, kind: str, reason: str = "") -> None:
    """Open a finished entry again to correct it; what stood in it is set aside, not changed.

    For the member who typed it, or a leader.  NotAllowedError ``entry.not_finished``,
    ``entry.other_member``, ``entry.frozen``.
    """
    require(actor, Right.ENTER_COUNTS)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        refuse_frozen(protocol)
        entry = find_entry(work, protocol, kind)
        if entry is None or entry.finished is None:
            raise NotAllowedError.of("entry.not_finished")
        if not may(actor, Right.LEAD_DAY):
            refuse_other_member(workspace, actor, entry)
        set_aside(workspace, work, actor, protocol, (entry,), Why.REOPENED, reason.strip())
        begin_copy(work, replace(entry, finished=None), protocol)
        work.protocols.save(replace(protocol, status=Status.DRAFT))
        record_event(workspace, work, actor, f"entry.{kind}_reopened", ballot_id)


def begin_anew(workspace: Workspace, actor: Actor, ballot_id: str, kind: str, reason: str) -> None:
    """Set an entry aside so that another member can type it: who began it cannot go on.

    InputError ``entry.no_reason``; NotAllowedError ``entry.not_begun``, ``entry.frozen``.
    """
    require(actor, Right.LEAD_DAY)
    if not reason.strip():
        raise InputError.of("entry.no_reason")
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        refuse_frozen(protocol)
        entry = find_entry(work, protocol, kind)
        if entry is None:
            raise NotAllowedError.of("entry.not_begun")
        set_aside(workspace, work, actor, protocol, (entry,), Why.BEGUN_ANEW, reason.strip())
        work.protocols.save(replace(protocol, status=Status.DRAFT))


def explain_alone(workspace: Workspace, actor: Actor, ballot_id: str, reason: str) -> Status:
    """Say why one member typed both entries, where that came about afterwards (W702).

    InputError ``entry.no_reason``.
    """
    require(actor, Right.ENTER_COUNTS)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        refuse_frozen(protocol)
        _keep_alone(workspace, work, actor, protocol, reason)
        return settle(workspace, work, workspace.election.ballot(ballot_id))


def refuse_other_member(workspace: Workspace, actor: Actor, entry: StoredEntry) -> None:
    """NotAllowedError ``entry.other_member``: an entry is typed by one member."""
    if entry.member_id != actor.member_id:
        name = workspace.member(entry.member_id).short_name
        raise NotAllowedError.of("entry.other_member", member=name)


def refuse_impossible(spec: CellSpec, figure: Figure | None, parts: Sequence[int] = ()) -> None:
    """InputError ``entry.not_applicable``, ``entry.out_of_range`` for what no cell can hold.

    ``entry.parts`` for piles that do not add up to the figure.
    """
    if parts and (figure != sum(parts) or min(parts) < 0 or len(parts) > MOST_PARTS):
        raise InputError.of("entry.parts", line=spec.official)
    if figure is None:
        return
    if figure is NA:
        if not spec.may_be_na:
            raise InputError.of("entry.not_applicable", line=spec.official)
    elif not 0 <= int(figure) <= (1 if spec.flag else LARGEST_FIGURE):
        raise InputError.of("entry.out_of_range", line=spec.official)


def typed_source(spec: CellSpec) -> Source:
    """Where a figure comes from that is typed by hand: a register's line then comes from paper."""
    return Source.PAPER if spec.source is Source.REGISTER else spec.source


def _begin(
    workspace: Workspace, work: Work, actor: Actor, protocol: StoredProtocol, kind: str, alone: str
) -> StoredEntry:
    refuse_frozen(protocol)
    other = find_entry(work, protocol, PAIR[1 - PAIR.index(kind)])
    if kind == "second" and (other is None or other.finished is None):
        raise NotAllowedError.of("entry.first_open")
    if other is not None and other.member_id == actor.member_id:
        if not alone.strip():
            raise NotAllowedError.of("entry.same_member")
        _keep_alone(workspace, work, actor, protocol, alone)
    entry = begin_entry(workspace, work, protocol, kind, actor.member_id)
    record_event(workspace, work, actor, f"entry.{kind}_begun", protocol.ballot_id)
    return entry


def _keep_alone(
    workspace: Workspace, work: Work, actor: Actor, protocol: StoredProtocol, reason: str
) -> None:
    if not reason.strip():
        raise InputError.of("entry.no_reason")
    content = LoneTypist(protocol.ballot_id, protocol.version, reason.strip())
    keep(workspace, work, actor, content, version=protocol.version)


def _refuse_reader(workspace: Workspace, actor: Actor, entry: StoredEntry) -> None:
    """An entry is read by nobody but its typist, and by him only while he types it."""
    refuse_other_member(workspace, actor, entry)
    if entry.finished is not None:
        raise NotAllowedError.of("entry.finished")


def _refuse_closed(workspace: Workspace, work: Work, actor: Actor, view: EntryView) -> StoredEntry:
    protocol = protocol_of(work, view.ballot.ballot_id)
    refuse_frozen(protocol)
    entry = find_entry(work, protocol, view.kind)
    if entry is None or entry.entry_id != view.entry_id:
        raise NotAllowedError.of("entry.finished")
    _refuse_reader(workspace, actor, entry)
    return entry


def _refuse_count(workspace: Workspace, work: Work, view: EntryView, spec: CellSpec) -> None:
    """Nothing found in a box is typed before the list is closed and the unused are cancelled."""
    stage = workspace.form_of(view.ballot).section(spec.section_id).stage
    if stage is Stage.AFTER and workspace.info.level is not Level.COUNT_ONLY:
        refuse_count(work)


def _typed_cell(view: EntryView, cell: str) -> CellSpec:
    for spec in view.cells:
        if spec.cell == cell and is_typed(view, spec):
            return spec
    raise InputError.of("entry.cell_unknown", cell=cell)
