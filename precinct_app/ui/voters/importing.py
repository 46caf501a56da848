# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the import asks of the services: how a file is laid out, and the list taken in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from precinct_app.domain.canonical import sha256
from precinct_app.domain.registers.later_list import ListDifference
from precinct_app.domain.registers.voter_changes import DeliveredList
from precinct_app.services.registers import later_list
from precinct_app.services.toolbox import RowNote, VoterFile
from precinct_app.services.voter_import import import_list, look_at_list
from precinct_app.services.voter_layout import Layout
from precinct_app.ui.background import Job
from precinct_app.ui.desk import Session


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was brought, and how it is laid out."""

    name: str
    data: bytes
    layout: Layout
    is_later: bool
    """A list is here already: this one comes as a difference."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: rows kept and notes, or the difference to be confirmed."""

    file: VoterFile
    kept: int
    difference: ListDifference | None = None

    @property
    def notes(self) -> tuple[tuple[str, RowNote], ...]:
        """Refused rows first, then doubtful ones."""
        refused = [("refused", note) for note in self.file.refused]
        return (*refused, *(("doubtful", note) for note in self.file.doubtful))


def bring(session: Session, path: Path) -> Brought:
    """Read a file and see how it is laid out."""
    data = path.read_bytes()
    layout = look_at_list(session.tools, data, path.name)
    with session.workspace.store.begin() as work:
        lists = work.registers.all(DeliveredList)
    return Brought(path.name, data, layout, bool(lists))


def laid_out(layout: Layout, columns: Mapping[str, str]) -> Layout:
    """The layout as a person corrected it."""
    changed = {name: letters for name, letters in columns.items() if letters}
    return layout.corrected(changed)


def take_in(session: Session, brought: Brought, layout: Layout, act: str, job: Job) -> Taken:
    """Keep a first list as a whole; of a later one tell what it would change."""
    if not brought.is_later:
        outcome = import_list(
            session.workspace, session.actor, session.tools, brought.data, brought.name,
            layout=layout, pulse=job.pulse, act=act,
        )  # fmt: skip
        return Taken(outcome.file, outcome.kept)
    day = session.workspace.election.day
    file = session.tools.read_voters(brought.data, brought.name, layout, day, job.pulse)
    found = later_list.look_at_later_list(session.workspace, session.actor, file.voters)
    return Taken(file, 0, found.difference)


def confirm(session: Session, brought: Brought, taken: Taken, act: str) -> Taken:
    """Take a refined list in; whoever is bound here stays, as the service decides."""
    found = later_list.accept_later_list(
        session.workspace, session.actor, taken.file.voters, file_sha256=sha256(brought.data),
        act=act,
    )  # fmt: skip
    return Taken(taken.file, found.rows)
