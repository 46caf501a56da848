# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A precinct to measure in: an encrypted workspace without a list, and as many people as are wanted."""

from datetime import timedelta
from pathlib import Path

from precinct_app.domain.commission import Actor
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Election, Level
from precinct_app.domain.voters import Voter
from precinct_app.runtime.clock import SetClock
from precinct_app.services.election_spec import build_election
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.mock_election import mock_spec
from precinct_app.services.mock_voters import MockPerson, mock_people
from precinct_app.services.opening import open_workspace, set_up_precinct
from precinct_app.services.packages import form_texts
from precinct_app.services.toolbox import Toolbox, WorkspaceUser
from precinct_app.services.voter_list import take_in_list
from precinct_app.services.workspace import Workspace


def empty_workspace(
    folder: Path, election: Election, tools: Toolbox, level: Level = Level.REGISTERS
) -> Path:
    """A precinct's workspace with an encrypted database and no list, opened by its chair."""
    built = tools.clock.now() - timedelta(days=30)
    keys = tools.make_keys(election, built, lambda precinct, member: PASSPHRASE)
    signer = tools.open_key(keys.package_signer.data, PASSPHRASE)
    data = tools.pack_package(election, form_texts(election), keys.trust, built, signer)
    precinct = election.precincts[0]
    users = [WorkspaceUser(m.member_id, m.name, m.role, PASSPHRASE) for m in precinct.members[:1]]
    package = tools.open_package(data)
    set_up_precinct(folder, package, precinct.precinct_id, level, users, tools)
    return folder


def people_of(election: Election, count: int) -> list[MockPerson]:
    """Made-up voters of the first precinct, however many."""
    found: list[MockPerson] = []
    seed = 0
    while len(found) < count:
        seed += 1
        found += mock_people(election.precincts[0], seed)
    return found[:count]


def listed_workspace(
    folder: Path, tools: Toolbox, count: int
) -> tuple[Workspace, Actor, list[Voter]]:
    """A workspace with a list of so many on its polling day, open."""
    election = build_election(mock_spec("city", 1, 1))
    tools = tools.with_clock(SetClock(aware(election.deadlines.voting_opens, "UTC")))
    empty_workspace(folder, election, tools, Level.MARKS)
    user = tools.people(folder)[0]
    workspace, actor = open_workspace(folder, user[0], PASSPHRASE, tools), Actor(user[0], user[2])
    voters = [
        Voter(f"{n:032x}", n, p.surname, p.given_name, p.patronymic, p.born, p.iin, p.address)
        for n, p in enumerate(people_of(election, count), 1)
    ]
    take_in_list(workspace, actor, voters, b"list", 0)
    return workspace, actor, voters
