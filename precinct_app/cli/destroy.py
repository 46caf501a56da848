# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``destroy``: the end of a workspace after the terms, its keys first."""

import argparse

from precinct_app.cli.opened import Opened, add_workspace, opened
from precinct_app.cli.output import GOOD, Output
from precinct_app.cli.passphrase import read_passphrase
from precinct_app.services.end_of_life import destroy
from precinct_app.services.opening import actor_of
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.two_people import Agreed

NAME = "destroy"
HELP = "Destroy a workspace that was handed in, after its terms; training at any time."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--yes", action="store_true", help="nothing brings it back")
    agreed = parser.add_mutually_exclusive_group()
    agreed.add_argument("--second", help="member id of who agrees, by a pass phrase too")
    agreed.add_argument("--alone", default="", metavar="REASON", help="why nobody else can agree")
    parser.add_argument("--second-passphrase-fd", type=int, metavar="N")
    add_workspace(parser)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """With ``--yes`` destroy it."""
    with opened(arguments, tools) as here:
        if not arguments.yes:
            output.data({"destroyed": False})
            output.say("end.would_destroy", folder=str(arguments.workspace))
            return GOOD
        destroy(here.workspace, here.actor, _agreed(arguments, here), tools)
    output.data({"destroyed": True})
    output.say("end.destroyed", folder=str(arguments.workspace))
    return GOOD


def _agreed(arguments: argparse.Namespace, here: Opened) -> Agreed:
    """The second person, by a pass phrase of this workspace."""
    if not arguments.second:
        return Agreed(alone=arguments.alone)
    asked = argparse.Namespace(passphrase_fd=arguments.second_passphrase_fd)
    secret = read_passphrase(asked, arguments.second)
    here.tools.locks.demand(arguments.workspace, arguments.second, secret)
    return Agreed(actor_of(here.workspace, arguments.workspace, arguments.second, here.tools))
