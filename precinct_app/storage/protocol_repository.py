# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Entries, notes and frozen protocols in the database; figures are rows."""

import json
from datetime import datetime

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from precinct_app.domain.commission import Role
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import NA, Source, cell_name, cell_parts
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.wording import Wording
from precinct_app.services.ports import StoredEntry, StoredNote, StoredProtocol, StoredValue
from precinct_app.storage.moments import to_moment, to_text
from precinct_app.storage.tables import EntryRow, NoteRow, ProtocolRow, ValueRow


class ProtocolTable:
    """The protocols of this precinct's ballots."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, ballot_id: str) -> StoredProtocol | None:
        """The latest version of a ballot's protocol."""
        query = select(ProtocolRow).where(ProtocolRow.ballot_id == ballot_id)
        row = self._session.exec(query.order_by(col(ProtocolRow.version).desc())).first()
        return _protocol(row) if row else None

    def save(self, protocol: StoredProtocol) -> None:
        """Keep a version's present state."""
        key = (protocol.ballot_id, protocol.version)
        row = self._session.get(ProtocolRow, key) or ProtocolRow(ballot_id=key[0], version=key[1])
        row.status, row.record, row.seal = protocol.status.value, protocol.record_json, protocol.seal
        row.signers = json.dumps([[s.member_id, s.role.value] for s in protocol.signers])
        row.pdf, row.xlsx = protocol.pdf, protocol.xlsx
        row.signed_by = " ".join(protocol.signed_by)
        self._session.add(row)
        self._session.flush()

    def entries(self, ballot_id: str, version: int) -> list[StoredEntry]:
        """Entries of a version with their values, oldest first."""
        query = select(EntryRow).where(EntryRow.ballot_id == ballot_id, EntryRow.version == version)
        rows = self._session.exec(query.order_by(col(EntryRow.started), col(EntryRow.kind))).all()
        return [_entry(row, self._values(row.entry_id)) for row in rows]

    def start_entry(self, entry: StoredEntry) -> None:
        """Begin an entry."""
        self._session.add(
            EntryRow(
                entry_id=entry.entry_id, ballot_id=entry.ballot_id, version=entry.version,
                kind=entry.kind, member_id=entry.member_id, started=to_text(entry.started),
                finished=to_text(entry.finished) if entry.finished else "",
            )
        )  # fmt: skip
        self._session.flush()

    def save_value(self, entry_id: str, value: StoredValue) -> None:
        """Keep one cell as it is left; the cell's former value in this entry is replaced."""
        line, row_name = cell_parts(value.cell)
        row = self._session.get(ValueRow, (entry_id, line, row_name))
        if row is None:
            query = select(func.count()).where(ValueRow.entry_id == entry_id)
            count = self._session.exec(query).one()
            row = ValueRow(entry_id=entry_id, line=line, row=row_name, position=count)
        row.state = "not_applicable" if value.figure is NA else "number"
        row.number = 0 if value.figure is NA else int(value.figure)  # type: ignore[arg-type]
        row.source, row.typed_at = value.source.value, to_text(value.typed_at)
        self._session.add(row)
        self._session.flush()

    def clear_value(self, entry_id: str, cell: str) -> None:
        """Empty one cell."""
        line, row_name = cell_parts(cell)
        self._session.connection().execute(
            delete(ValueRow).where(
                col(ValueRow.entry_id) == entry_id, col(ValueRow.line) == line,
                col(ValueRow.row) == row_name,
            )
        )  # fmt: skip
        self._session.expire_all()

    def finish_entry(self, entry_id: str, finished: datetime | None) -> None:
        """Close an entry, or open it again with None."""
        row = self._session.get_one(EntryRow, entry_id)
        row.finished = to_text(finished) if finished else ""
        self._session.add(row)
        self._session.flush()

    def notes(self, ballot_id: str, version: int) -> list[StoredNote]:
        """Acts and explanations of a version, by number."""
        query = select(NoteRow).where(NoteRow.ballot_id == ballot_id, NoteRow.version == version)
        rows = self._session.exec(query.order_by(col(NoteRow.kind), col(NoteRow.number)))
        return [_note(row) for row in rows]

    def add_note(self, note: StoredNote) -> None:
        """Keep an act or an explanation."""
        self._session.add(
            NoteRow(
                kind=note.kind, number=note.number, ballot_id=note.ballot_id, version=note.version,
                codes=" ".join(note.codes), text_kk=note.text.kk, text_ru=note.text.ru,
                text_en=note.text.en, member_id=note.member_id, happened=to_text(note.happened),
                left_side=note.left, right_side=note.right,
            )
        )  # fmt: skip
        self._session.flush()

    def next_note_number(self, kind: str) -> int:
        """The next number of the day for acts or for explanations."""
        last = self._session.exec(select(func.max(NoteRow.number)).where(NoteRow.kind == kind)).one()
        return (last or 0) + 1

    def _values(self, entry_id: str) -> tuple[StoredValue, ...]:
        query = select(ValueRow).where(ValueRow.entry_id == entry_id).order_by(col(ValueRow.position))
        return tuple(_value(row) for row in self._session.exec(query))


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


def _entry(row: EntryRow, values: tuple[StoredValue, ...]) -> StoredEntry:
    return StoredEntry(
        row.entry_id, row.ballot_id, row.version, row.kind, row.member_id, to_moment(row.started),
        to_moment(row.finished) if row.finished else None, values,
    )  # fmt: skip


def _value(row: ValueRow) -> StoredValue:
    figure = NA if row.state == "not_applicable" else row.number
    return StoredValue(
        cell_name(row.line, row.row), figure, Source(row.source), to_moment(row.typed_at)
    )


def _note(row: NoteRow) -> StoredNote:
    return StoredNote(
        row.number, row.kind, row.ballot_id, row.version, tuple(row.codes.split()),
        Wording(row.text_kk, row.text_ru, row.text_en), row.member_id, to_moment(row.happened),
        row.left_side, row.right_side,
    )  # fmt: skip
