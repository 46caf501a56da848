# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""People of a workspace: who may open it, who has a PIN; pass phrases changed and recovered.

Which of them opens it stands in the keyring beside the database, so most calls take its folder too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from precinct_app.domain.commission import (
    BESIDE_THE_COMMISSION,
    OF_A_DISTRICT,
    Actor,
    Right,
    Role,
)
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import InputError
from precinct_app.services.opening import PAPER_CODE, PRECINCT, open_workspace
from precinct_app.services.passphrases import refuse_weak
from precinct_app.services.toolbox import Toolbox, WorkspaceUser
from precinct_app.services.workspace import Workspace, record_event, require


@dataclass(frozen=True, slots=True)
class User:
    """Somebody of the workspace."""

    member_id: str
    name: str
    role: Role
    opens: bool
    """Whether a pass phrase of theirs opens the workspace."""
    has_pin: bool

    @property
    def actor(self) -> Actor:
        """Who it is for the services, once known by PIN or pass phrase."""
        return Actor(self.member_id, self.role)


def users(workspace: Workspace, actor: Actor, folder: Path, tools: Toolbox) -> tuple[User, ...]:
    """Everybody who may come to the keyboard: the commission in its order, then the others."""
    require(actor, Right.SIT_DOWN)
    with workspace.store.begin() as work:
        pins = {pin.member_id: pin for pin in work.pins.all()}
    opening = {member_id: (name, role) for member_id, name, role in tools.people(folder)}
    named: dict[str, tuple[str, Role]] = {
        pin.member_id: (pin.name, pin.role) for pin in pins.values()
    }
    named |= opening
    if workspace.info.kind == PRECINCT:
        commission = {m.member_id: (m.name, m.role) for m in workspace.precinct.members}
        named = commission | {who: told for who, told in named.items() if who not in commission}
    return tuple(
        User(member_id, name, role, member_id in opening, member_id in pins)
        for member_id, (name, role) in named.items()
    )


def add_user(
    workspace: Workspace, actor: Actor, folder: Path, own: str, user: WorkspaceUser, tools: Toolbox
) -> None:
    """Let one more person open the workspace, by one's `own` pass phrase.

    A member of the commission has name and role of the package.  InputError ``users.role`` for a role
    that nobody may have here, ``users.nameless``, ``signin.user_known``, ``signin.weak``;
    NotAllowedError ``signin.wrong``, ``signin.wait``.
    """
    require(actor, Right.MANAGE_PEOPLE)
    refuse_weak(user.passphrase)
    added = _as_named_here(workspace, user)
    with workspace.store.begin() as work:
        record_event(workspace, work, actor, "user.added", added.member_id, role=added.role.value)
        tools.locks.add(folder, actor.member_id, own, added)


def remove_user(
    workspace: Workspace, actor: Actor, folder: Path, member_id: str, tools: Toolbox
) -> None:
    """Let somebody open the workspace no more, by pass phrase or PIN.

    NotAllowedError ``signin.unknown``, ``signin.last_leader``.
    """
    require(actor, Right.MANAGE_PEOPLE)
    with workspace.store.begin() as work:
        record_event(workspace, work, actor, "user.removed", member_id)
        work.pins.remove(member_id)
        tools.locks.remove(folder, member_id)


def change_passphrase(
    workspace: Workspace, actor: Actor, folder: Path, old: str, new: str, tools: Toolbox
) -> None:
    """One's own new pass phrase in the place of the old one.

    InputError ``signin.weak``; NotAllowedError ``signin.wrong``, ``signin.unknown``, ``signin.wait``.
    """
    require(actor, Right.SIT_DOWN)
    refuse_weak(new)
    with workspace.store.begin() as work:
        record_event(workspace, work, actor, "passphrase.changed", actor.member_id)
        tools.locks.change(folder, actor.member_id, old, new)


def recover(folder: Path, code: str, member_id: str, new: str, tools: Toolbox) -> None:
    """A lost pass phrase: a new one by the code that was sealed on paper; the journal tells of it.

    InputError ``signin.weak``; NotAllowedError ``signin.wrong``, ``signin.unknown``, ``signin.wait``,
    and ``workspace.superseded`` where another laptop has taken over.
    """
    refuse_weak(new)
    workspace = open_workspace(folder, PAPER_CODE, code, tools)
    try:
        with workspace.store.begin() as work:
            actor = Actor(PAPER_CODE, Role.TECHNICIAN)
            record_event(workspace, work, actor, "passphrase.recovered", member_id)
            tools.locks.recover(folder, code, member_id, new)
    finally:
        workspace.store.close()


def renew_paper_code(
    workspace: Workspace, actor: Actor, folder: Path, own: str, tools: Toolbox
) -> str:
    """Another code to be sealed on paper, after the first was opened or seen.

    NotAllowedError ``signin.wrong``, ``signin.wait``.
    """
    require(actor, Right.MANAGE_PEOPLE)
    with workspace.store.begin() as work:
        record_event(workspace, work, actor, "paper_code.renewed", actor.member_id)
        return tools.locks.renew_paper_code(folder, actor.member_id, own)


_ROLES: Mapping[bool, frozenset[Role]] = {
    True: BESIDE_THE_COMMISSION,
    False: BESIDE_THE_COMMISSION | OF_A_DISTRICT,
}
"""Roles beside the package's, by whether it is a precinct."""


def _as_named_here(workspace: Workspace, user: WorkspaceUser) -> WorkspaceUser:
    in_precinct = workspace.info.kind == PRECINCT
    if in_precinct:
        for member in workspace.precinct.members:
            if member.member_id == user.member_id:
                return WorkspaceUser(member.member_id, member.name, member.role, user.passphrase)
    only_training = user.role is Role.TRAINER and workspace.info.mode is not Mode.TRAINING
    if user.role not in _ROLES[in_precinct] or only_training or user.member_id == PAPER_CODE:
        raise InputError.of("users.role")
    if not user.member_id.strip() or not user.name.strip():
        raise InputError.of("users.nameless")
    return user
