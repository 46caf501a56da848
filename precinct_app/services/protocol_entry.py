# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Typing the figures of a ballot's sheet: first entry, blind second entry, cells entered again.

The first entry is unreadable while the second is typed; findings see only the entry at hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.protocol.check import CheckReport, check, completed
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.sheet import (
    LARGEST_FIGURE,
    NA,
    Figure,
    Rows,
    Sheet,
    Source,
    differing,
)
from precinct_app.domain.protocol.slips import Slip, likely_slips
from precinct_app.domain.protocol.status import Status
from precinct_app.services.certificates import register_lines
from precinct_app.services.ports import StoredEntry, StoredProtocol, StoredValue, Work
from precinct_app.services.workspace import (
    Workspace,
    record_event,
    require,
    row_names,
    rows_of,
)

BOXES = 1
"""Mobile boxes of a sheet at the level *count only*, where no trips are kept."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """What the person at the keyboard sees: only the entry at hand, never the other one."""

    entry_id: str
    ballot: Ballot
    kind: str
    member_id: str
    cells: tuple[CellSpec, ...]
    figures: Mapping[str, Figure]
    fixed: frozenset[str]
    """Cells that come from a register and are not typed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that two blind entries do not hold alike."""

    cell: CellSpec
    first: Figure | None
    second: Figure | None
    again: Figure | None


def sheet_rows(workspace: Workspace, ballot: Ballot) -> Rows:
    """Rows of this precinct's sheet for a ballot."""
    form = workspace.form_of(ballot)
    return rows_of(form, workspace.election, workspace.precinct, ballot, BOXES)


def sheet_cells(workspace: Workspace, ballot: Ballot) -> tuple[CellSpec, ...]:
    """Cells of this precinct's sheet for a ballot, in official order."""
    names = row_names(workspace.election, workspace.precinct, ballot)
    rows = sheet_rows(workspace, ballot)
    return workspace.form_of(ballot).cells(rows, workspace.info.level, names)


def open_entry(workspace: Workspace, actor: Actor, ballot_id: str, kind: str) -> EntryView:
    """Begin or go on with an entry of the latest version.

    NotAllowedError ``entry.frozen`` after freezing, ``entry.first_open`` when the first entry is not
    finished yet, ``entry.finished``, ``entry.other_member`` when somebody else has begun it.
    """
    require(actor, Right.ENTER_COUNTS)
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        protocol = _protocol(work, ballot_id)
        entry = _find(work, protocol, kind)
        if entry is None:
            entry = _begin(workspace, work, actor, protocol, kind)
        if entry.member_id != actor.member_id:
            raise NotAllowedError.of("entry.other_member", member=entry.member_id)
        fixed = register_lines(workspace, work, ballot)
    return EntryView(
        entry.entry_id, ballot, kind, entry.member_id, sheet_cells(workspace, ballot),
        {v.cell: v.figure for v in entry.values} | fixed, frozenset(fixed),
    )  # fmt: skip


def put(
    workspace: Workspace, actor: Actor, view: EntryView, cell: str, figure: Figure | None
) -> datetime:
    """Keep one cell as it is left (None empties it); the moment from which it is safe."""
    require(actor, Right.ENTER_COUNTS)
    spec = _typed_cell(view, cell)
    _refuse_impossible(spec, figure)
    now = workspace.clock.now()
    with workspace.store.begin() as work:
        _refuse_closed(work, view)
        if figure is None:
            work.protocols.clear_value(view.entry_id, cell)
        else:
            source = Source.PAPER if spec.source is Source.REGISTER else spec.source
            work.protocols.save_value(view.entry_id, StoredValue(cell, figure, source, now))
    return now


def report(workspace: Workspace, view: EntryView, figures: Mapping[str, Figure]) -> CheckReport:
    """Check the figures of the entry at hand, and of no other."""
    rows = sheet_rows(workspace, view.ballot)
    form = workspace.form_of(view.ballot)
    return check(
        form, completed(form, Sheet(figures), rows), rows, level=workspace.info.level,
        parameters=parameters_of(workspace, view.ballot),
    )  # fmt: skip


def slips(workspace: Workspace, view: EntryView, figures: Mapping[str, Figure]) -> tuple[Slip, ...]:
    """The likely slips of the pen in the entry at hand, likeliest first."""
    form, rows = form_and_rows(workspace, view.ballot)
    sheet = completed(form, Sheet(figures), rows)
    return tuple(likely_slips(form, sheet, rows, level=workspace.info.level))


def is_typed(view: EntryView, spec: CellSpec) -> bool:
    """Say whether a cell of this entry is typed by hand."""
    return _is_typed(spec, view.fixed)


def finish(workspace: Workspace, actor: Actor, view: EntryView) -> Status:
    """Close an entry; InputError ``entry.empty_cells`` names how many cells are still empty."""
    require(actor, Right.ENTER_COUNTS)
    with workspace.store.begin() as work:
        _refuse_closed(work, view)
        protocol = _protocol(work, view.ballot.ballot_id)
        entry = _find(work, protocol, view.kind)
        typed = {} if entry is None else {v.cell: v.figure for v in entry.values}
        empty = [c for c in view.cells if _is_typed(c, view.fixed) and c.cell not in typed]
        if empty:
            raise InputError.of("entry.empty_cells", count=len(empty), line=empty[0].official)
        work.protocols.finish_entry(view.entry_id, workspace.clock.now())
        status = _settle(workspace, work, protocol)
        record_event(
            workspace, work, actor, f"entry.{view.kind}_finished", view.ballot.ballot_id,
            version=protocol.version,
        )  # fmt: skip
    return status


def differences(workspace: Workspace, ballot_id: str) -> tuple[Difference, ...]:
    """Cells that differ between the two finished entries, with what was entered again."""
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        protocol = _protocol(work, ballot_id)
        first, second, again = (_sheet(work, protocol, k) for k in ("first", "second", "recheck"))
    cells = {spec.cell: spec for spec in sheet_cells(workspace, ballot)}
    return tuple(
        Difference(cells[c], first.figures.get(c), second.figures.get(c), again.figures.get(c))
        for c in differing(first, second)
        if c in cells
    )


def enter_again(
    workspace: Workspace, actor: Actor, ballot_id: str, cell: str, figure: Figure
) -> Status:
    """Keep the recounted figure of a cell that differed; both former figures stay on record."""
    require(actor, Right.ENTER_COUNTS)
    open_cells = {difference.cell.cell: difference.cell for difference in
                  differences(workspace, ballot_id)}  # fmt: skip
    if cell not in open_cells:
        raise InputError.of("entry.cell_unknown", cell=cell)
    _refuse_impossible(open_cells[cell], figure)
    now = workspace.clock.now()
    with workspace.store.begin() as work:
        protocol = _protocol(work, ballot_id)
        entry = _find(work, protocol, "recheck")
        if entry is None:
            entry = _begin(workspace, work, actor, protocol, "recheck")
        value = StoredValue(cell, figure, Source.COUNTED, now)
        work.protocols.save_value(entry.entry_id, value)
        record_event(workspace, work, actor, "entry.again", ballot_id, cell=cell)
        return _settle(workspace, work, protocol)


def agreed_sheet(workspace: Workspace, work: Work, ballot: Ballot) -> Sheet:
    """The sheet on which both entries agree, register lines and computed lines filled in."""
    protocol = _protocol(work, ballot.ballot_id)
    first, again = _sheet(work, protocol, "first"), _sheet(work, protocol, "recheck")
    fixed = register_lines(workspace, work, ballot)
    sources = dict(first.sources) | dict.fromkeys(fixed, Source.REGISTER)
    figures = {**first.figures, **again.figures, **fixed}
    form, rows = workspace.form_of(ballot), sheet_rows(workspace, ballot)
    return completed(form, Sheet(figures, sources), rows)


def current_report(workspace: Workspace, ballot_id: str) -> CheckReport:
    """Check the agreed sheet of a ballot after both entries."""
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        sheet = agreed_sheet(workspace, work, ballot)
    return check_sheet(workspace, ballot, sheet)


def check_sheet(workspace: Workspace, ballot: Ballot, sheet: Sheet) -> CheckReport:
    """Check a completed sheet of this precinct."""
    return check(
        workspace.form_of(ballot), sheet, sheet_rows(workspace, ballot),
        level=workspace.info.level, parameters=parameters_of(workspace, ballot),
    )  # fmt: skip


def parameters_of(workspace: Workspace, ballot: Ballot) -> dict[str, int]:
    """Form parameters whose value comes from the contest."""
    return {"mandates": workspace.election.contest(ballot.contest_id).mandates}


def reopen(workspace: Workspace, actor: Actor, ballot_id: str, kind: str) -> None:
    """Open a finished entry again before the sheet is frozen, for instance after a recount."""
    require(actor, Right.ENTER_COUNTS)
    with workspace.store.begin() as work:
        protocol = _protocol(work, ballot_id)
        _refuse_frozen(protocol)
        entry = _find(work, protocol, kind)
        if entry is None or entry.finished is None:
            raise NotAllowedError.of("entry.not_finished")
        work.protocols.finish_entry(entry.entry_id, None)
        work.protocols.save(replace(protocol, status=Status.DRAFT))
        record_event(workspace, work, actor, f"entry.{kind}_reopened", ballot_id)


def _protocol(work: Work, ballot_id: str) -> StoredProtocol:
    return work.protocols.get(ballot_id) or StoredProtocol(ballot_id, 1, Status.DRAFT)


def _find(work: Work, protocol: StoredProtocol, kind: str) -> StoredEntry | None:
    entries = work.protocols.entries(protocol.ballot_id, protocol.version)
    return next((entry for entry in entries if entry.kind == kind), None)


def _sheet(work: Work, protocol: StoredProtocol, kind: str) -> Sheet:
    entry = _find(work, protocol, kind)
    values = entry.values if entry else ()
    return Sheet({v.cell: v.figure for v in values}, {v.cell: v.source for v in values})


def _begin(
    workspace: Workspace, work: Work, actor: Actor, protocol: StoredProtocol, kind: str
) -> StoredEntry:
    _refuse_frozen(protocol)
    if kind != "first":
        _refuse_early_second(work, actor, protocol, kind)
    if work.protocols.get(protocol.ballot_id) is None:
        work.protocols.save(protocol)
    entry = StoredEntry(
        uuid4().hex, protocol.ballot_id, protocol.version, kind, actor.member_id,
        workspace.clock.now(), None,
    )  # fmt: skip
    work.protocols.start_entry(entry)
    record_event(workspace, work, actor, f"entry.{kind}_begun", protocol.ballot_id)
    return entry


def _refuse_early_second(work: Work, actor: Actor, protocol: StoredProtocol, kind: str) -> None:
    first = _find(work, protocol, "first")
    if first is None or first.finished is None:
        raise NotAllowedError.of("entry.first_open")
    if kind == "second" and first.member_id == actor.member_id:
        raise NotAllowedError.of("entry.same_member")


def _refuse_frozen(protocol: StoredProtocol) -> None:
    if protocol.status not in {Status.DRAFT, Status.ENTERED_TWICE}:
        raise NotAllowedError.of("entry.frozen")


def _refuse_closed(work: Work, view: EntryView) -> None:
    protocol = _protocol(work, view.ballot.ballot_id)
    _refuse_frozen(protocol)
    entry = _find(work, protocol, view.kind)
    if entry is None or entry.finished is not None or entry.entry_id != view.entry_id:
        raise NotAllowedError.of("entry.finished")


def _typed_cell(view: EntryView, cell: str) -> CellSpec:
    for spec in view.cells:
        if spec.cell == cell and _is_typed(spec, view.fixed):
            return spec
    raise InputError.of("entry.cell_unknown", cell=cell)


def _is_typed(spec: CellSpec, fixed: frozenset[str]) -> bool:
    return spec.source is not Source.COMPUTED and spec.cell not in fixed


def _refuse_impossible(spec: CellSpec, figure: Figure | None) -> None:
    if figure is None:
        return
    if figure is NA:
        if not spec.may_be_na:
            raise InputError.of("entry.not_applicable", line=spec.official)
    elif not 0 <= int(figure) <= (1 if spec.flag else LARGEST_FIGURE):
        raise InputError.of("entry.out_of_range", line=spec.official)


def _settle(workspace: Workspace, work: Work, protocol: StoredProtocol) -> Status:
    """Draft until both entries are finished and every differing cell was entered again."""
    first, second = _find(work, protocol, "first"), _find(work, protocol, "second")
    done = first and second and first.finished and second.finished
    again = _sheet(work, protocol, "recheck").figures
    left = [
        c
        for c in differing(_sheet(work, protocol, "first"), _sheet(work, protocol, "second"))
        if c not in again
    ]
    status = Status.ENTERED_TWICE if done and not left else Status.DRAFT
    work.protocols.save(replace(protocol, status=status))
    return status


def form_and_rows(workspace: Workspace, ballot: Ballot) -> tuple[Form, Rows]:
    """A ballot's form and this precinct's rows, as the checks want them."""
    return workspace.form_of(ballot), sheet_rows(workspace, ballot)
