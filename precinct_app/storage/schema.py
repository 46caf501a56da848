# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The version of a database's schema, and the steps to ours."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from precinct_app.domain.errors import StorageError

MIGRATIONS = Path(__file__).with_name("migrations")


class Schema:
    """The steps in one folder; the program's own unless a test brings others."""

    def __init__(self, folder: Path = MIGRATIONS) -> None:
        self._config = Config()
        # A per cent sign in the folder's name must not be read as a placeholder.
        self._config.set_main_option("script_location", str(folder).replace("%", "%%"))
        self._script = ScriptDirectory.from_config(self._config)

    @property
    def head(self) -> str:
        """The version that this program reads and writes."""
        return self._script.get_current_head() or ""

    def version(self, connection: Connection) -> str | None:
        """The version of a database; None for one without any.

        StorageError ``storage.newer`` for a version that this program does not know.
        """
        version = MigrationContext.configure(connection).get_current_revision()
        if version is not None and version not in self._known():
            raise StorageError.of("storage.newer", version=version)
        return version

    def upgrade(self, connection: Connection) -> None:
        """Take the steps that are missing, inside the connection's transaction."""
        self._config.attributes["connection"] = connection
        try:
            command.upgrade(self._config, "head")
        finally:
            del self._config.attributes["connection"]

    def _known(self) -> set[str]:
        return {step.revision for step in self._script.walk_revisions()}
