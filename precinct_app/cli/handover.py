# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``handover``: bundles for the receivers onto a stick, the stick held against them, receipts."""

import argparse
from pathlib import Path

from precinct_app.cli.opened import Opened, add_signers, add_workspace, commission_signers, opened
from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.services.handover import hand_over, receivers_of
from precinct_app.services.receipts import take_receipt
from precinct_app.services.sticks import Lies, check_stick, write_to
from precinct_app.services.toolbox import Toolbox

NAME = "handover"
HELP = "Write what goes up onto a stick, check what lies there, take in the district's receipt."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    write = actions.add_parser("write", help="one bundle a receiver, read back after writing")
    write.add_argument("folder", type=Path, help="the stick")
    write.add_argument("--receiver", nargs="+", default=[], help="all of them when none is named")
    add_signers(write)
    check = actions.add_parser("check", help="what lies on the stick against what was made here")
    check.add_argument("folder", type=Path)
    receipt = actions.add_parser("receipt", help="take in the district's receipt")
    receipt.add_argument("file", type=Path)
    for action in (write, check, receipt):
        add_workspace(action)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Do what was asked."""
    with opened(arguments, tools) as here:
        if arguments.action == "write":
            return _write(arguments, here, output)
        if arguments.action == "check":
            return _check(arguments.folder, here, output)
        return _receipt(arguments.file, here, output)


def _write(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    with commission_signers(arguments, here) as found:
        for receiver in arguments.receiver or receivers_of(here.workspace):
            made = hand_over(here.workspace, here.actor, receiver, found, here.tools)
            file = write_to(here.workspace, here.actor, made, arguments.folder)
            protocols = {p.ballot_id: list(p.rungs) for p in made.manifest.protocols}
            output.data({"file": str(file), "receiver": receiver, "protocols": protocols})
            output.say("cli.protocol.written", file=str(file))
    return GOOD


def _check(folder: Path, here: Opened, output: Output) -> int:
    found = check_stick(here.workspace, here.actor, folder, here.tools)
    output.data(
        [
            {"file": one.file_name, "lies": one.lies.value, "number": one.number,
             "receiver": one.receiver_id}
            for one in found
        ]
    )  # fmt: skip
    for one in found:
        output.say(f"stick.{one.lies.value}", name=one.file_name)
    return GOOD if all(one.lies in {Lies.LATEST, Lies.OLDER} for one in found) else NOT_GOOD


def _receipt(file: Path, here: Opened, output: Output) -> int:
    receipt = take_receipt(here.workspace, here.actor, file.read_bytes(), here.tools).receipt
    outcomes = {line.ballot_id: line.outcome for line in receipt.protocols}
    output.data({"number": receipt.handover_no, "receiver": receipt.receiver_id,
                 "imported": receipt.imported.isoformat(), "protocols": outcomes})  # fmt: skip
    output.say("cli.handover.receipt", number=receipt.handover_no, receiver=receipt.receiver_id)
    return GOOD
