# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What there is not tonight: no key, no printer, no stick.  Saying so opens the next rung."""

from collections.abc import Mapping
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.signing import GoneWithout, Obstacle
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.workspace import Workspace, require


def go_without(
    workspace: Workspace, actor: Actor, obstacle: Obstacle, happened: datetime | None = None
) -> Entry[GoneWithout]:
    """The commission goes on without something; said twice it stands once."""
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        said = standing(work).get(obstacle)
        return said or keep(workspace, work, actor, GoneWithout(obstacle), happened)


def there_again(workspace: Workspace, actor: Actor, obstacle: Obstacle, reason: str) -> None:
    """It was found or repaired; nothing happens where nobody has missed it."""
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        said = standing(work).get(obstacle)
        if said is not None:
            undo(workspace, work, actor, GoneWithout, said.entry_id, reason)


def standing(work: Work) -> Mapping[Obstacle, Entry[GoneWithout]]:
    """What the commission goes without now."""
    return {entry.content.obstacle: entry for entry in work.registers.all(GoneWithout)}
