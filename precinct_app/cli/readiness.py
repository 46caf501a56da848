# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``readiness``: the self-test before the day, printed, with the emergency pack beside it."""

import argparse
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from precinct_app.cli import passphrase
from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.commission import Actor
from precinct_app.domain.readiness import Readiness
from precinct_app.runtime.files import write_whole
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.papers.blanks import emergency_pack
from precinct_app.services.papers.readiness import readiness_paper
from precinct_app.services.readiness import check_readiness
from precinct_app.services.readiness_around import Around, KeyTried
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace

NAME = "readiness"
HELP = "Look whether laptop, keys, stick and papers are ready for the day; print it."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--user", required=True, help="member id of who opens the workspace")
    parser.add_argument("--stick", type=Path, help="folder of the stick for backups")
    parser.add_argument(
        "--key", type=Path, action="append", default=[], help="a key file to try; several times"
    )
    parser.add_argument(
        "--key-passphrase-fd", type=int, action="append", default=[], metavar="N",
        help="read a key's pass phrase from descriptor N, in the order of --key",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, help="folder for readiness.pdf")
    parser.add_argument(
        "--pack", action="store_true", help="write the emergency pack into the folder too"
    )
    passphrase.add_arguments(parser)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Look at everything; 1 when something is missing that would stop the day."""
    secret = passphrase.read_passphrase(arguments, arguments.user)
    keys = tuple(_keys(arguments))
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    try:
        actor = actor_of(workspace, arguments.workspace, arguments.user, tools)
        if arguments.out is not None and arguments.pack:
            _write_pack(workspace, actor, arguments.out, tools)
        around = Around(arguments.workspace.absolute(), arguments.stick, keys)
        ready = check_readiness(workspace, actor, around, tools)
        if arguments.out is not None:
            paper = readiness_paper(workspace, actor, ready)
            write_whole(arguments.out / "readiness.pdf", tools.press.paper(paper))
    finally:
        workspace.store.close()
    _tell(ready, output)
    return GOOD if ready.is_ready else NOT_GOOD


def _keys(arguments: argparse.Namespace) -> Iterator[KeyTried]:
    for file, descriptor in zip_longest(arguments.key, arguments.key_passphrase_fd):
        if file is not None:
            asked = argparse.Namespace(passphrase_fd=descriptor)
            data = file.read_bytes()
            yield KeyTried(file.name, data, passphrase.read_passphrase(asked, file.name))


def _write_pack(workspace: Workspace, actor: Actor, folder: Path, tools: Toolbox) -> None:
    for number, paper in enumerate(emergency_pack(workspace, actor), start=1):
        write_whole(folder / f"emergency-{number:02d}.pdf", tools.press.paper(paper))


def _tell(ready: Readiness, output: Output) -> None:
    output.data(
        {
            "ready": ready.is_ready,
            "checked": ready.checked.isoformat(),
            "findings": [
                {"subject": f.subject.value, "state": f.state.value,
                 "said": f.said.whole.in_(output.language)}
                for f in ready.findings
            ],
        }
    )  # fmt: skip
    for finding in ready.findings:
        output.say(
            "readiness.line",
            subject=output.text(f"readiness.subject.{finding.subject.value}"),
            state=output.text(f"readiness.state.{finding.state.value}"),
            said=finding.said.whole.in_(output.language),
        )
    output.say("readiness.ready" if ready.is_ready else "readiness.not_ready")
