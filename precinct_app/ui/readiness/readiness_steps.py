# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Readiness as a step of the preparation: always in reach."""

from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.steps import Step, StepState


def readiness_steps(session: Session) -> list[Step]:
    """Nothing is asked: trying everything takes a while."""
    del session
    place = Place("readiness")
    return [Step("readiness", "preparation", "rail.readiness", StepState.LATER, place, "archive")]
