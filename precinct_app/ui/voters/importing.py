# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the import asks of the services: how a file is laid out, its rows read, the list taken in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from precinct_app.domain.canonical import sha256
from precinct_app.domain.errors import InputError, PrecinctError
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.voter_changes import DeliveredList
from precinct_app.services.registers import later_list
from precinct_app.services.registers.later_list import LaterList
from precinct_app.services.toolbox import RowNote, VoterFile
from precinct_app.services.voter_import import LayoutMemory, look_at_list
from precinct_app.services.voter_layout import Layout
from precinct_app.services.voter_list import refuse_list, take_in_list
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
    remembered: bool = False
    """Its columns are those that somebody confirmed for such a file before."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read: nothing of it is kept until it `is_kept`."""

    file: VoterFile
    later: LaterList | None = None
    """What a refined list would change."""
    kept: int = 0
    is_kept: bool = False

    @property
    def notes(self) -> tuple[tuple[str, RowNote], ...]:
        """Refused rows first, then doubtful ones."""
        refused = [("refused", note) for note in self.file.refused]
        return (*refused, *(("doubtful", note) for note in self.file.doubtful))


def delivered(session: Session) -> Entry[DeliveredList] | None:
    """The list that is here: as a file, or only its number of rows on paper."""
    with session.workspace.store.begin() as work:
        lists = work.registers.all(DeliveredList)
    return lists[-1] if lists else None


def bring(session: Session, path: Path, memory: LayoutMemory | None) -> Brought:
    """Read a file and see how it is laid out."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError.of("import.no_file") from error
    return look(session, path.name, data, None, memory)


def look(
    session: Session, name: str, data: bytes, sheet: str | None, memory: LayoutMemory | None
) -> Brought:
    """How a file, or another sheet of it, is laid out."""
    layout = look_at_list(session.tools, data, name, sheet=sheet, memory=memory)
    remembered = memory is not None and memory.recall(layout.key) is not None
    return Brought(name, data, layout, delivered(session) is not None, remembered)


def laid_out(layout: Layout, columns: Mapping[str, str], first_row: int) -> Layout:
    """The layout as a person corrected it."""
    changed = {name: letters for name, letters in columns.items() if letters}
    return layout.corrected(changed, first_row or None)


def read(session: Session, brought: Brought, layout: Layout, job: Job) -> Taken:
    """Read every row; of a later list tell what it would change.  Nothing is kept."""
    day = session.workspace.election.day
    try:
        file = session.tools.read_voters(brought.data, brought.name, layout, day, job.pulse)
    except PrecinctError as error:
        refuse_list(session.workspace, session.actor, brought.data, error.reasons[0].key)
        raise
    if not brought.is_later:
        return Taken(file)
    found = later_list.look_at_later_list(session.workspace, session.actor, file.voters)
    return Taken(file, found)


def take_in(
    session: Session, brought: Brought, taken: Taken, act: str, job: Job,
    memory: LayoutMemory | None,
) -> Taken:  # fmt: skip
    """Keep a first list as a whole, and its layout for the next file of the kind."""
    kept = take_in_list(
        session.workspace, session.actor, taken.file.voters, brought.data,
        len(taken.file.refused), job.pulse, act,
    )  # fmt: skip
    _remember(taken, memory)
    return replace(taken, kept=kept, is_kept=True)


def confirm(
    session: Session, brought: Brought, taken: Taken, act: str, stay: Collection[str],
    memory: LayoutMemory | None,
) -> Taken:  # fmt: skip
    """Take a refined list in; people in `stay` stay as they are here."""
    found = later_list.accept_later_list(
        session.workspace, session.actor, taken.file.voters, file_sha256=sha256(brought.data),
        act=act, kept=stay,
    )  # fmt: skip
    _remember(taken, memory)
    return replace(taken, kept=found.rows, is_kept=True)


def _remember(taken: Taken, memory: LayoutMemory | None) -> None:
    layout = taken.file.layout
    if memory is not None and layout is not None and layout.head_row:
        memory.keep(layout.key, layout.to_json())
