# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What opens a workspace, put together from its folder, the clock that counts, and PINs."""

from pathlib import Path

from precinct_app.services.ports import Clock
from precinct_app.services.toolbox import WorkspaceUser
from precinct_app.storage import pin_repository
from precinct_app.storage import workspace as workspaces


class FolderLocks:
    """What opens a workspace in a folder; failed attempts are counted by a clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def demand(self, folder: Path, member_id: str, passphrase: str) -> None:
        """See whether a pass phrase is somebody's."""
        workspaces.demand_secret(folder, member_id, passphrase, self._clock.now())

    def seconds_to_wait(self, folder: Path, member_id: str) -> int:
        """How long somebody must wait."""
        return workspaces.seconds_to_wait(folder, member_id, self._clock.now())

    def change(self, folder: Path, member_id: str, old: str, new: str) -> None:
        """A new pass phrase by the old one."""
        workspaces.change_passphrase(folder, member_id, old, new, self._clock.now())

    def recover(self, folder: Path, code: str, member_id: str, new: str) -> None:
        """A new pass phrase by the code on paper."""
        workspaces.recover(folder, code, member_id, new, self._clock.now())

    def renew_paper_code(self, folder: Path, member_id: str, passphrase: str) -> str:
        """Another code on paper."""
        return workspaces.renew_paper_code(folder, member_id, passphrase, self._clock.now())

    def add(self, folder: Path, by_member_id: str, passphrase: str, user: WorkspaceUser) -> None:
        """One more person."""
        workspaces.add_user(folder, by_member_id, passphrase, user, self._clock.now())

    def remove(self, folder: Path, member_id: str) -> None:
        """One person less."""
        workspaces.remove_user(folder, member_id)

    def hash_pin(self, pin: str) -> str:
        """A PIN as it is kept."""
        return pin_repository.hash_pin(pin)

    def pin_fits(self, kept: str, pin: str) -> bool:
        """Whether a PIN is the one that is kept."""
        return pin_repository.pin_fits(kept, pin)
