# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A station's day that can be taken up again wherever it stopped.

A day is a list of deeds (`deeds`).  Each leaves a fact under its own name, which is read back from the
workspace and from the files that left it (`facts`).  A deed is acknowledged when its service call
has come back; from then on its fact must be there, whatever happens to the machine.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from precinct_app.bootstrap import Tools
from precinct_app.domain.certificates import CertificateDirection
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.deadlines import aware
from precinct_app.domain.errors import PrecinctError
from precinct_app.runtime.clock import SetClock
from precinct_app.services.opening import open_workspace
from precinct_app.services.ports import Signer
from precinct_app.services.protocol_entry import EntryView
from precinct_app.services.workspace import Workspace
from tests.services.conftest import PRECINCT, SECRET, Made

T = TypeVar("T")
SMALL = ("mazhilis_list", "district_single_3")
"""Ballots of a day that is lived in a third of the time."""


class NotYetError(PrecinctError):
    """A deed of these tests has nothing to begin with."""


def only(found: Iterable[T]) -> T:
    """The one thing that is there; NotYetError for none and for several."""
    things = list(found)
    if len(things) != 1:
        raise NotYetError
    return things[0]


@dataclass(frozen=True)
class Deed:
    """Something that a commission does, at an hour of the station's wall."""

    name: str
    hour: float
    do: Callable[["Day"], object]

    @property
    def kind(self) -> str:
        """The first word of its name."""
        return self.name.partition(":")[0]


class Day:
    """A station's workspace with everything around it: clock, keys, stick, papers that left."""

    def __init__(self, made: Made, place: Path) -> None:
        self.made, self.place = made, place
        self.folder, self.stick, self.out = place / PRECINCT, place / "stick", place / "out"
        self.stick.mkdir(exist_ok=True)
        self.out.mkdir(exist_ok=True)
        start = aware(made.election.deadlines.voting_opens, "Asia/Almaty").replace(hour=0)
        self.midnight = start
        self.clock = SetClock(start)
        self.tools = Tools().with_clock(self.clock)
        members = made.election.precinct(PRECINCT).members
        self.by_role = {m.role: Actor(m.member_id, m.role) for m in reversed(members)}
        self._views: dict[tuple[str, str], EntryView] = {}
        self.workspace = self.opened()
        until = self.workspace.store.contents().until
        if until is not None:  # the laptop's own clock has gone on meanwhile
            self.clock.set(max(until, start))

    def opened(self) -> Workspace:
        """The workspace by the chair's pass phrase."""
        return open_workspace(self.folder, "m1", SECRET, self.tools)

    @property
    def chair(self) -> Actor:
        return self.by_role[Role.CHAIR]

    @property
    def secretary(self) -> Actor:
        return self.by_role[Role.SECRETARY]

    @property
    def ballots(self) -> tuple[str, ...]:
        found = self.workspace.election.ballots_of(PRECINCT)
        return tuple(ballot.ballot_id for ballot in found)

    def member(self, member_id: str) -> Actor:
        return Actor(member_id, self.workspace.member(member_id).role)

    def at(self, hour: float) -> datetime:
        """Go to an hour of the day, never back."""
        moment = self.midnight.timestamp() + hour * 3600
        self.clock.set(datetime.fromtimestamp(max(moment, self.clock.now().timestamp()),
                                              tz=self.midnight.tzinfo))  # fmt: skip
        return self.clock.now()

    def voter(self, place: int) -> str:
        return f"{place + 1:032x}"

    def holder(self) -> str:
        """The surrogate of whoever came with a certificate."""
        with self.workspace.store.begin() as work:
            one = only(work.certificates.all(CertificateDirection.ACCEPTED))
        return one.voter_id

    def view(self, ballot: str, kind: str, made: Callable[[], EntryView]) -> EntryView:
        """An entry as its typist has it before him."""
        if (ballot, kind) not in self._views:
            self._views = {(ballot, kind): made()}
        return self._views[ballot, kind]

    def key(self, actor: Actor) -> Signer:
        """Somebody's key, thrown away with the day."""
        file = self.made.keys.of(actor.member_id, PRECINCT)
        return self.tools.open_key(file.data, SECRET)

    def close(self) -> None:
        self.workspace.store.close()
