# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Backups by themselves while a workspace is open: begun, chosen anew, ended; what they last told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from precinct_app.services.automatic_backup import AutomaticBackup, BackupNews
    from precinct_app.services.backups import BackupMade
    from precinct_app.ui.desk import Session


class Backups(QObject):
    """Keeps the chosen stick up to date; everything but `stop` is called off the window's thread."""

    told = Signal(object)
    """BackupNews, on the window's thread: the first backup, trouble, or the end of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keeper: AutomaticBackup | None = None
        """None while nobody has chosen where backups go."""

    def begin(self, session: Session, made: BackupMade | None = None) -> None:
        """Go on with the stick that was chosen before, if one was."""
        from precinct_app.runtime.backup_choice import read_choice  # noqa: PLC0415  signed in
        from precinct_app.services.automatic_backup import AutomaticBackup  # noqa: PLC0415

        self.stop()
        choice = read_choice(session.folder)
        if choice.folder:
            self.keeper = AutomaticBackup(
                session.workspace, session.actor, choice, session.tools, self._tell
            )
            self.keeper.start(made)

    def choose(self, session: Session, folder: Path) -> BackupMade:
        """Write a backup into a folder; once that is well, all later ones go there too."""
        from precinct_app.runtime.backup_choice import BackupChoice, keep_choice  # noqa: PLC0415
        from precinct_app.services.backups import back_up  # noqa: PLC0415

        made = back_up(session.workspace, session.actor, folder, session.tools)
        keep_choice(session.folder, BackupChoice(str(folder)))
        self.begin(session, made)
        return made

    def stop(self) -> None:
        """End them; one that is being written is waited for."""
        keeper, self.keeper = self.keeper, None
        if keeper is not None:
            keeper.stop()

    def _tell(self, news: BackupNews) -> None:
        self.told.emit(news)
