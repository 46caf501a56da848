# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the registers give to a ballot's sheet, composed in one place by the level of use.

At *count only* every line is typed from its paper (field: M1), save the ballots that were disputed
here.  Above it each register gives its lines unless it was kept on paper; what it cannot give yet is
typed as well (A116).
"""

from collections.abc import Callable, Mapping

from precinct_app.domain.certificates import CertificateDirection
from precinct_app.domain.election import Ballot, Level
from precinct_app.domain.registers.certificate_stock import StockEntry
from precinct_app.domain.registers.kept import Kept
from precinct_app.domain.registers.lines import Lines, RegisterFigure
from precinct_app.services.ports import Work
from precinct_app.services.registers import (
    ballots,
    certificates,
    disputed,
    home_voting,
    list_totals,
    marks,
    signatures,
)
from precinct_app.services.registers.levels import kept_here
from precinct_app.services.registers.paper_rows import paper_rows
from precinct_app.services.workspace import Workspace, issuing_members

Giver = Callable[[Workspace, Work, Ballot], Lines]


def register_lines(workspace: Workspace, work: Work, ballot: Ballot) -> Lines:
    """Figures that the registers give to a ballot's sheet, by cell, each with its source."""
    found: dict[str, RegisterFigure] = dict(disputed.lines(work, ballot))
    if workspace.info.level is Level.COUNT_ONLY:
        return found
    found.update(signatures.lines(workspace, work, ballot))
    for register in kept_here(workspace, work):
        found.update(_GIVERS[register](workspace, work, ballot))
    return found


def issuers(workspace: Workspace, work: Work, ballot: Ballot) -> tuple[str, ...]:
    """Rows of the table of members: who may issue, and who issued all the same."""
    if Kept.BALLOTS in kept_here(workspace, work):
        return ballots.issuers(workspace, work, ballot.ballot_id)
    told = [*issuing_members(workspace.precinct), *paper_rows(work).issuers]
    return tuple(dict.fromkeys(told))


def boxes(workspace: Workspace, work: Work) -> tuple[str, ...]:
    """Rows of the table of mobile boxes: from the trips, or as many as were told."""
    if Kept.HOME_VOTING in kept_here(workspace, work):
        return home_voting.boxes(work)
    return tuple(str(number) for number in range(1, paper_rows(work).boxes + 1))


def kinds(workspace: Workspace, work: Work) -> tuple[str, ...]:
    """Rows of the table of certificate kinds: those of which the precinct has a stock."""
    known = [kind.kind_id for kind in workspace.election.certificate_kinds]
    if Kept.CERTIFICATES not in kept_here(workspace, work):
        return tuple(known)
    issued = work.certificates.all(CertificateDirection.ISSUED)
    had = {entry.content.kind_id for entry in work.registers.all(StockEntry)}
    had |= {certificate.kind_id for certificate in issued}
    return tuple(kind for kind in known if kind in had)


def _list(workspace: Workspace, work: Work, ballot: Ballot) -> Lines:
    found = dict(marks.lines(work, ballot))
    totals = list_totals.totals(work, ballot)
    if totals is not None:
        found |= totals.lines()
    if Kept.CERTIFICATES in kept_here(workspace, work):
        return found
    return {cell: line for cell, line in found.items() if cell not in _BY_CERTIFICATES}


_BY_CERTIFICATES = frozenset({"certificates_out", "certificates_in", "voters_listed"})
"""Lines of the list that rest on the certificates."""

_GIVERS: Mapping[Kept, Giver] = {
    Kept.VOTER_LIST: _list,
    Kept.CERTIFICATES: certificates.lines,
    Kept.HOME_VOTING: lambda workspace, work, ballot: home_voting.lines(work, ballot),
    Kept.BALLOTS: ballots.lines,
}
