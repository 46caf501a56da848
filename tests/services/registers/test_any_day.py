# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Any day at all in a real workspace: whatever a commission does in whatever order, it can finish.

Everything may be refused with a sentence; nothing else may be raised.  Nothing of the boxes is in before
the list is closed and the unused are cancelled (at *count only* the night is not kept), and from wherever
a day stopped the night goes to its end with the ordinary acts alone.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from precinct_app.bootstrap import Tools
from precinct_app.domain.commission import Role
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Level
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.night import Step
from precinct_app.domain.registers.boxes import OPENING_STEP, BoxKind
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.registers.kept import Kept
from precinct_app.domain.registers.marks import Mark
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.signatures import ListTable, PageCount
from precinct_app.domain.registers.trips import TripBack, TripCount, TripOut
from precinct_app.domain.wording import Language
from precinct_app.runtime.clock import SetClock
from precinct_app.runtime.texts import sentences
from precinct_app.services import protocol_entry
from precinct_app.services.opening import open_workspace
from precinct_app.services.registers import (
    ballots,
    boxes,
    home_trips,
    home_voting,
    levels,
    marks,
    night,
    signatures,
    steps,
)
from tests.services.conftest import PRECINCT, SECRET, Made, Station
from tests.services.registers.day import LIST
from tests.services.sheets import WITH_MEMBER

VOTERS = st.integers(0, 4)
MEMBERS = st.sampled_from(["m1", "m4", "m5", "m6"])
BOXES = st.sampled_from(["M1", "M2", "S1"])
TABLES = st.sampled_from(["1", "2"])
EARLIER = st.integers(0, 180)
REASONS = st.sampled_from(["", "it was so"])


def opened(made: Made, folder: Path) -> Station:
    """A workspace of its own at six in the morning, as the fixture `station` opens one."""
    copied = Path(shutil.copytree(made.folder, folder / PRECINCT))
    clock = SetClock(aware(made.election.deadlines.voting_opens, "Asia/Almaty"))
    tools = Tools().with_clock(clock)
    workspace = open_workspace(copied, "m1", SECRET, tools)
    with workspace.store.begin() as work:
        voters = tuple(work.voters.all())
    station = Station(workspace, clock, tools, made.keys, voters)
    station.at(6)
    return station


class AnyDay(RuleBasedStateMachine):
    """Everything that may happen to boxes, ballots, voters, pages, levels and the night."""

    def __init__(self, made: Made) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.station = opened(made, self.folder)
        self.chair = self.station.actor(Role.CHAIR)
        self.member = self.station.actor()

    def attempt(self, act: Callable[..., object], *arguments: object, **named: object) -> None:
        """Do something; a refusal is a sentence in every language."""
        try:
            act(self.station.workspace, *arguments, **named)
        except PrecinctError as error:
            said = " ".join(s for language in Language for s in sentences(error, language))
            if "{" in said or "refusal." in said:
                raise AssertionError(said) from error

    def ago(self, minutes: int) -> datetime:
        return self.station.clock.now() - timedelta(minutes=minutes)

    # --- the night -------------------------------------------------------------------------------

    @rule(minutes=st.integers(1, 240))
    def time_passes(self, minutes: int) -> None:
        self.station.clock.set(self.station.clock.now() + timedelta(minutes=minutes))

    @rule(step=st.sampled_from(Step), minutes=EARLIER)
    def take(self, step: Step, minutes: int) -> None:
        self.attempt(steps.take_step, self.chair, step, self.ago(minutes))

    @rule()
    def next_step(self) -> None:
        with self.station.workspace.store.begin() as work:
            step = night.night(work).next_step
        if step is not None:
            self.attempt(steps.take_step, self.chair, step)

    @rule(step=st.sampled_from(Step), reason=REASONS)
    def undo(self, step: Step, reason: str) -> None:
        self.attempt(steps.undo_step, self.chair, step, reason)

    @rule(step=st.sampled_from(Step), minutes=EARLIER, reason=REASONS)
    def mend(self, step: Step, minutes: int, reason: str) -> None:
        self.attempt(steps.mend_time, self.chair, step, self.ago(minutes), reason)

    @rule(level=st.sampled_from(Level))
    def choose_level(self, level: Level) -> None:
        with suppress(PrecinctError):
            workspace = levels.set_level(self.station.workspace, self.chair, level)
            self.station.workspace = workspace

    @rule(register=st.sampled_from(Kept), here=st.booleans(), reason=REASONS)
    def choose_register(self, register: Kept, here: bool, reason: str) -> None:
        act = levels.keep_here if here else levels.keep_on_paper
        self.attempt(act, self.chair, register, reason)

    # --- boxes and ballots -----------------------------------------------------------------------

    @rule(box=BOXES, seal=st.sampled_from(["", "17"]))
    def seal(self, box: str, seal: str) -> None:
        kind = BoxKind.STATIONARY if box == "S1" else BoxKind.MOBILE
        self.attempt(boxes.seal_box, self.chair, box, kind, seal)

    @rule(box=BOXES, minutes=EARLIER)
    def open(self, box: str, minutes: int) -> None:
        self.attempt(boxes.open_box, self.chair, box, "17", self.ago(minutes))

    @rule(box=BOXES)
    def unopen(self, box: str) -> None:
        for known in boxes.boxes_shown(self.station.workspace, self.member):
            if known.box_id == box and known.opened is not None:
                self.attempt(boxes.undo_opening, self.chair, known.opened.entry_id, "misread")
            elif known.box_id == box:
                self.attempt(boxes.undo_sealing, self.chair, known.sealed.entry_id, "misread")

    @rule(kind=st.sampled_from(Movement), count=st.integers(0, 60), member=MEMBERS, again=REASONS)
    def move(self, kind: Movement, count: int, member: str, again: str) -> None:
        inside = kind in {Movement.RECEIVED, Movement.UNUSED, Movement.WITHDRAWN}
        movement = BallotMovement(kind, LIST, count, "" if inside else member, "7")
        self.attempt(ballots.move, self.member, movement, again=again)

    @rule(place=st.integers(0, 9))
    def unmove(self, place: int) -> None:
        history = ballots.movements(self.station.workspace, self.member, LIST)
        if history:
            entry_id = history[place % len(history)].entry_id
            self.attempt(ballots.undo_movement, self.member, entry_id, "typed twice")

    # --- voters ----------------------------------------------------------------------------------

    @rule(voter=VOTERS, member=MEMBERS, refused=st.booleans(), minutes=EARLIER)
    def mark(self, voter: int, member: str, refused: bool, minutes: int) -> None:
        self.attempt(
            marks.mark, self.member, self.voter(voter), issued_by=member, table="1",
            refused=[LIST] if refused else [], happened=self.ago(minutes),
        )  # fmt: skip

    @rule(voter=VOTERS, reason=REASONS)
    def unmark(self, voter: int, reason: str) -> None:
        self.attempt(marks.undo_mark, self.member, self.voter(voter), reason)

    @rule(voter=VOTERS, minutes=st.integers(0, 900))
    def apply(self, voter: int, minutes: int) -> None:
        self.attempt(
            home_voting.apply, self.member, self.voter(voter), Ground.CARE, written=True,
            happened=self.ago(minutes),
        )  # fmt: skip

    @rule(box=BOXES, carrier=MEMBERS, companion=MEMBERS, minutes=EARLIER)
    def depart(self, box: str, carrier: str, companion: str, minutes: int) -> None:
        ids = tuple(one.entry.entry_id for one in self.home().applications)
        trip = TripOut(box, carrier, companion, "17", ((LIST, 5),), ids)
        self.attempt(home_trips.depart, self.member, trip, self.ago(minutes))

    @rule(issued=st.integers(0, 6), minutes=EARLIER)
    def come_back(self, issued: int, minutes: int) -> None:
        for shown in self.home().trips:
            back = TripBack(shown.trip.trip_id, "17", (TripCount(LIST, issued),))
            self.attempt(home_trips.come_back, self.member, back, self.ago(minutes))

    @rule(served=st.booleans(), minutes=EARLIER)
    def serve(self, served: bool, minutes: int) -> None:
        for one in self.home().applications:
            when = self.ago(minutes)
            if served:
                self.attempt(home_voting.serve, self.member, one.entry.entry_id, happened=when)
            else:
                self.attempt(
                    home_voting.not_served, self.member, one.entry.entry_id, "asleep", when
                )

    # --- signatures ------------------------------------------------------------------------------

    @rule(table=TABLES, last=st.integers(1, 3), member=MEMBERS)
    def set_table(self, table: str, last: int, member: str) -> None:
        self.attempt(signatures.set_table, self.member, ListTable(table, member, 1, last))

    @rule(table=TABLES, page=st.integers(1, 3), count=st.integers(0, 30), again=REASONS)
    def count_page(self, table: str, page: int, count: int, again: str) -> None:
        content = PageCount(table, page, "m4", count)
        self.attempt(signatures.count_page, self.member, content, again=again)

    # --- the count -------------------------------------------------------------------------------

    @rule(kind=st.sampled_from(["first", "second"]), figure=st.integers(0, 40), data=st.data())
    def type_a_figure(self, kind: str, figure: int, data: st.DataObject) -> None:
        actor = self.member if kind == "first" else self.station.actor(place=1)
        workspace = self.station.workspace
        with suppress(PrecinctError):
            view = protocol_entry.open_entry(workspace, actor, LIST, kind)
            typed = [spec.cell for spec in view.cells if protocol_entry.is_typed(view, spec)]
            cell = data.draw(st.sampled_from(typed))
            self.attempt(protocol_entry.put, actor, view, cell, figure)

    # --- what must be true at every moment -------------------------------------------------------

    @invariant()
    def nothing_of_the_boxes_is_in_before_the_walls(self) -> None:
        with self.station.workspace.store.begin() as work:
            now = night.night_with_count(self.station.workspace, work)
        if now.counted and self.station.workspace.info.level is not Level.COUNT_ONLY:
            assert now.list_is_closed
            assert now.done(Step.UNUSED_CANCELLED)

    @invariant()
    def once_the_list_is_closed_marks_have_no_times_of_their_own(self) -> None:
        with self.station.workspace.store.begin() as work:
            closed = night.night(work).list_is_closed
            history = work.registers.history(Mark)
            rounded = [e for e in work.journal.all() if e.kind == "marks.coarsened"]
        if closed:
            bounds = {event.recorded for event in rounded}
            own = {e.recorded for e in history if (e.recorded.minute, e.recorded.second) != (0, 0)}
            assert all(self.near(moment, bounds) for moment in own)

    @staticmethod
    def near(moment: datetime, bounds: set[datetime]) -> bool:
        """A closing of the list happened within some seconds (the tests' clock ticks)."""
        return any(abs(moment - bound) < timedelta(seconds=30) for bound in bounds)

    def teardown(self) -> None:
        try:
            self.finish()
        finally:
            self.station.workspace.store.close()
            shutil.rmtree(self.folder)

    def finish(self) -> None:
        """The ordinary acts that are still missing, one after the other; none is refused."""
        workspace = self.station.workspace
        self.station.clock.set(self.station.clock.now() + timedelta(hours=1))
        while (step := self.step()) is not None:
            self.before(step)
            if step is self.step():
                steps.take_step(workspace, self.chair, step, agreed=WITH_MEMBER)
        with workspace.store.begin() as work:
            night.refuse_count(work)
            night.faults(workspace, work)

    def step(self) -> Step | None:
        """The step that comes next by the law."""
        with self.station.workspace.store.begin() as work:
            return night.night(work).next_step

    def before(self, step: Step) -> None:
        """What a step asks for."""
        needed: dict[Step, Callable[[], None]] = {
            Step.SIGNATURES_COUNTED: self.count_pages, Step.LIST_CLOSED: self.bring_back,
            Step.UNUSED_CANCELLED: self.count_unused,
        }  # fmt: skip
        needed.get(step, lambda: self.open_boxes(step))()

    def count_pages(self) -> None:
        for place in signatures.grid(self.station.workspace, self.member).missing:
            page = PageCount(place.table, place.page, "m4", 0)
            signatures.count_page(self.station.workspace, self.member, page)

    def bring_back(self) -> None:
        for shown in self.home().trips:
            if shown.trip.is_out:
                back = TripBack(shown.trip.trip_id, "?", (TripCount(LIST, 0, lost=5),))
                home_trips.come_back(self.station.workspace, self.member, back)

    def count_unused(self) -> None:
        with self.station.workspace.store.begin() as work:
            missing = ballots.unused_missing(self.station.workspace, work)
        for ballot in missing:
            none = BallotMovement(Movement.UNUSED, ballot.ballot_id, 0)
            ballots.move(self.station.workspace, self.member, none)

    def open_boxes(self, step: Step) -> None:
        for box in boxes.boxes_shown(self.station.workspace, self.member):
            if box.opened is None and OPENING_STEP[box.kind] is step:
                boxes.open_box(self.station.workspace, self.chair, box.box_id, "")

    def voter(self, place: int) -> str:
        return self.station.voters[place].voter_id

    def home(self) -> home_trips.HomeDay:
        return home_trips.home_day(self.station.workspace, self.member)


def test_whatever_is_done_in_whatever_order_the_commission_can_finish(made: Made) -> None:
    class Day(AnyDay):
        def __init__(self) -> None:
            super().__init__(made)

    run_state_machine_as_test(
        Day,
        settings=settings(max_examples=15, stateful_step_count=30, phases=[Phase.generate]),
    )
