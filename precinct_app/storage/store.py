# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An open workspace: transactions over its repositories."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from sqlalchemy import Engine, select
from sqlmodel import Session

from precinct_app.domain.backups import Contents
from precinct_app.domain.errors import PrecinctError, StorageError
from precinct_app.services.memory import Memory
from precinct_app.services.ports import (
    CertificateRepository,
    JournalRepository,
    PinRepository,
    ProtocolRepository,
    ReceivedRepository,
    RegisterRepository,
    VoterRepository,
    Work,
    WorkspaceRepository,
)
from precinct_app.storage import tables
from precinct_app.storage.certificate_repository import CertificateTable
from precinct_app.storage.cipher import connect, damaged_pages, read_only_from_now, set_aside
from precinct_app.storage.contents import contents_of
from precinct_app.storage.journal import JournalTable
from precinct_app.storage.pin_repository import PinTable
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
        self.pins: PinRepository = PinTable(session)
        self.voters: VoterRepository = VoterTable(session)
        self.memory = Memory()
        forget = self.memory.forget
        self.certificates: CertificateRepository = CertificateTable(session, forget)
        self.registers: RegisterRepository = RegisterTable(session, forget)
        self.protocols: ProtocolRepository = ProtocolTable(session, forget)
        self.received: ReceivedRepository = ReceivedTable(session)
        self.journal: JournalRepository = JournalTable(session)


@dataclass(frozen=True, slots=True)
class Home:
    """Where an encrypted database lies and what opens it."""

    folder: Path
    file: Path
    key: bytes = field(repr=False)


class DatabaseStore:
    """A workspace's database; one transaction at a time, from whichever thread."""

    def __init__(self, engine: Engine, home: Home | None = None) -> None:
        self.home = home
        """None for a server's database."""
        self._engine = engine
        self._lock = RLock()
        self._copying = RLock()
        """Held while a copy is made beside the transactions: it needs the WAL."""
        self._busy = False
        self._closed = False
        self._protected: PrecinctError | None = None

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """A transaction: kept as a whole when the block ends, undone when it raises.

        StorageError ``storage.closed`` after `close`, and what `refusals` tells of the driver; the
        reason given to `protect` when something is written after it.  RuntimeError for a transaction
        inside a transaction, which would wait for itself.
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

    def contents(self) -> Contents:
        """What the workspace holds at this moment, by its counts."""
        with self._alone(), self._engine.connect() as connection:
            return contents_of(connection)

    def is_whole(self) -> bool:
        """Say whether every page of the file is as it was written; a server looks after its own."""
        if self.home is None:
            return True
        with self._copying, self._alone(), closing(connect(self.home.file, self.home.key)) as file:
            return not damaged_pages(file)

    def snapshot(self, target: Path) -> None:
        """Copy the database as it is now, under the same key; transactions go on meanwhile.

        RuntimeError for a server's database, which its server copies.
        """
        if self.home is None:
            raise RuntimeError("a server's database is copied by its server")
        with self._copying:
            set_aside(self.home.file, self.home.key, target)

    def protect(self, reason: PrecinctError) -> None:
        """From now on nothing can be written here any more; whoever tries is told the reason."""
        with self._lock:
            if self._protected is None and self._engine.dialect.name == "sqlite":
                read_only_from_now(self._engine)
            self._protected = reason

    def forget(self) -> None:
        """Write the WAL into the file and empty it: former rows stay in neither (`secure_delete`).

        StorageError ``storage.locked`` while another window reads: then they are still in the WAL.
        A server's database is its own affair (threat model).
        """
        if self._engine.dialect.name != "sqlite":
            return
        with self._copying, self._alone(), closing(self._engine.raw_connection()) as connection:
            row = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if row[0]:
                raise StorageError.of("storage.locked")

    def close(self) -> None:
        """Let go of the file, after the transaction that is under way."""
        with self._copying, self._lock:
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
                if self._protected is not None and _is_refused_write(reason):
                    raise self._protected from error
                raise reason from error
            finally:
                self._busy = False


def _is_refused_write(reason: PrecinctError) -> bool:
    return reason.reasons[0].key == "storage.read_only"
