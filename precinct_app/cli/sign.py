# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``sign``: sign what was carried here on a stick, a protocol or a whole bundle; no workspace needed."""

import argparse
from pathlib import Path

from precinct_app.cli.opened import add_signers, demand_key, signers
from precinct_app.cli.output import GOOD, Output
from precinct_app.services.carried import countersign, sign_carried
from precinct_app.services.packages import trust_by_fingerprint
from precinct_app.services.sticks import place
from precinct_app.services.toolbox import Toolbox

NAME = "sign"
HELP = "Sign a protocol or bundle that was carried here; the signed one takes its place."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--fingerprint", required=True, help="36 digits, copied from paper")
    add_signers(parser)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Put the signatures on, all of them or none."""
    package = tools.open_package(arguments.package.read_bytes())
    trust_by_fingerprint(package, arguments.fingerprint)
    data, members = arguments.file.read_bytes(), []
    put = sign_carried if tools.kind_of(data) == "carried" else countersign
    with signers(arguments, tools) as found:
        demand_key(found)
        for signer in found:
            data = put(data, package, signer, tools)
            members.append(signer.member_id)
    place(arguments.file, data)
    output.data({"file": str(arguments.file), "signed_by": members})
    output.say("cli.protocol.written", file=str(arguments.file))
    return GOOD
