# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pass phrases of a new workspace on paper: a page a person, to be folded, sealed and given out.

They are kept nowhere; whoever prints them is the one who has just made them.
"""

from collections.abc import Sequence
from datetime import datetime

from precinct_app.domain.election import Election
from precinct_app.domain.papers.act import Column, Listing
from precinct_app.domain.papers.notice import NoticePaper
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.papers.heading import heading_in
from precinct_app.services.toolbox import WorkspaceUser


def pass_phrase_pages(
    election: Election, precinct_id: str, users: Sequence[WorkspaceUser], paper_code: str,
    made: datetime,
) -> tuple[NoticePaper, ...]:  # fmt: skip
    """A page for each who may open the workspace, then the sealed paper code."""
    people = [
        (Wording.same(user.name), wording(f"role.{user.role.value}"), user.passphrase, "use")
        for user in users
    ]
    code = (wording("pass_page.code"), wording("pass_page.code_who"), paper_code, "code_use")
    return tuple(_page(election, precinct_id, made, *one) for one in (*people, code))


def _page(
    election: Election, precinct_id: str, made: datetime, who: Wording, role: Wording, secret: str,
    use: str,
) -> NoticePaper:  # fmt: skip
    columns = tuple(
        Column(wording(f"pass_page.column.{name}"), wide)
        for name, wide in (("who", 6), ("role", 4), ("secret", 8))
    )
    row = (who, role, Wording.same(secret))
    sentences = (Sentence.of(wording(f"pass_page.{use}")), Sentence.of(wording("pass_page.fold")))
    return NoticePaper(
        heading_in(election, election.precinct(precinct_id)), wording("pass_page.title"), made,
        listings=(Listing(wording("pass_page.listing"), columns, (row,)),), sentences=sentences,
    )  # fmt: skip
