# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The day as steps, as plain data for the rail: what, how far, and why it is still closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from precinct_app.domain.errors import Reason
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime.texts import text
from precinct_app.ui.frame.place import Place


class StepState(StrEnum):
    """How far a step is: ring, disc, tick, lock."""

    LATER = "later"
    WORKING = "working"
    DONE = "done"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the day."""

    step_id: str
    group_id: str
    """``preparation polling count protocols``."""
    name: Wording | str
    """A package's wording, or a text key."""
    state: StepState
    place: Place
    icon: str = "ring"
    reason: Reason | None = None
    """Why it is blocked."""
    number: int = 0
    """A ballot's number; its square stands for the icon."""
    rgb: str = ""

    def told(self, language: Language) -> str:
        """Its name."""
        return (
            self.name.in_(language) if isinstance(self.name, Wording) else text(self.name, language)
        )


@dataclass(frozen=True, slots=True)
class StepGroup:
    """A part of the day; done groups fold to one line."""

    group_id: str
    icon: str
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """How many of its steps are done."""
        return sum(step.state is StepState.DONE for step in self.steps)

    @property
    def state(self) -> StepState:
        """The state of the whole."""
        states = {step.state for step in self.steps}
        if states == {StepState.DONE}:
            return StepState.DONE
        if states == {StepState.BLOCKED}:
            return StepState.BLOCKED
        return (
            StepState.WORKING if states & {StepState.WORKING, StepState.DONE} else StepState.LATER
        )

    @property
    def reason(self) -> Reason | None:
        """Why the whole is blocked."""
        blocked = self.state is StepState.BLOCKED
        return next((s.reason for s in self.steps if s.reason), None) if blocked else None


GROUPS = {"preparation": "archive", "polling": "person", "count": "pen", "protocols": "document"}
"""Parts of the day and their icons, in order."""


def grouped_steps(steps: Sequence[Step]) -> tuple[StepGroup, ...]:
    """Steps in the groups of the day; a group without steps is not shown."""
    groups = (
        StepGroup(name, icon, tuple(s for s in steps if s.group_id == name))
        for name, icon in GROUPS.items()
    )
    return tuple(group for group in groups if group.steps)
