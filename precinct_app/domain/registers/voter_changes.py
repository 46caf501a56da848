# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Changes of the voter list: inclusions, exclusions, corrections, later lists, and what they add up to.

A list that was delivered stays as it was delivered; everything since then is an entry.  An inclusion
is on a ground (law on elections, Art. 26; registration checked online by two members), an exclusion too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.certificates import Certificate
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.lines import RegisterFigure, added


class InclusionGround(StrEnum):
    """Why somebody is entered after delivery."""

    REGISTERED = "registered"
    """Registered in the precinct: checked online on a written application."""
    COURT = "court"
    SPECIAL_PRECINCT = "special_precinct"
    """Staying in the hospital, rest home or barracks on the day."""
    OWN_CERTIFICATE = "own_certificate"
    """Came back with this precinct's own, unused certificate."""
    LEFT_OUT = "left_out"


class ExclusionGround(StrEnum):
    """Why somebody is taken off the list."""

    MOVED = "moved"
    DIED = "died"
    OTHER_LIST = "other_list"
    ENTERED_TWICE = "entered_twice"
    NOT_ENTITLED = "not_entitled"
    COURT = "court"


@dataclass(frozen=True, slots=True)
class DeliveredList:
    """A list was taken in from the akimat: how many rows people counted in it, by which act."""

    register_name: ClassVar[str] = "delivered_list"
    number: int
    """1 for the first, 2 upward for refined ones."""
    rows: int
    file_sha256: str
    act: str

    @property
    def subject(self) -> str:
        """The list's number."""
        return str(self.number)


@dataclass(frozen=True, slots=True)
class Inclusion:
    """A voter was entered."""

    register_name: ClassVar[str] = "inclusion"
    voter_id: str
    ground: InclusionGround
    checked_by: str
    """Member who made the online check; empty where the ground needs none."""
    document: str

    @property
    def subject(self) -> str:
        """The voter's surrogate."""
        return self.voter_id


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A voter was taken off."""

    register_name: ClassVar[str] = "exclusion"
    voter_id: str
    ground: ExclusionGround
    document: str

    @property
    def subject(self) -> str:
        """The voter's surrogate."""
        return self.voter_id


@dataclass(frozen=True, slots=True)
class Correction:
    """A row was corrected: what stood there before, by field."""

    register_name: ClassVar[str] = "correction"
    voter_id: str
    former: tuple[tuple[str, str], ...]
    document: str

    @property
    def subject(self) -> str:
        """The voter's surrogate."""
        return self.voter_id


@dataclass(frozen=True, slots=True)
class NotInLaterList:
    """A voter of an earlier list is not in a refined one; his certificate or application stays."""

    register_name: ClassVar[str] = "not_in_later_list"
    voter_id: str
    number: int

    @property
    def subject(self) -> str:
        """The voter's surrogate."""
        return self.voter_id


class Standing(StrEnum):
    """What the list says of a voter now."""

    LISTED = "listed"
    EXCLUDED = "excluded"
    LEFT_WITH_CERTIFICATE = "left_with_certificate"
    CERTIFICATE_HOLDER = "certificate_holder"
    NOT_IN_LATER_LIST = "not_in_later_list"


def standing_of(
    certificates: Iterable[Certificate],
    exclusions: Iterable[Entry[Exclusion]],
    dropped: Iterable[Entry[NotInLaterList]],
    inclusions: Iterable[Entry[Inclusion]],
) -> Standing:
    """A voter's standing from his own entries that stand."""
    directions = {certificate.direction.value for certificate in certificates}
    returned = any(e.content.ground is InclusionGround.OWN_CERTIFICATE for e in inclusions)
    if any(True for _ in exclusions):
        return Standing.EXCLUDED
    if "issued" in directions and not returned:
        return Standing.LEFT_WITH_CERTIFICATE
    if "accepted" in directions:
        return Standing.CERTIFICATE_HOLDER
    return Standing.NOT_IN_LATER_LIST if any(True for _ in dropped) else Standing.LISTED


@dataclass(frozen=True, slots=True)
class ListTotals:
    """What the list adds up to for one ballot."""

    delivered: int
    included: int
    excluded: int
    certificates_out: int
    certificates_in: int
    """Holders whose certificate gives this ballot."""

    @property
    def listed(self) -> int:
        """Entitled to this ballot at the close (E109)."""
        return (
            self.delivered + self.included - self.excluded - self.certificates_out
            + self.certificates_in
        )  # fmt: skip

    def lines(self) -> dict[str, RegisterFigure]:
        """The lines that the list gives to a ballot's sheet."""
        return added(
            voters_delivered=self.delivered, voters_included=self.included,
            voters_excluded=self.excluded, certificates_out=self.certificates_out,
            certificates_in=self.certificates_in, voters_listed=self.listed,
        )  # fmt: skip
