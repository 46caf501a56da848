# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The journal as people may read it, and what it is worth: leaders, the district, observers."""

from collections.abc import Mapping
from dataclasses import dataclass

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import StorageError
from precinct_app.domain.journal import START, Break, Event, Fault, examine, unknown_heads
from precinct_app.services.ports import Work
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class JournalCheck:
    """Whether the journal is as it was written, and holds every head that papers name."""

    events: tuple[Event, ...]
    """Up to the first that nobody can read."""
    broken: Break | None
    unknown: tuple[str, ...]
    """Papers that name a head which this journal never had: it was cut off or made anew."""

    @property
    def head(self) -> str:
        """Hash of the last event."""
        return self.events[-1].hash if self.events else START

    @property
    def is_whole(self) -> bool:
        """Nothing was done behind the program's back, as far as it can be seen."""
        return self.broken is None and not self.unknown


def read_journal(workspace: Workspace, actor: Actor) -> list[Event]:
    """Every event in order; NotAllowedError for whose role may not read it."""
    require(actor, Right.READ_JOURNAL)
    with workspace.store.begin() as work:
        return list(work.journal.all())


def verify_journal(
    workspace: Workspace, actor: Actor, heads: Mapping[str, str] | None = None
) -> JournalCheck:
    """Walk the chain, and look for every head that the protocols here name, and `heads` of others."""
    require(actor, Right.READ_JOURNAL)
    with workspace.store.begin() as work:
        events, unreadable = _as_far_as_readable(work)
        named = {**_heads_of_protocols(workspace, work), **(heads or {})}
    broken = examine(events) or unreadable
    return JournalCheck(tuple(events), broken, tuple(unknown_heads(events, named)))


def _as_far_as_readable(work: Work) -> tuple[list[Event], Break | None]:
    events: list[Event] = []
    try:
        for event in work.journal.all():
            events.append(event)
    except StorageError as error:
        reason = error.reasons[0]
        if reason.key != "storage.journal":
            raise
        return events, Break(int(reason.values["sequence"]), Fault.UNREADABLE)
    return events, None


def _heads_of_protocols(workspace: Workspace, work: Work) -> dict[str, str]:
    """Heads that frozen versions name, by ballot and version."""
    found = {}
    for ballot in workspace.election.ballots:
        latest = work.protocols.get(ballot.ballot_id)
        for version in range(1, latest.version + 1 if latest else 1):
            protocol = work.protocols.version(ballot.ballot_id, version)
            if protocol is not None and protocol.record is not None:
                name = f"{ballot.ballot_id} v{version}"
                found[name] = protocol.record.journal_head
    return found
