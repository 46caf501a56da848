# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The way to the finish as it is recorded: who does not sign, what there is not, what was done.

Nobody but members of the commission is named; reasons in words stand on paper alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.protocol.missing import Missing, WhyNot
from precinct_app.domain.registers.entry import Entry


@dataclass(frozen=True, slots=True)
class NotSigning:
    """A member does not sign a version of a ballot's protocol."""

    register_name: ClassVar[str] = "not_signing"
    ballot_id: str
    version: int
    member_id: str
    why: WhyNot

    @property
    def subject(self) -> str:
        """The ballot."""
        return self.ballot_id


class Obstacle(StrEnum):
    """What there is not tonight: it opens the next rung."""

    NO_KEY = "no_key"
    """No election key that seals: the paper signed in ink vouches (rung 3)."""
    NO_PRINTER = "no_printer"
    """The figures are copied by hand onto the official blank (rung 4)."""
    NOT_POSTED = "not_posted"
    NO_COPIES = "no_copies"
    """No toner or paper for copies: the screen is photographed."""
    NO_STICK = "no_stick"
    """The bundle could not be written: the paper goes alone."""


@dataclass(frozen=True, slots=True)
class GoneWithout:
    """The commission goes on without something."""

    register_name: ClassVar[str] = "gone_without"
    obstacle: Obstacle

    @property
    def subject(self) -> str:
        """What there is not."""
        return self.obstacle.value


class Original(StrEnum):
    """How the original on paper was made."""

    PRINTED = "printed"
    COPIED_BY_HAND = "copied_by_hand"
    """From the copying sheet onto the official blank."""


@dataclass(frozen=True, slots=True)
class OriginalMade:
    """Originals of a protocol's version were made on paper, and who signed them in ink."""

    register_name: ClassVar[str] = "original_made"
    ballot_id: str
    version: int
    how: Original
    originals: int
    signed_by: tuple[str, ...]
    """Members whose ink signature they bear, as whoever records it has seen."""

    @property
    def subject(self) -> str:
        """The ballot."""
        return self.ballot_id


class AttachedKind(StrEnum):
    """What is attached to a protocol on paper."""

    OPINION = "opinion"
    """A member's own opinion (minority)."""
    COMPLAINT = "complaint"
    """An application or complaint."""


@dataclass(frozen=True, slots=True)
class PaperAttached:
    """An opinion or a complaint was handed in on paper; what it says stands there alone."""

    register_name: ClassVar[str] = "paper_attached"
    kind: AttachedKind
    number: int
    """Runs through the day among its kind, 1 upward."""
    ballot_ids: tuple[str, ...]
    """Protocols to which it is attached."""

    @property
    def subject(self) -> str:
        """Its kind and number."""
        return f"{self.kind.value}/{self.number}"


def missing_on(
    entries: Iterable[Entry[NotSigning]], version: int, acts: dict[str, int]
) -> tuple[Missing, ...]:
    """Who does not sign a version, the last word on each; `acts` are numbers of acts by member."""
    found: dict[str, Missing] = {}
    for entry in entries:
        said = entry.content
        if entry.stands and said.version == version:
            found[said.member_id] = Missing(said.member_id, said.why, acts.get(said.member_id, 0))
    return tuple(found[member] for member in sorted(found))
