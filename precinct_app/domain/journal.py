# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The journal: an append-only chain of events that an outsider can verify.

Each event's hash is SHA-256 over the canonical JSON of its content and the hash before it; the
first event follows 64 zeros.  Events name members, never voters (surrogates only), never a vote.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from precinct_app.domain import canonical

FORMAT = "precinct-journal-1"
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Event:
    """One act as recorded: who, in which role, when it happened and when it was recorded, what."""

    sequence: int
    """1 upward without gaps."""
    happened: datetime
    recorded: datetime
    member_id: str
    role: str
    kind: str
    """For instance ``package.trusted`` or ``entry.finished``."""
    subject: str
    """What it is about: a ballot id, a surrogate, a file's SHA-256."""
    details: Mapping[str, str | int] = field(default_factory=dict)
    previous: str = START
    hash: str = ""


def chain(event: Event, previous: str) -> Event:
    """The event with its place in the chain: previous hash and own hash set."""
    return Event(
        event.sequence, event.happened, event.recorded, event.member_id, event.role, event.kind,
        event.subject, dict(event.details), previous, event_hash(event, previous),
    )  # fmt: skip


def event_hash(event: Event, previous: str) -> str:
    """SHA-256 of an event's canonical content after the hash before it."""
    return canonical.sha256(canonical.encode(_content(event, previous)))


def extract(events: Sequence[Event], precinct_id: str, instance_id: str) -> bytes:
    """The journal as a file for outsiders: a line of canonical JSON an event, whole and in order.

    The first line says whose journal it is, how many events follow and which hash is the last.
    """
    head = {
        "format": FORMAT,
        "precinct_id": precinct_id,
        "instance_id": instance_id,
        "events": len(events),
        "head": events[-1].hash if events else START,
    }
    lines = [{**_content(event, event.previous), "hash": event.hash} for event in events]
    return b"".join(canonical.encode(line) + b"\n" for line in (head, *lines))


def _content(event: Event, previous: str) -> dict[str, object]:
    return {
        "sequence": event.sequence,
        "happened": event.happened.isoformat(),
        "recorded": event.recorded.isoformat(),
        "member_id": event.member_id,
        "role": event.role,
        "kind": event.kind,
        "subject": event.subject,
        "details": dict(event.details),
        "previous": previous,
    }


class Fault(StrEnum):
    """What was done to a journal behind the program's back."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    MOVED = "moved"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Break:
    """Where a journal was tampered with: the first number that is not as it was written, and how."""

    sequence: int
    fault: Fault


def examine(events: Sequence[Event]) -> Break | None:
    """Walk the chain; the first place that does not fit, and what was likely done there."""
    previous = START
    for number, event in enumerate(events, start=1):
        fits = (event.sequence, event.previous) == (number, previous)
        if not fits or event.hash != event_hash(event, previous):
            return _told(events, number, previous)
        previous = event.hash
    return None


def first_break(events: Iterable[Event]) -> int | None:
    """Sequence number of the first event that is not as it was written; None when all are."""
    found = examine(list(events))
    return found.sequence if found else None


def unknown_heads(events: Iterable[Event], heads: Mapping[str, str]) -> list[str]:
    """Names of papers whose journal head this journal never had: it was made anew since."""
    known = {START, *(event.hash for event in events)}
    return [name for name, head in heads.items() if head not in known]


def _told(events: Sequence[Event], number: int, previous: str) -> Break:
    event = events[number - 1]
    if event.sequence > number:
        return Break(number, Fault.REMOVED)
    if event.hash == event_hash(event, event.previous) and event.sequence == number:
        return Break(max(number - 1, 1), Fault.CHANGED)  # the one before was written anew
    written = _number_of(event, len(events))
    if written is None or event.previous == previous:
        return Break(number, Fault.CHANGED)
    if written < number:
        return Break(written, Fault.ADDED)
    later = {other.hash for other in events[number:]}
    return Break(number, Fault.MOVED if event.previous in later else Fault.REMOVED)


def _number_of(event: Event, most: int) -> int | None:
    """The number under which an event was written, whatever number it bears now."""
    for number in range(1, 2 * most + 1):
        if event.hash == event_hash(replace(event, sequence=number), event.previous):
            return number
    return None
