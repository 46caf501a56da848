# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``journal``: the hash-chained journal of a workspace."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from precinct_app.cli import passphrase
from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.event_log import LoggedDevice, event_log
from precinct_app.domain.journal import extract
from precinct_app.runtime.files import write_whole
from precinct_app.services.journal_reading import JournalCheck, verify_journal
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace

NAME = "journal"
HELP = "Verify the journal of a workspace, or write it out for others to verify or to read."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="walk the chain and say where it breaks")
    verify.add_argument(
        "--bundle", type=Path, nargs="*", default=[],
        help="bundles of this workspace, whose heads the journal must hold",
    )  # fmt: skip
    taken = actions.add_parser("extract", help="the whole journal as a file for outsiders")
    taken.add_argument("--out", type=Path, required=True, help="the file to write (.jsonl)")
    export = actions.add_parser(
        "export", help="the whole journal in the fields of NIST SP 1500-101 (JSON)"
    )
    export.add_argument("--out", type=Path, required=True, help="the file to write (.json)")
    for each in (verify, taken, export):
        each.add_argument("--workspace", type=Path, required=True)
        each.add_argument("--user", required=True, help="member id of who opens the workspace")
        passphrase.add_arguments(each)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Walk the chain; a broken journal is written out too, for whoever must look into it."""
    secret = passphrase.read_passphrase(arguments, arguments.user)
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    try:
        actor = actor_of(workspace, arguments.workspace, arguments.user, tools)
        heads = _heads(getattr(arguments, "bundle", ()), workspace, tools)
        found = verify_journal(workspace, actor, heads)
    finally:
        workspace.store.close()
    if arguments.action != "verify":
        write = _extract if arguments.action == "extract" else _export
        write_whole(arguments.out, write(workspace, found, tools))
    return _tell(found, output)


def _heads(bundles: Sequence[Path], workspace: Workspace, tools: Toolbox) -> dict[str, str]:
    """Heads that bundles of this very workspace name, by file name."""
    manifests = {file.name: tools.open_bundle(file.read_bytes()).manifest for file in bundles}
    mine = workspace.info.instance_id
    return {name: m.journal_head for name, m in manifests.items() if m.instance_id == mine}


def _extract(workspace: Workspace, found: JournalCheck, _: Toolbox) -> bytes:
    info = workspace.info
    return extract(found.events, info.precinct_id, info.instance_id)


def _export(workspace: Workspace, found: JournalCheck, tools: Toolbox) -> bytes:
    info = workspace.info
    device = LoggedDevice(info.kind, info.precinct_id, info.instance_id, info.generation)
    return event_log(found.events, device, workspace.election.election_id, tools.clock.now())


def _tell(found: JournalCheck, output: Output) -> int:
    broken = found.broken
    output.data(
        {
            "events": len(found.events), "head": found.head,
            "first_break": broken.sequence if broken else None,
            "fault": broken.fault.value if broken else None, "unknown_heads": list(found.unknown),
        }
    )  # fmt: skip
    if broken is not None:
        output.say("cli.journal.broken", number=broken.sequence)
        output.say(f"cli.journal.{broken.fault.value}")
    for name in found.unknown:
        output.say("cli.journal.unknown_head", name=name)
    if not found.is_whole:
        return NOT_GOOD
    output.say("cli.journal.whole", count=len(found.events), head=found.head[:16])
    return GOOD
