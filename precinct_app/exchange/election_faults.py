# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What makes an election impossible: names that point nowhere, numbers twice, wrong deadlines."""

import re
from collections.abc import Iterable, Iterator, Sequence

from precinct_app.domain.deadlines import deadlines_of
from precinct_app.domain.election import Election, Precinct
from precinct_app.domain.errors import Reason

_PRECINCT = re.compile(r"KZ-([A-Z]{3})-([1-9][0-9]{0,5})")
_ID = re.compile(r"[a-z0-9_-]{1,64}")


def election_faults(election: Election, form_ids: Sequence[str]) -> Iterator[Reason]:
    """Every fault of an election's description, for build and for reading alike."""
    yield from _doubles("ballot", [b.ballot_id for b in election.ballots])
    yield from _doubles("contest", [c.contest_id for c in election.contests])
    yield from _doubles("receiver", [r.receiver_id for r in election.receivers])
    yield from _doubles("region", [r.region_id for r in election.regions])
    yield from _doubles("precinct", [p.precinct_id for p in election.precincts])
    for contest in election.contests:
        yield from _doubles(contest.contest_id, [o.option_id for o in contest.options])
        yield from _bad_ids([o.option_id for o in contest.options])
    yield from _bad_ids([b.ballot_id for b in election.ballots])
    yield from _ballot_faults(election, form_ids)
    for precinct in election.precincts:
        yield from _precinct_faults(election, precinct)
    yield from _time_faults(election)
    if (election.sequence == 1) != (election.previous == "") or election.sequence < 1:
        yield Reason("package.sequence", {"sequence": election.sequence})


def _doubles(kind: str, ids: Sequence[str]) -> Iterator[Reason]:
    for name in sorted({i for i in ids if ids.count(i) > 1} if len(set(ids)) < len(ids) else ()):
        yield Reason("package.twice", {"kind": kind, "name": name})


def _bad_ids(ids: Iterable[str]) -> Iterator[Reason]:
    for name in ids:
        if not _ID.fullmatch(name):
            yield Reason("package.id", {"name": name})


def _ballot_faults(election: Election, form_ids: Sequence[str]) -> Iterator[Reason]:
    contests = {contest.contest_id for contest in election.contests}
    receivers = {receiver.receiver_id for receiver in election.receivers}
    for ballot in election.ballots:
        for known, name in (
            (contests, ballot.contest_id), (receivers, ballot.receiver_id),
            (set(form_ids), ballot.form_id),
        ):  # fmt: skip
            if name not in known:
                yield Reason("package.unknown", {"place": ballot.ballot_id, "name": name})


def _precinct_faults(election: Election, precinct: Precinct) -> Iterator[Reason]:
    match = _PRECINCT.fullmatch(precinct.precinct_id)
    fits = match and (match[1], int(match[2])) == (precinct.region_id, precinct.number)
    if not fits:
        yield Reason("package.precinct_id", {"precinct": precinct.precinct_id})
    known = {ballot.ballot_id for ballot in election.ballots}
    for ballot_id in precinct.ballot_ids:
        if ballot_id not in known:
            yield Reason("package.unknown", {"place": precinct.precinct_id, "name": ballot_id})
    if precinct.region_id not in {region.region_id for region in election.regions}:
        values = {"place": precinct.precinct_id, "name": precinct.region_id}
        yield Reason("package.unknown", values)
    yield from _doubles(precinct.precinct_id, [m.member_id for m in precinct.members])
    yield from _bad_ids(m.member_id for m in precinct.members)


def _time_faults(election: Election) -> Iterator[Reason]:
    try:
        lawful = deadlines_of(election.day, election.opens, election.closes)
    except ValueError:
        yield Reason("package.hours")
        return
    if election.deadlines != lawful:
        yield Reason("package.deadlines")
