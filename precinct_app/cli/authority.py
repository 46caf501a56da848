# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``authority``: keys and certificates of an election."""

import argparse
from pathlib import Path

from precinct_app.cli import passphrase
from precinct_app.cli.output import GOOD, Output
from precinct_app.services.authority import write_keys
from precinct_app.services.election_spec import build_election
from precinct_app.services.toolbox import Toolbox

NAME = "authority"
HELP = "Make the keys and certificates of an election from its description."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    make = actions.add_parser("make", help="root, territorial authority, signers, revocation lists")
    make.add_argument("spec", type=Path, help="the election's description (TOML)")
    make.add_argument("--out", type=Path, required=True, help="a new folder for the keys")
    passphrase.add_arguments(make)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Make every key file; pass phrases stand in one file to be printed as sealed letters."""
    election = build_election(arguments.spec.read_text(encoding="utf-8"))
    secret = passphrase.read_passphrase(arguments, "Pass phrase of the authorities")
    made = write_keys(election, arguments.out, secret, tools)
    output.data({"folder": str(arguments.out), "keys": made})
    output.say("cli.authority.made", count=made, folder=str(arguments.out))
    return GOOD
