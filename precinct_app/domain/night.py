# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The order of the night as a table: which step needs which, and what was done out of order.

Law on elections, Art. 43: the end of voting is announced; those who received ballots are counted and
announced; the list is closed; the unused are counted and cancelled; mobile boxes are opened one by
one, then the stationary ones.  Only what makes a count worthless is a wall: nothing of the boxes
is taken in before the list is closed and the unused are cancelled.  Everything else that was done late or
out of order is kept as it happened and needs an act (A603).  A step may always be recorded late, so
no state is without a way to finish.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

LONGEST_COUNT = timedelta(hours=12)
"""From the close to the last count (Art. 43)."""


class Step(StrEnum):
    """What is done once in a day, in the order of the law."""

    OPENED = "opened"
    VOTING_CLOSED = "voting_closed"
    SIGNATURES_COUNTED = "signatures_counted"
    LIST_CLOSED = "list_closed"
    UNUSED_CANCELLED = "unused_cancelled"
    MOBILE_OPENED = "mobile_opened"
    STATIONARY_OPENED = "stationary_opened"
    POSTED = "posted"
    HANDED_OVER = "handed_over"


NEEDS: Mapping[Step, frozenset[Step]] = {
    Step.OPENED: frozenset(),
    Step.VOTING_CLOSED: frozenset(),
    Step.SIGNATURES_COUNTED: frozenset({Step.VOTING_CLOSED}),
    Step.LIST_CLOSED: frozenset({Step.VOTING_CLOSED}),
    Step.UNUSED_CANCELLED: frozenset({Step.LIST_CLOSED}),
    Step.MOBILE_OPENED: frozenset({Step.UNUSED_CANCELLED}),
    Step.STATIONARY_OPENED: frozenset({Step.UNUSED_CANCELLED}),
    Step.POSTED: frozenset({Step.STATIONARY_OPENED}),
    Step.HANDED_OVER: frozenset({Step.STATIONARY_OPENED}),
}
"""What must have been recorded before a step may be."""
COUNT_NEEDS = Step.UNUSED_CANCELLED
"""Nothing found in a box is typed before this step."""
_ORDER = list(Step)


@dataclass(frozen=True, slots=True)
class Night:
    """The steps taken so far, each with the time at which it happened."""

    times: Mapping[Step, datetime]
    all_have_voted: bool = False
    """The commission said at the close that everybody on the list has voted."""
    counted: bool = False
    """A box was opened, or something found in one is typed."""

    def done(self, step: Step) -> bool:
        """The step was taken and stands."""
        return step in self.times

    def missing(self, step: Step) -> tuple[Step, ...]:
        """What must be recorded first, in the order of the law; empty when the step may be taken."""
        return tuple(sorted(NEEDS[step] - set(self.times), key=_ORDER.index))

    def holding(self, step: Step) -> tuple[Step, ...]:
        """Steps taken that need this one: it cannot be undone before they are."""
        return tuple(other for other in self.times if step in NEEDS[other])

    def held_by_count(self, step: Step) -> bool:
        """A count is in that needs this step: it cannot be undone any more, only its time mended."""
        return self.counted and step is COUNT_NEEDS

    @property
    def list_is_closed(self) -> bool:
        """Nothing about voters changes any more (Art. 24(10))."""
        return self.done(Step.LIST_CLOSED)

    @property
    def may_count(self) -> bool:
        """Boxes may be opened, and what is found in them may be typed."""
        return self.done(COUNT_NEEDS)

    @property
    def missing_for_count(self) -> tuple[Step, ...]:
        """What must be recorded before a box may be opened, in the order of the law."""
        walls = {COUNT_NEEDS}
        for step in reversed(_ORDER):
            walls |= NEEDS[step] if step in walls else set()
        return tuple(step for step in _ORDER if step in walls and not self.done(step))

    @property
    def next_step(self) -> Step | None:
        """The first step of the law's order that is still to be taken; None when all are."""
        return next((step for step in _ORDER if step not in self.times), None)

    def after(self, step: Step, happened: datetime) -> "Night":
        """The night with one more step; ValueError while one that it needs is missing."""
        if self.missing(step) or self.done(step):
            raise ValueError(step)
        return replace(self, times={**self.times, step: happened})

    def without(self, step: Step) -> "Night":
        """The night with a step undone; ValueError while another or a count holds it."""
        if self.holding(step) or self.held_by_count(step) or not self.done(step):
            raise ValueError(step)
        left = {other: when for other, when in self.times.items() if other is not step}
        return replace(self, times=left)

    def counting(self) -> "Night":
        """The night once a count is in; ValueError before the walls."""
        if not self.may_count:
            raise ValueError(COUNT_NEEDS)
        return replace(self, counted=True)


class Fault(StrEnum):
    """How order or times were broken; each needs its act (A603)."""

    OUT_OF_ORDER = "out_of_order"
    CLOSED_EARLY = "closed_early"
    COUNT_TOO_LONG = "count_too_long"


@dataclass(frozen=True, slots=True)
class OrderFault:
    """One breach: the step, what went before it and should not have, and both times."""

    fault: Fault
    step: Step
    other: Step | None
    happened: datetime
    bound: datetime


NO_BOX: Mapping[Step, datetime] = {}


def order_faults(
    night: Night,
    closes: datetime,
    *,
    special: bool = False,
    first_opened: Mapping[Step, datetime] = NO_BOX,
    ended: datetime | None = None,
) -> tuple[OrderFault, ...]:
    """What was done out of order or out of time, in the order of the law.

    `special`: a precinct that may close early once all have voted (Art. 38(3)).  `first_opened`: when
    the first box of each kind was opened.  `ended`: when the last ballot was counted.
    """
    taken = [step for step in _ORDER if night.done(step)]
    found = [
        OrderFault(Fault.OUT_OF_ORDER, later, earlier, night.times[later], night.times[earlier])
        for earlier, later in pairwise(taken)
        if night.times[later] < night.times[earlier]
    ]
    found += _opened_early(night, first_opened)
    closed = night.times.get(Step.VOTING_CLOSED)
    if closed is not None and closed < closes and not (special and night.all_have_voted):
        found.append(OrderFault(Fault.CLOSED_EARLY, Step.VOTING_CLOSED, None, closed, closes))
    if closed is not None and ended is not None and ended > closed + LONGEST_COUNT:
        last = OrderFault(
            Fault.COUNT_TOO_LONG, Step.STATIONARY_OPENED, None, ended, closed + LONGEST_COUNT
        )
        found.append(last)
    return tuple(found)


def _opened_early(night: Night, first_opened: Mapping[Step, datetime]) -> list[OrderFault]:
    """Boxes opened before the unused were cancelled, where the step itself was not taken too early."""
    cancelled = night.times.get(COUNT_NEEDS)
    return [
        OrderFault(Fault.OUT_OF_ORDER, step, COUNT_NEEDS, opened, cancelled)
        for step, opened in first_opened.items()
        if cancelled is not None and opened < cancelled <= night.times.get(step, cancelled)
    ]


def finishing(night: Night) -> Sequence[Step]:
    """Steps that are left, in an order in which each may be taken."""
    return [step for step in _ORDER if not night.done(step)]
