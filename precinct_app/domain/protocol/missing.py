# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Members whose signature is missing on a protocol, and the kind of reason (field: C1, rung 2).

It stands in manifests and beside the data in a PDF, never in ``protocol.json``: so a refusal keeps
seal and control number.  The reason in words is written by hand on paper alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from precinct_app.domain import canonical
from precinct_app.domain.errors import InputError

REFUSALS = "refusals.json"
"""Name under which refusals are attached to the page that prints them."""


class WhyNot(StrEnum):
    """Why a member does not sign."""

    REFUSES = "refuses"
    ILL = "ill"
    AWAY = "away"
    NO_KEY = "no_key"
    """Signs by hand alone."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One member who does not sign, and the number of the act about it; 0 where there is none."""

    member_id: str
    why: WhyNot
    act: int = 0

    def to_mapping(self) -> dict[str, str | int]:
        """As it stands in a manifest."""
        return {"member_id": self.member_id, "why": self.why.value, "act": self.act}

    @classmethod
    def from_mapping(cls, content: Any) -> "Missing":
        """Read it back; KeyError, TypeError or ValueError for anything else."""
        member_id, act = content["member_id"], content["act"]
        if type(member_id) is not str or type(act) is not int:
            raise TypeError(content)
        return cls(member_id, WhyNot(content["why"]), act)


def refusing(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """Those who refuse to sign: their line on paper says so."""
    return tuple(one for one in missing if one.why is WhyNot.REFUSES)


def told_of(missing: Iterable[Missing]) -> bytes:
    """Refusals as they are attached to the page that prints them; empty without any."""
    found = [one.to_mapping() for one in refusing(missing)]
    return canonical.encode(found) if found else b""


def read_told(data: bytes) -> tuple[Missing, ...]:
    """Refusals attached to a page; InputError ``protocol.unreadable`` for anything else."""
    try:
        found = tuple(Missing.from_mapping(one) for one in canonical.decode(data))
    except Exception as error:  # hostile content: whatever is wrong, it tells nothing
        raise InputError.of("protocol.unreadable") from error
    if told_of(found) != data:
        raise InputError.of("protocol.unreadable")
    return found
