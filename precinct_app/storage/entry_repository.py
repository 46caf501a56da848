# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Entries of a sheet in the database; figures are rows, so that a new line needs no migration."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from precinct_app.domain.protocol.sheet import NA, Figure, Source, cell_name, cell_parts
from precinct_app.services.ports import StoredEntry, StoredValue
from precinct_app.storage.moments import to_moment, to_text
from precinct_app.storage.tables import EntryRow, ValueRow

_EMPTY, _NOT_APPLICABLE, _NUMBER = "empty", "not_applicable", "number"


class EntryTable:
    """First, second and recheck entries with their cells."""

    def __init__(self, session: Session, changed: Callable[[], None]) -> None:
        self._session = session
        self._changed = changed

    def entries(self, ballot_id: str, version: int) -> list[StoredEntry]:
        """Entries of a version with their values, oldest first; cells as they were first typed."""
        query = select(EntryRow).where(EntryRow.ballot_id == ballot_id, EntryRow.version == version)
        rows = self._session.exec(query.order_by(col(EntryRow.started), col(EntryRow.kind))).all()
        return [_entry(row, self._values(row.entry_id)) for row in rows]

    def start_entry(self, entry: StoredEntry) -> None:
        """Begin an entry of a version that is kept already, with the values it may bring."""
        self._session.add(
            EntryRow(
                entry_id=entry.entry_id, ballot_id=entry.ballot_id, version=entry.version,
                kind=entry.kind, member_id=entry.member_id, started=to_text(entry.started),
                finished=to_text(entry.finished) if entry.finished else "",
            )
        )  # fmt: skip
        self._session.flush()
        self._changed()
        for value in entry.values:
            self.save_value(entry.entry_id, value)

    def save_value(self, entry_id: str, value: StoredValue) -> None:
        """Keep one cell as it is left; the cell's former value in this entry is replaced."""
        line, row_name = cell_parts(value.cell)
        former = self._session.get(ValueRow, (entry_id, line, row_name))
        state, number = _state_and_number(value.figure)
        self._session.merge(
            ValueRow(
                entry_id=entry_id, line=line, row=row_name,
                position=former.position if former else self._cells(entry_id), state=state,
                number=number, source=value.source.value, typed_at=to_text(value.typed_at),
                parts=" ".join(str(part) for part in value.parts),
            )
        )  # fmt: skip
        self._session.flush()
        self._changed()

    def clear_value(self, entry_id: str, cell: str) -> None:
        """Empty one cell; a cell that was never filled stays as it is."""
        row = self._session.get(ValueRow, (entry_id, *cell_parts(cell)))
        if row is not None:
            row.state, row.number, row.parts = _EMPTY, 0, ""
            self._session.add(row)
            self._session.flush()
            self._changed()

    def finish_entry(self, entry_id: str, finished: datetime | None) -> None:
        """Close an entry, or open it again with None."""
        row = self._session.get_one(EntryRow, entry_id)
        row.finished = to_text(finished) if finished else ""
        self._session.add(row)
        self._session.flush()
        self._changed()

    def _cells(self, entry_id: str) -> int:
        query = select(func.count()).where(ValueRow.entry_id == entry_id)
        return self._session.exec(query).one()

    def _values(self, entry_id: str) -> tuple[StoredValue, ...]:
        query = select(ValueRow).where(ValueRow.entry_id == entry_id, ValueRow.state != _EMPTY)
        return tuple(_value(r) for r in self._session.exec(query.order_by(col(ValueRow.position))))


def _state_and_number(figure: Figure) -> tuple[str, int]:
    return (_NUMBER, figure) if isinstance(figure, int) else (_NOT_APPLICABLE, 0)


def _entry(row: EntryRow, values: tuple[StoredValue, ...]) -> StoredEntry:
    return StoredEntry(
        row.entry_id, row.ballot_id, row.version, row.kind, row.member_id, to_moment(row.started),
        to_moment(row.finished) if row.finished else None, values,
    )  # fmt: skip


def _value(row: ValueRow) -> StoredValue:
    figure = NA if row.state == _NOT_APPLICABLE else row.number
    return StoredValue(
        cell_name(row.line, row.row), figure, Source(row.source), to_moment(row.typed_at),
        tuple(int(part) for part in row.parts.split()),
    )  # fmt: skip
