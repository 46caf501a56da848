# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Protocols that a district has taken in."""

from collections.abc import Iterator

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from precinct_app.domain.errors import InputError
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.services.ports import ReceivedProtocol
from precinct_app.storage.moments import to_moment, to_text
from precinct_app.storage.tables import ReceivedRow

_AT_ONCE = 100
"""Rows held in memory while all are walked through."""


class ReceivedTable:
    """What the district has taken in, every version."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, received: ReceivedProtocol) -> None:
        """Keep a protocol; InputError ``received.twice`` when that version is here already.

        Two operators may take in the same bundle at once: the later one is told so.
        """
        key = (received.precinct_id, received.ballot_id, received.version)
        if self._session.get(ReceivedRow, key) is not None:
            raise _twice(received)
        self._session.add(_to_row(received))
        try:
            self._session.flush()
        except IntegrityError as error:
            raise _twice(received) from error

    def complete(self, received: ReceivedProtocol) -> None:
        """Put the same version with more signatures in the place of the one that is held."""
        self._session.merge(_to_row(received))
        self._session.flush()

    def get(self, precinct_id: str, ballot_id: str) -> ReceivedProtocol | None:
        """The latest version taken in."""
        query = select(ReceivedRow).where(
            ReceivedRow.precinct_id == precinct_id, ReceivedRow.ballot_id == ballot_id
        )
        row = self._session.exec(query.order_by(col(ReceivedRow.version).desc()).limit(1)).first()
        return _from_row(row) if row else None

    def all(self) -> Iterator[ReceivedProtocol]:
        """The latest version of every protocol, by precinct and ballot."""
        other = aliased(ReceivedRow)
        latest = (
            select(func.max(other.version))
            .where(
                other.precinct_id == ReceivedRow.precinct_id,
                other.ballot_id == ReceivedRow.ballot_id,
            )
            .scalar_subquery()
        )
        query = select(ReceivedRow).where(col(ReceivedRow.version) == latest)
        ordered = query.order_by(col(ReceivedRow.precinct_id), col(ReceivedRow.ballot_id))
        for row in self._session.exec(ordered.execution_options(yield_per=_AT_ONCE)):
            yield _from_row(row)


def _twice(received: ReceivedProtocol) -> Exception:
    return InputError.of(
        "received.twice", precinct=received.precinct_id, ballot=received.ballot_id,
        version=received.version,
    )  # fmt: skip


def _to_row(received: ReceivedProtocol) -> ReceivedRow:
    return ReceivedRow(
        precinct_id=received.precinct_id, ballot_id=received.ballot_id,
        version=received.version, protocol_sha256=received.protocol_sha256,
        manifest_sha256=received.manifest_sha256, acceptance=received.acceptance,
        rungs=" ".join(str(rung) for rung in received.rungs),
        record=received.record.to_json(), imported=to_text(received.imported),
        findings=" ".join(received.findings),
    )  # fmt: skip


def _from_row(row: ReceivedRow) -> ReceivedProtocol:
    return ReceivedProtocol(
        row.precinct_id, row.ballot_id, row.version, row.protocol_sha256, row.manifest_sha256,
        row.acceptance, tuple(int(rung) for rung in row.rungs.split()),
        ProtocolRecord.from_json(row.record), to_moment(row.imported),
        tuple(row.findings.split()),
    )  # fmt: skip
