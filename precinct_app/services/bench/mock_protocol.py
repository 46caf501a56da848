# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A protocol to measure with: a made-up election, its keys and package, one frozen record."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Ballot, Election, Level, Precinct
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.record import (
    NamedOption,
    Presence,
    ProtocolRecord,
    Times,
    Value,
)
from precinct_app.domain.protocol.sheet import Rows, Source
from precinct_app.runtime.clock import SetClock
from precinct_app.services.election_spec import build_election
from precinct_app.services.mock_counts import MockNight, mock_counts
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.mock_election import mock_spec
from precinct_app.services.packages import form_texts
from precinct_app.services.ports import OpenedPackage, Signer
from precinct_app.services.toolbox import ElectionKeys, Toolbox
from precinct_app.services.workspace import forms_of


@dataclass(frozen=True, slots=True)
class MockTerritory:
    """A made-up election of one territory with its keys and package, in the night of its count."""

    tools: Toolbox
    package: OpenedPackage
    keys: ElectionKeys
    when: datetime

    def protocol(self, precinct: Precinct, ballot: Ballot) -> "MockProtocol":
        """A ballot's frozen record of a precinct."""
        form = forms_of(self.package)[ballot.form_id]
        record = _record(self.package, precinct, ballot, form, self.when)
        return MockProtocol(self.tools, self.package, self.keys, record, form, self.when)


@dataclass(frozen=True, slots=True)
class MockProtocol:
    """One ballot's protocol of one precinct, ready to be sealed and signed."""

    tools: Toolbox
    package: OpenedPackage
    keys: ElectionKeys
    record: ProtocolRecord
    form: Form
    when: datetime

    def signer(self, place: int) -> Signer:
        """A member of the commission with the own key: 0 the chair, 2 the secretary."""
        precinct_id, member = self.record.precinct_id, self.record.members[place]
        return self.tools.open_key(self.keys.of(member.member_id, precinct_id).data, PASSPHRASE)


def mock_territory(tools: Toolbox, kind: str = "city", precincts: int = 1) -> MockTerritory:
    """Make one with so many precincts; the same figures each time, keys of its own."""
    election = build_election(mock_spec(kind, precincts, 1))
    night = aware(election.deadlines.voting_closes, "Asia/Almaty") + timedelta(hours=4)
    quick = tools.with_clock(SetClock(night))
    keys = quick.make_keys(election, night - timedelta(days=40), lambda p, m: PASSPHRASE)
    signer = quick.open_key(keys.package_signer.data, PASSPHRASE)
    data = quick.pack_package(election, form_texts(election), keys.trust, night, signer)
    return MockTerritory(quick, quick.open_package(data), keys, night)


def mock_protocol(tools: Toolbox) -> MockProtocol:
    """Make one; the same figures each time, keys of its own."""
    territory = mock_territory(tools)
    election = territory.package.election
    return territory.protocol(election.precincts[0], election.ballots[0])


def _record(
    package: OpenedPackage, precinct: Precinct, ballot: Ballot, form: Form, night: datetime
) -> ProtocolRecord:
    election, contest = package.election, package.election.contest(ballot.contest_id)
    rows = Rows(
        tuple(option.option_id for option in contest.options),
        tuple(member.member_id for member in precinct.members[3:]), ("1", "2"),
    )  # fmt: skip
    figures = mock_counts(form, rows, MockNight(1200, 3, 4), 1)
    return ProtocolRecord(
        mode=election.mode, election_id=election.election_id, election_name=election.name,
        day=election.day.isoformat(), package_sha256=package.sha256, package_sequence=1,
        precinct_id=precinct.precinct_id, precinct_number=precinct.number,
        region=election.region(precinct.region_id).name, settlement=precinct.settlement,
        address=precinct.address, ballot_id=ballot.ballot_id, ballot_number=ballot.number,
        ballot_name=ballot.name, contest_id=contest.contest_id, mandates=contest.mandates,
        form_id=form.form_id, form_sha256=form.sha256, version=1, previous="", reason="",
        instance_id="0" * 32, generation=1, level=Level.COUNT_ONLY,
        options=tuple(NamedOption(o.option_id, o.name) for o in contest.options),
        members=precinct.members,
        values=tuple(Value(c, f, Source.COUNTED) for c, f in figures.items()),
        presence=Presence(7, 7, 5, 0, 2, 1), times=_times(election, night), acts=(),
        explanations=(), opinions=0, complaints=0, journal_head="0" * 64,
    )  # fmt: skip


def _times(election: Election, night: datetime) -> Times:
    opened, closed = (
        aware(moment, "Asia/Almaty")
        for moment in (election.deadlines.voting_opens, election.deadlines.voting_closes)
    )
    return Times(opened, closed, closed + timedelta(minutes=20), night, night)
