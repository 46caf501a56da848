# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Transactions that changed something and wrote no event: whoever did it could say it was not he."""

import re

from sqlalchemy import Connection, Engine, event

_WRITES = re.compile(r"(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE)
CELLS = frozenset({"value"})
"""A cell as it is typed: the entry's beginning, its end and whatever is set aside are told."""


class Unjournalled:
    """Listens to every transaction of this process that is kept."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        """Tables of each such transaction."""
        self._written: dict[int, set[str]] = {}
        event.listen(Engine, "before_cursor_execute", self._heard)
        event.listen(Engine, "commit", self._kept)
        event.listen(Engine, "rollback", self._undone)

    def close(self) -> None:
        """Listen no longer."""
        event.remove(Engine, "before_cursor_execute", self._heard)
        event.remove(Engine, "commit", self._kept)
        event.remove(Engine, "rollback", self._undone)

    def _heard(self, connection: Connection, _: object, statement: str, *more: object) -> None:
        del more
        if table := _WRITES.match(statement):
            self._written.setdefault(id(connection), set()).add(table[1])

    def _kept(self, connection: Connection) -> None:
        written = self._written.pop(id(connection), set())
        if written - CELLS and "journal" not in written:
            self.found.add(" ".join(sorted(written)))

    def _undone(self, connection: Connection) -> None:
        self._written.pop(id(connection), None)
