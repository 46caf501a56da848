# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificates in the database, each number once."""

from collections.abc import Callable, Collection

from sqlalchemy import delete
from sqlmodel import Session, col, select

from precinct_app.domain.certificates import Certificate, CertificateDirection, folded_number
from precinct_app.domain.errors import InputError
from precinct_app.storage.moments import to_moment, to_text
from precinct_app.storage.tables import CertificateRow


class CertificateTable:
    """Certificates issued here and accepted here."""

    def __init__(self, session: Session, changed: Callable[[], None]) -> None:
        self._session = session
        self._changed = changed

    def add(self, certificate: Certificate) -> None:
        """Keep one; InputError ``certificate.twice`` when its number is known already."""
        folded = folded_number(certificate.kind_id, certificate.series, certificate.number)
        if self.find(certificate.kind_id, certificate.series, certificate.number) is not None:
            raise InputError.of("certificate.twice", number=certificate.told)
        self._session.add(
            CertificateRow(
                certificate_id=certificate.certificate_id, direction=certificate.direction.value,
                kind_id=certificate.kind_id, series=certificate.series, number=certificate.number,
                folded=folded, other_precinct_id=certificate.other_precinct_id,
                voter_id=certificate.voter_id, ballot_ids=" ".join(certificate.ballot_ids),
                happened=to_text(certificate.happened),
            )
        )  # fmt: skip
        self._session.flush()
        self._changed()

    def wipe(self) -> int:
        """Take every certificate away; how many there were."""
        self._changed()
        return self._session.connection().execute(delete(CertificateRow)).rowcount

    def remove(self, certificate_id: str) -> None:
        """Take one away, so that its number may be used again."""
        self._changed()
        row = col(CertificateRow.certificate_id) == certificate_id
        self._session.connection().execute(delete(CertificateRow).where(row))

    def find(self, kind_id: str, series: str, number: str) -> Certificate | None:
        """One by kind, series and number; look-alike letters count as one."""
        folded = folded_number(kind_id, series, number)
        query = select(CertificateRow).where(CertificateRow.folded == folded)
        row = self._session.exec(query).one_or_none()
        return None if row is None else _from_row(row)

    def all(self, direction: CertificateDirection) -> list[Certificate]:
        """Certificates of one direction in the order in which they happened."""
        query = select(CertificateRow).where(CertificateRow.direction == direction.value)
        ordered = query.order_by(col(CertificateRow.happened), col(CertificateRow.folded))
        return [_from_row(row) for row in self._session.exec(ordered)]

    def of_voter(self, voter_id: str) -> list[Certificate]:
        """Certificates of one voter in the order in which they happened."""
        return self.of_voters([voter_id])

    def of_voters(self, voter_ids: Collection[str]) -> list[Certificate]:
        """Certificates of some voters in the order in which they happened."""
        query = select(CertificateRow).where(col(CertificateRow.voter_id).in_(voter_ids))
        ordered = query.order_by(col(CertificateRow.happened), col(CertificateRow.folded))
        return [_from_row(row) for row in self._session.exec(ordered)]


def _from_row(row: CertificateRow) -> Certificate:
    return Certificate(
        row.certificate_id, CertificateDirection(row.direction), row.kind_id, row.series,
        row.number, row.other_precinct_id, row.voter_id, tuple(row.ballot_ids.split()),
        to_moment(row.happened),
    )  # fmt: skip
