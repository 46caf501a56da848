# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``voters``: the voter list of a precinct's workspace."""

import argparse
from pathlib import Path
from typing import Any

from precinct_app.cli import passphrase
from precinct_app.cli.output import GOOD, Output
from precinct_app.domain.errors import PrecinctError
from precinct_app.services import voter_list
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.toolbox import RowNote, Toolbox

NAME = "voters"
HELP = "Take a voter list into a precinct's workspace."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    take_in = actions.add_parser("import", help="take in a voter file as a whole, or nothing of it")
    take_in.add_argument("file", type=Path)
    take_in.add_argument("--workspace", type=Path, required=True)
    take_in.add_argument("--user", required=True, help="member id of who opens the workspace")
    passphrase.add_arguments(take_in)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Read the file, then keep its rows in one transaction."""
    data = arguments.file.read_bytes()
    secret = passphrase.read_passphrase(arguments, arguments.user)
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    actor = actor_of(workspace, arguments.workspace, arguments.user, tools)
    try:
        file = tools.read_voters(data, arguments.file.name)
        kept = voter_list.take_in_list(workspace, actor, file.voters, data, len(file.refused))
    except PrecinctError as error:
        voter_list.refuse_list(workspace, actor, data, error.reasons[0].key)
        raise
    finally:
        workspace.store.close()
    output.data(
        {
            "kept": kept,
            "refused": [_note(note, output) for note in file.refused],
            "doubtful": [_note(note, output) for note in file.doubtful],
        }
    )
    output.say("cli.voters.kept", count=kept)
    for note in (*file.refused, *file.doubtful):
        output.line(f"  {note.row}: {output.reason(note.reason)['sentence']}")
    return GOOD


def _note(note: RowNote, output: Output) -> dict[str, Any]:
    return {"row": note.row, **output.reason(note.reason)}
