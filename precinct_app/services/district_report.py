# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a district publishes: the consolidated table of every ballot, re-added from its parts."""

from collections.abc import Mapping
from typing import Any

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.consolidation import Consolidation, Part, consolidate
from precinct_app.domain.election import Ballot
from precinct_app.domain.protocol.sheet import NA
from precinct_app.services.ports import ReceivedProtocol
from precinct_app.services.reception import not_summed
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, record_event, require


def consolidations(workspace: Workspace, actor: Actor) -> tuple[Consolidation, ...]:
    """One consolidation a ballot of the territory, in the day's order.

    Of a protocol whose paper says something else neither figures are added up until it is decided.
    """
    require(actor, Right.CONSOLIDATE)
    with workspace.store.begin() as work:
        open_places = not_summed(work)
        received = [
            held
            for held in work.received.all()
            if (held.precinct_id, held.ballot_id) not in open_places
        ]
    return tuple(_of_ballot(workspace, ballot, received) for ballot in workspace.election.ballots)


def publish(
    workspace: Workspace, actor: Actor, tools: Toolbox
) -> tuple[tuple[Consolidation, ...], Mapping[str, bytes]]:
    """The table as PDF, XLSX, CSV and JSON, by file ending, with the consolidations behind it."""
    tables = consolidations(workspace, actor)
    files = tools.consolidated(tables, workspace.election, workspace.forms, workspace.clock.now())
    with workspace.store.begin() as work:
        record_event(
            workspace, work, actor, "district.published", workspace.election.election_id,
            protocols=sum(len(table.rows) for table in tables),
        )  # fmt: skip
    return tables, files


def figures_of(table: Consolidation) -> dict[str, Any]:
    """A consolidation's totals and rows as plain data."""
    return {
        "ballot_id": table.ballot_id,
        "totals": dict(table.totals),
        "precincts": {
            row.precinct_id: {c: "n/a" if f is NA else f for c, f in row.figures.items()}
            for row in table.rows
        },
    }


def _of_ballot(
    workspace: Workspace, ballot: Ballot, received: list[ReceivedProtocol]
) -> Consolidation:
    expected = [p for p in workspace.election.precincts if ballot.ballot_id in p.ballot_ids]
    parts = [
        Part(r.record, r.acceptance, r.rungs) for r in received if r.ballot_id == ballot.ballot_id
    ]
    return consolidate(workspace.election, ballot, workspace.form_of(ballot), parts, expected)
