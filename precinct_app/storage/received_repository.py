# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Protocols that a district has taken in."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.services.ports import ReceivedProtocol
from precinct_app.storage.moments import to_moment, to_text
from precinct_app.storage.tables import ReceivedRow


class ReceivedTable:
    """What the district has taken in, every version."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, received: ReceivedProtocol) -> None:
        """Keep a protocol."""
        self._session.add(
            ReceivedRow(
                precinct_id=received.precinct_id, ballot_id=received.ballot_id,
                version=received.version, protocol_sha256=received.protocol_sha256,
                manifest_sha256=received.manifest_sha256, acceptance=received.acceptance,
                rungs=" ".join(str(rung) for rung in received.rungs),
                record=received.record.to_json(), imported=to_text(received.imported),
                findings=" ".join(received.findings),
            )
        )  # fmt: skip
        self._session.flush()

    def get(self, precinct_id: str, ballot_id: str) -> ReceivedProtocol | None:
        """The latest version taken in."""
        query = select(ReceivedRow).where(
            ReceivedRow.precinct_id == precinct_id, ReceivedRow.ballot_id == ballot_id
        )
        row = self._session.exec(query.order_by(col(ReceivedRow.version).desc())).first()
        return _from_row(row) if row else None

    def all(self) -> Iterator[ReceivedProtocol]:
        """The latest version of every protocol, by precinct and ballot."""
        query = select(ReceivedRow).order_by(
            col(ReceivedRow.precinct_id), col(ReceivedRow.ballot_id), col(ReceivedRow.version).desc()
        )
        last = ("", "")
        for row in self._session.exec(query):
            if (row.precinct_id, row.ballot_id) != last:
                last = (row.precinct_id, row.ballot_id)
                yield _from_row(row)


def _from_row(row: ReceivedRow) -> ReceivedProtocol:
    return ReceivedProtocol(
        row.precinct_id, row.ballot_id, row.version, row.protocol_sha256, row.manifest_sha256,
        row.acceptance, tuple(int(rung) for rung in row.rungs.split()),
        ProtocolRecord.from_json(row.record), to_moment(row.imported),
        tuple(row.findings.split()),
    )  # fmt: skip
