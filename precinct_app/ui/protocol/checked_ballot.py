# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A ballot after both entries, as the checks page needs it; asked off the window's thread."""

from collections.abc import Mapping
from dataclasses import dataclass

from precinct_app.domain.election import Ballot
from precinct_app.domain.protocol.check import CheckReport, Finding
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.ui.desk import Session
from precinct_app.ui.protocol.naming import Naming


@dataclass(frozen=True, slots=True)
class CheckedBallot:
    """The agreed figures, what was found in them, what still waits for words."""

    ballot: Ballot
    report: CheckReport
    waiting: tuple[Finding, ...]
    figures: Mapping[str, Figure]
    naming: Naming

    def count(self, grade: Grade) -> int:
        """Findings of a grade."""
        return sum(finding.grade is grade for finding in self.report.findings)

    @property
    def first(self) -> tuple[Finding, ...]:
        """Findings in the order in which they are dealt with: errors, then what waits for words."""
        errors = [f for f in self.report.findings if f.grade is Grade.ERROR]
        return tuple(errors or self.waiting)

    @property
    def is_ready(self) -> bool:
        """Whether the figures may be made final."""
        return not self.waiting and not self.report.has_errors


def look_at_ballot(session: Session, ballot_id: str) -> CheckedBallot:
    """Ask for a ballot's checks."""
    found = session.check(ballot_id)
    naming = Naming(found.form, found.rows, session.workspace.info.level, found.cells)
    return CheckedBallot(found.ballot, found.report, found.waiting, found.figures, naming)
