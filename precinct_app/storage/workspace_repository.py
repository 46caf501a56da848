# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the workspace is, and the package it was opened by."""

from sqlmodel import Session, col, select

from precinct_app.domain.election import Level, Mode
from precinct_app.domain.errors import StorageError
from precinct_app.services.ports import WorkspaceInfo
from precinct_app.storage.tables import RevocationListRow, WorkspaceRow


class WorkspaceTable:
    """The one row of the workspace."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def info(self) -> WorkspaceInfo:
        """What the workspace is; StorageError ``storage.not_workspace`` before it was set up."""
        row = self._row()
        return WorkspaceInfo(
            row.kind, Mode(row.mode), row.instance_id, row.generation, row.precinct_id,
            Level(row.level), row.package_sha256, row.superseded,
        )  # fmt: skip

    def save_info(self, info: WorkspaceInfo) -> None:
        """Keep what the workspace is; the package stays."""
        former = self._session.get(WorkspaceRow, 1)
        self._session.merge(
            WorkspaceRow(
                id=1, kind=info.kind, mode=info.mode.value, instance_id=info.instance_id,
                generation=info.generation, superseded=info.superseded, precinct_id=info.precinct_id,
                level=info.level.value, package_sha256=info.package_sha256,
                package=former.package if former else b"",
            )
        )  # fmt: skip
        self._session.flush()

    def package(self) -> bytes:
        """The election package as it was taken in."""
        return self._row().package

    def save_package(self, raw: bytes) -> None:
        """Keep an election package."""
        row = self._row()
        row.package = raw
        self._session.add(row)
        self._session.flush()

    def revocation_lists(self) -> tuple[bytes, ...]:
        """Revocation lists that came after the package."""
        rows = self._session.exec(select(RevocationListRow).order_by(col(RevocationListRow.number)))
        return tuple(row.content for row in rows)

    def add_revocation_list(self, data: bytes) -> None:
        """Keep one more."""
        number = len(self.revocation_lists()) + 1
        self._session.add(RevocationListRow(number=number, content=data))
        self._session.flush()

    def _row(self) -> WorkspaceRow:
        row = self._session.get(WorkspaceRow, 1)
        if row is None:
            raise StorageError.of("storage.not_workspace")
        return row
