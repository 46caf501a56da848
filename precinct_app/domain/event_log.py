# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The journal in the fields of NIST SP 1500-101 (Election Event Logging), for tools that read those.

One log of one device, the workspace; each event with its hash.  What the specification has no field
for stands in ``Details`` as JSON: the time when it happened, the role, the hash before.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from precinct_app.domain.journal import Event

_REFUSED = ("failed", "refused")
"""Ends of kinds of event that tell of something that did not come about."""
_WARNED = ("_undone", "set_aside", "superseded", "restored", "taken_over", "recovered", "removed",
           "reopened", "clock.set")  # fmt: skip
_TYPES = {"precinct": "other", "district": "ems"}


@dataclass(frozen=True, slots=True)
class LoggedDevice:
    """Whose journal it is."""

    kind: str
    """``precinct`` or ``district``."""
    precinct_id: str
    instance_id: str
    generation: int


def event_log(
    events: Sequence[Event], device: LoggedDevice, election_id: str, generated: datetime
) -> bytes:
    """An ElectionEventLog as JSON."""
    content = {
        "@type": "EventLogging.ElectionEventLog",
        "ElectionId": election_id,
        "GeneratedTime": _moment(generated),
        "Device": [_device(events, device)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _device(events: Sequence[Event], device: LoggedDevice) -> dict[str, object]:
    kind = _TYPES[device.kind]
    other = {"OtherType": "precinct commission workspace"} if kind == "other" else {}
    details = {"precinct_id": device.precinct_id, "generation": device.generation}
    return {
        "@type": "EventLogging.Device", "Id": device.instance_id, "Type": kind, **other,
        "Model": "precinct-app", "HashType": "sha-256",
        "Details": _json(details), "Event": [_event(event) for event in events],
    }  # fmt: skip


def _event(event: Event) -> dict[str, str]:
    details = {
        "happened": _moment(event.happened), "role": event.role, "previous": event.previous,
        **event.details,
    }  # fmt: skip
    return {
        "@type": "EventLogging.Event", "Id": event.hash, "Sequence": str(event.sequence),
        "TimeStamp": _moment(event.recorded), "Type": event.kind, "UserId": event.member_id,
        "Disposition": _disposition(event.kind), "Severity": _severity(event.kind),
        "Description": event.subject, "Details": _json(details), "Hash": event.hash,
    }  # fmt: skip


def _disposition(kind: str) -> str:
    return "failure" if kind.endswith(_REFUSED) else "success"


def _severity(kind: str) -> str:
    if kind.endswith(_REFUSED):
        return "error"
    return "warning" if kind.endswith(_WARNED) else "info"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _json(content: dict[str, object] | dict[str, str | int]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
