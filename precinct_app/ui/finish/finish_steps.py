# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The finish and the signatures as steps of the day."""

from precinct_app.domain.errors import Reason
from precinct_app.domain.finish import Row
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.finish_words import finish_of_day
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.steps import Step, StepState


def finish_steps(session: Session) -> list[Step]:
    """Closed until a ballot's figures are final."""
    day = finish_of_day(session)
    final = any(one.control_number for one in day.ballots)
    done = day.done == len(Row)
    reason = None if final else Reason("step.count_open")
    how = StepState.DONE if done else StepState.WORKING if final else StepState.BLOCKED
    place = Place("finish")
    mend = Step("mend", "protocols", "rail.mend", StepState.LATER, Place("mend"), "pen")
    return [Step("finish", "protocols", "rail.finish", how, place, "document", reason), mend]
