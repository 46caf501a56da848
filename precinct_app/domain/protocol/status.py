# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The life of one ballot's protocol, as a table of what may follow what."""

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """Where a ballot's protocol stands."""

    DRAFT = "draft"
    ENTERED_TWICE = "entered_twice"
    CHECKED = "checked"
    PARTLY_SIGNED = "partly_signed"
    SIGNED = "signed"
    HANDED_OVER = "handed_over"
    CORRECTING = "correcting"
    SUPERSEDED = "superseded"


NEXT: Mapping[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.ENTERED_TWICE}),
    Status.ENTERED_TWICE: frozenset({Status.DRAFT, Status.CHECKED}),
    Status.CHECKED: frozenset(
        {Status.ENTERED_TWICE, Status.PARTLY_SIGNED, Status.SIGNED, Status.HANDED_OVER}
    ),
    Status.PARTLY_SIGNED: frozenset({Status.SIGNED, Status.HANDED_OVER, Status.CORRECTING}),
    Status.SIGNED: frozenset({Status.HANDED_OVER, Status.CORRECTING}),
    Status.HANDED_OVER: frozenset({Status.CORRECTING}),
    Status.CORRECTING: frozenset({Status.SUPERSEDED}),
    Status.SUPERSEDED: frozenset(),
}


def may_follow(now: Status, then: Status) -> bool:
    """Say whether a protocol may go from one status to another."""
    return then in NEXT[now]
