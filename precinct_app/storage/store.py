# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An open workspace: transactions over its repositories."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import RLock

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from precinct_app.domain.errors import StorageError
from precinct_app.services.ports import Work
from precinct_app.storage import tables
from precinct_app.storage.certificate_repository import CertificateTable
from precinct_app.storage.database import migrate_engine
from precinct_app.storage.journal import JournalTable
from precinct_app.storage.protocol_repository import ProtocolTable
from precinct_app.storage.received_repository import ReceivedTable
from precinct_app.storage.voter_repository import VoterTable
from precinct_app.storage.workspace_repository import WorkspaceTable


class Transaction:
    """The repositories of one transaction."""

    def __init__(self, session: Session) -> None:
        self.workspace = WorkspaceTable(session)
        self.voters = VoterTable(session)
        self.certificates = CertificateTable(session)
        self.protocols = ProtocolTable(session)
        self.received = ReceivedTable(session)
        self.journal = JournalTable(session)


class DatabaseStore:
    """A workspace's database; one transaction at a time, from whichever thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = RLock()

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """A transaction: kept as a whole when the block ends, undone when it raises."""
        with self._lock:
            try:
                with Session(self._engine) as session, session.begin():
                    yield Transaction(session)
            except (DatabaseError, sqlcipher.DatabaseError) as error:
                raise StorageError.of("storage.damaged") from error

    def dump(self) -> Mapping[str, list[tuple[object, ...]]]:
        """Every row of every table but the journal, sorted: equal dumps, equal workspaces."""
        found: dict[str, list[tuple[object, ...]]] = {}
        with self._lock, self._engine.connect() as connection:
            for table in tables.metadata.sorted_tables:
                if table.name != "journal":
                    rows = [tuple(row) for row in connection.execute(select(table))]
                    found[table.name] = sorted(rows, key=repr)
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def open_postgres(url: str) -> DatabaseStore:
    """Open a district's workspace on a PostgreSQL server."""
    engine = create_engine(url)
    migrate_engine(engine)
    return DatabaseStore(engine)
