# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the voter page asks of the services: who is meant, what he is given, what may be changed."""

from collections.abc import Collection
from dataclasses import dataclass

from precinct_app.domain.election import Level
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.marks import Mark
from precinct_app.domain.registers.voter_changes import DeliveredList, Exclusion, Inclusion
from precinct_app.services.registers import issuers, marks, signatures, voter_changes, voter_lookup
from precinct_app.services.registers.marks import Handing
from precinct_app.services.registers.voter_lookup import Card, Found
from precinct_app.ui.desk import Session


@dataclass(frozen=True, slots=True)
class Opened:
    """One voter as the page shows him."""

    card: Card
    handing: Handing
    change: Entry[Inclusion] | Entry[Exclusion] | None
    """His latest inclusion or exclusion, which can be undone."""

    @property
    def needs_comparing(self) -> bool:
        """Somebody else has the name; there is something to be given."""
        return bool(self.card.namesakes) and bool(self.handing.give)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the room, and who issues there."""

    name: str
    member_id: str


def look_for(session: Session, text: str) -> tuple[Found, ...]:
    """Voters that a text may mean; nobody for an empty one."""
    if not text.strip():
        return ()
    return voter_lookup.find(session.workspace, session.actor, text)


def open_voter(session: Session, voter_id: str) -> Opened:
    """A voter's card, what he is given, what may be undone."""
    workspace, actor = session.workspace, session.actor
    return Opened(
        voter_lookup.card(workspace, actor, voter_id),
        marks.handing(workspace, actor, voter_id),
        voter_changes.change_of(workspace, actor, voter_id),
    )  # fmt: skip


def tables(session: Session) -> tuple[Table, ...]:
    """Tables with who issues there; where none is told, everybody who may issue."""
    workspace = session.workspace
    found = signatures.grid(workspace, session.actor).tables
    if found:
        return tuple(Table(e.content.table, e.content.member_id) for e in found)
    with workspace.store.begin() as work:
        named = issuers.may_issue(workspace, work)
    return tuple(Table(str(n), member) for n, member in enumerate(named, start=1))


def marks_here(session: Session) -> bool:
    """Whether voters are marked in this program."""
    return session.workspace.info.level is Level.MARKS


def only_on_paper(session: Session) -> bool:
    """Whether the list came on paper alone: rows are written down as they are needed."""
    with session.workspace.store.begin() as work:
        lists = work.registers.all(DeliveredList)
    return bool(lists) and not any(entry.content.file_sha256 for entry in lists)


def hand_out(
    session: Session, voter_id: str, table: Table, refused: Collection[str]
) -> Entry[Mark]:
    """Mark him; below level *marks* only what he refused is kept."""
    if marks_here(session):
        return marks.mark(
            session.workspace, session.actor, voter_id, issued_by=table.member_id,
            table=table.name, refused=refused,
        )  # fmt: skip
    return marks.refuse_ballots(
        session.workspace, session.actor, voter_id, refused, issued_by=table.member_id,
        table=table.name,
    )  # fmt: skip


def undo_latest(session: Session, opened: Opened, reason: str) -> None:
    """Undo the mark that stands, else the latest inclusion or exclusion."""
    workspace, actor = session.workspace, session.actor
    if opened.handing.mark is not None:
        marks.undo_mark(workspace, actor, opened.card.voter.voter_id, reason)
    elif opened.change is not None:
        kind = type(opened.change.content)
        voter_changes.undo_change(workspace, actor, kind, opened.change.entry_id, reason)
