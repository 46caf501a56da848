# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An open workspace: transactions over its repositories."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from threading import RLock

from sqlalchemy import Engine, select
from sqlmodel import Session

from precinct_app.domain.errors import StorageError
from precinct_app.services.ports import (
    CertificateRepository,
    JournalRepository,
    ProtocolRepository,
    ReceivedRepository,
    RegisterRepository,
    VoterRepository,
    Work,
    WorkspaceRepository,
)
from precinct_app.storage import tables
from precinct_app.storage.certificate_repository import CertificateTable
from precinct_app.storage.journal import JournalTable
from precinct_app.storage.protocol_repository import ProtocolTable
from precinct_app.storage.received_repository import ReceivedTable
from precinct_app.storage.refusals import DRIVER_ERRORS, told
from precinct_app.storage.register_repository import RegisterTable
from precinct_app.storage.voter_repository import VoterTable
from precinct_app.storage.workspace_repository import WorkspaceTable


class Transaction:
    """The repositories of one transaction."""

    def __init__(self, session: Session) -> None:
        self.workspace: WorkspaceRepository = WorkspaceTable(session)
        self.voters: VoterRepository = VoterTable(session)
        self.certificates: CertificateRepository = CertificateTable(session)
        self.registers: RegisterRepository = RegisterTable(session)
        self.protocols: ProtocolRepository = ProtocolTable(session)
        self.received: ReceivedRepository = ReceivedTable(session)
        self.journal: JournalRepository = JournalTable(session)


class DatabaseStore:
    """A workspace's database; one transaction at a time, from whichever thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = RLock()
        self._busy = False
        self._closed = False

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """A transaction: kept as a whole when the block ends, undone when it raises.

        StorageError ``storage.closed`` after `close`, and what `refusals` tells of the driver;
        RuntimeError for a transaction inside a transaction, which would wait for itself.
        """
        # A closed session must not quietly begin anew for a row that is fetched too late.
        session = Session(self._engine, close_resets_only=False)
        with self._alone(), session, session.begin():
            yield Transaction(session)

    def dump(self) -> Mapping[str, list[tuple[object, ...]]]:
        """Every row of every table but the journal, sorted: equal dumps, equal workspaces."""
        found: dict[str, list[tuple[object, ...]]] = {}
        with self._alone(), self._engine.connect() as connection:
            for table in tables.metadata.sorted_tables:
                if table.name != tables.JournalRow.__tablename__:
                    rows = [tuple(row) for row in connection.execute(select(table))]
                    found[table.name] = sorted(rows, key=repr)
        return found

    def forget(self) -> None:
        """Write the WAL into the file and empty it: former rows stay in neither (`secure_delete`).

        A server's database is its own affair (threat model).
        """
        if self._engine.dialect.name != "sqlite":
            return
        with self._alone(), closing(self._engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file, after the transaction that is under way."""
        with self._lock:
            self._closed = True
            self._engine.dispose()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._lock:
            if self._busy:
                raise RuntimeError("a transaction is under way in this thread")
            if self._closed:
                raise StorageError.of("storage.closed")
            self._busy = True
            try:
                yield
            except DRIVER_ERRORS as error:
                reason = told(error)
                if reason is None:
                    raise
                raise reason from error
            finally:
                self._busy = False
