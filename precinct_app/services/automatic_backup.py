# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Backups by themselves, every few minutes while the workspace is open, in a thread of their own.

The desk never waits for a stick.  What goes wrong is told once; it is tried again until it is well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

from precinct_app.domain.commission import Actor
from precinct_app.domain.errors import PrecinctError
from precinct_app.runtime.backup_choice import BackupChoice
from precinct_app.services.backups import BackupMade, back_up
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, record_event

AGAIN_SECONDS = 30
"""How soon a stick that was not there is looked for again."""
_LAST_WORDS = 10
"""Seconds that closing the workspace waits for a backup that is being written."""


@dataclass(frozen=True, slots=True)
class BackupNews:
    """What is told: a backup after the first one or after trouble, or the trouble."""

    made: BackupMade | None
    trouble: PrecinctError | None


class AutomaticBackup:
    """Keeps a folder or stick up to date with an open workspace."""

    def __init__(
        self, workspace: Workspace, actor: Actor, choice: BackupChoice, tools: Toolbox,
        tell: Callable[[BackupNews], None],
    ) -> None:  # fmt: skip
        self._workspace, self._actor, self._tools = workspace, actor, tools
        self._choice = choice
        self._tell = tell
        self._ended, self._asked = Event(), Event()
        self._working = Lock()
        self._thread: Thread | None = None
        self.last: BackupMade | None = None
        """The last good backup, for the lamp of the home page."""
        self.trouble: PrecinctError | None = None

    def start(self, made: BackupMade | None = None) -> None:
        """Make a backup at once, or wait first where one was `made` just now; then every few minutes."""
        self.last = made
        self._thread = Thread(target=self._go_on, name="automatic backup", daemon=True)
        self._thread.start()

    def ask(self) -> None:
        """Make one now; the asking thread does not wait."""
        self._asked.set()

    def stop(self) -> None:
        """End it; a backup that is being written is waited for, a stick that hangs is not."""
        self._ended.set()
        self._asked.set()
        if self._thread is not None:
            self._thread.join(_LAST_WORDS)

    def attempt(self) -> bool:
        """Try once; False when it makes no sense to try again."""
        with self._working:
            news = self.trouble is not None or self.last is None
            try:
                made = back_up(
                    self._workspace, self._actor, Path(self._choice.folder), self._tools,
                    keep=self._choice.kept, journal=news,
                )  # fmt: skip
            except PrecinctError as error:
                return self._in_trouble(error)
            self.last, self.trouble = made, None
            if news:
                self._tell(BackupNews(made, None))
        return True

    def _in_trouble(self, error: PrecinctError) -> bool:
        """Tell of another trouble than the last one."""
        key = error.reasons[0].key
        if key == "storage.closed":
            return False
        if self.trouble is None or self.trouble.reasons[0].key != key:
            self.trouble = error
            self._record(key)
            self._tell(BackupNews(None, error))
        return key != "workspace.superseded"

    def _record(self, key: str) -> None:
        """The journal tells since when there was no backup; a disk that refuses is told already."""
        try:
            with self._workspace.store.begin() as work:
                record_event(self._workspace, work, self._actor, "backup.failed", key)
        except PrecinctError:
            return

    def _go_on(self) -> None:
        if self.last is not None:
            self._asked.wait(self._pause())
        while not self._ended.is_set():
            if not self.attempt():
                return
            self._asked.clear()
            if self._ended.is_set():
                return
            self._asked.wait(self._pause())

    def _pause(self) -> float:
        return AGAIN_SECONDS if self.trouble is not None else self._choice.minutes * 60.0
