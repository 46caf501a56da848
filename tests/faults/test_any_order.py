# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Everything that a day holds, up to signing, restoring and handing in, tried at any moment and again.

Whatever is tried is done or refused with a reason; what was done is there from then on, the journal
whole.  `tests/services/registers/test_any_day.py` asks for more of the registers and of the night; this
one goes past it.  ``python -m tests.faults.test_any_order 200`` plays as many days as that.
"""

import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from precinct_app.domain.errors import PrecinctError
from tests.faults.day import SMALL, Day, Deed
from tests.faults.deeds import deeds
from tests.faults.facts import broken, facts
from tests.services.conftest import PRECINCT, Made, make_station

TRIED = settings(
    max_examples=5, stateful_step_count=8, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
place_in_day = st.floats(0, 1, exclude_max=True)


class AnyOrder(RuleBasedStateMachine):
    """A station where nobody keeps to the order of the day."""

    made: Made
    farthest = 0
    """Most facts of any day, lest all of them be days on which nothing happened."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        shutil.copytree(self.made.folder, self.place / PRECINCT)
        self.day = Day(self.made, self.place)
        self.plan = list(deeds(self.day))
        self.there: set[str] = set()

    def teardown(self) -> None:
        """Leave nothing behind."""
        AnyOrder.farthest = max(AnyOrder.farthest, len(self.there))
        self.day.close()
        shutil.rmtree(self.place)

    @rule(count=st.integers(1, 80))
    def go_on(self, count: int) -> None:
        """Some deeds in the order of the day, those that can be done."""
        for deed in [deed for deed in self.plan if deed.name not in self.there][:count]:
            self.attempt(deed)

    @rule(at=place_in_day)
    def out_of_order(self, at: float) -> None:
        """Any deed, done already or far from its hour."""
        self.attempt(self.plan[int(at * len(self.plan))])

    @rule(at=place_in_day, count=st.integers(2, 12))
    def a_stretch(self, at: float, count: int) -> None:
        """Deeds that follow each other, from anywhere."""
        start = int(at * len(self.plan))
        for deed in self.plan[start : start + count]:
            self.attempt(deed)

    @rule()
    def open_again(self) -> None:
        """The window is closed and opened."""
        self.day.close()
        self.day = Day(self.made, self.place)

    def attempt(self, deed: Deed) -> None:
        """Do it, or be told why not; anything else that is raised ends the test."""
        self.day.at(deed.hour)
        with suppress(PrecinctError):
            deed.do(self.day)

    @invariant()
    def what_was_done_is_there(self) -> None:
        """Facts only grow."""
        found = facts(self.day)
        assert self.there - found == set()
        assert broken(self.day) == ""
        self.there = found


@pytest.mark.timeout(300)
def test_any_deed_at_any_moment(small: Made) -> None:
    AnyOrder.made = small
    run_state_machine_as_test(AnyOrder, settings=TRIED)
    assert AnyOrder.farthest > 150


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        AnyOrder.made = make_station(Path(work), SMALL)
        more = settings(
            TRIED, max_examples=int(sys.argv[1]), stateful_step_count=25, derandomize=False
        )
        run_state_machine_as_test(AnyOrder, settings=more)
    print("nothing but done or refused")
