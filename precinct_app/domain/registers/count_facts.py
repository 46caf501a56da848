# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the commission says of a ballot's count beside its figures, and the protocol prints."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from precinct_app.domain.errors import Reason
from precinct_app.domain.protocol.record import Presence


@dataclass(frozen=True, slots=True)
class CountFacts:
    """Who was there, from when to when was counted, what is attached; the last that is said counts."""

    register_name: ClassVar[str] = "count_facts"
    ballot_id: str
    version: int
    presence: Presence
    started: datetime
    ended: datetime
    opinions: int
    """Minority opinions of members that are attached."""
    complaints: int
    """Complaints and applications that were received."""

    @property
    def subject(self) -> str:
        """The ballot."""
        return self.ballot_id


def faults(facts: CountFacts, now: datetime) -> tuple[Reason, ...]:
    """Why it cannot be so; empty when it can."""
    there, found = facts.presence, list[Reason]()
    if not 0 < there.members <= there.members_in_all:
        found.append(Reason("count_facts.too_many", {"members": there.members_in_all}))
    if not facts.started <= facts.ended <= now:
        found.append(Reason("count_facts.times"))
    return tuple(found)
