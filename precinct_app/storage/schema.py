# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The version of a database's schema, and the steps to ours.

Alembic is loaded when steps are to be taken: opening a database that is up to date needs none of it.
"""

import re
from pathlib import Path

from sqlalchemy import Connection, inspect

from precinct_app.domain.errors import StorageError

MIGRATIONS = Path(__file__).with_name("migrations")
_REVISION = re.compile(r"^revision(?:, \w+)? = \"(\w+)\"", re.MULTILINE)
_TABLE = "alembic_version"


class Schema:
    """The steps in one folder; the program's own unless a test brings others."""

    def __init__(self, folder: Path = MIGRATIONS) -> None:
        self._folder = folder
        self._known = sorted(_revisions(folder / "versions"))

    @property
    def head(self) -> str:
        """The version that this program reads and writes: steps are numbered, the last is ours."""
        return self._known[-1]

    def version(self, connection: Connection) -> str | None:
        """The version of a database; None for one without any.

        StorageError ``storage.newer`` for a version that this program does not know.
        """
        if not inspect(connection).has_table(_TABLE):
            return None
        version = connection.exec_driver_sql(f"SELECT version_num FROM {_TABLE}").scalar()  # noqa: S608
        if version is not None and version not in self._known:
            raise StorageError.of("storage.newer", version=version)
        return version

    def upgrade(self, connection: Connection) -> None:
        """Take the steps that are missing, inside the connection's transaction."""
        from alembic import command  # noqa: PLC0415
        from alembic.config import Config  # noqa: PLC0415

        config = Config()
        # A per cent sign in the folder's name must not be read as a placeholder.
        config.set_main_option("script_location", str(self._folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revisions(folder: Path) -> list[str]:
    texts = (file.read_text(encoding="utf-8") for file in folder.glob("[0-9]*.py"))
    return [found[1] for found in map(_REVISION.search, texts) if found]
