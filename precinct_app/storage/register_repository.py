# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Entries of all registers in one table: added, undone, never changed otherwise, never erased.

Save two things: the exact times of a register may be taken away for good (field: C8), and at the end
of the workspace's life whatever names people (C12).
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from precinct_app.domain.errors import InputError
from precinct_app.domain.registers.entry import (
    C,
    Content,
    Entry,
    Undo,
    content_from_json,
    content_to_json,
)
from precinct_app.storage.moments import to_moment, to_text
from precinct_app.storage.tables import RegisterRow


class RegisterTable:
    """Registers of the precinct's day within one transaction: one that was read whole is remembered."""

    def __init__(self, session: Session, changed: Callable[[], None]) -> None:
        self._session = session
        self._whole: dict[str, list[Entry[Any]]] = {}
        self._changed = changed

    def add(self, entry: Entry[C]) -> None:
        """Keep an entry as the last of its register."""
        last = self._session.exec(select(func.max(RegisterRow.sequence))).one()
        content: Content = entry.content
        self._forget(content.register_name)
        self._session.add(
            RegisterRow(
                sequence=(last or 0) + 1, entry_id=entry.entry_id, register_name=content.register_name,
                subject=content.subject, content=content_to_json(content).decode("utf-8"),
                happened=to_text(entry.happened), recorded=to_text(entry.recorded),
                member_id=entry.member_id, undone_reason="", undone_happened="",
                undone_recorded="", undone_by="",
            )
        )  # fmt: skip
        self._session.flush()

    def undo(self, entry_id: str, undo: Undo) -> None:
        """Mark an entry as undone; InputError ``register.undone`` when it no longer stands."""
        query = select(RegisterRow).where(RegisterRow.entry_id == entry_id)
        row = self._session.exec(query).one_or_none()
        if row is None or row.undone_recorded:
            raise InputError.of("register.undone")
        row.undone_reason, row.undone_by = undo.reason, undo.member_id
        row.undone_happened, row.undone_recorded = to_text(undo.happened), to_text(undo.recorded)
        self._forget(row.register_name)
        self._session.add(row)
        self._session.flush()

    def get(self, kind: type[C], entry_id: str) -> Entry[C] | None:
        """One entry of a register, undone or not; None when the register has none of that id."""
        found = self._entries(kind, col(RegisterRow.entry_id) == entry_id)
        return found[0] if found else None

    def all(self, kind: type[C], subject: str | None = None) -> list[Entry[C]]:
        """Entries that stand, in the order in which they were recorded."""
        return [entry for entry in self.history(kind, subject) if entry.stands]

    def about(self, kind: type[C], subjects: Collection[str]) -> list[Entry[C]]:
        """Entries that stand about any of some subjects, in the order in which they were recorded."""
        found = self._entries(kind, col(RegisterRow.subject).in_(subjects))
        return [entry for entry in found if entry.stands]

    def history(self, kind: type[C], subject: str | None = None) -> list[Entry[C]]:
        """All entries, undone ones too, in the order in which they were recorded."""
        read = self._whole.get(kind.register_name)
        if read is None and subject is not None:
            return self._entries(kind, col(RegisterRow.subject) == subject)
        if read is None:
            read = self._whole[kind.register_name] = self._entries(kind)
        return [entry for entry in read if subject in {None, entry.content.subject}]

    def _forget(self, register_name: str) -> None:
        """A register is about to change: neither it nor anything made of it is remembered."""
        self._whole.pop(register_name, None)
        self._changed()

    def _entries(self, kind: type[C], *which: ColumnElement[bool]) -> list[Entry[C]]:
        """Without an object a row: thousands of marks are read again and again."""
        mine = col(RegisterRow.register_name) == kind.register_name
        query = core_select(*_COLUMNS).where(mine, *which).order_by(col(RegisterRow.sequence))
        rows: Iterable[Row[Any]] = self._session.connection().execute(query)
        return [_entry(kind, row) for row in rows]

    def coarsen(self, kind: type[Content], rounded: Callable[[datetime], datetime]) -> int:
        """Round every time of a register, and shuffle the entries that are then alike; how many.

        The order of recording must go too: the journal tells when something was recorded, and the
        n-th entry would be the n-th event.  Entries' ids are random, so they give the new order.
        """
        self._forget(kind.register_name)
        mine = col(RegisterRow.register_name) == kind.register_name
        query = select(RegisterRow).where(mine).order_by(col(RegisterRow.sequence))
        kept = self._session.exec(query).all()
        rows = sorted(
            (_coarse(row, rounded) for row in kept),
            key=lambda row: (row["recorded"], row["entry_id"]),
        )
        moved = [row | {"sequence": old.sequence} for old, row in zip(kept, rows, strict=True)]
        for row in kept:
            self._session.expunge(row)
        connection = self._session.connection()
        connection.execute(delete(RegisterRow).where(mine))
        if moved:
            connection.execute(insert(RegisterRow), moved)
        return len(moved)

    def wipe(self, but: Collection[str]) -> int:
        """Take every register away but those named; how many entries there were."""
        self._whole.clear()
        self._changed()
        others = col(RegisterRow.register_name).not_in(sorted(but))
        return self._session.connection().execute(delete(RegisterRow).where(others)).rowcount


_TIMES = ("happened", "recorded", "undone_happened", "undone_recorded")


def _coarse(row: RegisterRow, rounded: Callable[[datetime], datetime]) -> dict[str, Any]:
    found = row.model_dump()
    times = {name: found[name] for name in _TIMES if found[name]}
    return found | {name: to_text(rounded(to_moment(text))) for name, text in times.items()}


_COLUMNS: list[Any] = [
    col(column)
    for column in (
        RegisterRow.entry_id, RegisterRow.content, RegisterRow.happened, RegisterRow.recorded,
        RegisterRow.member_id, RegisterRow.undone_recorded, RegisterRow.undone_reason,
        RegisterRow.undone_happened, RegisterRow.undone_by,
    )
]  # fmt: skip


def _entry(kind: type[C], row: Row[Any]) -> Entry[C]:
    undone = None
    if row.undone_recorded:
        undone = Undo(
            row.undone_reason, to_moment(row.undone_happened), to_moment(row.undone_recorded),
            row.undone_by,
        )  # fmt: skip
    return Entry(
        row.entry_id, _content(kind, row.content), to_moment(row.happened),
        to_moment(row.recorded), row.member_id, undone,
    )  # fmt: skip


@lru_cache(maxsize=16_384)
def _content(kind: type[C], text: str) -> C:
    """What a row says, read once: contents never change."""
    return content_from_json(kind, text.encode("utf-8"))
