# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``journal``: the hash-chained journal of a workspace."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from precinct_app.cli import passphrase
from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.journal import Event, extract, first_break
from precinct_app.runtime.files import write_whole
from precinct_app.services.journal_reading import read_journal
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.toolbox import Toolbox

NAME = "journal"
HELP = "Verify the journal of a workspace, or write it out for others to verify."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="walk the chain and say where it breaks")
    taken = actions.add_parser("extract", help="the whole journal as a file for outsiders")
    taken.add_argument("--out", type=Path, required=True, help="the file to write (.jsonl)")
    for each in (verify, taken):
        each.add_argument("--workspace", type=Path, required=True)
        each.add_argument("--user", required=True, help="member id of who opens the workspace")
        passphrase.add_arguments(each)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Walk the chain; an extract of a broken one is written too, for whoever must look into it."""
    secret = passphrase.read_passphrase(arguments, arguments.user)
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    actor = actor_of(workspace, arguments.workspace, arguments.user, tools)
    try:
        events = read_journal(workspace, actor)
    finally:
        workspace.store.close()
    if arguments.action == "extract":
        info = workspace.info
        write_whole(arguments.out, extract(events, info.precinct_id, info.instance_id))
    return _tell(events, output)


def _tell(events: Sequence[Event], output: Output) -> int:
    broken = first_break(events)
    head = events[-1].hash if events else ""
    output.data({"events": len(events), "head": head, "first_break": broken})
    if broken is None:
        output.say("cli.journal.whole", count=len(events), head=head[:16])
        return GOOD
    output.say("cli.journal.broken", number=broken)
    return NOT_GOOD
