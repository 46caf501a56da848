# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Written refusals: each reason of the program can be given to a person on a page of his own (C10).

For papers: `refusals` gives a `RefusalRow` a refusal; its sentence is the reason's own, in every
language (`runtime.texts.sentence`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.commission import Actor, Member, Right
from precinct_app.domain.election import Precinct
from precinct_app.domain.errors import InputError, Reason
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.refusal import Asked, Refusal, ground_of, values_of
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """A refusal with what its page names beside the reason."""

    entry: Entry[Refusal]
    """Number, what was asked, ground, reason, applicant, what the commission adds; both times."""
    station: Precinct | None
    """Where the applicant is told to go."""
    member: Member
    """Who wrote it."""


def refuse(
    workspace: Workspace,
    actor: Actor,
    asked: Asked,
    reason: Reason,
    applicant: str,
    *,
    station: str = "",
    explained: str = "",
    happened: datetime | None = None,
) -> Entry[Refusal]:
    """Write a refusal with the next number; the journal names the number, never the applicant.

    `reason` is that of the refused step, or `NOT_IN_LIST`.  InputError ``refused.no_applicant``,
    ``certificate.precinct_unknown`` for a station that no directory has.
    """
    require(actor, Right.KEEP_REGISTERS)
    if not applicant.strip():
        raise InputError.of("refused.no_applicant")
    if station and _station(workspace, station) is None:
        raise InputError.of("certificate.precinct_unknown")
    with workspace.store.begin() as work:
        number = len(work.registers.history(Refusal)) + 1
        content = Refusal(
            number, asked, ground_of(reason), reason.key, values_of(reason), applicant.strip(),
            station, explained.strip(),
        )  # fmt: skip
        return keep(
            workspace, work, actor, content, happened, asked=asked.value,
            ground=content.ground.value,
        )  # fmt: skip


def undo_refusal(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> Entry[Refusal]:
    """Undo a refusal that was wrong; it keeps its number and stays readable."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        return undo(workspace, work, actor, Refusal, entry_id, reason)


def refusals(workspace: Workspace, actor: Actor) -> tuple[RefusalRow, ...]:
    """Every refusal by its number, undone ones too."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        return tuple(_rows(workspace, work.registers.history(Refusal)))


def _rows(workspace: Workspace, entries: Iterable[Entry[Refusal]]) -> Iterable[RefusalRow]:
    for entry in entries:
        station = _station(workspace, entry.content.station)
        yield RefusalRow(entry, station, workspace.member(entry.member_id))


def _station(workspace: Workspace, precinct_id: str) -> Precinct | None:
    directory = {precinct.precinct_id: precinct for precinct in workspace.election.precincts}
    return directory.get(precinct_id)
