# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voting at home: applications, trips of the mobile boxes, who was served."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.domain.election import Ballot
from precinct_app.domain.registers.boxes import Box, BoxKind
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.registers.trips import TripBack, TripCount, TripOut
from precinct_app.services.registers import boxes, home_trips, home_voting, marks
from precinct_app.services.registers.home_trips import Applied, AppliedState, HomeDay, TripShown
from precinct_app.ui.desk import Session
from precinct_app.ui.polling.deed import Deed, Work
from precinct_app.ui.polling.members import issuers_first
from precinct_app.ui.polling.register_page import RegisterPage
from precinct_app.ui.widgets.digit_edit import NumberEdit
from precinct_app.ui.widgets.field_form import Choice, FieldForm, count_field
from precinct_app.ui.widgets.lamp import Lamp

_PLACES = range(1, 6)
_WAITING = {AppliedState.WAITING, AppliedState.NOT_SERVED}


class Column(StrEnum):
    """What the table tells of an application or a trip."""

    NAME = "name"
    NUMBER = "number"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Line:
    """An application, or a trip."""

    applied: Applied | None = None
    trip: TripShown | None = None


@dataclass(frozen=True, slots=True)
class AtHome:
    """The day of voting at home, with what its forms offer."""

    day: HomeDay
    boxes: tuple[Box, ...]
    ballots: tuple[Ballot, ...]
    members: tuple[tuple[str, str], ...]

    @property
    def waiting(self) -> tuple[Applied, ...]:
        """Applications for which nobody is on the way."""
        return tuple(a for a in self.day.applications if a.state in _WAITING)


class HomeVotingPage(RegisterPage[AtHome, Line]):
    """Enter on an applicant who is on a trip: he was given his ballots."""

    area = "home_voting"

    def make_deeds(self) -> Sequence[Deed]:
        """Apply, go out, come back, not served."""
        return [
            Deed("apply", {"find": QLineEdit(), "voter": Choice(wide=True), "ground": Choice()},
                 self._apply),
            Deed("depart", {"box": Choice(), "carrier": Choice(), "companion": Choice(),
                            **_counts("b")}, self._depart),
            Deed("back", {"trip": Choice(wide=True), "seal": NumberEdit(), **_counts("issued"),
                          **_counts("returned"), **_counts("spoiled")}, self._back),
            Deed("missed", {"applied": Choice(wide=True), "reason": QLineEdit()}, self._missed),
        ]  # fmt: skip

    def cells(self) -> Mapping[Column, Callable[[Line], str]]:  # type: ignore[override]
        """Name, number, state."""
        return {Column.NAME: self._name, Column.NUMBER: self._number, Column.STATE: self._state}

    def above(self) -> QWidget:
        """How many wait."""
        self.lamp = Lamp()
        return self.lamp

    def connect_forms(self) -> None:
        """The finder of a voter."""
        self.find_by(self.form("apply"))

    def load(self, session: Session) -> AtHome:
        """Applications, trips, sealed mobile boxes."""
        workspace, actor = session.workspace, session.actor
        found = boxes.boxes_shown(workspace, actor)
        mobile = tuple(b for b in found if b.kind is BoxKind.MOBILE and b.opened is None)
        ballots = workspace.election.ballots_of(workspace.info.precinct_id)
        day = home_trips.home_day(workspace, actor)
        return AtHome(day, mobile, ballots, issuers_first(session))

    def records(self, data: AtHome) -> Sequence[Line]:
        """Applications, then trips."""
        applied = [Line(applied=one) for one in data.day.applications]
        return [*applied, *(Line(trip=one) for one in data.day.trips)]

    def fill(self, data: AtHome) -> None:
        """Choices, names of the ballots' fields, how many wait."""
        self.choices("ground", [(g.value, self.say(f"home_ground.{g.value}")) for g in Ground])
        self.choices(
            "box", [(b.box_id, f"{b.box_id} · {b.sealed.content.seal}") for b in data.boxes]
        )
        self.choices("carrier", data.members)
        self.choices("companion", data.members)
        out = [t for t in data.day.trips if t.trip.is_out]
        self.choices("trip", [(t.trip.trip_id, self._trip(t)) for t in out])
        on_trip = [a for a in data.day.applications if a.state is AppliedState.ON_TRIP]
        self.choices("applied", [(a.entry.entry_id, a.voter.full_name) for a in on_trip])
        self._name_counts(data.ballots)
        waiting = len(data.waiting)
        told = self.say("home_voting.waiting", count=waiting)
        lamp = "attention" if waiting else "good"
        self.lamp.show_lamp(lamp, told, self.say("home_voting.out", count=len(out)))
        self.form("depart").say_hint(self.say("home_voting.go_for", count=waiting))

    def opened(self, record: Line) -> Work | None:
        """He was given his ballots at home."""
        applied = record.applied
        if applied is None or applied.state is not AppliedState.ON_TRIP:
            return None
        entry_id = applied.entry.entry_id
        return lambda s: home_voting.serve(s.workspace, s.actor, entry_id)

    def undo(self, record: Line, reason: str) -> Work | None:
        """Undo a mark at home, an application, a return or a departure."""
        applied, shown = record.applied, record.trip
        if applied is not None and applied.state is AppliedState.SERVED:
            voter = applied.voter.voter_id
            return lambda s: marks.undo_mark(s.workspace, s.actor, voter, reason)
        if applied is not None:
            entry = applied.entry.entry_id
            return lambda s: home_voting.undo_application(s.workspace, s.actor, entry, reason)
        if shown is not None and shown.trip.back is not None:
            back = shown.trip.back.entry_id
            return lambda s: home_trips.undo_return(s.workspace, s.actor, back, reason)
        trip = shown.trip.trip_id if shown else ""
        return lambda s: home_trips.undo_departure(s.workspace, s.actor, trip, reason)

    # --- words -------------------------------------------------------------------------------------

    def _name_counts(self, ballots: Sequence[Ballot]) -> None:
        """A field a ballot; what the precinct has not is not there."""
        for form in (self.form("depart"), self.form("back")):
            for prefix in ("b", "issued", "returned", "spoiled"):
                for place in _PLACES:
                    name = f"{prefix}{place}"
                    if name not in form.fields:
                        continue
                    form.show_field(name, shown=place <= len(ballots))
                    if place <= len(ballots):
                        told = self.say(
                            f"home_voting.count.{prefix}", ballot=self._ballot(ballots, place)
                        )
                        form.names[name].setText(told)
                        form.fields[name].setAccessibleName(told)

    def _ballot(self, ballots: Sequence[Ballot], place: int) -> str:
        ballot = ballots[place - 1]
        return f"{ballot.number}. {ballot.short_name.in_(self.language)}"

    def _name(self, line: Line) -> str:
        if line.applied is not None:
            return f"{line.applied.voter.full_name}, {line.applied.voter.address}"
        return self._trip(line.trip) if line.trip else ""

    def _number(self, line: Line) -> str:
        return str(line.applied.entry.content.number) if line.applied else ""

    def _state(self, line: Line) -> str:
        if line.applied is not None:
            return self.say(f"home_voting.state.{line.applied.state.value}")
        if line.trip is None:
            return ""
        if line.trip.gaps:
            return self.say("home_voting.gap", count=sum(abs(gap) for _, gap in line.trip.gaps))
        return self.say("home_voting.is_out" if line.trip.trip.is_out else "home_voting.is_back")

    def _trip(self, shown: TripShown) -> str:
        session = self.frame.session
        moment = session.local_time(shown.trip.out.happened)[:5] if session else ""
        return self.say("home_voting.trip", box=shown.trip.out.content.box_id, time=moment)

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
        taken = tuple(
            (b.ballot_id, form.number(f"b{n}")) for n, b in enumerate(ballots, start=1)
        )  # fmt: skip
        waiting = tuple(a.entry.entry_id for a in data.waiting) if data else ()
        trip = TripOut(box, form.value("carrier"), form.value("companion"), known.get(box, ""),
                       taken, waiting)  # fmt: skip
        return lambda s: home_trips.depart(s.workspace, s.actor, trip, when(s))

    def _back(self, form: FieldForm) -> Work:
        ballots, when = self.data.ballots if self.data else (), self.when(form)
        counts = tuple(
            TripCount(b.ballot_id, form.number(f"issued{n}"), form.number(f"spoiled{n}"),
                      form.number(f"returned{n}"))
            for n, b in enumerate(ballots, start=1)
        )  # fmt: skip
        back = TripBack(form.value("trip"), form.value("seal"), counts)
        return lambda s: home_trips.come_back(s.workspace, s.actor, back, when(s))

    def _missed(self, form: FieldForm) -> Work:
        applied, reason, when = form.value("applied"), form.value("reason"), self.when(form)
        return lambda s: home_voting.not_served(s.workspace, s.actor, applied, reason, when(s))


def _counts(prefix: str) -> dict[str, QWidget]:
    return {f"{prefix}{place}": count_field() for place in _PLACES}
