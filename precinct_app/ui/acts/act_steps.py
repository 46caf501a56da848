# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The acts as a step of the day."""

from precinct_app.ui.acts.act_words import acts_of_day
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.steps import Step, StepState


def act_steps(session: Session) -> list[Step]:
    """Done while nothing is due."""
    day = acts_of_day(session)
    made = any(offer.made for offer in day.offers)
    how = StepState.WORKING if day.due else StepState.DONE if made else StepState.LATER
    return [Step("acts", "protocols", "rail.acts", how, Place("acts"), "list")]
