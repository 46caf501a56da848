# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What is done with the voter at hand: taken back, taken off, corrected, entered, a ballot exchanged."""

from collections.abc import Callable

from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.voter_changes import ExclusionGround, InclusionGround
from precinct_app.services.registers import ballots, paper_list, voter_changes
from precinct_app.ui.desk import Session
from precinct_app.ui.voters import door
from precinct_app.ui.voters.door import Opened
from precinct_app.ui.voters.forms import VoterForms

Done = Callable[[Session], object]


def take_back(opened: Opened, session: Session) -> object:
    """Whoever left with our own certificate comes back with it, unused."""
    voter_id = opened.card.voter.voter_id
    return voter_changes.include_again(session.workspace, session.actor, voter_id)


def exclude(opened: Opened, forms: VoterForms) -> Done:
    """Take somebody off the list."""
    voter_id, form = opened.card.voter.voter_id, forms.exclude
    ground, paper = ExclusionGround(form.value("ground")), form.value("document")
    return lambda s: voter_changes.exclude(s.workspace, s.actor, voter_id, ground, document=paper)


def correct(opened: Opened, forms: VoterForms) -> Done:
    """Correct a row by a document."""
    voter_id, form = opened.card.voter.voter_id, forms.correct
    changes, paper = form.changes(), form.value("document")
    return lambda s: voter_changes.correct(s.workspace, s.actor, voter_id, changes, document=paper)


def undo(opened: Opened, forms: VoterForms) -> Done:
    """Undo the mark, else the latest change."""
    reason = forms.undo.value("reason")
    return lambda s: door.undo_latest(s, opened, reason)


def exchange(opened: Opened, forms: VoterForms) -> Done:
    """A ballot that he spoiled is kept as spoiled with the member who gives him another."""
    ballot_id, mark = forms.spoiled.value("ballot"), opened.handing.mark
    member_id = mark.content.issued_by if mark is not None else ""
    move = BallotMovement(Movement.SPOILED, ballot_id, 1, member_id)
    return lambda s: ballots.move(s.workspace, s.actor, move)


def include(forms: VoterForms, *, seen: bool) -> Callable[[Session], Opened]:
    """Enter somebody; `seen` once a namesake was compared."""
    form = forms.include
    values = {name: form.value(name) for name in ("ground", "document", "checked_by")}
    voter = form.voter()

    def enter(session: Session) -> Opened:
        entry = voter_changes.include(
            session.workspace, session.actor, voter, InclusionGround(values["ground"]),
            document=values["document"], checked_by=values["checked_by"], namesake_seen=seen,
        )  # fmt: skip
        return door.open_voter(session, entry.content.voter_id)

    return enter


def write_row(forms: VoterForms, *, seen: bool) -> Callable[[Session], Opened]:
    """Write down a row of a list that is on paper alone, so that it can be worked with here."""
    voter = forms.written.voter()

    def write(session: Session) -> Opened:
        row = paper_list.write_row(session.workspace, session.actor, voter, namesake_seen=seen)
        return door.open_voter(session, row.voter_id)

    return write
