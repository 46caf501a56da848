# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``backup``: write an encrypted backup of a workspace and read it back."""

import argparse
from pathlib import Path

from precinct_app.cli import passphrase
from precinct_app.cli.moments import wall
from precinct_app.cli.output import GOOD, Output
from precinct_app.domain.backups import KEPT
from precinct_app.services.backups import back_up
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.toolbox import Toolbox

NAME = "backup"
HELP = "Write an encrypted backup of a workspace to a stick or folder, read it back and compare."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--user", required=True, help="member id of who opens the workspace")
    parser.add_argument("--to", type=Path, required=True, help="folder, for instance of a stick")
    parser.add_argument("--keep", type=int, default=KEPT, help="backups to keep there")
    passphrase.add_arguments(parser)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Back up."""
    secret = passphrase.read_passphrase(arguments, arguments.user)
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    try:
        actor = actor_of(workspace, arguments.workspace, arguments.user, tools)
        made = back_up(workspace, actor, arguments.to, tools, keep=arguments.keep)
    finally:
        workspace.store.close()
    label = made.label
    output.data(
        {
            "file": str(made.file), "until": label.until.isoformat(), "events": label.events,
            "generation": label.generation, "instance_id": label.instance_id,
            "removed": made.removed, "ahead": made.ahead,
        }
    )  # fmt: skip
    output.say("backup.made", file=str(made.file), until=wall(workspace, label.until))
    if made.ahead:
        output.say("backup.ahead", file=made.ahead)
    return GOOD
