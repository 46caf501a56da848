# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An entry as the sheet page needs it, and its check; asked of the services off the window's thread."""

from collections.abc import Mapping
from dataclasses import dataclass

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import CheckReport, completed
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.sheet import Figure, Rows, Sheet
from precinct_app.domain.protocol.slips import Slip
from precinct_app.services.protocol_entry import EntryView
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.people.seating import asks_who
from precinct_app.ui.protocol.naming import Naming
from precinct_app.ui.protocol.sheet_blocks import (
    Block,
    PinnedSum,
    blocks_of,
    pinned_sum,
    way_of,
)


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """One entry with its form."""

    view: EntryView
    form: Form
    rows: Rows
    level: Level
    typist: str
    naming: Naming
    blocks: tuple[Block, ...]
    pins: tuple[PinnedSum | None, ...]
    way: tuple[str, ...]
    """Typed cells in the order of typing."""

    def block_of(self, cell: str) -> int:
        """In which block a cell is."""
        for place, block in enumerate(self.blocks):
            if any(spec.cell == cell for spec in block.cells):
                return place
        return 0

    def first_empty(self, figures: Mapping[str, Figure]) -> str:
        """The first empty cell on the way; none when all are filled."""
        return next((cell for cell in self.way if cell not in figures), "")

    def after(self, cell: str, figures: Mapping[str, Figure]) -> str:
        """The next cell on the way; at its end the first that is still empty, if any."""
        at = self.way.index(cell) + 1 if cell in self.way else len(self.way)
        return self.way[at] if at < len(self.way) else self.first_empty(figures)

    def beside(self, cell: str, by: int) -> str:
        """Down and up as the rows stand, whichever way one types; nothing past the ends."""
        typed = [c for block in self.blocks for c in block.typed(self.view.fixed)]
        at = typed.index(cell) + by
        return typed[at] if 0 <= at < len(typed) else ""

    def specs(self) -> Mapping[str, CellSpec]:
        """Cells by name."""
        return self.naming.specs


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """What the entry at hand says."""

    report: CheckReport
    slips: tuple[Slip, ...]
    figures: Mapping[str, Figure]
    """With the lines that follow by themselves."""


def open_sheet(session: Session, place: Place) -> OpenedSheet | None:
    """Begin or go on with an entry; None when it must be asked first who types it."""
    if asks_who(session, place):
        return None
    view = session.open_entry(place.subject, place.detail or "first")
    workspace = session.workspace
    form, rows = workspace.form_of(view.ballot), view.rows
    level = workspace.info.level
    blocks = blocks_of(form, view.cells)
    return OpenedSheet(
        view, form, rows, level, workspace.member(view.member_id).short_name,
        Naming(form, rows, level, view.cells), blocks,
        tuple(pinned_sum(form, rows, level, block) for block in blocks),
        tuple(way_of(blocks, view.fixed, backwards=view.kind == "second")),
    )  # fmt: skip


def check_entry(
    session: Session, sheet: OpenedSheet, figures: Mapping[str, Figure]
) -> CheckedSheet:
    """Check the entry at hand, and no other."""
    report, slips = session.report(sheet.view, figures)
    whole = completed(sheet.form, Sheet(figures), sheet.rows)
    return CheckedSheet(report, tuple(slips), whole.figures)
