# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``journal``: the hash-chained journal of a workspace."""

import argparse
from pathlib import Path

from precinct_app.cli import passphrase
from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.journal import first_break
from precinct_app.services.opening import open_workspace
from precinct_app.services.toolbox import Toolbox

NAME = "journal"
HELP = "Verify the journal of a workspace."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="walk the chain and say where it breaks")
    verify.add_argument("--workspace", type=Path, required=True)
    verify.add_argument("--user", required=True, help="member id of who opens the workspace")
    passphrase.add_arguments(verify)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Walk the chain."""
    secret = passphrase.read_passphrase(arguments, arguments.user)
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    with workspace.store.begin() as work:
        events = list(work.journal.all())
    workspace.store.close()
    broken = first_break(events)
    head = events[-1].hash if events else ""
    output.data({"events": len(events), "head": head, "first_break": broken})
    if broken is None:
        output.say("cli.journal.whole", count=len(events), head=head[:16])
        return GOOD
    output.say("cli.journal.broken", number=broken)
    return NOT_GOOD
