# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A district's workspace on a PostgreSQL server, for several operators at once.

The server's own encryption, accounts and backups guard it; the tables and steps are the same.
"""

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError

from precinct_app.domain.errors import StorageError
from precinct_app.services.ports import Work, WorkspaceInfo
from precinct_app.storage.refusals import DRIVER_ERRORS, told
from precinct_app.storage.schema import Schema
from precinct_app.storage.store import DatabaseStore

_MIGRATING = 7_203_619
"""Advisory lock under which one operator's program at a time brings the schema up to date."""
_PATIENCE = 10


def create_postgres(url: str, info: WorkspaceInfo, package: bytes) -> DatabaseStore:
    """Make a district's workspace in an empty database; StorageError ``storage.server_used``."""
    store = open_postgres(url)
    try:
        with store.begin() as work:
            if _is_set_up(work):
                raise StorageError.of("storage.server_used")
            work.workspace.save_info(info)
            work.workspace.save_package(package)
    except BaseException:
        store.close()
        raise
    return store


def open_postgres(url: str) -> DatabaseStore:
    """Open a district's workspace; the schema is brought up to date.

    StorageError ``storage.server_address`` for what is no PostgreSQL address, ``storage.server``
    when it does not answer, ``storage.newer``.
    """
    engine = create_engine(
        _address(url), pool_pre_ping=True, pool_size=1, max_overflow=0,
        connect_args={"connect_timeout": _PATIENCE},
    )  # fmt: skip
    try:
        _bring_up_to_date(engine)
    except DRIVER_ERRORS as error:
        engine.dispose()
        raise told(error) or StorageError.of("storage.server") from error
    except BaseException:
        engine.dispose()
        raise
    return DatabaseStore(engine)


def _is_set_up(work: Work) -> bool:
    try:
        work.workspace.info()
    except StorageError:
        return False
    return True


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StorageError.of("storage.server_address") from error
    if address.get_backend_name() != "postgresql":
        raise StorageError.of("storage.server_address")
    return address.set(drivername="postgresql+psycopg")


def _bring_up_to_date(engine: Engine) -> None:
    schema = Schema()
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATING})
        if schema.version(connection) != schema.head:
            schema.upgrade(connection)
