# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``restore``: look at a backup, go on from it here or on another laptop, or try that as a drill."""

import argparse
from pathlib import Path

from precinct_app.cli import passphrase
from precinct_app.cli.moments import wall
from precinct_app.cli.output import GOOD, Output
from precinct_app.domain.backups import Contents
from precinct_app.domain.errors import StorageError
from precinct_app.services.opening import actor_of, workspace_in
from precinct_app.services.restore_drill import drill
from precinct_app.services.restoring import LookedAt, look_at_backup, restore
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.two_people import Agreed
from precinct_app.services.workspace import Workspace

NAME = "restore"
HELP = "Look at a backup; with --yes go on from it, here or on another laptop."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, help="the backup")
    parser.add_argument(
        "--workspace", type=Path, required=True, help="the workspace to replace, or a new folder"
    )
    parser.add_argument("--user", required=True, help="member id of who opens the backup")
    parser.add_argument("--yes", action="store_true", help="do it; without this it is only shown")
    parser.add_argument("--drill", action="store_true", help="only prove that this laptop could")
    agreed = parser.add_mutually_exclusive_group()
    agreed.add_argument("--second", help="member id of who agrees, by a pass phrase too")
    agreed.add_argument("--alone", default="", metavar="REASON", help="why nobody else can agree")
    parser.add_argument("--second-passphrase-fd", type=int, metavar="N")
    passphrase.add_arguments(parser)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Show what a backup holds and would replace; with ``--yes`` replace it."""
    secret = passphrase.read_passphrase(arguments, arguments.user)
    if arguments.drill:
        return _drill(arguments, secret, tools, output)
    here = _here(arguments, secret, tools)
    try:
        looked = look_at_backup(
            arguments.file, arguments.user, secret, arguments.workspace, tools, here
        )
        try:
            _tell(looked, output)
            if arguments.yes:
                _restore(arguments, looked, here, tools, output)
        finally:
            looked.close()
    finally:
        if here is not None:
            here.store.close()
    return GOOD


def _restore(
    arguments: argparse.Namespace, looked: LookedAt, here: Workspace | None, tools: Toolbox,
    output: Output,
) -> None:  # fmt: skip
    agreed = _agreed(arguments, looked, tools)
    done = restore(looked, arguments.workspace, agreed, tools, here)
    output.data(
        {
            "instance_id": done.info.instance_id, "generation": done.info.generation,
            "taken_over": done.taken_over,
        }
    )  # fmt: skip
    until = wall(looked.workspace, looked.preview.label.until)
    output.say("restore.done", until=until, generation=done.info.generation)


def _agreed(arguments: argparse.Namespace, looked: LookedAt, tools: Toolbox) -> Agreed:
    """The second person, by a pass phrase of the backup's own keyring."""
    if not arguments.second:
        return Agreed(alone=arguments.alone)
    asked = argparse.Namespace(passphrase_fd=arguments.second_passphrase_fd)
    secret = passphrase.read_passphrase(asked, arguments.second)
    tools.locks.demand(looked.copy.folder, arguments.second, secret)
    second = actor_of(looked.workspace, looked.copy.folder, arguments.second, tools)
    return Agreed(second)


def _here(arguments: argparse.Namespace, secret: str, tools: Toolbox) -> Workspace | None:
    """The workspace that would be replaced; None where there is none, or none that can be read."""
    try:
        store = tools.open_workspace(arguments.workspace, arguments.user, secret)
    except StorageError as error:
        if error.reasons[0].key in {"storage.locked", "storage.read_only", "storage.newer"}:
            raise
        return None
    return workspace_in(store, tools)


def _drill(arguments: argparse.Namespace, secret: str, tools: Toolbox, output: Output) -> int:
    done = drill(arguments.file, arguments.user, secret, arguments.workspace.parent, tools)
    output.data({"machine": done.machine, "events": done.events, "head": done.head})
    output.say("restore.drilled", events=done.events)
    return GOOD


def _tell(looked: LookedAt, output: Output) -> None:
    preview = looked.preview
    output.data(
        {
            "held": _plain(preview.held), "here": _plain(preview.here) if preview.here else None,
            "standing": preview.standing.value, "lost": preview.lost,
        }
    )  # fmt: skip
    output.say("restore.until", until=wall(looked.workspace, preview.label.until))
    for key, contents in (("restore.held", preview.held), ("restore.here", preview.here)):
        if contents is not None:
            until = wall(looked.workspace, contents.until) if contents.until else "—"
            output.say(
                key, until=until, events=contents.events, entries=contents.entries,
                figures=contents.figures, voters=contents.voters, protocols=contents.protocols,
            )  # fmt: skip
    output.say(f"restore.standing.{preview.standing.value}", count=preview.lost)


def _plain(contents: Contents) -> dict[str, str | int]:
    told = {name: getattr(contents, name) for name in contents.__dataclass_fields__}
    return {**told, "until": contents.until.isoformat() if contents.until else ""}
