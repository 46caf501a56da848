# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which renderer draws which paper."""

from precinct_app.documents.act_pdf import render_act
from precinct_app.documents.register_pdf import render_register
from precinct_app.domain.papers.act import ActPaper
from precinct_app.domain.papers.paper import Paper


def render_paper(paper: Paper) -> bytes:
    """Draw a paper as PDF/A."""
    if isinstance(paper, ActPaper):
        return render_act(paper)
    return render_register(paper)
