# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Papers of one person: a certificate with its stub, an application to vote at home, a refusal."""

from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Person:
    """Whose paper it is; texts as they are printed, empty ones to be filled by hand."""

    name: str = ""
    birth: str = ""
    iin: str = ""
    address: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class GivenAt:
    """Which ballots a certificate gives at a distance from where it was issued."""

    distance: Wording
    ballots: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """An absentee certificate and the stub that stays with the commission."""

    heading: Heading
    kind: Wording
    series: str
    number: str
    holder: Person
    going_to: Wording
    reason: Wording
    issued: datetime
    """Local time."""
    issued_by: str
    collected_by: str
    """The representative; empty when the voter came himself."""
    power_of_attorney: str
    gives: tuple[GivenAt, ...]


@dataclass(frozen=True, slots=True)
class HomeApplicationPaper:
    """A written application to vote outside the polling room; voter and members sign on it."""

    heading: Heading
    made: datetime
    ballots: tuple[Wording, ...]
    """Names of those it gives, in the day's order."""
    grounds: tuple[Wording, ...]
    """All that there are."""
    until: datetime
    """Applications are taken until then."""
    ground: int = 0
    """Place of the applicant's ground among them, 1 upward; 0 to be ticked by hand."""
    applicant: Person = Person()
    number: int = 0
    """In the journal; 0 for an empty form."""
    applied: datetime | None = None


@dataclass(frozen=True, slots=True)
class RefusalPaper:
    """A reasoned refusal on one page."""

    heading: Heading
    number: int
    decided: datetime
    applicant: str
    asked: Wording
    ground: Wording
    reason: Wording
    explained: str = ""
    """What the commission adds in its own words."""
    in_english: bool = False
    """The applicant reads neither Kazakh nor Russian."""
