# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A precinct to measure in: an encrypted workspace without a list, and as many people as are wanted."""

from datetime import timedelta
from pathlib import Path

from precinct_app.domain.election import Election, Level
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.mock_voters import MockPerson, mock_people
from precinct_app.services.opening import set_up_precinct
from precinct_app.services.packages import form_texts
from precinct_app.services.toolbox import Toolbox, WorkspaceUser


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
