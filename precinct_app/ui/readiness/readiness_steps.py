# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Readiness as a step of the preparation: always in reach, done when the last check found all well."""

from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.steps import Step, StepState


def readiness_steps(session: Session) -> list[Step]:
    """Nothing is tried, which takes a while: the journal tells of the last time."""
    with session.workspace.store.begin() as work:
        last = work.journal.last_of("readiness.checked")
    state = StepState.LATER
    if last is not None:
        state = StepState.WORKING if last.details["missing"] else StepState.DONE
    place = Place("readiness")
    return [Step("readiness", "preparation", "rail.readiness", state, place, "archive")]
