# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the colour band says of a ballot, on every page about one."""

from precinct_app.domain.election import Ballot
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.desk import Session
from precinct_app.ui.widgets.ballot_band import BandWords

_LONGEST = 24


def ballot_band(
    session: Session, ballot: Ballot, step: str, who: str, language: Language
) -> BandWords:
    """Number, name, what guards against the wrong ballot, at which step, by whom."""
    contest = session.workspace.election.contest(ballot.contest_id)
    other = Language.RU if language is not Language.RU else Language.KK
    first = contest.options[0].name.in_(language) if contest.options else ""
    guards = (
        (text("sheet.first_line", language), _short(first)),
        (text("sheet.lines", language), str(len(contest.options))),
        (text("sheet.paper", language), ballot.colour.name.in_(language)),
    )
    return BandWords(
        ballot.number, ballot.colour.rgb, ballot.name.in_(language), ballot.name.in_(other), guards,
        text(step, language), who,
    )  # fmt: skip


def _short(told: str) -> str:
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
