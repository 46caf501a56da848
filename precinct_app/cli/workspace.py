# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``workspace``: set up a precinct's or a district's workspace from a trusted package."""

import argparse
from pathlib import Path

from precinct_app.cli import passphrase
from precinct_app.cli.output import GOOD, Output
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.services.opening import (
    actor_of,
    leaders_of,
    open_workspace,
    set_up_district,
    set_up_precinct,
)
from precinct_app.services.packages import trust_by_fingerprint
from precinct_app.services.passphrases import new_passphrase
from precinct_app.services.revocation_updates import take_revocation_list
from precinct_app.services.toolbox import Toolbox, WorkspaceUser

NAME = "workspace"
HELP = "Set up a workspace from an election package whose number was compared with paper."
OPERATOR = "operator-1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    make = actions.add_parser(
        "make", help="a new encrypted workspace; prints its pass phrases once"
    )
    make.add_argument("folder", type=Path, help="a new folder")
    make.add_argument("--package", type=Path, required=True)
    make.add_argument("--fingerprint", required=True, help="36 digits, copied from paper")
    kind = make.add_mutually_exclusive_group(required=True)
    kind.add_argument("--precinct", help="KZ-<region>-<number>")
    kind.add_argument("--district", action="store_true", help="a district's workspace")
    make.add_argument(
        "--level", choices=[level.value for level in Level], default=Level.COUNT_ONLY.value,
        help="how much a precinct keeps in the program; see the command level",
    )  # fmt: skip
    lists = actions.add_parser("revocations", help="take in a revocation list that came by itself")
    lists.add_argument("file", type=Path)
    lists.add_argument("--workspace", type=Path, required=True)
    lists.add_argument("--user", required=True, help="member id of who opens the workspace")
    passphrase.add_arguments(lists)
    mend = actions.add_parser("mend", help="make the file anew by which the start page knows it")
    mend.add_argument("folder", type=Path)
    mend.add_argument("--user", required=True, help="member id of who opens the workspace")
    passphrase.add_arguments(mend)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Do what was asked."""
    if arguments.action == "revocations":
        return _revocations(arguments, tools, output)
    if arguments.action == "mend":
        return _mend(arguments, tools, output)
    return _make(arguments, tools, output)


def _revocations(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    secret = passphrase.read_passphrase(arguments, arguments.user)
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    try:
        actor = actor_of(workspace, arguments.workspace, arguments.user, tools)
        taken = take_revocation_list(workspace, actor, arguments.file.read_bytes(), tools)
    finally:
        workspace.store.close()
    card = tools.registrar.revocations(taken.package.trust.revocation_lists[-1])
    output.data({"issuer": card.issuer, "number": card.number, "revoked": len(card.entries)})
    output.say("cli.workspace.revocations", number=card.number, count=len(card.entries))
    return GOOD


def _mend(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    secret = passphrase.read_passphrase(arguments, arguments.user)
    card = tools.mend_card(arguments.folder, arguments.user, secret)
    output.data({"folder": str(arguments.folder), "precinct_id": card.precinct_id})
    output.say("cli.workspace.mended", folder=str(arguments.folder))
    return GOOD


def _make(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Make the workspace and tell the pass phrases, which are kept nowhere else."""
    package = tools.open_package(arguments.package.read_bytes())
    trust_by_fingerprint(package, arguments.fingerprint)
    users = _operators() if arguments.district else leaders_of(package, arguments.precinct)
    if arguments.district:
        code = set_up_district(arguments.folder, package, users, tools)
    else:
        level = Level(arguments.level)
        code = set_up_precinct(arguments.folder, package, arguments.precinct, level, users, tools)
    output.data(
        {
            "folder": str(arguments.folder),
            "users": [
                {"member_id": u.member_id, "name": u.name, "role": u.role.value,
                 "passphrase": u.passphrase}
                for u in users
            ],
            "paper_code": code,
        }
    )  # fmt: skip
    output.say("cli.workspace.made", folder=str(arguments.folder))
    for user in users:
        output.line(f"  {user.member_id:<12} {user.name:<40} {user.passphrase}")
    output.say("cli.workspace.paper_code", code=code)
    return GOOD


def _operators() -> list[WorkspaceUser]:
    return [WorkspaceUser(OPERATOR, OPERATOR, Role.DISTRICT_OPERATOR, new_passphrase())]
