# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A sheet beside the day's other ones (W401, W402), at the precinct and at the district.

What is alike on the sheets that are known is called passed only when every ballot of the circle
takes part; what differs is told as soon as it is seen.
"""

from collections.abc import Sequence

from precinct_app.domain.election import Election, Level
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


def day_verdicts(
    election: Election, precinct_id: str, known: Sequence[DaySheet], level: Level
) -> dict[str, dict[str, Verdict]]:
    """How each of a precinct's known sheets stands beside the others of its circle, by ballot."""
    found = compare_ballots(known, level)
    here = {one.ballot_id for one in known}
    return {
        ballot_id: {
            code: verdict
            for code, verdict in verdicts.items()
            if not verdict.holds or _circle(election, precinct_id, ballot_id) <= here
        }
        for ballot_id, verdicts in found.items()
    }


def _circle(election: Election, precinct_id: str, ballot_id: str) -> set[str]:
    circle = election.ballot(ballot_id).circle
    return {b.ballot_id for b in election.ballots_of(precinct_id) if b.circle == circle}
