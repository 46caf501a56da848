# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What stands on a certificate and in its register beside its number: application and acceptance.

Both registers keep the certificate itself, so that an undone row can still be read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.certificates import Certificate, Destination, folded
from precinct_app.domain.errors import Reason


class Absence(StrEnum):
    """Why the voter will not be in his precinct on the day (law on elections, Art. 41)."""

    STAY = "stay"
    """His place of stay changes."""
    TRIP = "trip"
    STUDY = "study"
    TREATMENT = "treatment"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CertificateApplication:
    """A voter's written application and how it was met."""

    destination: Destination
    absence: Absence
    document: str
    """Identity document shown by who collects the certificate."""
    issued_by: str
    """Member who signs certificate and list."""
    note: str = ""
    """The reason in the voter's words; needed where it is another one."""
    collected_by: str = ""
    """Representative's name; empty when the voter came himself."""
    power_of_attorney: str = ""
    """The representative's basis; a notary is not needed."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """A certificate was issued on an application."""

    register_name: ClassVar[str] = "certificate_issued"
    certificate: Certificate
    application: CertificateApplication

    @property
    def subject(self) -> str:
        """The certificate's surrogate."""
        return self.certificate.certificate_id


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A certificate as its holder lays it on the table."""

    kind_id: str
    series: str
    number: str
    issued_at: str
    """The precinct that issued it: region and number give one of the directory."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A certificate of another precinct was accepted and its paper withdrawn."""

    register_name: ClassVar[str] = "certificate_accepted"
    certificate: Certificate
    document: str
    """Identity document that the holder showed."""
    accepted_by: str
    """Member who took the paper and signs beside it."""

    @property
    def subject(self) -> str:
        """The certificate's surrogate."""
        return self.certificate.certificate_id


@dataclass(frozen=True, slots=True)
class HolderSigned:
    """The ballots for which a holder signed in the paper list; none when he left without voting.

    Below level *marks* alone: there the marks tell it.
    """

    register_name: ClassVar[str] = "certificate_signed"
    voter_id: str
    ballot_ids: tuple[str, ...]

    @property
    def subject(self) -> str:
        """The voter's surrogate."""
        return self.voter_id


@dataclass(frozen=True, slots=True)
class PapersCounted:
    """The withdrawn papers that lie with the list were counted."""

    register_name: ClassVar[str] = "certificate_papers"
    count: int

    @property
    def subject(self) -> str:
        """There is one pile."""
        return "papers"


def application_faults(
    application: CertificateApplication, members: Collection[str]
) -> tuple[Reason, ...]:
    """Why an application cannot be kept as it is typed; empty when it can."""
    found = []
    if not application.document.strip():
        found.append("certificate.no_document")
    if application.absence is Absence.OTHER and not application.note.strip():
        found.append("certificate.no_reason")
    if application.issued_by not in members:
        found.append("certificate.no_member")
    if bool(application.collected_by.strip()) != bool(application.power_of_attorney.strip()):
        found.append("certificate.no_power")
    going = application.destination
    if not going.precinct_id and not (going.region_id and going.settlement.strip()):
        found.append("certificate.no_destination")
    return tuple(Reason(key) for key in found)


def acceptance_faults(
    document: str, accepted_by: str, members: Collection[str], *, withdrawn: bool
) -> tuple[Reason, ...]:
    """Why an acceptance cannot be kept as it is typed; empty when it can."""
    found = []
    if not withdrawn:
        found.append("certificate.not_withdrawn")
    if not document.strip():
        found.append("certificate.no_document")
    if accepted_by not in members:
        found.append("certificate.no_member")
    return tuple(Reason(key) for key in found)


def number_faults(number: str) -> tuple[Reason, ...]:
    """A certificate has a number with digits in it, whatever its series."""
    has_digit = any(letter.isdigit() for letter in folded(number))
    return () if has_digit else (Reason("certificate.no_number"),)
