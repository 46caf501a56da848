# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The people of a sample day: each has a PIN, but for one who will choose it at the keyboard."""

from precinct_app.domain.commission import CERTIFIERS, Actor, Member, Role
from precinct_app.services import keyboard
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace


def sample_pin(number: int) -> str:
    """The PIN of a member by the place in the commission, from one."""
    return f"29475{number}"


def give_pins(workspace: Workspace, tools: Toolbox) -> None:
    """Leaders choose their own, the chair gives the others theirs; the last member has none yet."""
    members = workspace.precinct.members
    chair = next(_actor(member) for member in members if member.role is Role.CHAIR)
    for number, member in enumerate(members[:-1], start=1):
        if member.role in CERTIFIERS:
            keyboard.choose_pin(workspace, _actor(member), sample_pin(number), tools)
        else:
            keyboard.give_pin(workspace, chair, member.member_id, sample_pin(number), tools)


def _actor(member: Member) -> Actor:
    return Actor(member.member_id, member.role)
