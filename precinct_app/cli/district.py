# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``district``: take in what precincts handed over, and publish the table."""

import argparse
from pathlib import Path

from precinct_app.cli import passphrase
from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.acceptance import Acceptance
from precinct_app.domain.commission import Actor
from precinct_app.runtime.files import write_whole
from precinct_app.services.district_import import ImportedFile, import_folder
from precinct_app.services.district_report import figures_of, publish
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace

NAME = "district"
HELP = "Take in bundles from a folder, or publish the consolidated table."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    take_in = actions.add_parser("import", help="take in every bundle of a folder")
    take_in.add_argument("folder", type=Path)
    report = actions.add_parser("report", help="the table as PDF, XLSX, CSV and JSON")
    report.add_argument("--out", type=Path, required=True)
    for action in (take_in, report):
        action.add_argument("--workspace", type=Path, required=True)
        action.add_argument("--user", required=True, help="member id of who opens the workspace")
        passphrase.add_arguments(action)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Import or report."""
    secret = passphrase.read_passphrase(arguments, arguments.user)
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    actor = actor_of(workspace, arguments.workspace, arguments.user, tools)
    try:
        if arguments.action == "import":
            return _import(arguments.folder, workspace, actor, tools, output)
        return _report(arguments.out, workspace, actor, tools, output)
    finally:
        workspace.store.close()


def _import(
    folder: Path, workspace: Workspace, actor: Actor, tools: Toolbox, output: Output
) -> int:
    refused = 0
    for file in import_folder(workspace, actor, folder, tools):
        refused += file.examination.acceptance is Acceptance.REFUSED
        _tell(file, output)
    return NOT_GOOD if refused else GOOD


def _tell(file: ImportedFile, output: Output) -> None:
    examination = file.examination
    output.data(
        {
            "file": file.name,
            "acceptance": examination.acceptance.value,
            "protocols": [p.record.ballot_id for p in examination.protocols],
            "reasons": [output.reason(reason) for reason in examination.reasons],
        }
    )
    output.say(f"acceptance.{examination.acceptance.value}", name=file.name)
    for reason in examination.reasons:
        output.line(f"    {output.reason(reason)['sentence']}")


def _report(out: Path, workspace: Workspace, actor: Actor, tools: Toolbox, output: Output) -> int:
    tables, files = publish(workspace, actor, tools)
    for ending, data in files.items():
        write_whole(out / f"consolidated.{ending}", data)
    output.data([figures_of(table) for table in tables])
    output.say("cli.district.published", count=len(tables), folder=str(out))
    return GOOD
