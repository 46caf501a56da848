# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The journal as people may read it: leaders, the district, observers."""

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.journal import Event
from precinct_app.services.workspace import Workspace, require


def read_journal(workspace: Workspace, actor: Actor) -> list[Event]:
    """Every event in order; NotAllowedError for whose role may not read it."""
    require(actor, Right.READ_JOURNAL)
    with workspace.store.begin() as work:
        return list(work.journal.all())
