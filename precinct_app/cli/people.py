# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``people``: who may open a workspace, by which pass phrase; PINs; the code on paper.

New pass phrases, codes and PINs are made by the program and told once, as `workspace make` tells them.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from precinct_app.cli import passphrase
from precinct_app.cli.output import GOOD, Output
from precinct_app.domain.commission import BESIDE_THE_COMMISSION, OF_A_DISTRICT, Actor, Role
from precinct_app.services import keyboard, users
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.passphrases import new_passphrase, new_pin
from precinct_app.services.toolbox import Toolbox, WorkspaceUser
from precinct_app.services.workspace import Workspace

NAME = "people"
HELP = "Who may open a workspace: pass phrases changed and recovered, people added, PINs given."
_ROLES = sorted(role.value for role in BESIDE_THE_COMMISSION | OF_A_DISTRICT | {Role.MEMBER})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    told = {
        "list": "everybody of the workspace, and what opens it to them",
        "passphrase": "another pass phrase for oneself; printed once",
        "recover": "another pass phrase for --user by the code sealed on paper; printed once",
        "code": "another code to be sealed on paper; printed once",
        "add": "one more person; the pass phrase is printed once",
        "remove": "let somebody open the workspace no more",
        "pin": "a PIN for a member at the keyboard; printed once",
    }
    for name, help_text in told.items():
        action = actions.add_parser(name, help=help_text)
        action.add_argument("--workspace", type=Path, required=True)
        action.add_argument("--user", required=True, help="member id of who does it")
        passphrase.add_arguments(action)
        if name in {"add", "remove", "pin"}:
            action.add_argument("who", help="member id of whom it is about")
        if name == "add":
            action.add_argument("--name", default="", help="of who is no member of the commission")
            action.add_argument("--role", choices=_ROLES, default=Role.MEMBER.value)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Do what was asked."""
    if arguments.action == "recover":
        code = passphrase.read_passphrase(arguments, "paper-code")
        made = new_passphrase()
        users.recover(arguments.workspace, code, arguments.user, made, tools)
        _tell(output, arguments.user, made, "cli.people.passphrase")
        return GOOD
    secret = passphrase.read_passphrase(arguments, arguments.user)
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    try:
        actor = actor_of(workspace, arguments.workspace, arguments.user, tools)
        _ACTIONS[arguments.action](workspace, actor, secret, arguments, tools, output)
    finally:
        workspace.store.close()
    return GOOD


def _list(
    workspace: Workspace, actor: Actor, _: str, arguments: argparse.Namespace, tools: Toolbox,
    output: Output,
) -> None:  # fmt: skip
    found = users.users(workspace, actor, arguments.workspace, tools)
    output.data(
        [
            {"member_id": u.member_id, "name": u.name, "role": u.role.value, "opens": u.opens,
             "pin": u.has_pin}
            for u in found
        ]
    )  # fmt: skip
    for user in found:
        marks = f"{'+' if user.opens else '-'}{'*' if user.has_pin else ' '}"
        output.line(f"  {marks} {user.member_id:<12} {user.role.value:<18} {user.name}")


def _passphrase(
    workspace: Workspace, actor: Actor, secret: str, arguments: argparse.Namespace, tools: Toolbox,
    output: Output,
) -> None:  # fmt: skip
    made = new_passphrase()
    users.change_passphrase(workspace, actor, arguments.workspace, secret, made, tools)
    _tell(output, actor.member_id, made, "cli.people.passphrase")


def _code(
    workspace: Workspace, actor: Actor, secret: str, arguments: argparse.Namespace, tools: Toolbox,
    output: Output,
) -> None:  # fmt: skip
    code = users.renew_paper_code(workspace, actor, arguments.workspace, secret, tools)
    output.data({"paper_code": code})
    output.say("cli.workspace.paper_code", code=code)


def _add(
    workspace: Workspace, actor: Actor, secret: str, arguments: argparse.Namespace, tools: Toolbox,
    output: Output,
) -> None:  # fmt: skip
    made = new_passphrase()
    name = arguments.name or arguments.who
    user = WorkspaceUser(arguments.who, name, Role(arguments.role), made)
    users.add_user(workspace, actor, arguments.workspace, secret, user, tools)
    _tell(output, arguments.who, made, "cli.people.passphrase")


def _remove(
    workspace: Workspace, actor: Actor, _: str, arguments: argparse.Namespace, tools: Toolbox,
    output: Output,
) -> None:  # fmt: skip
    users.remove_user(workspace, actor, arguments.workspace, arguments.who, tools)
    output.data({"removed": arguments.who})
    output.say("cli.people.removed", who=arguments.who)


def _pin(
    workspace: Workspace, actor: Actor, _: str, arguments: argparse.Namespace, tools: Toolbox,
    output: Output,
) -> None:  # fmt: skip
    made = new_pin()
    if arguments.who == actor.member_id:
        keyboard.choose_pin(workspace, actor, made, tools)
    else:
        keyboard.give_pin(workspace, actor, arguments.who, made, tools)
    output.data({"member_id": arguments.who, "pin": made})
    output.say("cli.people.pin", who=arguments.who, pin=made)


def _tell(output: Output, who: str, made: str, key: str) -> None:
    output.data({"member_id": who, "passphrase": made})
    output.say(key, who=who, secret=made)


Action = Callable[[Workspace, Actor, str, argparse.Namespace, Toolbox, Output], None]
_ACTIONS: dict[str, Action] = {"list": _list, "passphrase": _passphrase, "code": _code, "add": _add,
                               "remove": _remove, "pin": _pin}  # fmt: skip
