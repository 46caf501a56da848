# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Frozen protocols with their papers; entries are in `entry_repository`."""

import json
from collections.abc import Callable

from sqlmodel import Session, col, select

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import StorageError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.status import Status
from precinct_app.services.ports import StoredProtocol
from precinct_app.storage.entry_repository import EntryTable
from precinct_app.storage.tables import OutsideSignatureRow, ProtocolRow


class ProtocolTable(EntryTable):
    """The protocols of this precinct's ballots."""

    def __init__(self, session: Session, changed: Callable[[], None]) -> None:
        super().__init__(session, changed)
        self._session = session

    def get(self, ballot_id: str) -> StoredProtocol | None:
        """The latest version of a ballot's protocol."""
        query = select(ProtocolRow).where(ProtocolRow.ballot_id == ballot_id)
        latest = query.order_by(col(ProtocolRow.version).desc()).limit(1)
        row = self._session.exec(latest).first()
        return _protocol(row) if row else None

    def version(self, ballot_id: str, version: int) -> StoredProtocol | None:
        """One version, for instance the one that a correction replaces."""
        row = self._session.get(ProtocolRow, (ballot_id, version))
        return _protocol(row) if row else None

    def save(self, protocol: StoredProtocol) -> None:
        """Keep a version's present state.

        StorageError ``storage.signed_changed`` when record, seal or signatures of a signed version
        would be replaced: what people have signed never changes, a correction is a new version.
        Signatures alone may be let go, all at once, for a page drawn anew for fewer signers.
        """
        former = self._session.get(ProtocolRow, (protocol.ballot_id, protocol.version))
        if former is not None:
            _refuse_to_change_signed(former, protocol)
        self._session.merge(
            ProtocolRow(
                ballot_id=protocol.ballot_id, version=protocol.version,
                status=protocol.status.value, record=protocol.record_json, seal=protocol.seal,
                signers=json.dumps([[s.member_id, s.role.value] for s in protocol.signers]),
                pdf=protocol.pdf, xlsx=protocol.xlsx, signed_by=" ".join(protocol.signed_by),
            )
        )  # fmt: skip
        self._session.flush()
        self._changed()

    def outside(self, ballot_id: str, version: int) -> list[bytes]:
        """Signatures of other programs over a version's data, in the order in which they came."""
        query = select(OutsideSignatureRow).where(
            OutsideSignatureRow.ballot_id == ballot_id, OutsideSignatureRow.version == version
        )
        rows = self._session.exec(query.order_by(col(OutsideSignatureRow.number)))
        return [row.message for row in rows]

    def add_outside(self, ballot_id: str, version: int, message: bytes) -> None:
        """Keep one more; none is ever changed or taken away."""
        number = len(self.outside(ballot_id, version)) + 1
        row = OutsideSignatureRow(
            ballot_id=ballot_id, version=version, number=number, message=message
        )
        self._session.add(row)
        self._session.flush()
        self._changed()


def _refuse_to_change_signed(former: ProtocolRow, protocol: StoredProtocol) -> None:
    signed_by = tuple(former.signed_by.split())
    if not signed_by:
        return
    same = former.record == protocol.record_json
    sealed = protocol.seal == former.seal
    set_before = {member for member, _ in json.loads(former.signers)}
    fewer = {signer.member_id for signer in protocol.signers} < set_before
    anew = fewer and not (protocol.signed_by or protocol.pdf or protocol.xlsx)
    more = sealed and protocol.signed_by[: len(signed_by)] == signed_by
    if not same or not (more or (anew and (sealed or not protocol.seal))):
        raise StorageError.of(
            "storage.signed_changed", ballot=protocol.ballot_id, version=protocol.version
        )


def _protocol(row: ProtocolRow) -> StoredProtocol:
    return StoredProtocol(
        ballot_id=row.ballot_id,
        version=row.version,
        status=Status(row.status),
        record=ProtocolRecord.from_json(row.record) if row.record else None,
        record_json=row.record,
        seal=row.seal,
        signers=tuple(ExpectedSigner(m, Role(role)) for m, role in json.loads(row.signers)),
        pdf=row.pdf,
        xlsx=row.xlsx,
        signed_by=tuple(row.signed_by.split()),
    )
