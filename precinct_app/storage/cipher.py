# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Connections to the encrypted file: raw key, safe settings, one transaction from BEGIN to the end.

SQLCipher 4 under a random 32-byte key: no key derivation at opening (1 ms instead of 158 ms), each
page with its own HMAC.  The driver begins no transaction by itself: `BEGIN IMMEDIATE` comes from
the engine, so that writers queue at the start and DDL is undone with the rest.
"""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from precinct_app.domain.errors import StorageError
from precinct_app.runtime.files import PRIVATE_FILE, sync_file, sync_folder

PATIENCE = 5
"""Seconds to wait for another window's transaction."""
PAGE_BYTES = 4096
_CACHE_KIB = 65_536
_PLAIN = b"SQLite format 3\0"


def cipher_engine(file: Path, key: bytes, *, foreign_keys: bool = True) -> Engine:
    """An engine with one connection, usable from any thread, one at a time.

    `foreign_keys` is off only while a migration rebuilds tables: SQLite would not drop a parent.
    """
    # Without a pool class SQLAlchemy takes this for a database in memory: a connection a thread.
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=_connector(file, key, foreign_keys),
        poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=PATIENCE,
    )  # fmt: skip
    event.listen(engine, "begin", _begin_immediate)
    return engine


def connect(file: Path, key: bytes, patience: float | None = None) -> sqlcipher.Connection:
    """A bare connection under a raw 32-byte key; nothing is read yet, so nothing can fail yet."""
    connection = sqlcipher.connect(
        str(file),
        isolation_level=None,
        check_same_thread=False,
        timeout=PATIENCE if patience is None else patience,
    )
    # A wrong key would otherwise be told on stderr.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def refuse_what_is_no_cipher_file(file: Path) -> None:
    """StorageError for a file that cannot be ours, before anything is written to it.

    An empty file would be taken for a new database: a lost one must not come back as an empty one.
    """
    if not file.is_file():
        raise StorageError.of("storage.file_missing", name=file.name)
    with file.open("rb") as opened:
        start = opened.read(PAGE_BYTES)
    if start.startswith(_PLAIN):
        raise StorageError.of("storage.foreign", name=file.name)
    if len(start) < PAGE_BYTES:
        raise StorageError.of("storage.damaged")


def damaged_pages(connection: sqlcipher.Connection) -> list[str]:
    """What the HMACs of all pages say: empty when every page is as it was written."""
    return [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]


def set_aside(file: Path, key: bytes, target: Path) -> None:
    """Copy a database under the same key, the content of its WAL included; replaces `target`."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    make_private(part)
    with closing(connect(file, key)) as source, closing(connect(part, key)) as copy:
        source.backup(copy)
        if damaged_pages(copy):
            raise StorageError.of("storage.disk")
    sync_file(part)
    part.replace(target)
    sync_folder(target.parent)


def make_private(file: Path) -> None:
    """Make an empty file for its owner alone; SQLite gives WAL and index the same rights."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def _connector(file: Path, key: bytes, foreign_keys: bool) -> Callable[[], sqlcipher.Connection]:
    def open_connection() -> sqlcipher.Connection:
        connection = connect(file, key)
        try:
            _settle(connection, foreign_keys)
        except BaseException:
            connection.close()
            raise
        return connection

    return open_connection


def _settle(connection: sqlcipher.Connection, foreign_keys: bool) -> None:
    connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def read_only_from_now(engine: Engine) -> None:
    """Let every later transaction of an engine read only; SQLite itself refuses to write."""
    event.remove(engine, "begin", _begin_immediate)
    event.listen(engine, "begin", _begin_reading)


def _begin_immediate(connection: Connection) -> None:
    """Writers queue at the start of a transaction, so nobody builds on what is about to change."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA query_only = ON")
    connection.exec_driver_sql("BEGIN")
