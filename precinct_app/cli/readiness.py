# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``readiness``: the self-test before the day, printed, with the emergency pack beside it."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from precinct_app.cli.opened import Opened, add_keys, add_workspace, key_files, opened
from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.readiness import Readiness
from precinct_app.runtime.files import write_whole
from precinct_app.services.papers.blanks import emergency_pack
from precinct_app.services.papers.readiness import readiness_paper
from precinct_app.services.readiness import check_readiness
from precinct_app.services.readiness_around import Around, KeyTried
from precinct_app.services.toolbox import Toolbox

NAME = "readiness"
HELP = "Look whether laptop, keys, stick and papers are ready for the day; print it."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--stick", type=Path, help="folder of the stick for backups")
    parser.add_argument("--out", type=Path, help="folder for readiness.pdf")
    parser.add_argument(
        "--pack", action="store_true", help="write the emergency pack into the folder too"
    )
    add_workspace(parser)
    add_keys(parser, needed=False)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Look at everything; 1 when something is missing that would stop the day."""
    with opened(arguments, tools) as here:
        if arguments.out is not None and arguments.pack:
            _write_pack(here, arguments.out)
        keys = tuple(_keys(arguments))
        around = Around(arguments.workspace.absolute(), arguments.stick, keys)
        ready = check_readiness(here.workspace, here.actor, around, tools)
        if arguments.out is not None:
            paper = readiness_paper(here.workspace, here.actor, ready)
            write_whole(arguments.out / "readiness.pdf", tools.press.paper(paper))
    _tell(ready, output)
    return GOOD if ready.is_ready else NOT_GOOD


def _keys(arguments: argparse.Namespace) -> Iterator[KeyTried]:
    for path, (data, secret) in zip(arguments.key, key_files(arguments), strict=True):
        yield KeyTried(path.name, data, secret)


def _write_pack(here: Opened, folder: Path) -> None:
    for number, paper in enumerate(emergency_pack(here.workspace, here.actor), start=1):
        write_whole(folder / f"emergency-{number:02d}.pdf", here.tools.press.paper(paper))


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
