# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The readiness self-test on paper: what was looked at, how it stands, a box for what people tick."""

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.papers.act import Column, Listing
from precinct_app.domain.papers.notice import NoticePaper
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.readiness import Finding, Readiness
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.papers.heading import heading_of, printed
from precinct_app.services.workspace import Workspace, require


def readiness_paper(workspace: Workspace, actor: Actor, ready: Readiness) -> NoticePaper:
    """The page, signed by chair and secretary; where all is well it says so."""
    require(actor, Right.SET_UP)
    with workspace.store.begin() as work:
        printed(workspace, work, actor, "readiness")
    columns = (
        Column(wording("readiness.column.subject"), 4),
        Column(wording("readiness.column.state"), 3),
        Column(wording("readiness.column.said"), 13),
    )
    listing = Listing(
        wording("readiness.listing"), columns, tuple(_row(finding) for finding in ready.findings)
    )
    end = Sentence.of(wording("readiness.ready" if ready.is_ready else "readiness.not_ready"))
    return NoticePaper(
        heading_of(workspace), wording("readiness.title"), ready.checked, listings=(listing,),
        sentences=(end,), to_sign=True,
    )  # fmt: skip


def _row(finding: Finding) -> tuple[Wording, ...]:
    return (
        wording(f"readiness.subject.{finding.subject.value}"),
        wording(f"readiness.state.{finding.state.value}"),
        finding.said.whole,
    )
