# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who was at the count, its times, what is attached: said by the commission before figures are final."""

from dataclasses import dataclass, replace
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.registers import count_facts as domain
from precinct_app.domain.registers.count_facts import CountFacts
from precinct_app.domain.registers.entry import Entry
from precinct_app.services.entries_at_hand import PAIR, find_entry, protocol_of, refuse_frozen
from precinct_app.services.ports import StoredProtocol, Work
from precinct_app.services.protocol_record import Night
from precinct_app.services.registers.keeping import keep
from precinct_app.services.registers.night import night as night_taken
from precinct_app.services.registers.people import presence_now
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the commission, with what is known already."""

    facts: CountFacts
    presence_kept: bool
    """The commission's attendance is kept here: who is there is not asked."""


def asked(workspace: Workspace, actor: Actor, ballot_id: str) -> Asked:
    """What was said of this version, else of the day's last ballot, else what the registers know."""
    require(actor, Right.EXPLAIN)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        kept = presence_now(workspace, work)
        said = _said(work, protocol)
        facts = said or _proposed(workspace, work, protocol)
    if kept is not None:
        facts = replace(facts, presence=kept)
    return Asked(facts, kept is not None)


def say(workspace: Workspace, actor: Actor, facts: CountFacts) -> Entry[CountFacts]:
    """Keep what the commission says of a ballot's count.

    InputError ``count_facts.too_many`` and ``.times``; NotAllowedError ``entry.frozen`` once the
    figures are final.
    """
    require(actor, Right.FREEZE)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, facts.ballot_id)
        refuse_frozen(protocol)
        if found := domain.faults(facts, workspace.clock.now()):
            raise InputError(*found)
        told = replace(facts, version=protocol.version)
        return keep(
            workspace, work, actor, told, version=told.version, members=told.presence.members,
            opinions=told.opinions, complaints=told.complaints,
        )  # fmt: skip


def night_said(workspace: Workspace, actor: Actor, ballot_id: str) -> Night:
    """What was said of the latest version's count; NotAllowedError ``count_facts.unsaid``."""
    require(actor, Right.FREEZE)
    with workspace.store.begin() as work:
        facts = _said(work, protocol_of(work, ballot_id))
    if facts is None:
        raise NotAllowedError.of("count_facts.unsaid")
    return night_of(facts)


def night_of(facts: CountFacts) -> Night:
    """As the record wants it."""
    return Night(facts.presence, facts.started, facts.ended, facts.opinions, facts.complaints)


def _said(work: Work, protocol: StoredProtocol) -> CountFacts | None:
    found = [e.content for e in work.registers.all(CountFacts, protocol.ballot_id)]
    return next((f for f in reversed(found) if f.version == protocol.version), None)


def _proposed(workspace: Workspace, work: Work, protocol: StoredProtocol) -> CountFacts:
    """Nobody but the commission is presumed; what is attached belongs to one ballot alone."""
    members, now = len(workspace.precinct.members), workspace.clock.now()
    others = [e.content for e in work.registers.all(CountFacts)]
    there = others[-1].presence if others else Presence(members, members, 0, 0, 0, 0)
    started = _started(workspace, work, protocol)
    return CountFacts(protocol.ballot_id, protocol.version, there, started, now, 0, 0)


def _started(workspace: Workspace, work: Work, protocol: StoredProtocol) -> datetime:
    """When the boxes were opened, else when the first entry was begun, else now."""
    opened = night_taken(work).times.get(Step.STATIONARY_OPENED)
    entries = (find_entry(work, protocol, kind) for kind in PAIR)
    begun = [entry.started for entry in entries if entry is not None]
    return opened or min(begun, default=workspace.clock.now())
