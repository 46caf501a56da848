# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Changes of the voter list: inclusions, exclusions, corrections, later lists, and what they add up to.

A list that was delivered stays as it was delivered; everything since then is an entry.  An inclusion
is on a ground (law on elections, Art. 26; registration checked online by two members), an exclusion too.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.certificates import Certificate, CertificateDirection, holders_of
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.lines import RegisterFigure, added
from precinct_app.domain.voters import Voter


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
    """Empty for a list that came on paper alone."""
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
    NOT_LISTED = "not_listed"
    """He was entered, and that was undone; the row stays for reading."""


ENTITLED = frozenset({Standing.LISTED, Standing.CERTIFICATE_HOLDER})
"""Who may be given ballots."""
PRESENT = ENTITLED | {Standing.LEFT_WITH_CERTIFICATE}
"""Whoever is known here, so that he is not entered a second time."""


def standing_of(
    voter: Voter,
    certificates: Iterable[Certificate],
    exclusions: Iterable[Entry[Exclusion]],
    dropped: Iterable[Entry[NotInLaterList]],
    inclusions: Iterable[Entry[Inclusion]],
) -> Standing:
    """A voter's standing from his own entries that stand."""
    directions = {certificate.direction for certificate in certificates}
    grounds = {entry.content.ground for entry in inclusions}
    if any(True for _ in exclusions):
        return Standing.EXCLUDED
    if CertificateDirection.ACCEPTED in directions:
        return Standing.CERTIFICATE_HOLDER
    if InclusionGround.OWN_CERTIFICATE in grounds:
        return Standing.LISTED
    if CertificateDirection.ISSUED in directions:
        return Standing.LEFT_WITH_CERTIFICATE
    if any(True for _ in dropped):
        return Standing.NOT_IN_LATER_LIST
    return Standing.LISTED if voter.list_number or grounds else Standing.NOT_LISTED


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


@dataclass(frozen=True, slots=True)
class ListFrozen:
    """The list was closed: what it adds up to for each ballot, as it is carried into the sheets."""

    register_name: ClassVar[str] = "list_frozen"
    totals: tuple[tuple[str, ListTotals], ...]
    """By ballot, in the day's order; empty where the list came on paper only."""

    @property
    def subject(self) -> str:
        """There is one list."""
        return "list"


def totals_of(
    delivered: int,
    dropped: Collection[str],
    inclusions: Iterable[Inclusion],
    excluded: int,
    issued: Iterable[Certificate],
    accepted: Iterable[Certificate],
    ballot_id: str,
) -> ListTotals:
    """What the entries that stand add up to for a ballot, each person counted once.

    `delivered` rows are those of the last list and the earlier ones kept beside it; `dropped` are
    people of an earlier list who are not among them.  Whoever left with a certificate and is dropped
    is gone already; if he comes back with it, he is entered anew.
    """
    grounds = [(entry.voter_id, entry.ground) for entry in inclusions]
    returned = {v for v, ground in grounds if ground is InclusionGround.OWN_CERTIFICATE}
    entered = sum(ground is not InclusionGround.OWN_CERTIFICATE for _, ground in grounds)
    gone = frozenset(dropped)
    out = {certificate.voter_id for certificate in issued} - returned - gone
    return ListTotals(
        delivered, entered + len(returned & gone), excluded, len(out),
        len(holders_of(accepted, ballot_id)),
    )  # fmt: skip
