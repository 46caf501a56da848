# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The night as it is recorded: what was done, what is closed and why, what went out of order."""

from dataclasses import dataclass, replace
from datetime import datetime

from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import NotAllowedError, Reason, TextKey
from precinct_app.domain.night import Night, OrderFault, Step, order_faults
from precinct_app.domain.protocol.form import Stage
from precinct_app.domain.registers.boxes import Box, BoxOpened, BoxSealed, boxes_of, first_opened
from precinct_app.domain.registers.night import StepTaken, night_of
from precinct_app.services.ports import Work
from precinct_app.services.workspace import Workspace


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
    """The night as far as it is recorded; whether a count is in, `night_with_count` says."""
    return night_of(work.registers.all(StepTaken))


def night_with_count(workspace: Workspace, work: Work) -> Night:
    """The night, and whether a box was opened or something found in one is typed."""
    opened = any(box.opened for box in boxes(work))
    typed = any(_is_counted(workspace, work, ballot) for ballot in _ballots(workspace))
    return replace(night(work), counted=opened or typed)


def boxes(work: Work) -> tuple[Box, ...]:
    """The boxes as far as they are recorded."""
    return boxes_of(work.registers.all(BoxSealed), work.registers.all(BoxOpened))


def steps(workspace: Workspace) -> tuple[StepView, ...]:
    """All steps in the order of the law, with what keeps the closed ones closed."""
    with workspace.store.begin() as work:
        now = night(work)
    return tuple(StepView(step, now.times.get(step), now.missing(step)) for step in Step)


def faults(workspace: Workspace, work: Work) -> tuple[OrderFault, ...]:
    """What was done out of order or out of time tonight (A603)."""
    closes = aware(workspace.election.deadlines.voting_closes, workspace.precinct.timezone)
    return order_faults(
        night(work), closes, special=workspace.precinct.special,
        first_opened=first_opened(boxes(work)), ended=count_ended(workspace, work),
    )  # fmt: skip


def count_ended(workspace: Workspace, work: Work) -> datetime | None:
    """When the last entry of the night was finished, corrections apart; None while none is."""
    times = [
        entry.finished
        for ballot in _ballots(workspace)
        for entry in work.protocols.entries(ballot.ballot_id, 1)
        if entry.finished
    ]
    return max(times, default=None)


def refuse_closed_list(work: Work) -> None:
    """NotAllowedError ``list.closed``: nothing about voters changes once the list is closed."""
    if night(work).list_is_closed:
        raise NotAllowedError.of("list.closed")


def refuse_count(work: Work) -> None:
    """NotAllowedError ``night.first`` for each step that must be recorded before a box is opened."""
    if missing := night(work).missing_for_count:
        raise first(missing)


def first(missing: tuple[Step, ...]) -> NotAllowedError:
    """The refusal that names what must be recorded first."""
    return NotAllowedError(*(Reason("night.first", {"step": step_name(s)}) for s in missing))


def _ballots(workspace: Workspace) -> tuple[Ballot, ...]:
    return workspace.election.ballots_of(workspace.info.precinct_id)


def _is_counted(workspace: Workspace, work: Work, ballot: Ballot) -> bool:
    """A figure of a section after the boxes is typed, or the protocol was frozen once."""
    protocol = work.protocols.get(ballot.ballot_id)
    if protocol is None:
        return False
    form = workspace.form_of(ballot)
    after = {item.name for item in form.items
             if form.section(item.section_id).stage is Stage.AFTER}  # fmt: skip
    entries = work.protocols.entries(ballot.ballot_id, protocol.version)
    typed = {value.cell.partition(".")[0] for entry in entries for value in entry.values}
    return protocol.version > 1 or bool(typed & after)
