# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``hand-in``: archive protocols and journal, wipe the people, print the act; copies go too."""

import argparse
from pathlib import Path

from precinct_app.cli.opened import Opened, add_workspace, opened
from precinct_app.cli.output import GOOD, Output
from precinct_app.domain.registers.acts import ActKind
from precinct_app.runtime.files import write_whole
from precinct_app.services.acts.making import make, print_act
from precinct_app.services.end_of_life import clear_copies, ends_from
from precinct_app.services.registers.hand_in import hand_in, handed_in
from precinct_app.services.toolbox import Toolbox

NAME = "hand-in"
HELP = "Archive protocols and journal, wipe everybody's data from laptop and stick, print the act."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "out", type=Path, help="an empty folder for the archive; the act lies beside it"
    )
    parser.add_argument("--stick", type=Path, help="folder whose backups of this workspace go too")
    parser.add_argument("--reason", default="", help="why a protocol was not handed over")
    parser.add_argument("--yes", action="store_true", help="do it; without this it is only shown")
    add_workspace(parser)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Show what would be wiped; with ``--yes`` archive and wipe it."""
    with opened(arguments, tools) as here:
        if arguments.yes:
            _hand_in(arguments, here, output)
        else:
            _show(here, output)
    return GOOD


def _show(here: Opened, output: Output) -> None:
    held = here.workspace.store.contents()
    output.data({"voters": held.voters, "certificates": held.certificates, "entries": held.entries})
    output.say("end.would", voters=held.voters, certificates=held.certificates)


def _hand_in(arguments: argparse.Namespace, here: Opened, output: Output) -> None:
    workspace, actor, press = here.workspace, here.actor, here.tools.press
    done = handed_in(workspace, actor)  # a stick may be brought later
    if done is None:
        done = hand_in(workspace, actor, arguments.out, press, reason=arguments.reason)
        act = make(workspace, actor, ActKind.LAPTOP)
        file = arguments.out.with_name(f"{arguments.out.name}_act.pdf")
        write_whole(file, print_act(workspace, actor, act.entry_id, press))
    cleared = clear_copies(workspace, actor, arguments.stick, here.tools)
    content, until = done.content, ends_from(workspace)
    output.data(
        {
            "files": content.files, "sums_sha256": content.sums_sha256, "voters": content.voters,
            "certificates": content.certificates, "entries": content.entries,
            "kept_removed": cleared.kept, "backups_removed": cleared.backups,
            "destroy_from": until.isoformat(),
        }
    )  # fmt: skip
    output.say(
        "end.handed_in", files=content.files, voters=content.voters, backups=cleared.backups,
        day=f"{until:%d.%m.%Y}",
    )  # fmt: skip
