# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The append-only, hash-chained journal in the database: there is no way here to change a row."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from precinct_app.domain.errors import StorageError
from precinct_app.domain.journal import START, Event, chain
from precinct_app.storage.moments import to_moment, to_text
from precinct_app.storage.tables import JournalRow, WorkspaceRow

_AT_ONCE = 500


class JournalTable:
    """The journal; a lock keeps its head still while an event is appended."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(
        self,
        *,
        happened: datetime,
        recorded: datetime,
        member_id: str,
        role: str,
        kind: str,
        subject: str,
        details: Mapping[str, str | int] | None = None,
    ) -> Event:
        """Write an event after the last one; texts are kept as NFC, as the chain wants them."""
        self._hold_head()
        last = self._last()
        event = chain(
            Event(
                (last.sequence if last else 0) + 1, happened.astimezone(UTC),
                recorded.astimezone(UTC), member_id, role, kind, _nfc(subject),
                _details(details or {}),
            ),
            last.hash if last else START,
        )  # fmt: skip
        self._session.add(_to_row(event))
        self._session.flush()
        return event

    def head(self) -> str:
        """Hash of the last event; 64 zeros when there is none."""
        last = self._last()
        return last.hash if last else START

    def last(self) -> Event | None:
        """The last event; StorageError ``storage.journal`` when nobody can read it."""
        last = self._last()
        return _from_row(last) if last else None

    def last_of(self, kind: str) -> Event | None:
        """The last event of a kind; StorageError ``storage.journal`` when nobody can read it."""
        query = select(JournalRow).where(JournalRow.kind == kind)
        last = self._session.exec(query.order_by(col(JournalRow.sequence).desc()).limit(1)).first()
        return _from_row(last) if last else None

    def all(self) -> Iterator[Event]:
        """Every event in order; StorageError ``storage.journal`` names a row nobody can read."""
        query = select(JournalRow).order_by(col(JournalRow.sequence))
        for row in self._session.exec(query.execution_options(yield_per=_AT_ONCE)):
            yield _from_row(row)

    def _hold_head(self) -> None:
        # On SQLCipher the transaction itself is the lock.  On PostgreSQL the journal's last row
        # would be the wrong one to hold: who has waited for it still takes it for the last.
        self._session.exec(select(WorkspaceRow.id).with_for_update()).all()

    def _last(self) -> JournalRow | None:
        query = select(JournalRow).order_by(col(JournalRow.sequence).desc()).limit(1)
        return self._session.exec(query).first()


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _details(details: Mapping[str, str | int]) -> dict[str, str | int]:
    return {name: _nfc(v) if isinstance(v, str) else v for name, v in details.items()}


def _to_row(event: Event) -> JournalRow:
    return JournalRow(
        sequence=event.sequence, happened=to_text(event.happened),
        recorded=to_text(event.recorded), member_id=event.member_id, role=event.role,
        kind=event.kind, subject=event.subject,
        details=json.dumps(dict(event.details), ensure_ascii=False, sort_keys=True),
        previous=event.previous, hash=event.hash,
    )  # fmt: skip


def _from_row(row: JournalRow) -> Event:
    try:
        return Event(
            row.sequence, to_moment(row.happened), to_moment(row.recorded), row.member_id, row.role,
            row.kind, row.subject, json.loads(row.details), row.previous, row.hash,
        )  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise StorageError.of("storage.journal", sequence=row.sequence) from error
