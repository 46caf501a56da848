# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How far the tables are whose signatures are counted, for the home page."""

from dataclasses import dataclass

from precinct_app.services.registers.signatures import Grid


@dataclass(frozen=True, slots=True)
class TableState:
    """A table of the list: ``later now done differs``."""

    table: str
    member_id: str
    pages: int
    counted: int
    state: str


def table_states(grid: Grid) -> tuple[TableState, ...]:
    """Every table in its order; the one at hand is that of the first missing page."""
    standing = [entry.content for entry in grid.tables if entry.stands]
    open_ = [page.table for page in grid.missing]
    differing = {table for one in grid.mismatches for table in one.tables}
    found = []
    for table in standing:
        missing = open_.count(table.table)
        state = "done" if not missing else "now" if table.table == open_[0] else "later"
        if table.table in differing and not missing:
            state = "differs"
        pages = len(table.pages)
        found.append(TableState(table.table, table.member_id, pages, pages - missing, state))
    return tuple(found)
