# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``voters search`` and ``voters where``: what the list answers, without a window."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from precinct_app.cli import passphrase
from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.election import Precinct
from precinct_app.runtime import texts
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.registers.voter_lookup import Found, Whereabouts, find, whereabouts
from precinct_app.services.toolbox import Toolbox

ACTIONS = ("search", "where")


def add_actions(actions: Any) -> None:
    """Declare what the actions take."""
    search = actions.add_parser("search", help="find voters, with their place in the paper list")
    search.add_argument("text", help="name, address, list number, place 3/14/7, end of the IIN")
    where = actions.add_parser("where", help="tell somebody the right station")
    where.add_argument("--person", default="", help="name or IIN, looked for in the own list")
    where.add_argument(
        "--address", default="", help="street and house, looked for in the directory"
    )
    for action in (search, where):
        action.add_argument("--workspace", type=Path, required=True)
        action.add_argument("--user", required=True, help="member id of who opens the workspace")
        passphrase.add_arguments(action)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Open the workspace, ask the list, say what it answers; 1 when it knows nobody and no station."""
    secret = passphrase.read_passphrase(arguments, arguments.user)
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    try:
        actor = actor_of(workspace, arguments.workspace, arguments.user, tools)
        if arguments.action == "search":
            found = Whereabouts(find(workspace, actor, arguments.text), ())
        else:
            found = whereabouts(workspace, actor, arguments.person, arguments.address)
    finally:
        workspace.store.close()
    return _tell(found, output)


def _tell(found: Whereabouts, output: Output) -> int:
    voters, stations = _voters(found.own, output), _stations(found.stations, output)
    output.data({"voters": voters, "stations": stations})
    for voter in voters:
        output.line("{name}, {born}, {address}: {place} ({standing})".format_map(voter))
    for station in stations:
        output.say("cli.voters.station", number=station["number"], address=station["address"])
    if voters or stations:
        return GOOD
    output.say("cli.voters.nobody")
    return NOT_GOOD


def _voters(found: Sequence[Found], output: Output) -> list[dict[str, Any]]:
    return [
        {
            "name": one.voter.full_name,
            "born": one.voter.birth.year if one.voter.birth else "-",
            "address": one.voter.address,
            "list_number": one.voter.list_number,
            "place": texts.said(one.place, output.language),
            "standing": texts.text(f"voters.standing.{one.standing.value}", output.language),
            "namesake": one.has_namesake,
        }
        for one in found
    ]


def _stations(found: Sequence[Precinct], output: Output) -> list[dict[str, Any]]:
    return [
        {
            "precinct_id": precinct.precinct_id,
            "number": precinct.number,
            "settlement": precinct.settlement.in_(output.language),
            "address": precinct.address.in_(output.language),
        }
        for precinct in found
    ]
