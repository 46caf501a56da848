# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the workspace knows around a ballot's sheet: the night, the people, the day's other sheets.

Only sheets that are entered twice are looked at, so that no blind entry is seen through them.  What
is not known here stays not checked.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Ballot
from precinct_app.domain.protocol.check import check
from precinct_app.domain.protocol.day import DaySheet
from precinct_app.domain.protocol.entries import Comparison
from precinct_app.domain.protocol.missing import refusing
from precinct_app.domain.protocol.outside import (
    Circumstances,
    Outside,
    Quorum,
    circumstantial,
    issued_by,
    paper_lines,
)
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.protocol.sheet import Sheet
from precinct_app.domain.registers.kept import Kept
from precinct_app.domain.registers.signing import NotSigning, missing_on
from precinct_app.domain.registers.turnout import series
from precinct_app.services.agreed_sheet import agreed_sheet
from precinct_app.services.ballot_sheet import form_and_rows, parameters_of, remembered
from precinct_app.services.day_comparison import day_verdicts, record_sheet
from precinct_app.services.entries_at_hand import protocol_of, stands
from precinct_app.services.ports import Work
from precinct_app.services.registers import ballots, people
from precinct_app.services.registers.issuers import leaders
from precinct_app.services.registers.levels import kept_here
from precinct_app.services.registers.night import faults, night
from precinct_app.services.registers.turnout import turnout_of
from precinct_app.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Signing:
    """What the commission says when the figures are to be made final."""

    signers: tuple[Role, ...]
    """Roles of those who sign, the certifier first."""
    presence: Presence


def outside_of(
    workspace: Workspace,
    work: Work,
    ballot: Ballot,
    sheet: Sheet,
    comparison: Comparison,
    signing: Signing | None = None,
) -> Outside:
    """Verdicts on what the agreed sheet of a ballot cannot say of itself."""
    form = workspace.form_of(ballot)
    day = day_sheets(workspace, work, ballot, sheet)
    circumstances = Circumstances(
        signers=signing.signers if signing else None,
        differing_cells=len(comparison.open),
        one_typist=comparison.one_typist,
        order_faults=_order_faults(workspace, work),
        quorum=_quorum(workspace, work, ballot, signing),
        leaders_issued=_leaders_issued(workspace, work, ballot, sheet),
        turnout=_turnout(workspace, work, day),
        typed_from_paper=paper_lines(form, sheet),
    )
    return {
        **circumstantial(form, circumstances, workspace.info.level),
        **day_verdicts(workspace.election, workspace.info.precinct_id, day, workspace.info.level)[
            ballot.ballot_id
        ],
    }


def presence(workspace: Workspace, work: Work, said: Presence) -> Presence:
    """Who is present: as the attendance is kept here, else as it is said."""
    return people.presence_now(workspace, work) or said


def day_sheets(workspace: Workspace, work: Work, ballot: Ballot, sheet: Sheet) -> list[DaySheet]:
    """This sheet and the day's others, as far as they are entered twice or final."""
    found: list[DaySheet] = []
    for other in workspace.election.ballots_of(workspace.info.precinct_id):
        protocol = work.protocols.get(other.ballot_id)
        if other == ballot:
            found.append(_day_sheet(workspace, work, other, sheet))
        elif protocol is not None and protocol.record is not None:
            form = workspace.form_of(other)
            found.append(record_sheet(workspace.election, protocol.record, form))
        elif stands(workspace, work, other):
            found.append(_agreed_day_sheet(workspace, work, other))
    return found


def _agreed_day_sheet(workspace: Workspace, work: Work, ballot: Ballot) -> DaySheet:
    def work_out() -> DaySheet:
        return _day_sheet(workspace, work, ballot, agreed_sheet(workspace, work, ballot))

    return work.memory.of(remembered("day_sheet", workspace, ballot), work_out)


def _day_sheet(workspace: Workspace, work: Work, ballot: Ballot, sheet: Sheet) -> DaySheet:
    form, rows = form_and_rows(workspace, work, ballot)
    told = check(form, sheet, rows, level=workspace.info.level,
                 parameters=parameters_of(workspace, ballot))  # fmt: skip
    return DaySheet(ballot.ballot_id, ballot.short_name, ballot.circle, form, rows, sheet,
                    told.error_cells)  # fmt: skip


def _order_faults(workspace: Workspace, work: Work) -> int | None:
    """Known once the walls before the boxes are recorded; a breach seen before that is one too."""
    found = len(faults(workspace, work))
    return found if found or night(work).may_count else None


def _quorum(
    workspace: Workspace, work: Work, ballot: Ballot, signing: Signing | None
) -> Quorum | None:
    kept = people.quorum(workspace, work, workspace.clock.now())
    if kept is None and signing is not None:
        kept = Quorum(signing.presence.members, signing.presence.members_in_all)
    return kept and replace(kept, refusing=_refusing(work, ballot))


def _refusing(work: Work, ballot: Ballot) -> int:
    said = work.registers.all(NotSigning, ballot.ballot_id)
    version = protocol_of(work, ballot.ballot_id).version
    return len(refusing(missing_on(said, version, {})))


def _leaders_issued(workspace: Workspace, work: Work, ballot: Ballot, sheet: Sheet) -> int | None:
    told = issued_by(sheet, leaders(workspace))
    if Kept.BALLOTS not in kept_here(workspace, work):
        return told
    return max(ballots.leaders_issued(workspace, work, ballot), told or 0)


def _turnout(workspace: Workspace, work: Work, day: list[DaySheet]) -> tuple[int, ...] | None:
    """The reports, and at the close the ballot that most voters received (W501).

    A fall that another ballot's sheet may still explain is not known yet.
    """
    reports = series(turnout_of(workspace, work))
    if not reports:
        return None
    received = [one.sheet.number("voters_received_ballots") for one in day]
    close = max((number for number in received if number is not None), default=None)
    all_known = len(day) == len(workspace.election.ballots_of(workspace.info.precinct_id))
    falls = any(after < before for before, after in pairwise(reports))
    if close is None or (close < reports[-1] and not all_known):
        return reports if falls else None
    return (*reports, close)
