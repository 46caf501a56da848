# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Making and opening the encrypted database: checked, brought up to date, or refused."""

import errno
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from precinct_app.domain.errors import StorageError
from precinct_app.runtime.files import PRIVATE_FILE
from precinct_app.storage.cipher import (
    cipher_engine,
    connect,
    damaged_pages,
    make_private,
    refuse_what_is_no_cipher_file,
    set_aside,
)
from precinct_app.storage.refusals import DRIVER_ERRORS, told
from precinct_app.storage.schema import Schema

CHECKED_WHOLE = 32_000_000
"""Bytes up to which every page is checked at opening (3 ms a megabyte); above, on request."""


def make_database(file: Path, key: bytes, schema: Schema | None = None) -> Engine:
    """Make a database in a new file under a raw 32-byte key."""
    with refusing():
        make_private(file)
        _upgrade(file, key, schema or Schema())
        return cipher_engine(file, key)


def open_database(file: Path, key: bytes, schema: Schema | None = None) -> Engine:
    """Open a database, after bringing its schema up to date; the older state is set aside first.

    StorageError ``storage.file_missing``, ``storage.foreign``, ``storage.not_workspace``,
    ``storage.wrong_key``, ``storage.damaged``, ``storage.newer``, ``storage.locked``,
    ``storage.read_only``, ``storage.full`` or ``storage.disk``.
    """
    schema = schema or Schema()
    with refusing():
        refuse_what_is_no_cipher_file(file)
        _refuse_damage(file, key)
        engine = cipher_engine(file, key)
        try:
            version = _version(engine, schema)
            if version != schema.head:
                engine.dispose()
                set_aside(file, key, file.with_name(f"{file.name}.before-{schema.head}"))
                _upgrade(file, key, schema)
            file.chmod(PRIVATE_FILE)
        except BaseException:
            engine.dispose()
            raise
        return engine


def _version(engine: Engine, schema: Schema) -> str:
    with engine.connect() as connection:
        version = schema.version(connection)
    if version is None:
        raise StorageError.of("storage.not_workspace")
    return version


def _upgrade(file: Path, key: bytes, schema: Schema) -> None:
    engine = cipher_engine(file, key, foreign_keys=False)
    try:
        with engine.begin() as connection:
            schema.upgrade(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise StorageError.of("storage.damaged")
    finally:
        engine.dispose()


def _refuse_damage(file: Path, key: bytes) -> None:
    if file.stat().st_size > CHECKED_WHOLE:
        return
    with closing(connect(file, key)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        # A power cut may leave a torn page whose good copy is still in the WAL: that comes first.
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not busy and damaged_pages(connection):
            raise StorageError.of("storage.damaged")


@contextmanager
def refusing() -> Iterator[None]:
    """Errors of driver and disk as reasons that a person can act on."""
    try:
        yield
    except DRIVER_ERRORS as error:
        raise told(error) or StorageError.of("storage.damaged") from error
    except PermissionError as error:
        raise StorageError.of("storage.read_only") from error
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        if error.errno == errno.EROFS:
            raise StorageError.of("storage.read_only") from error
        raise StorageError.of("storage.full" if full else "storage.disk") from error
