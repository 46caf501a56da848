# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What is still held on this laptop, and the two ends of it: handed in, destroyed after the terms."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from precinct_app.domain.backups import Contents
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.hand_in import HandedIn
from precinct_app.runtime.files import write_whole
from precinct_app.services.acts.making import acts, make, print_act
from precinct_app.services.end_of_life import clear_copies, destroy, ends_from
from precinct_app.services.registers.hand_in import hand_in, handed_in
from precinct_app.services.two_people import Agreed
from precinct_app.ui.desk import Session
from precinct_app.ui.people.agreeing import agreed_by, others


@dataclass(frozen=True, slots=True)
class Life:
    """What a workspace holds, and how far its end is."""

    held: Contents
    left: tuple[int, ...]
    """Numbers of ballots whose protocols are not handed over."""
    done: Entry[HandedIn] | None
    ends: date
    """From this day on it may be destroyed."""
    may_end: bool
    second: tuple[tuple[str, str], ...]
    """Who may agree, by member id."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who agrees that the workspace is destroyed."""

    second: str
    secret: str
    alone: str


def life_of(session: Session) -> Life:
    """Ask how far the end is."""
    left = [state.ballot.number for state in session.ballots()
            if state.protocol is None or state.protocol.status is not Status.HANDED_OVER]  # fmt: skip
    workspace, done = session.workspace, handed_in(session.workspace, session.actor)
    ends = ends_from(workspace)
    may_end = session.is_training or (done is not None and session.now().date() >= ends)
    people = tuple((user.member_id, user.name) for user in others(session))
    return Life(workspace.store.contents(), tuple(left), done, ends, may_end, people)


def archive(session: Session, folder: Path, stick: Path | None, reason: str) -> Life:
    """Archive into a folder of its own, wipe, write the act beside it, take away the copies."""
    workspace, actor, press = session.workspace, session.actor, session.tools.press
    target = folder / f"{workspace.info.precinct_id}_archive"
    hand_in(workspace, actor, target, press, reason=reason)
    act = make(workspace, actor, ActKind.LAPTOP)
    data = print_act(workspace, actor, act.entry_id, press)
    write_whole(target.with_name(f"{target.name}_act.pdf"), data)
    clear_copies(workspace, actor, stick, session.tools)
    return life_of(session)


def clear_stick(session: Session, stick: Path) -> int:
    """Take this workspace's backups from one more stick; how many."""
    return clear_copies(session.workspace, session.actor, stick, session.tools).backups


def act_paper(session: Session) -> bytes:
    """The act about the laptop, once more."""
    workspace, actor = session.workspace, session.actor
    entry = next(e for e in acts(workspace, actor) if e.content.kind is ActKind.LAPTOP)
    return print_act(workspace, actor, entry.entry_id, session.tools.press)


def end(session: Session, asked: Asked) -> None:
    """Destroy the workspace, agreed by a second person or with the reason why there is none."""
    second = agreed_by(session, asked.second, asked.secret) if asked.second else None
    agreed = second or Agreed(alone=asked.alone)
    destroy(session.workspace, session.actor, agreed, session.tools)
