# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Opening the encrypted database: key, pragmas, version, migrations, transactions."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from precinct_app.domain.errors import StorageError
from precinct_app.runtime.files import PRIVATE_FILE

MIGRATIONS = Path(__file__).with_name("migrations")
_NOT_A_DATABASE = "file is not a database"


def open_engine(file: Path, key: bytes) -> Engine:
    """Open (or make) the database file under a raw 32-byte key and bring its schema up to date.

    StorageError ``storage.wrong_key``, ``storage.damaged``, ``storage.newer``, ``storage.locked``,
    ``storage.read_only``.
    """
    existed = file.exists()
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=_connector(file, key), poolclass=QueuePool,
        pool_size=1, max_overflow=0,
    )  # fmt: skip
    event.listen(engine, "begin", _begin_immediate)
    try:
        with engine.connect() as connection:
            _migrate(connection, file if existed else None)
            connection.commit()
    except (DatabaseError, sqlcipher.DatabaseError) as error:
        engine.dispose()
        raise _told(error) from error
    except BaseException:
        engine.dispose()
        raise
    file.chmod(PRIVATE_FILE)
    return engine


def migrate_engine(engine: Engine) -> None:
    """Bring another server's schema up to date (PostgreSQL in a district)."""
    with engine.connect() as connection:
        _migrate(connection, None)
        connection.commit()


def _connector(file: Path, key: bytes) -> Callable[[], sqlcipher.Connection]:
    def connect() -> sqlcipher.Connection:
        connection = sqlcipher.connect(
            str(file), isolation_level=None, check_same_thread=False, timeout=5
        )
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        for beside in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                file.with_name(file.name + beside).chmod(PRIVATE_FILE)
        return connection

    return connect


def _begin_immediate(connection: Connection) -> None:
    """Writers queue at the start of a transaction, so nobody builds on what is about to change."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate(connection: Connection, file: Path | None) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    head = script.get_current_head()
    if current == head:
        return
    if current is not None and current not in {step.revision for step in script.walk_revisions()}:
        raise StorageError.of("storage.newer", version=current)
    if file is not None and current is not None:
        shutil.copy2(file, file.with_name(f"{file.name}.before-{head}"))
    command.upgrade(config, "head")


def _told(error: Exception) -> StorageError:
    """The reason that a person can act on, from the driver's words."""
    words = str(error).lower()
    if _NOT_A_DATABASE in words:
        return StorageError.of("storage.wrong_key")
    if isinstance(error, OperationalError | sqlcipher.OperationalError):
        if "locked" in words or "busy" in words:
            return StorageError.of("storage.locked")
        if "readonly" in words or "read-only" in words or "unable to open" in words:
            return StorageError.of("storage.read_only")
    return StorageError.of("storage.damaged")
