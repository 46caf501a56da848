# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The journal: an append-only chain of events that an outsider can verify.

Each event's hash is SHA-256 over the canonical JSON of its content and the hash before it; the
first event follows 64 zeros.  Events name members, never voters (surrogates only), never a vote.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

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


def first_break(events: Iterable[Event]) -> int | None:
    """Sequence number of the first event that does not fit the chain; None when all fit."""
    previous, expected = START, 1
    for event in events:
        fits = event.sequence == expected and event.previous == previous
        if not fits or event.hash != event_hash(event, previous):
            return expected
        previous, expected = event.hash, expected + 1
    return None
