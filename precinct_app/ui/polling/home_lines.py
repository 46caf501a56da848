# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Rows of the two lists of voting at home, and what each column says of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from precinct_app.domain.election import Ballot
from precinct_app.domain.registers.boxes import Box
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.home import BoxAnnulled
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services.registers.home_trips import Applied, AppliedState, HomeDay, TripShown

VIEWS = ("applied", "trips")
_WAITING = {AppliedState.WAITING, AppliedState.NOT_SERVED}


class Column(StrEnum):
    """What the table tells of an application or a trip."""

    NAME = "name"
    NUMBER = "number"
    STATE = "state"


Line = Applied | TripShown | Entry[BoxAnnulled]


@dataclass(frozen=True, slots=True)
class AtHome:
    """The day of voting at home, with what its forms offer."""

    day: HomeDay
    boxes: tuple[Box, ...]
    """Mobile boxes that are sealed."""
    ballots: tuple[Ballot, ...]
    members: tuple[tuple[str, str], ...]
    clock: Callable[[datetime], str]
    """A moment by the station's wall."""

    @property
    def waiting(self) -> tuple[Applied, ...]:
        """Applications for which nobody is on the way."""
        return tuple(a for a in self.day.applications if a.state in _WAITING)

    @property
    def out(self) -> tuple[TripShown, ...]:
        """Trips that have not come back."""
        return tuple(t for t in self.day.trips if t.trip.is_out)

    def lines(self, view: str) -> tuple[Line, ...]:
        """One of the lists."""
        if view == "applied":
            return self.day.applications
        return (*self.day.annulled, *reversed(self.day.trips))

    def needed(self, application_ids: tuple[str, ...]) -> list[int]:
        """How many papers of each ballot the applicants are to be given."""
        going = [a for a in self.waiting if a.entry.entry_id in application_ids]
        return [
            sum(ballot.ballot_id in a.entry.content.ballot_ids for a in going)
            for ballot in self.ballots
        ]

    def trip_told(self, shown: TripShown, language: Language) -> str:
        """Box and time of departure."""
        out = shown.trip.out
        return text("home_voting.trip", language, box=out.content.box_id,
                    time=self.clock(out.happened))  # fmt: skip

    def cells(self, language: Language) -> Mapping[Column, Callable[[Line], str]]:
        """What each column says."""
        return {
            Column.NAME: lambda line: self._name(line, language),
            Column.NUMBER: self._number,
            Column.STATE: lambda line: self._state(line, language),
        }

    def _name(self, line: Line, language: Language) -> str:
        if isinstance(line, Applied):
            return f"{line.voter.full_name}, {line.voter.address}"
        names = dict(self.members)
        if isinstance(line, TripShown):
            out = line.trip.out.content
            told = f"{names.get(out.carrier_id, '')}, {names.get(out.companion_id, '')}"
            return f"{self.trip_told(line, language)}. {told}"
        return f"{text('home_voting.annulled', language, box=line.content.box_id)}: {line.content.ground}"

    def _number(self, line: Line) -> str:
        if isinstance(line, Applied):
            return str(line.entry.content.number)
        if isinstance(line, TripShown):
            return line.trip.out.content.seal
        numbers = {b.ballot_id: str(b.number) for b in self.ballots}
        return ", ".join(numbers.get(one, "") for one in line.content.ballot_ids)

    def _state(self, line: Line, language: Language) -> str:
        if isinstance(line, Applied):
            told = text(f"home_voting.state.{line.state.value}", language)
            return f"{told}: {line.reason}" if line.reason else told
        if not isinstance(line, TripShown):
            return text("home_voting.state.annulled", language)
        if line.gaps:
            return text("home_voting.gap", language, count=sum(abs(gap) for _, gap in line.gaps))
        if line.trip.back is None:
            return text("home_voting.is_out", language)
        moment = self.clock(line.trip.back.happened)
        return f"{text('home_voting.is_back', language)}, {moment}"
