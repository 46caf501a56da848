# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Rows of a voter file that were refused or are doubtful, on paper for the akimat.

A row is named by its place in the file and the last digits of its personal number, never by name.
"""

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.papers.table import Cell, TableColumn, TablePaper
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime.texts import sentence, wording
from precinct_app.services.papers.heading import heading_of, now, printed
from precinct_app.services.toolbox import RowNote, VoterFile
from precinct_app.services.workspace import Workspace, require

_COLUMNS = (("row", 2), ("state", 3), ("wrong", 9), ("todo", 9), ("tail", 2))


def import_paper(workspace: Workspace, actor: Actor, file: VoterFile) -> TablePaper:
    """What `voter_report` writes as a spreadsheet: refused rows first, then doubtful ones."""
    require(actor, Right.EDIT_VOTERS)
    noted = [("refused", note) for note in file.refused]
    noted += [("doubtful", note) for note in file.doubtful]
    with workspace.store.begin() as work:
        printed(workspace, work, actor, "import_report", rows=len(noted))
    columns = tuple(TableColumn(wording(f"voters.report.{key}"), share) for key, share in _COLUMNS)
    counts = wording("import.notes", refused=len(file.refused), doubtful=len(file.doubtful))
    return TablePaper(
        heading_of(workspace), wording("import.report"), columns,
        tuple(_row(state, note) for state, note in noted), now(workspace), (counts,),
    )  # fmt: skip


def _row(state: str, note: RowNote) -> tuple[Cell, ...]:
    wrong = Wording(*(sentence(note.reason, language) for language in Language))
    todo = wording(f"todo.{note.reason.key}")
    return note.row, wording(f"voters.report.{state}"), wrong, todo, note.tail
