# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Taking the steps of the night, late ones too; undoing them, or mending only their time.

Closing the list freezes the voters and takes the exact times of marks away in the same transaction.
"""

from collections.abc import Sequence
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError, NotAllowedError, Reason
from precinct_app.domain.night import Step
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.marks import Mark
from precinct_app.domain.registers.night import StepTaken
from precinct_app.domain.registers.signatures import MissingPage
from precinct_app.services.ports import Work
from precinct_app.services.registers.ballots import unused_missing
from precinct_app.services.registers.home_trips import trips_in
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.list_totals import freeze_list, people_listed, thaw_list
from precinct_app.services.registers.mark_times import coarsen_times
from precinct_app.services.registers.night import first, night, night_with_count, step_name
from precinct_app.services.registers.signatures import pages_missing
from precinct_app.services.two_people import Agreed, refuse_alone
from precinct_app.services.workspace import Workspace, require


def take_step(
    workspace: Workspace,
    actor: Actor,
    step: Step,
    happened: datetime | None = None,
    *,
    all_have_voted: bool = False,
    agreed: Agreed | None = None,
) -> Entry[StepTaken]:
    """Record a step; `all_have_voted` is said at the early close of a special precinct.

    Unused ballots are cancelled by two: `agreed`, else what `refuse_alone` has.

    NotAllowedError ``night.taken`` when it was taken already, ``night.first`` for each step that must
    be recorded before it, ``night.not_special``, ``night.not_all``; ``signatures.missing`` while
    pages are not counted, ``home.still_out`` for a box that is out when the list is to be closed,
    ``ballots.unused_missing`` for each ballot whose unused nobody has counted.
    """
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        now = night(work)
        if now.done(step):
            raise NotAllowedError.of("night.taken", step=step_name(step))
        if missing := now.missing(step):
            raise first(missing)
        if reasons := _unready(workspace, work, step):
            raise NotAllowedError(*reasons)
        if all_have_voted:
            _refuse_early_close(workspace, work, step)
        by_two = step is Step.UNUSED_CANCELLED
        said = refuse_alone(actor, agreed, Right.KEEP_REGISTERS) if by_two else {}
        entry = keep(workspace, work, actor, StepTaken(step, all_have_voted), happened, **said)
        if step is Step.LIST_CLOSED:
            freeze_list(workspace, work, actor)
            coarsen_times(workspace, work, actor)
    if step is Step.LIST_CLOSED:
        workspace.store.forget()
    return entry


def undo_step(workspace: Workspace, actor: Actor, step: Step, reason: str) -> None:
    """Take a step back, with its reason; times of marks that a close took away do not come back.

    NotAllowedError ``night.held`` by each step that rests on it, ``night.held_by_count`` once a box
    was opened or something found in one is typed.
    """
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        now = night_with_count(workspace, work)
        if holding := now.holding(step):
            raise NotAllowedError(*(Reason("night.held", {"step": step_name(s)}) for s in holding))
        if now.held_by_count(step):
            raise NotAllowedError.of("night.held_by_count", step=step_name(step))
        _undo(workspace, work, actor, step, reason)
        if step is Step.LIST_CLOSED:
            thaw_list(workspace, work, actor, reason)


def mend_time(
    workspace: Workspace, actor: Actor, step: Step, happened: datetime, reason: str
) -> Entry[StepTaken]:
    """Say that a step happened at another time, with the reason; whatever rests on it stays.

    InputError ``register.undone`` when it was not taken, ``register.no_reason``, ``register.future``.
    """
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        former = _undo(workspace, work, actor, step, reason)
        return keep(workspace, work, actor, former.content, happened)


def _undo(
    workspace: Workspace, work: Work, actor: Actor, step: Step, reason: str
) -> Entry[StepTaken]:
    entries = work.registers.all(StepTaken, step.value)
    entry_id = entries[-1].entry_id if entries else ""
    return undo(workspace, work, actor, StepTaken, entry_id, reason)


def _unready(workspace: Workspace, work: Work, step: Step) -> list[Reason]:
    if step is Step.SIGNATURES_COUNTED:
        return _uncounted(pages_missing(work))
    if step is Step.LIST_CLOSED:
        out = [trip.out.content.box_id for trip in trips_in(work) if trip.is_out]
        return [Reason("home.still_out", {"box": box}) for box in out]
    if step is Step.UNUSED_CANCELLED:
        ballots = unused_missing(workspace, work)
        return [Reason("ballots.unused_missing", {"number": b.number}) for b in ballots]
    return []


def _uncounted(pages: Sequence[MissingPage]) -> list[Reason]:
    if not pages:
        return []
    first_one = pages[0]
    return [
        Reason(
            "signatures.missing",
            {"count": len(pages), "table": first_one.table, "page": first_one.page},
        )
    ]


def _refuse_early_close(workspace: Workspace, work: Work, step: Step) -> None:
    if step is not Step.VOTING_CLOSED:
        raise InputError.of("night.only_close")
    if not workspace.precinct.special:
        raise NotAllowedError.of("night.not_special")
    if workspace.info.level is Level.MARKS:
        left = (people_listed(workspace, work) or 0) - len(work.registers.all(Mark))
        if left > 0:
            raise NotAllowedError.of("night.not_all", count=left)
