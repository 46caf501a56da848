# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The order of the night: its walls, its faults, and that no sequence of steps locks anybody in."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from precinct_app.domain.night import (
    COUNT_NEEDS,
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
    ("minutes", "special", "all_have_voted", "faults"),
    [(0, False, False, 0), (-1, False, False, 1), (-1, True, False, 1), (-1, False, True, 1),
     (-1, True, True, 0)],
)  # fmt: skip
def test_closing_early_is_for_special_precincts(
    minutes: int, special: bool, all_have_voted: bool, faults: int
) -> None:
    now = night(Step.VOTING_CLOSED, start=CLOSES + timedelta(minutes=minutes))
    now = replace(now, all_have_voted=all_have_voted)
    found = order_faults(now, CLOSES, special=special)
    assert [f.fault for f in found] == [Fault.CLOSED_EARLY] * faults


@pytest.mark.parametrize(
    ("opened", "step_taken", "faults"), [(-5, 9, 1), (-5, -5, 1), (-5, None, 1), (5, 9, 0)]
)
def test_a_box_opened_before_the_unused_were_cancelled_is_told_once(
    opened: int, step_taken: int | None, faults: int
) -> None:
    cancelled = CLOSES + timedelta(hours=1)
    times = {Step.VOTING_CLOSED: CLOSES, Step.LIST_CLOSED: CLOSES, COUNT_NEEDS: cancelled}
    if step_taken is not None:
        times[Step.MOBILE_OPENED] = cancelled + timedelta(minutes=step_taken)
    first = {Step.MOBILE_OPENED: cancelled + timedelta(minutes=opened)}
    found = order_faults(Night(times), CLOSES, first_opened=first)
    assert [(f.step, f.other) for f in found] == [(Step.MOBILE_OPENED, COUNT_NEEDS)] * faults
    assert order_faults(Night({}), CLOSES, first_opened=first) == ()


@pytest.mark.parametrize(("seconds", "faults"), [(0, 0), (1, 1)])
def test_a_count_takes_at_most_twelve_hours(seconds: int, faults: int) -> None:
    ended = CLOSES + LONGEST_COUNT + timedelta(seconds=seconds)
    found = order_faults(night(Step.VOTING_CLOSED), CLOSES, ended=ended)
    assert [f.fault for f in found] == [Fault.COUNT_TOO_LONG] * faults
    assert order_faults(Night({}), CLOSES, ended=ended) == ()


@pytest.mark.parametrize(
    ("taken", "missing"),
    [
        ((), (Step.VOTING_CLOSED, Step.LIST_CLOSED, Step.UNUSED_CANCELLED)),
        ((Step.VOTING_CLOSED,), (Step.LIST_CLOSED, Step.UNUSED_CANCELLED)),
        ((Step.VOTING_CLOSED, Step.LIST_CLOSED, Step.UNUSED_CANCELLED), ()),
    ],
)
def test_the_walls_before_a_count_are_named(
    taken: tuple[Step, ...], missing: tuple[Step, ...]
) -> None:
    assert night(*taken).missing_for_count == missing


def test_a_count_holds_the_wall_it_stands_on() -> None:
    with pytest.raises(ValueError, match="unused_cancelled"):
        night(Step.VOTING_CLOSED).counting()
    walls = night(Step.VOTING_CLOSED, Step.LIST_CLOSED, Step.UNUSED_CANCELLED)
    assert not walls.held_by_count(Step.UNUSED_CANCELLED)
    counted = walls.counting()
    assert counted.held_by_count(Step.UNUSED_CANCELLED)
    assert not counted.held_by_count(Step.POSTED)
    with pytest.raises(ValueError, match="unused_cancelled"):
        counted.without(Step.UNUSED_CANCELLED)


class AnyNight(RuleBasedStateMachine):
    """Steps taken and undone in any order, at any time, counts begun whenever they may be."""

    def __init__(self) -> None:
        super().__init__()
        self.night = Night({})

    @rule(step=st.sampled_from(Step), minutes=st.integers(-900, 900))
    def take(self, step: Step, minutes: int) -> None:
        with suppress(ValueError):
            self.night = self.night.after(step, CLOSES + timedelta(minutes=minutes))

    @rule(step=st.sampled_from(Step))
    def undo(self, step: Step) -> None:
        with suppress(ValueError):
            self.night = self.night.without(step)

    @rule()
    def count(self) -> None:
        with suppress(ValueError):
            self.night = self.night.counting()

    @invariant()
    def nothing_is_counted_before_the_walls(self) -> None:
        if self.night.counted:
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
