# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The order of the night: its walls, its faults, and that no sequence of steps locks anybody in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from precinct_app.domain.night import (
    LONGEST_COUNT,
    NEEDS,
    Fault,
    Night,
    Step,
    finishing,
    order_faults,
)

CLOSES = datetime(2023, 3, 19, 20, tzinfo=UTC)


def night(*steps: Step, start: datetime = CLOSES) -> Night:
    return Night({step: start + timedelta(minutes=place) for place, step in enumerate(steps)})


WHOLE = night(*Step, start=CLOSES - timedelta(hours=13))


def test_in_the_order_of_the_law_everything_may_be_taken() -> None:
    now = Night({})
    for step in Step:
        assert now.next_step is step
        assert now.missing(step) == ()
        now = now.after(step, CLOSES)
    assert now.next_step is None


def test_opened_late_with_paper_alone_the_count_needs_three_steps() -> None:
    now = Night({})
    for step in (Step.VOTING_CLOSED, Step.LIST_CLOSED):
        assert not now.may_count
        now = now.after(step, CLOSES)
    assert now.list_is_closed
    assert now.after(Step.UNUSED_CANCELLED, CLOSES).may_count


@pytest.mark.parametrize(
    ("step", "taken", "missing"),
    [
        (Step.UNUSED_CANCELLED, (), (Step.LIST_CLOSED,)),
        (Step.LIST_CLOSED, (Step.OPENED,), (Step.VOTING_CLOSED,)),
        (Step.MOBILE_OPENED, (Step.VOTING_CLOSED, Step.LIST_CLOSED), (Step.UNUSED_CANCELLED,)),
        (Step.STATIONARY_OPENED, (Step.VOTING_CLOSED,), (Step.UNUSED_CANCELLED,)),
    ],
)
def test_a_wall_names_what_must_come_first(
    step: Step, taken: tuple[Step, ...], missing: tuple[Step, ...]
) -> None:
    now = night(*taken)
    assert now.missing(step) == missing
    with pytest.raises(ValueError, match=step.value):
        now.after(step, CLOSES)


def test_a_step_is_taken_once_and_undone_only_when_nothing_rests_on_it() -> None:
    now = night(Step.VOTING_CLOSED, Step.LIST_CLOSED)
    with pytest.raises(ValueError, match="list_closed"):
        now.after(Step.LIST_CLOSED, CLOSES)
    assert now.holding(Step.VOTING_CLOSED) == (Step.LIST_CLOSED,)
    with pytest.raises(ValueError, match="voting_closed"):
        now.without(Step.VOTING_CLOSED)
    with pytest.raises(ValueError, match="posted"):
        now.without(Step.POSTED)
    assert now.without(Step.LIST_CLOSED).times == night(Step.VOTING_CLOSED).times


def test_a_night_in_order_has_no_fault() -> None:
    late = Night({**WHOLE.times, **night(*list(Step)[1:]).times})
    assert order_faults(late, CLOSES, ended=CLOSES + LONGEST_COUNT) == ()


def test_what_happened_before_the_step_before_it_is_a_fault() -> None:
    now = night(Step.VOTING_CLOSED, Step.UNUSED_CANCELLED, Step.LIST_CLOSED)
    (fault,) = order_faults(now, CLOSES)
    assert (fault.fault, fault.step, fault.other) == (
        Fault.OUT_OF_ORDER, Step.UNUSED_CANCELLED, Step.LIST_CLOSED,
    )  # fmt: skip
    assert fault.happened < fault.bound


@pytest.mark.parametrize(
    ("minutes", "all_have_voted", "faults"),
    [(0, False, 0), (-1, False, 1), (-1, True, 0)],
)
def test_closing_early_is_for_special_precincts(
    minutes: int, all_have_voted: bool, faults: int
) -> None:
    now = night(Step.VOTING_CLOSED, start=CLOSES + timedelta(minutes=minutes))
    found = order_faults(now, CLOSES, all_have_voted=all_have_voted)
    assert [f.fault for f in found] == [Fault.CLOSED_EARLY] * faults


@pytest.mark.parametrize(("seconds", "faults"), [(0, 0), (1, 1)])
def test_a_count_takes_at_most_twelve_hours(seconds: int, faults: int) -> None:
    ended = CLOSES + LONGEST_COUNT + timedelta(seconds=seconds)
    found = order_faults(night(Step.VOTING_CLOSED), CLOSES, ended=ended)
    assert [f.fault for f in found] == [Fault.COUNT_TOO_LONG] * faults
    assert order_faults(Night({}), CLOSES, ended=ended) == ()


class AnyNight(RuleBasedStateMachine):
    """Steps taken and undone in any order, at any time, counts begun whenever they may be."""

    def __init__(self) -> None:
        super().__init__()
        self.night = Night({})
        self.counted = False

    @rule(step=st.sampled_from(Step), minutes=st.integers(-900, 900))
    def take(self, step: Step, minutes: int) -> None:
        if not self.night.missing(step) and not self.night.done(step):
            self.night = self.night.after(step, CLOSES + timedelta(minutes=minutes))

    @rule(step=st.sampled_from(Step))
    def undo(self, step: Step) -> None:
        if self.night.done(step) and not self.night.holding(step) and not self.counted:
            self.night = self.night.without(step)

    @precondition(lambda self: self.night.may_count)
    @rule()
    def count(self) -> None:
        self.counted = True

    @invariant()
    def nothing_is_counted_before_the_walls(self) -> None:
        if self.counted:
            assert self.night.list_is_closed
            assert self.night.done(Step.UNUSED_CANCELLED)

    @invariant()
    def what_is_taken_has_what_it_needs(self) -> None:
        for step in self.night.times:
            assert NEEDS[step] <= set(self.night.times)

    @invariant()
    def the_commission_can_finish(self) -> None:
        now = self.night
        for step in finishing(now):
            assert not now.missing(step)
            now = now.after(step, CLOSES)
        assert now.may_count
        assert now.next_step is None


TestAnyNight = AnyNight.TestCase


@given(st.dictionaries(st.sampled_from(Step), st.integers(-900, 900)))
def test_faults_never_raise_and_name_taken_steps(times: dict[Step, int]) -> None:
    now = Night({step: CLOSES + timedelta(minutes=m) for step, m in times.items()})
    for fault in order_faults(now, CLOSES, ended=CLOSES + timedelta(days=1)):
        assert fault.step in times or fault.fault is Fault.COUNT_TOO_LONG
