# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The order of the night: steps are recorded as they happened, late ones too."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.deadlines import aware
from precinct_app.domain.errors import NotAllowedError, Reason, TextKey
from precinct_app.domain.night import Night, OrderFault, Step, order_faults
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.night import ClockRead, StepTaken, night_of
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as the day's rail shows it."""

    step: Step
    happened: datetime | None
    """When it was taken; None while it is not."""
    closed_because: tuple[Step, ...]
    """Steps that must come first; empty when it may be taken now."""


def step_name(step: Step) -> TextKey:
    """What a step is called."""
    return TextKey(f"night.{step.value}")


def night(work: Work) -> Night:
    """The night as far as it is recorded."""
    return night_of(work.registers.all(StepTaken))


def take_step(
    workspace: Workspace, actor: Actor, step: Step, happened: datetime | None = None
) -> Entry[StepTaken]:
    """Record a step.

    NotAllowedError ``night.taken`` when it was taken already, ``night.first`` for each step that must
    be recorded before it.
    """
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        now = night(work)
        if now.done(step):
            raise NotAllowedError.of("night.taken", step=step_name(step))
        if missing := now.missing(step):
            raise NotAllowedError(*(Reason("night.first", {"step": step_name(s)}) for s in missing))
        return keep(workspace, work, actor, StepTaken(step), happened)


def undo_step(workspace: Workspace, actor: Actor, step: Step, reason: str) -> None:
    """Take a step back, with its reason; NotAllowedError ``night.held`` by each that rests on it."""
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        if holding := night(work).holding(step):
            raise NotAllowedError(*(Reason("night.held", {"step": step_name(s)}) for s in holding))
        entries = work.registers.all(StepTaken, step.value)
        entry_id = entries[-1].entry_id if entries else ""
        undo(workspace, work, actor, StepTaken, entry_id, reason)


def steps(workspace: Workspace) -> tuple[StepView, ...]:
    """All steps in the order of the law, with what keeps the closed ones closed."""
    with workspace.store.begin() as work:
        now = night(work)
    return tuple(StepView(step, now.times.get(step), now.missing(step)) for step in Step)


def faults(workspace: Workspace, work: Work) -> tuple[OrderFault, ...]:
    """What was done out of order or out of time tonight (A603)."""
    closes = aware(workspace.election.deadlines.voting_closes, workspace.precinct.timezone)
    return order_faults(night(work), closes)


def refuse_closed_list(work: Work) -> None:
    """NotAllowedError ``list.closed``: nothing about voters changes once the list is closed."""
    if night(work).list_is_closed:
        raise NotAllowedError.of("list.closed")


def read_wall_clock(
    workspace: Workspace, actor: Actor, wall: datetime, happened: datetime | None = None
) -> Entry[ClockRead]:
    """Keep what the wall clock says; the laptop's own clock is left alone, the offset is kept."""
    require(actor, Right.LEAD_DAY)
    behind = round((wall - workspace.clock.now()).total_seconds())
    content = ClockRead(max(behind, 0), max(-behind, 0))
    with workspace.store.begin() as work:
        return keep(
            workspace, work, actor, content, happened,
            behind=content.behind_seconds, ahead=content.ahead_seconds,
        )  # fmt: skip


def clock_offset(work: Work) -> timedelta:
    """What to add to the laptop's time to have the station's, as last read."""
    entries = work.registers.all(ClockRead)
    return entries[-1].content.offset if entries else timedelta()
