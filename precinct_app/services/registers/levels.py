# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The level of use, and registers that stand on paper: chosen until the list is closed (field: M1).

Going over to paper is allowed at any hour, with a reason: a register that nobody can put in order
any more must not keep a commission from finishing.
"""

from dataclasses import replace
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.kept import Kept, RegisterChoice, on_paper
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep
from precinct_app.services.registers.night import (
    night_with_count,
    refuse_closed_list,
    refuse_count,
)
from precinct_app.services.workspace import Workspace, record_event, require


def set_level(workspace: Workspace, actor: Actor, level: Level) -> Workspace:
    """Choose how much is kept here; the workspace at that level.

    What registers hold stays when the level goes down.  NotAllowedError ``list.closed``; ``night.first``
    above *count only*, where the night is kept, when a count is in already.
    """
    require(actor, Right.LEAD_DAY)
    info = replace(workspace.info, level=level)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        if level is not Level.COUNT_ONLY and night_with_count(workspace, work).counted:
            refuse_count(work)
        work.workspace.save_info(info)
        record_event(
            workspace, work, actor, "level.set", level.value, former=workspace.info.level.value
        )
    return replace(workspace, info=info)


def keep_on_paper(
    workspace: Workspace,
    actor: Actor,
    register: Kept,
    reason: str,
    happened: datetime | None = None,
) -> Entry[RegisterChoice]:
    """From now on a register stands on paper: its lines are typed.  InputError ``register.no_reason``."""
    require(actor, Right.LEAD_DAY)
    return _choose(workspace, actor, RegisterChoice(register, True, reason.strip()), happened)


def keep_here(
    workspace: Workspace,
    actor: Actor,
    register: Kept,
    reason: str,
    happened: datetime | None = None,
) -> Entry[RegisterChoice]:
    """A register is whole here again.  NotAllowedError ``list.closed``; InputError as `keep_on_paper`."""
    require(actor, Right.LEAD_DAY)
    return _choose(workspace, actor, RegisterChoice(register, False, reason.strip()), happened)


def kept_here(workspace: Workspace, work: Work) -> frozenset[Kept]:
    """Registers whose figures the sheets take from here."""
    if workspace.info.level is Level.COUNT_ONLY:
        return frozenset()
    return frozenset(Kept) - on_paper(work.registers.all(RegisterChoice)).keys()


def standing_on_paper(workspace: Workspace, actor: Actor) -> tuple[Entry[RegisterChoice], ...]:
    """Registers that stand on paper, since when and why: what the act tells (A116)."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        return tuple(on_paper(work.registers.all(RegisterChoice)).values())


def _choose(
    workspace: Workspace, actor: Actor, choice: RegisterChoice, happened: datetime | None
) -> Entry[RegisterChoice]:
    if not choice.reason:
        raise InputError.of("register.no_reason")
    with workspace.store.begin() as work:
        if not choice.on_paper:
            refuse_closed_list(work)
        return keep(workspace, work, actor, choice, happened, on_paper=int(choice.on_paper))
