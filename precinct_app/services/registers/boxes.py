# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Boxes and their seals: sealed before the voting, opened at the count, mobile ones first.

When the last box of a kind is open, that step of the night is taken by itself.
"""

from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.registers.boxes import (
    OPENING_STEP,
    Box,
    BoxKind,
    BoxOpened,
    BoxSealed,
    next_number,
)
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.night import StepTaken
from precinct_app.services.ports import Work
from precinct_app.services.registers import night
from precinct_app.services.registers.home_trips import trips_in
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.workspace import Workspace, require


def seal_box(
    workspace: Workspace,
    actor: Actor,
    box_id: str,
    kind: BoxKind,
    seal: str,
    happened: datetime | None = None,
) -> Entry[BoxSealed]:
    """Keep that a box was shown empty and sealed; again for the same box when a seal was replaced.

    InputError ``boxes.label_and_seal``; NotAllowedError ``boxes.other_kind`` for a label that a box of
    the other kind has, ``boxes.opened`` for a box that is open.
    """
    require(actor, Right.LEAD_DAY)
    box_id, seal = box_id.strip(), " ".join(seal.split())
    if not box_id or not seal:
        raise InputError.of("boxes.label_and_seal")
    with workspace.store.begin() as work:
        known = _find(work, box_id)
        if known is not None and known.kind is not kind:
            raise NotAllowedError.of("boxes.other_kind", box=box_id)
        if known is not None and known.opened is not None:
            raise NotAllowedError.of("boxes.opened", box=box_id)
        number = known.number if known else next_number(work.registers.history(BoxSealed), kind)
        content = BoxSealed(box_id, kind, number, seal)
        return keep(workspace, work, actor, content, happened, box_kind=kind.value, seal=seal)


def undo_sealing(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo a sealing; NotAllowedError ``boxes.in_use`` while a trip or its opening rests on it."""
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        entry = undo(workspace, work, actor, BoxSealed, entry_id, reason)
        box_id = entry.content.box_id
        went = {trip.out.content.box_id for trip in trips_in(work)}
        used = box_id in went or bool(work.registers.all(BoxOpened, box_id))
        if used and _find(work, box_id) is None:
            raise NotAllowedError.of("boxes.in_use", box=box_id)


def open_box(
    workspace: Workspace,
    actor: Actor,
    box_id: str,
    seal: str,
    happened: datetime | None = None,
) -> Entry[BoxOpened]:
    """Keep that a box was opened, with the seals that were found on it; empty when there were none.

    NotAllowedError ``night.first`` before the list is closed and the unused are cancelled,
    ``home.still_out`` for a box on a trip, ``boxes.opened``; InputError ``boxes.unknown``.
    """
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        night.refuse_count(work)
        box = _find(work, box_id)
        if box is None:
            raise InputError.of("boxes.unknown", box=box_id)
        if box.opened is not None:
            raise NotAllowedError.of("boxes.opened", box=box_id)
        if any(trip.is_out and trip.out.content.box_id == box_id for trip in trips_in(work)):
            raise NotAllowedError.of("home.still_out", box=box_id)
        content = BoxOpened(box_id, " ".join(seal.split()))
        entry = keep(workspace, work, actor, content, happened, seal=content.seal)
        _take_opening_step(workspace, work, actor, box.kind, happened)
        return entry


def undo_opening(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo that a box was opened, for a wrong label or seal; the step of the night stays."""
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, BoxOpened, entry_id, reason)


def boxes_shown(workspace: Workspace, actor: Actor) -> tuple[Box, ...]:
    """Every box with its seals: what the acts of sealing and opening tell."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        return night.boxes(work)


def _find(work: Work, box_id: str) -> Box | None:
    return next((box for box in night.boxes(work) if box.box_id == box_id), None)


def _take_opening_step(
    workspace: Workspace, work: Work, actor: Actor, kind: BoxKind, happened: datetime | None
) -> None:
    closed = [box for box in night.boxes(work) if box.kind is kind and box.opened is None]
    step = OPENING_STEP[kind]
    if not closed and not night.night(work).done(step):
        keep(workspace, work, actor, StepTaken(step), happened)
