# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``district``: take in what precincts handed over, and publish the table."""

import argparse
from pathlib import Path

from precinct_app.cli import desk
from precinct_app.cli.opened import Opened, add_workspace, opened
from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.acceptance import Acceptance
from precinct_app.runtime.files import write_whole
from precinct_app.services.district_import import ImportedFile, import_folder
from precinct_app.services.district_report import figures_of, publish
from precinct_app.services.toolbox import Toolbox

NAME = "district"
HELP = "Take in what precincts bring, compare it with paper, publish the consolidated table."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    take_in = actions.add_parser("import", help="take in every bundle of a folder")
    take_in.add_argument("folder", type=Path)
    report = actions.add_parser("report", help="the table as PDF, XLSX, CSV and JSON")
    report.add_argument("--out", type=Path, required=True)
    desk.add_actions(actions)
    for action in actions.choices.values():
        add_workspace(action)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Import, serve the desk, or report."""
    with opened(arguments, tools) as here:
        if arguments.action in desk.ACTIONS:
            return desk.run(arguments, here, output)
        if arguments.action == "import":
            return _import(arguments.folder, here, output)
        return _report(arguments.out, here, output)


def _import(folder: Path, here: Opened, output: Output) -> int:
    refused = 0
    for file in import_folder(here.workspace, here.actor, folder, here.tools):
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


def _report(out: Path, here: Opened, output: Output) -> int:
    tables, files = publish(here.workspace, here.actor, here.tools)
    for ending, data in files.items():
        write_whole(out / f"consolidated.{ending}", data)
    output.data([figures_of(table) for table in tables])
    output.say("cli.district.published", count=len(tables), folder=str(out))
    return GOOD
