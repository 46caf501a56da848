# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voting at home: applications, trips of the mobile boxes, who was served, boxes annulled."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.domain.registers.boxes import BoxKind
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.registers.trips import TripBack, TripCount, TripOut
from precinct_app.services.papers import personal
from precinct_app.services.papers import registers as register_papers
from precinct_app.services.registers import boxes, home_trips, home_voting, marks
from precinct_app.services.registers.home_trips import Applied, AppliedState, TripShown
from precinct_app.ui.desk import Session
from precinct_app.ui.paper_printing import Draw
from precinct_app.ui.polling.deed import Deed, Work
from precinct_app.ui.polling.home_lines import VIEWS, AtHome, Column, Line
from precinct_app.ui.polling.members import issuers_first
from precinct_app.ui.polling.register_page import RegisterPage
from precinct_app.ui.polling.voter_finder import find_by
from precinct_app.ui.widgets.count_table import CountTable
from precinct_app.ui.widgets.digit_edit import NumberEdit
from precinct_app.ui.widgets.field_form import Choice, FieldForm
from precinct_app.ui.widgets.lamp import Lamp
from precinct_app.ui.widgets.tick_list import TickList

_BACK = ("issued", "spoiled", "returned", "lost", "surplus")


class HomeVotingPage(RegisterPage[AtHome, Line]):
    """Enter on an applicant who is on a trip: he was given his ballots."""

    area = "home_voting"
    views = VIEWS
    view_of: ClassVar[Mapping[str, str]] = {
        "apply": "applied", "missed": "applied", "depart": "trips", "back": "trips",
        "annul": "trips",
    }  # fmt: skip
    prints = True

    def make_deeds(self) -> Sequence[Deed]:
        """Apply, go out, come back, not served, a box annulled."""
        self.going, self.struck = TickList(), TickList()
        self.taken = CountTable(("taken",), above=("needed",))
        self.counted = CountTable(_BACK, above=("taken",), below=("gap",))
        return [
            Deed("apply", {"find": QLineEdit(), "voter": Choice(wide=True),
                           "ground": Choice(wide=True)},
                 self._apply),
            Deed("depart", {"box": Choice(), "carrier": Choice(), "companion": Choice(),
                            "going": self.going, "taken": self.taken}, self._depart),
            Deed("back", {"trip": Choice(wide=True), "seal": NumberEdit(),
                          "counted": self.counted}, self._back),
            Deed("missed", {"applied": Choice(wide=True), "reason": QLineEdit()}, self._missed),
            Deed("annul", {"went": Choice(), "struck": self.struck, "why": QLineEdit()},
                 self._annul),
        ]  # fmt: skip

    def cells(self) -> Mapping[Column, Callable[[Line], str]]:  # type: ignore[override]
        """Name, number, state."""
        return {column: partial(self._told, column) for column in Column}

    def heading(self, column: Column) -> str:  # type: ignore[override]
        """Each list has headings of its own."""
        return self.own(f"column.{self.list.value}.{column.value}")

    def above(self) -> QWidget:
        """How many wait."""
        self.lamp = Lamp()
        return self.lamp

    def connect_forms(self) -> None:
        """The finder of a voter; papers needed, taken, and what does not add up, as one types."""
        find_by(self, self.form("apply"))
        self.going.ticked.connect(self._show_needed)
        self.form("back").choice("trip").currentIndexChanged.connect(self._show_gap)
        for cell in self.counted.cells.values():
            cell.textChanged.connect(self._show_gap)

    def load(self, session: Session) -> AtHome:
        """Applications, trips, sealed mobile boxes."""
        workspace, actor = session.workspace, session.actor
        found = boxes.boxes_shown(workspace, actor)
        mobile = tuple(b for b in found if b.kind is BoxKind.MOBILE and b.opened is None)
        ballots = workspace.election.ballots_of(workspace.info.precinct_id)
        day = home_trips.home_day(workspace, actor)
        return AtHome(day, mobile, ballots, issuers_first(session),
                      lambda moment: session.local_time(moment)[:5])  # fmt: skip

    def records(self, data: AtHome) -> Sequence[Line]:
        """The list that is shown."""
        return data.lines(self.list.value)

    def fill(self, data: AtHome) -> None:
        """Choices, papers that are needed, how many wait."""
        self.choices("ground", [(g.value, self.say(f"home_ground.{g.value}")) for g in Ground])
        self.choices(
            "box", [(b.box_id, f"{b.box_id} · {b.sealed.content.seal}") for b in data.boxes]
        )
        self.choices("carrier", data.members)
        self.choices("companion", (*data.members[1:], *data.members[:1]))
        self.choices("trip", [(t.trip.trip_id, data.trip_told(t, self.language)) for t in data.out])
        on_trip = [a for a in data.day.applications if a.state is AppliedState.ON_TRIP]
        self.choices("applied", [(a.entry.entry_id, a.voter.full_name) for a in on_trip])
        went = dict.fromkeys(t.trip.out.content.box_id for t in data.day.trips)
        self.choices("went", [(box, box) for box in went])
        self.going.show_rows([(a.entry.entry_id, self._applicant(a)) for a in data.waiting])
        self.struck.show_rows(
            [(b.ballot_id, f"{b.number}. {b.short_name.in_(self.language)}") for b in data.ballots]
        )
        for table in (self.taken, self.counted):
            table.show_ballots(data.ballots)
            table.say({name: self.own(f"count.{name}") for name in table.rows})
        self._show_needed()
        self._show_gap()
        self._show_lamp(data)

    def opened(self, record: Line) -> Work | None:
        """He was given his ballots at home."""
        if not isinstance(record, Applied) or record.state is not AppliedState.ON_TRIP:
            return None
        entry_id = record.entry.entry_id
        return lambda s: home_voting.serve(s.workspace, s.actor, entry_id)

    def undo(self, record: Line, reason: str) -> Work | None:
        """Undo what was told last of an applicant, a return or a departure, a decision about a box."""
        if isinstance(record, Applied):
            return _undo_applied(record, reason)
        if not isinstance(record, TripShown):
            decision = record.entry_id
            return lambda s: home_voting.undo_annulment(s.workspace, s.actor, decision, reason)
        if record.trip.back is not None:
            back = record.trip.back.entry_id
            return lambda s: home_trips.undo_return(s.workspace, s.actor, back, reason)
        trip = record.trip.trip_id
        return lambda s: home_trips.undo_departure(s.workspace, s.actor, trip, reason)

    def paper_of(self, record: Line) -> Draw | None:
        """The application, to be signed at home."""
        return partial(_draw, record.entry.entry_id) if isinstance(record, Applied) else None

    def register_paper(self) -> Draw | None:
        """The journal of applications."""
        return lambda s: s.tools.press.paper(register_papers.home_journal(s.workspace, s.actor))

    # --- words -------------------------------------------------------------------------------------

    def _told(self, column: Column, line: Line) -> str:
        return self.data.cells(self.language)[column](line) if self.data else ""

    def _applicant(self, applied: Applied) -> str:
        number = applied.entry.content.number
        return f"{number}. {applied.voter.full_name}, {applied.voter.address}"

    def _show_lamp(self, data: AtHome) -> None:
        waiting, out = len(data.waiting), len(data.out)
        told = self.say("home_voting.waiting", count=waiting)
        lamp = "attention" if waiting else "good"
        self.lamp.show_lamp(lamp, told, self.say("home_voting.out", count=out))

    def _show_needed(self) -> None:
        """Papers for those who are chosen: some more are taken for what is spoiled."""
        if self.data is not None:
            self.taken.show_fixed("needed", self.data.needed(self.going.value()))

    def _show_gap(self) -> None:
        """What the trip took, and what nobody can account for; it must be 0."""
        if self.data is None:
            return
        trip_id = self.form("back").value("trip")
        shown = next((t for t in self.data.out if t.trip.trip_id == trip_id), None)
        taken = dict(shown.trip.out.content.taken) if shown else {}
        took = [taken.get(b.ballot_id, 0) for b in self.data.ballots]
        self.counted.show_fixed("taken", took)
        gaps = []
        for place, count in enumerate(took, start=1):
            gone = sum(self.counted.number(name, place) for name in _BACK[:-1])
            gaps.append(count + self.counted.number("surplus", place) - gone)
        typed = any(cell.digits() for cell in self.counted.cells.values())
        self.counted.show_fixed("gap", gaps if typed else [None] * len(gaps), wrong=True)

    # --- services ----------------------------------------------------------------------------------

    def _apply(self, form: FieldForm) -> Work:
        voter, ground, when = form.value("voter"), Ground(form.value("ground")), self.when(form)
        return lambda s: home_voting.apply(
            s.workspace, s.actor, voter, ground, written=True, happened=when(s)
        )  # fmt: skip

    def _depart(self, form: FieldForm) -> Work:
        data, when, box = self.data, self.when(form), form.value("box")
        known = {b.box_id: b.sealed.content.seal for b in data.boxes} if data else {}
        ballots = data.ballots if data else ()
        taken = tuple((b.ballot_id, self.taken.number("taken", n))
                      for n, b in enumerate(ballots, start=1))  # fmt: skip
        trip = TripOut(box, form.value("carrier"), form.value("companion"), known.get(box, ""),
                       taken, self.going.value())  # fmt: skip
        return lambda s: home_trips.depart(s.workspace, s.actor, trip, when(s))

    def _back(self, form: FieldForm) -> Work:
        ballots, when = self.data.ballots if self.data else (), self.when(form)
        number = self.counted.number
        counts = tuple(
            TripCount(b.ballot_id, number("issued", n), number("spoiled", n),
                      number("returned", n), number("lost", n), number("surplus", n))
            for n, b in enumerate(ballots, start=1)
        )  # fmt: skip
        back = TripBack(form.value("trip"), form.value("seal"), counts)
        return lambda s: home_trips.come_back(s.workspace, s.actor, back, when(s))

    def _missed(self, form: FieldForm) -> Work:
        applied, reason, when = form.value("applied"), form.value("reason"), self.when(form)
        return lambda s: home_voting.not_served(s.workspace, s.actor, applied, reason, when(s))

    def _annul(self, form: FieldForm) -> Work:
        box, struck, why = form.value("went"), self.struck.value(), form.value("why")
        when = self.when(form)
        return lambda s: home_voting.annul_box(s.workspace, s.actor, box, struck, why, when(s))


def _undo_applied(applied: Applied, reason: str) -> Work:
    """The mark at home, that he was not served, or the application itself."""
    voter, entry, missed = applied.voter.voter_id, applied.entry.entry_id, applied.missed_id
    if applied.state is AppliedState.SERVED:
        return lambda s: marks.undo_mark(s.workspace, s.actor, voter, reason)
    if missed:
        return lambda s: home_voting.undo_not_served(s.workspace, s.actor, missed, reason)
    return lambda s: home_voting.undo_application(s.workspace, s.actor, entry, reason)


def _draw(entry_id: str, session: Session) -> bytes:
    paper = personal.home_application(session.workspace, session.actor, entry_id)
    return session.tools.press.paper(paper)
