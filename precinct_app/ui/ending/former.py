# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The last round's workspace on this laptop: found, opened for a look, its list taken over."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.registers.next_round import NextRound
from precinct_app.domain.wording import Language
from precinct_app.services.opening import PRECINCT, open_workspace
from precinct_app.services.registers.next_round import carry_over, look_at_next_round
from precinct_app.services.workspace import Workspace
from precinct_app.services.workspace_card import WorkspaceCard
from precinct_app.ui.desk import Session


@dataclass(frozen=True, slots=True)
class Former:
    """A workspace of the same precinct beside this one."""

    folder: Path
    card: WorkspaceCard

    def named(self, language: Language) -> str:
        """Its day and election."""
        return f"{self.card.day} {self.card.election.get(language.value, '')}".strip()


def formers_of(session: Session) -> tuple[Former, ...]:
    """Other workspaces of this precinct on this laptop, the latest day first."""
    found = []
    for folder in sorted(session.folder.parent.iterdir()):
        if not folder.is_dir() or folder == session.folder:
            continue
        try:
            card = session.tools.describe(folder)
        except PrecinctError:
            continue
        if (card.kind, card.precinct_id) == (PRECINCT, session.workspace.info.precinct_id):
            found.append(Former(folder, card))
    return tuple(sorted(found, key=lambda one: one.card.day, reverse=True))


def look(session: Session, folder: Path, secret: str) -> NextRound:
    """What the next list would be; nothing is changed."""
    with _opened(session, folder, secret) as former:
        return look_at_next_round(former, session.actor)


def carry(session: Session, folder: Path, secret: str, act: str) -> NextRound:
    """Take the list over into this workspace."""
    with _opened(session, folder, secret) as former:
        return carry_over(former, session.workspace, session.actor, act)


@contextmanager
def _opened(session: Session, folder: Path, secret: str) -> Iterator[Workspace]:
    former = open_workspace(folder, session.actor.member_id, secret, session.tools)
    try:
        yield former
    finally:
        former.store.close()
