# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The end of a workspace's life: what is archived, which registers hold people and are wiped (C12)."""

from dataclasses import dataclass
from typing import ClassVar

IMPERSONAL = frozenset(
    {
        "act", "attendance", "ballot_movement", "box_annulled", "box_opened", "box_sealed",
        "bundle_packed", "bundle_written",
        "certificate_papers", "certificate_stock", "clock_read", "count_facts", "delivered_list",
        "difference_decided", "disputed_ballot", "entries_set_aside", "gone_without",
        "handed_in", "home_trip", "home_trip_back", "issuers_named", "list_frozen", "lone_typist",
        "night_step", "not_signing", "note", "original_made", "pack", "paper_attached", "paper_compared",
        "paper_rows", "papers_handed", "receipt_taken", "register_choice",
        "reopened_by_decision", "turnout",
        "turnout_told",
    }
)  # fmt: skip
"""Registers that name nobody but the commission and those it deals with.

All others are wiped: with the people go the pages of signatures, whose sums the marks complete.
"""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Protocols and journal were archived, voters wiped: what the act says."""

    register_name: ClassVar[str] = "handed_in"
    files: int
    """How many files the archive holds, its list of check sums not counted."""
    sums_sha256: str
    """SHA-256 of that list, which stands for all of them."""
    voters: int
    certificates: int
    entries: int
    """Entries of registers that named people."""
    reason: str
    """Why protocols were not handed over; empty where all were."""

    @property
    def subject(self) -> str:
        """The archive."""
        return self.sums_sha256


def sums(digests: dict[str, str]) -> bytes:
    """The list of check sums, as ``sha256sum -c`` reads it."""
    lines = [f"{digest}  {name}\n" for name, digest in sorted(digests.items())]
    return "".join(lines).encode("utf-8")
