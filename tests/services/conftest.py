# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A real encrypted workspace of a precinct with five ballots, its list of made-up voters taken in."""

import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Election, Level
from precinct_app.domain.voters import Voter
from precinct_app.runtime.clock import SetClock
from precinct_app.services.election_spec import build_election
from precinct_app.services.mock_election import mock_spec
from precinct_app.services.mock_voters import mock_people
from precinct_app.services.opening import open_workspace, set_up_precinct
from precinct_app.services.packages import form_texts
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import ElectionKeys, Toolbox, WorkspaceUser
from precinct_app.services.voter_list import take_in_list
from precinct_app.services.workspace import Workspace

SECRET = "12345678"
PRECINCT = "KZ-KOS-9001"
VOTERS = 120


@dataclass(frozen=True)
class Made:
    """What was made once for all tests of the services."""

    folder: Path
    election: Election
    package: OpenedPackage
    keys: ElectionKeys


@dataclass
class Station:
    """An open workspace, its clock, and who is there."""

    workspace: Workspace
    clock: SetClock
    tools: Toolbox
    keys: ElectionKeys
    voters: tuple[Voter, ...]

    def actor(self, role: Role = Role.MEMBER, place: int = 0) -> Actor:
        """A member of the commission in a role; `place` tells members of the same role apart."""
        found = [m for m in self.workspace.precinct.members if m.role is role]
        return Actor(found[place].member_id, role)

    def at(self, hour: int, minute: int = 0, days: int = 0) -> datetime:
        """Set the clock to a wall time of the polling day (24 upward is the night after)."""
        day = aware(self.workspace.election.deadlines.voting_opens, self._zone).replace(hour=0)
        moment = day + timedelta(days=days, hours=hour, minutes=minute)
        self.clock.set(moment)
        return moment

    def level(self, level: Level) -> None:
        """Choose another level of use."""
        with self.workspace.store.begin() as work:
            info = replace(self.workspace.info, level=level)
            work.workspace.save_info(info)
        self.workspace = replace(self.workspace, info=info)

    @property
    def _zone(self) -> str:
        return self.workspace.precinct.timezone


def make_station(place: Path, ballots: Collection[str] = (), voters: int = VOTERS) -> Made:
    """Keys, package and a workspace with its voter list, in a new folder; all ballots or only some."""
    clock = SetClock(datetime.fromisoformat("2023-03-01T10:00:00+06:00"))
    tools = Tools().with_clock(clock)
    election = build_election(mock_spec("region", 3, 3))
    if ballots:
        election = _with_only(election, ballots)
    keys = tools.make_keys(election, clock.now(), lambda p, m: SECRET)
    signer = tools.open_key(keys.package_signer.data, SECRET)
    data = tools.pack_package(election, form_texts(election), keys.trust, clock.now(), signer)
    package = tools.open_package(data)
    folder = place / PRECINCT
    set_up(folder, package, Level.REGISTERS, tools, people=None)
    chair = election.precinct(PRECINCT).members[0]
    workspace = open_workspace(folder, chair.member_id, SECRET, tools)
    people = mock_people(election.precinct(PRECINCT), 5)[:voters]
    rows = [
        Voter(f"{n:032x}", n, p.surname, p.given_name, p.patronymic, p.born, p.iin, p.address)
        for n, p in enumerate(people, start=1)
    ]
    take_in_list(workspace, Actor(chair.member_id, Role.CHAIR), rows, b"list", 0, act="1")
    workspace.store.close()
    return Made(folder, election, package, keys)


def _with_only(election: Election, ballots: Collection[str]) -> Election:
    """The same election where precincts hand out only some of the ballots."""
    return replace(
        election,
        precincts=tuple(
            replace(p, ballot_ids=tuple(b for b in p.ballot_ids if b in ballots))
            for p in election.precincts
        ),
    )


def set_up(
    folder: Path, package: OpenedPackage, level: Level, tools: Toolbox, people: int | None = 1
) -> None:
    """A workspace of the precinct without a list, which so many members may open (None: all)."""
    members = package.election.precinct(PRECINCT).members[:people]
    users = [WorkspaceUser(m.member_id, m.name, m.role, SECRET) for m in members]
    set_up_precinct(folder, package, PRECINCT, level, users, tools)


def opened(folder: Path, made: Made) -> Station:
    """A workspace opened by the chair on the polling day at seven; the caller closes its store."""
    clock = SetClock(aware(made.election.deadlines.voting_opens, "Asia/Almaty"))
    tools = Tools().with_clock(clock)
    chair = made.election.precinct(PRECINCT).members[0]
    workspace = open_workspace(folder, chair.member_id, SECRET, tools)
    with workspace.store.begin() as work:
        voters = tuple(work.voters.all())
    found = Station(workspace, clock, tools, made.keys, voters)
    found.at(7)
    return found


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Keys, package and a workspace with its voter list; copied by each test."""
    return make_station(tmp_path_factory.mktemp("station"))


@pytest.fixture
def station(made: Made, tmp_path: Path) -> Iterator[Station]:
    """The precinct on the polling day at seven, level *registers*, opened by the chair."""
    found = opened(Path(shutil.copytree(made.folder, tmp_path / PRECINCT)), made)
    yield found
    found.workspace.store.close()
