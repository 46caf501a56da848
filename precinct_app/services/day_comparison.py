# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A sheet beside the day's other ones (W401, W402), at the precinct and at the district.

What is alike on the sheets that are known is called passed only when every ballot of the circle
takes part; what differs is told as soon as it is seen.
"""

from collections.abc import Sequence

from precinct_app.domain.election import Ballot, Election, Level
from precinct_app.domain.protocol.day import DaySheet, compare_ballots
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.outside import Verdict
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import Sheet


def record_sheet(election: Election, record: ProtocolRecord, form: Form) -> DaySheet:
    """A frozen record as a sheet of the day."""
    ballot = election.ballot(record.ballot_id)
    contest = election.contest(record.contest_id)
    struck = frozenset(option.option_id for option in contest.options if option.struck)
    return DaySheet(
        ballot.ballot_id, ballot.short_name, ballot.circle, form, record.rows(form, struck),
        sheet_of(record),
    )  # fmt: skip


def sheet_of(record: ProtocolRecord) -> Sheet:
    """The figures of a record with their sources."""
    return Sheet(record.figures(), {value.cell: value.source for value in record.values})


def circle_of(election: Election, precinct_id: str, ballot: Ballot) -> tuple[Ballot, ...]:
    """The precinct's ballots whose list is the same people, this one with them."""
    mine = election.ballots_of(precinct_id)
    return tuple(other for other in mine if other.circle == ballot.circle)


def day_verdicts(
    election: Election, precinct_id: str, ballot: Ballot, known: Sequence[DaySheet], level: Level
) -> dict[str, Verdict]:
    """How a ballot's sheet, one of those known, stands beside the others of its circle."""
    circle = {other.ballot_id for other in circle_of(election, precinct_id, ballot)}
    sheets = [one for one in known if one.ballot_id in circle]
    found = compare_ballots(sheets, level)
    return {
        code: verdict
        for code, verdict in found.get(ballot.ballot_id, {}).items()
        if not verdict.holds or all(code in found.get(other, {}) for other in circle)
    }
