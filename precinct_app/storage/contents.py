# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a workspace's database holds, by its counts."""

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from precinct_app.domain.backups import Contents
from precinct_app.domain.errors import StorageError
from precinct_app.domain.journal import START
from precinct_app.storage.moments import to_moment
from precinct_app.storage.tables import (
    CertificateRow,
    JournalRow,
    ProtocolRow,
    ReceivedRow,
    RegisterRow,
    ValueRow,
    VoterRow,
    WorkspaceRow,
    metadata,
)


def contents_of(connection: Connection) -> Contents:
    """Count everything in one transaction; StorageError ``storage.not_workspace``."""
    workspace = metadata.tables[str(WorkspaceRow.__tablename__)].c
    row = connection.execute(select(workspace.instance_id, workspace.generation)).first()
    if row is None:
        raise StorageError.of("storage.not_workspace")
    protocol = metadata.tables[str(ProtocolRow.__tablename__)].c
    frozen = select(func.count()).where(func.length(protocol.record) > 0)
    number, head = _last_event(connection)
    until = [text for text in _last_times(connection) if text]
    return Contents(
        instance_id=row[0], generation=row[1], voters=_count(connection, VoterRow),
        certificates=_count(connection, CertificateRow), entries=_count(connection, RegisterRow),
        figures=_count(connection, ValueRow), protocols=connection.execute(frozen).scalar_one(),
        received=_count(connection, ReceivedRow), events=number, head=head,
        until=max(map(to_moment, until), default=None),
    )  # fmt: skip


def _count(connection: Connection, row: type[SQLModel]) -> int:
    table = metadata.tables[str(row.__tablename__)]
    found: int = connection.execute(select(func.count()).select_from(table)).scalar_one()
    return found


def _last_event(connection: Connection) -> tuple[int, str]:
    journal = metadata.tables[str(JournalRow.__tablename__)].c
    query = select(journal.sequence, journal.hash).order_by(journal.sequence.desc()).limit(1)
    found = connection.execute(query).first()
    return (found[0], found[1]) if found else (0, START)


def _last_times(connection: Connection) -> list[str | None]:
    places = ((JournalRow, "recorded"), (ValueRow, "typed_at"), (RegisterRow, "recorded"))
    columns = [metadata.tables[str(row.__tablename__)].c[name] for row, name in places]
    return [connection.execute(select(func.max(column))).scalar_one() for column in columns]
