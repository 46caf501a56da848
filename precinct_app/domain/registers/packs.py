# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sealed packs with their numbers, and the papers handed up with them (field: C11).

What is in a pack was counted once already; a pack that holds another number is told, never refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.errors import Reason
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE
from precinct_app.domain.registers.entry import Entry


class PackKind(StrEnum):
    """What a pack holds."""

    BALLOTS_VALID = "ballots_valid"
    BALLOTS_INVALID = "ballots_invalid"
    BALLOTS_UNUSED = "ballots_unused"
    BALLOTS_SPOILED = "ballots_spoiled"
    BALLOTS_WITHDRAWN = "ballots_withdrawn"
    VOTER_LIST = "voter_list"
    CERTIFICATES = "certificates"
    """Withdrawn papers and what is left of the blanks."""
    HOME_APPLICATIONS = "home_applications"
    ACTS = "acts"
    OTHER = "other"

    @property
    def of_ballots(self) -> bool:
        """It holds ballots of one type; the kind's name is then the line that counts them."""
        return self.value.startswith("ballots_")


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack was sealed."""

    register_name: ClassVar[str] = "pack"
    number: int
    """Runs through the precinct's packs, 1 upward; it stands on the label."""
    kind: PackKind
    ballot_id: str = ""
    """The type of ballot, for packs of ballots."""
    counted: bool = False
    sheets: int = 0
    """How many, where they were counted."""
    seal: str = ""
    """Number of its seal; empty where it is written by hand."""
    note: str = ""
    """What is inside, in the commission's words."""

    @property
    def subject(self) -> str:
        """The number."""
        return str(self.number)


@dataclass(frozen=True, slots=True)
class OriginalHanded:
    """Signed originals of one ballot's protocol."""

    ballot_id: str
    version: int
    originals: int
    sheets: int
    """Sheets of paper in all."""


@dataclass(frozen=True, slots=True)
class PapersHanded:
    """Papers were handed up: what the act of the hand-over lists."""

    register_name: ClassVar[str] = "papers_handed"
    number: int
    """Runs through the precinct's hand-overs, 1 upward."""
    receiver_id: str
    originals: tuple[OriginalHanded, ...]
    acts: tuple[int, ...]
    """Numbers of the acts."""
    packs: tuple[int, ...]
    """Numbers of the packs."""
    handed_by: tuple[str, ...]
    """Members who brought it."""
    received_by: str
    """Who took it, as he signs."""

    @property
    def subject(self) -> str:
        """The receiver."""
        return self.receiver_id


@dataclass(frozen=True, slots=True)
class PackDifference:
    """Packs of one kind hold another number than the protocol says."""

    kind: PackKind
    ballot_id: str
    packed: int
    expected: int


Expected = Mapping[tuple[str, PackKind], int]
"""Figures of the protocols by ballot and kind of pack."""


def faults(pack: Pack, ballot_ids: Iterable[str]) -> tuple[Reason, ...]:
    """Why a pack cannot be kept as it is typed; empty when it can."""
    found = []
    if pack.kind.of_ballots and pack.ballot_id not in set(ballot_ids):
        found.append(Reason("packs.ballot"))
    if not pack.kind.of_ballots and pack.ballot_id:
        found.append(Reason("packs.no_ballot"))
    if not 0 <= pack.sheets <= LARGEST_FIGURE or (pack.sheets and not pack.counted):
        found.append(Reason("packs.sheets"))
    if pack.kind is PackKind.OTHER and not pack.note.strip():
        found.append(Reason("packs.note"))
    return tuple(found)


def differences(packs: Iterable[Entry[Pack]], expected: Expected) -> tuple[PackDifference, ...]:
    """Kinds of which every pack was counted and whose sum is not what the protocol says."""
    by_kind: dict[tuple[str, PackKind], list[Pack]] = {}
    for entry in packs:
        pack = entry.content
        if entry.stands:
            by_kind.setdefault((pack.ballot_id, pack.kind), []).append(pack)
    found = []
    for key, mine in by_kind.items():
        packed = sum(pack.sheets for pack in mine)
        if key in expected and all(p.counted for p in mine) and packed != expected[key]:
            found.append(PackDifference(key[1], key[0], packed, expected[key]))
    return tuple(found)
