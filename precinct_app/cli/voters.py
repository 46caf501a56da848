# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``voters``: a precinct's voter list, looked at, taken in and asked."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from precinct_app.cli import passphrase, voter_answers, voter_files, voter_lists
from precinct_app.cli.output import GOOD, Output
from precinct_app.runtime import texts
from precinct_app.runtime.files import PRIVATE_FILE, write_whole
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.toolbox import RowNote, Toolbox
from precinct_app.services.voter_import import ImportOutcome, import_list, look_at_list
from precinct_app.services.voter_layout import Layout, column_letters

NAME = "voters"
HELP = "Look at a voter list; take it in, a later one as a difference; ask it."
_TOLD_IN_FULL = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    see = actions.add_parser("look", help="how a voter file is laid out; nothing is kept")
    take_in = actions.add_parser("import", help="take in a voter file as a whole, or nothing of it")
    for action in (see, take_in):
        voter_files.add_file(action)
    take_in.add_argument("--workspace", type=Path, required=True)
    take_in.add_argument("--user", required=True, help="member id of who opens the workspace")
    voter_files.add_layout(take_in)
    take_in.add_argument("--report", type=Path, help="write refused and doubtful rows as XLSX")
    take_in.add_argument("--act", default="", help="number of the act by which the list came")
    passphrase.add_arguments(take_in)
    voter_lists.add_actions(actions)
    voter_answers.add_actions(actions)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Look, read the file and keep its rows in one transaction, or answer from the list."""
    if arguments.action in voter_answers.ACTIONS:
        return voter_answers.run(arguments, tools, output)
    if arguments.action in voter_lists.ACTIONS:
        return voter_lists.run(arguments, tools, output)
    data = arguments.file.read_bytes()
    if arguments.action == "look":
        layout = look_at_list(tools, data, arguments.file.name, sheet=arguments.sheet)
        output.data(_as_json(layout, output))
        _say_layout(layout, output)
        return GOOD
    outcome = _import(arguments, tools, output, data)
    _say_outcome(outcome, output)
    if arguments.report:
        report = tools.voter_report(outcome.file, arguments.file.name)
        write_whole(arguments.report, report, PRIVATE_FILE)
        output.say("cli.voters.report", file=str(arguments.report))
    return GOOD


def _import(
    arguments: argparse.Namespace, tools: Toolbox, output: Output, data: bytes
) -> ImportOutcome:
    layout = voter_files.corrected(arguments, tools, data)
    secret = passphrase.read_passphrase(arguments, arguments.user)
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    try:
        actor = actor_of(workspace, arguments.workspace, arguments.user, tools)
        with voter_files.heard(output) as pulse:
            return import_list(
                workspace, actor, tools, data, arguments.file.name, layout=layout, pulse=pulse,
                act=arguments.act,
            )  # fmt: skip
    finally:
        workspace.store.close()


def _as_json(layout: Layout, output: Output) -> dict[str, Any]:
    return {
        "sheet": layout.sheet,
        "sheets": layout.sheets,
        "head_row": layout.head_row,
        "first_row": layout.first_row,
        "columns": {name: column_letters(column) for name, column in layout.columns.items()},
        "headings": layout.headings,
        "first_rows": layout.first_rows,
        "uncertain": [output.reason(reason) for reason in layout.uncertain],
    }


def _say_layout(layout: Layout, output: Output) -> None:
    output.say("cli.voters.sheet", sheet=layout.sheet or "-", row=layout.first_row)
    for name, column in sorted(layout.columns.items(), key=lambda pair: pair[1]):
        heading = layout.headings[column] if column < len(layout.headings) else ""
        field = texts.text(f"voters.field.{name}", output.language)
        output.line(f"  {column_letters(column)}  {field}  ({heading})")
    for row in layout.first_rows:
        output.line("  | " + " | ".join(row))
    for reason in layout.uncertain:
        output.line(f"  ? {output.reason(reason)['sentence']}")


def _say_outcome(outcome: ImportOutcome, output: Output) -> None:
    file = outcome.file
    uncertain = file.layout.uncertain if file.layout else ()
    output.data(
        {
            "kept": outcome.kept,
            "refused": _notes(file.refused, output),
            "doubtful": _notes(file.doubtful, output),
            "passed_over": _notes(file.passed_over, output),
            "uncertain": [output.reason(reason) for reason in uncertain],
        }
    )
    output.say("cli.voters.kept", count=outcome.kept)
    for reason in uncertain:
        output.line(f"  ? {output.reason(reason)['sentence']}")
    notes = (*file.refused, *file.doubtful, *file.passed_over)
    for note in notes[:_TOLD_IN_FULL]:
        output.line(f"  {note.row}: {output.reason(note.reason)['sentence']}")
    if len(notes) > _TOLD_IN_FULL:
        output.say("cli.voters.more", count=len(notes) - _TOLD_IN_FULL)


def _notes(notes: Sequence[RowNote], output: Output) -> list[dict[str, Any]]:
    return [
        {"row": n.row, "list_number": n.list_number, "tail": n.tail, **output.reason(n.reason)}
        for n in notes
    ]
