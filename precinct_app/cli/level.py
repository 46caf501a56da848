# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``level``: how much a precinct keeps in the program, and which registers stand on paper."""

import argparse

from precinct_app.cli.opened import Opened, add_workspace, opened
from precinct_app.cli.output import GOOD, Output
from precinct_app.domain.election import Level
from precinct_app.domain.registers.kept import Kept
from precinct_app.runtime.texts import text
from precinct_app.services.registers.levels import (
    keep_here,
    keep_on_paper,
    set_level,
    standing_on_paper,
)
from precinct_app.services.registers.paper_rows import paper_rows, set_paper_rows
from precinct_app.services.toolbox import Toolbox

NAME = "level"
HELP = "Choose how much is kept in the program; say which registers stand on paper, how many boxes."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    show = actions.add_parser("show", help="level, registers on paper, rows of the sheets")
    choose = actions.add_parser("set", help="another level, until the list is closed")
    choose.add_argument("level", choices=[level.value for level in Level])
    to_paper = actions.add_parser("paper", help="from now on a register stands on paper (act A116)")
    back = actions.add_parser("here", help="a register is whole in the program again")
    for action in (to_paper, back):
        action.add_argument("register", choices=[kept.value for kept in Kept])
        action.add_argument("--reason", required=True)
    rows = actions.add_parser("rows", help="rows of sheets that are typed from paper")
    rows.add_argument("--boxes", type=int, required=True, help="number of mobile boxes")
    rows.add_argument(
        "--issuers", default="", metavar="MEMBER,...", help="leaders who handed out ballots too"
    )
    for action in (show, choose, to_paper, back, rows):
        add_workspace(action)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Change what was asked, then say how it is."""
    with opened(arguments, tools) as here:
        workspace, actor = here.workspace, here.actor
        match arguments.action:
            case "set":
                workspace = set_level(workspace, actor, Level(arguments.level))
            case "paper":
                keep_on_paper(workspace, actor, Kept(arguments.register), arguments.reason)
            case "here":
                keep_here(workspace, actor, Kept(arguments.register), arguments.reason)
            case "rows":
                members = [m.strip() for m in arguments.issuers.split(",") if m.strip()]
                set_paper_rows(workspace, actor, arguments.boxes, members)
        _tell(Opened(workspace, actor, here.tools), output)
    return GOOD


def _tell(here: Opened, output: Output) -> None:
    on_paper = [entry.content for entry in standing_on_paper(here.workspace, here.actor)]
    with here.workspace.store.begin() as work:
        rows = paper_rows(work)
    level = here.workspace.info.level
    output.data(
        {
            "level": level.value,
            "on_paper": [{"register": c.register.value, "reason": c.reason} for c in on_paper],
            "boxes": rows.boxes, "issuers": list(rows.issuers),
        }
    )  # fmt: skip
    output.say("cli.level.is", level=text(f"form.level.{level.value}", output.language))
    for choice in on_paper:
        name = text(f"register_kept.{choice.register.value}", output.language)
        output.say("cli.level.on_paper", register=name, reason=choice.reason)
    output.say("cli.level.rows", boxes=rows.boxes, issuers=", ".join(rows.issuers) or "-")
