# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The count and the protocols as steps of the day."""

from precinct_app.domain.election import Level
from precinct_app.domain.night import Step as Night
from precinct_app.domain.registers.kept import Kept
from precinct_app.services.ballot_states import BallotState
from precinct_app.services.registers.levels import kept_here
from precinct_app.services.registers.night import night
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.steps import Step, StepState

_PAGES = {"first": "sheet", "second": "sheet", "differences": "differences", "checks": "checks",
          "done": "preview"}  # fmt: skip


def place_of(state: BallotState) -> Place:
    """Where a ballot's next step is done."""
    detail = state.step if state.step in {"first", "second"} else ""
    return Place(_PAGES[state.step], state.ballot.ballot_id, detail)


def before_steps(session: Session) -> list[Step]:
    """The grid before the boxes, where ballots are accounted for here."""
    workspace = session.workspace
    if workspace.info.level is Level.COUNT_ONLY:
        return []
    with workspace.store.begin() as work:
        if Kept.BALLOTS not in kept_here(workspace, work):
            return []
        taken = night(work)
    how = StepState.WORKING if taken.done(Night.VOTING_CLOSED) else StepState.LATER
    how = StepState.DONE if taken.may_count else how
    place = Place("before_boxes")
    return [Step("before_boxes", "count", "rail.before_boxes", how, place, "cancelled")]


def count_steps(session: Session) -> list[Step]:
    """One step a ballot: entered twice, checked, made final."""
    return [_ballot_step(state) for state in session.ballots()]


def _ballot_step(state: BallotState) -> Step:
    begun = state.step != "first" or state.first_member
    how = StepState.WORKING if begun else StepState.LATER
    if state.step == "done":
        how = StepState.DONE
    ballot = state.ballot
    return Step(
        f"ballot.{ballot.ballot_id}", "count", ballot.short_name, how, place_of(state), "pen",
        None, ballot.number, ballot.colour.rgb,
    )  # fmt: skip
