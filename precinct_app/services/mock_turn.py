# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a mock day leaves to whoever wants to try the count: the precinct before it and its papers.

``your-turn`` in the demo's folder: a workspace in which nothing is counted yet, and every ballot's
sheet as it was filled in by hand.  Who signs finds his key among the day's keys.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from precinct_app.domain.election import Mode
from precinct_app.domain.papers.blank import CountedPaper
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.runtime.files import write_whole
from precinct_app.services.ballot_sheet import typed_cells
from precinct_app.services.papers.heading import heading_of, now
from precinct_app.services.ports import Press, Work
from precinct_app.services.workspace import Workspace

FOLDER = "your-turn"


def copy_workspace(closed: Path, out: Path) -> None:
    """Copy a workspace that is not open, as it stands before the count."""
    shutil.copytree(closed, out / FOLDER / "workspaces" / closed.name)


def write_sheets(
    workspace: Workspace, sheets: Mapping[str, Mapping[str, Figure]], out: Path, press: Press
) -> None:
    """Write each ballot's sheet with its figures by hand; of a mock election alone."""
    if workspace.election.mode is not Mode.TRAINING:
        raise AssertionError(workspace.election.mode)
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    with workspace.store.begin() as work:
        papers = [_sheet(workspace, work, b.ballot_id, sheets[b.ballot_id]) for b in ballots]
    for number, paper in enumerate(papers, start=1):
        write_whole(out / FOLDER / f"sheet-{number}.pdf", press.paper(paper))


def _sheet(
    workspace: Workspace, work: Work, ballot_id: str, figures: Mapping[str, Figure]
) -> CountedPaper:
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    ballot = next(b for b in ballots if b.ballot_id == ballot_id)
    form = workspace.form_of(ballot)
    stages = form.by_stage(typed_cells(workspace, work, ballot))
    cells = tuple(spec for here in stages.values() for spec in here)
    return CountedPaper(heading_of(workspace), ballot.name, form, cells, figures, now(workspace))
