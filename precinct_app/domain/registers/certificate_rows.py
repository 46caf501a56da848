# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The registers of certificates as they are read, on the screen and on paper.

For papers: `IssuedRow` fills a row of the register of issued certificates and the certificate itself
(with `Given` as its "votes for"), `AcceptedRow` a row of the register of accepted ones, `StockRow`
the account of a kind's blanks and the act by which the unused are cancelled.  Names and numbers meet
here and nowhere else; none of it goes into journal, bundle or log.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.certificates import Given
from precinct_app.domain.commission import Member
from precinct_app.domain.election import CertificateKind, Precinct, Region
from precinct_app.domain.registers.certificate_facts import Acceptance, CertificateFacts
from precinct_app.domain.registers.certificate_stock import StockBalance, StockEntry
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.number_range import NumberRange
from precinct_app.domain.voters import Voter


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A row of the register of issued certificates, and all that stands on the certificate."""

    row: int
    """Its number in the register, 1 upward; an undone row keeps its number."""
    voter: Voter
    kind: CertificateKind
    entry: Entry[CertificateFacts]
    """Series, number, application, the moment of issue; undone or not."""
    issued_by: Member
    going_region: Region
    going_precinct: Precinct | None
    """None where he said only a settlement."""
    given: Given | None
    """What it gives where he said he would go; None where it is refused there."""
    returned: datetime | None = None
    """When the voter came back with it, unused."""

    @property
    def is_out(self) -> bool:
        """The voter left the list with it and has not come back."""
        return self.entry.stands and self.returned is None


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """A row of the register of accepted certificates."""

    row: int
    voter: Voter
    kind: CertificateKind
    entry: Entry[Acceptance]
    issued_at: Precinct
    region: Region
    """Of the precinct that issued it: numbers repeat between regions."""
    accepted_by: Member
    signed: tuple[str, ...] | None
    """Ballots for which the holder signed; None while nobody has said."""


@dataclass(frozen=True, slots=True)
class StockRow:
    """The account of one kind's blanks."""

    kind: CertificateKind
    balance: StockBalance
    should_lie: tuple[NumberRange, ...]
    """Numbers that should lie here unused; empty where no numbers are known."""
    cancelled: datetime | None
    """When the unused were cancelled."""
    entries: tuple[Entry[StockEntry], ...]
    """Every movement as recorded, undone ones too."""


@dataclass(frozen=True, slots=True)
class CertificateRegisters:
    """All that is kept about certificates."""

    issued: tuple[IssuedRow, ...]
    accepted: tuple[AcceptedRow, ...]
    stock: tuple[StockRow, ...]
    papers: int | None
    """Withdrawn papers counted in the pile; None while nobody has counted."""

    @property
    def papers_gap(self) -> int:
        """Papers that should lie with the list and do not; 0 while nobody has counted."""
        return 0 if self.papers is None else _standing(self.accepted) - self.papers

    @property
    def unsigned(self) -> tuple[AcceptedRow, ...]:
        """Rows of holders of whom nobody has said what they signed for."""
        return tuple(row for row in self.accepted if row.entry.stands and row.signed is None)


def _standing(rows: Iterable[AcceptedRow]) -> int:
    return sum(row.entry.stands for row in rows)
