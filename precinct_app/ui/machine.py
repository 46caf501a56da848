# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the screens may ask before anybody has signed in: workspaces of this machine, files to check.

Services are loaded when they are first asked, so that the window is there at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import PrecinctError, Reason

if TYPE_CHECKING:
    from precinct_app.services.ports import OpenedPackage
    from precinct_app.services.progress import Pulse
    from precinct_app.services.toolbox import Toolbox
    from precinct_app.services.verdict import Verdict
    from precinct_app.services.voter_import import LayoutMemory
    from precinct_app.services.workspace_card import WorkspaceCard
    from precinct_app.ui.desk import Session

FILES = ("workspace.json", "workspace.db", "keyring.json")
"""Any of them shows that a folder is a workspace, or what is left of one."""


@dataclass(frozen=True, slots=True)
class FoundWorkspace:
    """A workspace of this machine, as the start page shows it."""

    folder: Path
    card: WorkspaceCard
    people: tuple[tuple[str, str, Role], ...]

    @property
    def is_real(self) -> bool:
        """Whether it is a real election's; all else is training."""
        return self.card.mode == "real"


class Desk:
    """The machine's workspaces and the checking of files, before anybody has signed in."""

    def __init__(self, tools: Toolbox, folder: Path) -> None:
        self.tools = tools
        self.folder = folder
        self.layouts: LayoutMemory | None = None
        """Layouts of voter files that somebody confirmed on this machine."""
        self.damaged: tuple[tuple[str, Reason], ...] = ()
        """Which workspaces of the folder cannot be shown, and why, after `workspaces`."""

    def workspaces(self) -> list[FoundWorkspace]:
        """Precinct workspaces in the folder, or the folder itself when it is one."""
        inside = sorted(p for p in self.folder.glob("[!.]*") if p.is_dir())
        places = [self.folder, *inside]
        found: list[FoundWorkspace] = []
        damaged: list[tuple[str, Reason]] = []
        for place in places:
            try:
                found += [self._found(place)] if any((place / f).is_file() for f in FILES) else []
            except PrecinctError as error:
                damaged += [(place.name, reason) for reason in error.reasons]
        self.damaged = tuple(damaged)
        return [one for one in found if one.card.kind == "precinct"]

    def sign_in(self, folder: Path, member_id: str, passphrase: str) -> Session:
        """Open a workspace."""
        from precinct_app.ui.desk import open_session

        return open_session(self.tools, folder, member_id, passphrase)

    def check(
        self, path: Path, package: OpenedPackage | None, pulse: Pulse | None = None
    ) -> Verdict:
        """Check a file that anybody brings; `pulse` may raise to end it."""
        from precinct_app.services.file_check import check_foreign

        return check_foreign(
            path.read_bytes(), path.name, self.tools, package, trusted=package is not None,
            pulse=pulse,
        )  # fmt: skip

    def trusted_package(self, path: Path, typed: str) -> OpenedPackage:
        """A package whose number was typed from paper."""
        from precinct_app.services.packages import trust_by_fingerprint

        return trust_by_fingerprint(self.tools.open_package(path.read_bytes()), typed)

    def get_ready(self) -> None:
        """Load what signing in needs, while somebody types a pass phrase."""

        self.tools.get_ready()

    def _found(self, folder: Path) -> FoundWorkspace:
        return FoundWorkspace(folder, self.tools.describe(folder), tuple(self.tools.people(folder)))
