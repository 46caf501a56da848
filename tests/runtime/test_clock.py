# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A clock that somebody sets is told from time that passes, asleep or awake."""

from datetime import UTC, datetime, timedelta

import pytest

from precinct_app.runtime.clock import SetClock, StationClock, SystemClock

START = datetime(2026, 11, 22, 7, tzinfo=UTC)


class Machine:
    """A machine whose clock can be set while time passes."""

    def __init__(self) -> None:
        self.time, self.seconds = START, 100.0

    def pass_by(self, **by: float) -> None:
        """Time goes on."""
        self.time += timedelta(**by)
        self.seconds += timedelta(**by).total_seconds()

    def clock(self) -> StationClock:
        """Its clock in a station, already looked at."""
        clock = StationClock(lambda: self.time, steady=lambda: self.seconds)
        assert clock.moved() == timedelta()
        return clock


@pytest.mark.parametrize("by", [timedelta(hours=1), timedelta(hours=-1), timedelta(minutes=-2)])
def test_a_clock_that_was_set_is_told_once(by: timedelta) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.pass_by(hours=3)
    machine.time += by
    machine.pass_by(minutes=1)
    assert clock.moved() == by
    machine.pass_by(hours=2)
    assert clock.moved() == timedelta()


def test_time_that_passes_and_a_clock_that_is_put_right_by_seconds_are_nothing() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.pass_by(hours=9)
    machine.time += timedelta(seconds=119)
    assert clock.moved() == timedelta()
    machine.time += timedelta(seconds=1)
    assert clock.moved() == timedelta(minutes=2), "small steps add up"


def test_the_machines_steady_time_goes_on_and_a_set_clock_has_none() -> None:
    first = SystemClock().steady()
    assert SystemClock().steady() >= first
    clock = StationClock(SetClock(START).now, steady=SetClock(START).steady)
    assert clock.moved() == timedelta()
