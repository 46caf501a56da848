# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Entries that no longer stand but stay readable, and why one member typed both."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar


class Why(StrEnum):
    """Why an entry was set aside."""

    RECOUNT = "recount"
    EXCHANGED = "exchanged"
    """It was typed into the wrong ballot and moved to the right one."""
    REOPENED = "reopened"
    """A copy of it was opened again to correct figures."""
    BEGUN_ANEW = "begun_anew"
    """Who began it could not go on; another member types."""


class Demander(StrEnum):
    """Who may ask for a recount; the person is not named here."""

    PROXY = "proxy"
    OBSERVER = "observer"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class EntriesSetAside:
    """Entries of a ballot that others have replaced."""

    register_name: ClassVar[str] = "entries_set_aside"
    ballot_id: str
    version: int
    why: Why
    said: str
    """The reason in words; for a recount who demanded it, as a `Demander`."""
    entry_ids: tuple[str, ...]

    @property
    def subject(self) -> str:
        """The ballot."""
        return self.ballot_id


@dataclass(frozen=True, slots=True)
class LoneTypist:
    """Why one member typed both entries of a ballot (W702)."""

    register_name: ClassVar[str] = "lone_typist"
    ballot_id: str
    version: int
    reason: str

    @property
    def subject(self) -> str:
        """The ballot."""
        return self.ballot_id


@dataclass(frozen=True, slots=True)
class ReopenedByDecision:
    """Final figures were opened again by a decision of the commission."""

    register_name: ClassVar[str] = "reopened_by_decision"
    ballot_id: str
    version: int
    """The version that is made by it; the same one where nobody had signed."""
    number: str
    date: date
    present: tuple[str, ...]
    """Members who took part."""
    reason: str

    @property
    def subject(self) -> str:
        """The ballot."""
        return self.ballot_id
