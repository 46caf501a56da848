# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What stands on a certificate and in its register beside its number: application and acceptance.

Both registers keep the certificate itself, so that an undone row can still be read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.certificates import Certificate, Destination
from precinct_app.domain.errors import Reason
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.voters import Voter


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
class Acceptance:
    """A certificate of another precinct was accepted and its paper withdrawn."""

    register_name: ClassVar[str] = "certificate_accepted"
    certificate: Certificate
    paper_withdrawn: bool

    @property
    def subject(self) -> str:
        """The certificate's surrogate."""
        return self.certificate.certificate_id


@dataclass(frozen=True, slots=True)
class PapersCounted:
    """The withdrawn papers that lie with the list were counted."""

    register_name: ClassVar[str] = "certificate_papers"
    count: int

    @property
    def subject(self) -> str:
        """There is one pile."""
        return "papers"


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A row of the register of issued certificates; the only place where number and name meet."""

    voter: Voter
    entry: Entry[CertificateFacts]
    returned: bool = False
    """The voter came back with it, unused."""


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """A row of the register of accepted certificates."""

    voter: Voter
    entry: Entry[Acceptance]


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
