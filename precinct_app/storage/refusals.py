# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Errors of a database driver as reasons that a person can act on."""

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from precinct_app.domain.errors import PrecinctError, StorageError

_REASONS = (
    ("file is not a database", "storage.wrong_key"),
    ("malformed", "storage.damaged"),
    ("locked", "storage.locked"),
    ("deadlock", "storage.locked"),
    ("readonly", "storage.read_only"),
    ("read-only", "storage.read_only"),
    ("unable to open", "storage.read_only"),
    ("disk is full", "storage.full"),
    ("disk i/o error", "storage.disk"),
)
"""Words of SQLite and PostgreSQL; codes are not there at every layer (a wrong key has none)."""


def told(error: Exception) -> PrecinctError | None:
    """The reason behind a driver's error; None for what is a fault of the program."""
    if isinstance(error, IntegrityError):
        return None
    words = str(getattr(error, "orig", None) or error).lower()
    for known, key in _REASONS:
        if known in words:
            return StorageError.of(key)
    if isinstance(error, OperationalError) and not isinstance(error.orig, sqlcipher.Error):
        return StorageError.of("storage.server")
    return None


DRIVER_ERRORS = (DBAPIError, sqlcipher.Error)
"""What SQLAlchemy raises, and what the driver raises while a connection is made."""
