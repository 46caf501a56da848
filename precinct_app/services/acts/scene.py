# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What an act is drawn up from: the registers inside one transaction, and the words for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.papers.act import ActContent, Column
from precinct_app.domain.protocol.check import Finding
from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.domain.registers.acts import CODES, ActKind
from precinct_app.domain.registers.ballots import BallotAccount
from precinct_app.domain.registers.boxes import Box
from precinct_app.domain.registers.trips import Trip
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.agreed_sheet import agreed_sheet
from precinct_app.services.papers.heading import clock, local
from precinct_app.services.ports import Work
from precinct_app.services.registers import ballots, home_trips, night
from precinct_app.services.sheet_report import report_of
from precinct_app.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Draft:
    """An act as the registers would draw it up now."""

    kind: ActKind
    thing: str
    content: ActContent
    summary: Wording
    ballot_ids: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """Relations that it answers on its sheets, as far as they are found there."""
    row: str = ""
    """Row of a per-row relation that it is about, for instance a box's."""


class Scene:
    """The registers of the day, read as acts need them."""

    def __init__(self, workspace: Workspace, work: Work) -> None:
        self.workspace = workspace
        self.work = work
        self._accounts: dict[str, BallotAccount] = {}
        self._sheets: dict[str, Mapping[str, Figure]] = {}
        self._findings: dict[str, tuple[Finding, ...]] = {}

    @property
    def ballots(self) -> tuple[Ballot, ...]:
        """The precinct's ballots in the day's order."""
        return self.workspace.election.ballots_of(self.workspace.info.precinct_id)

    def account(self, ballot_id: str) -> BallotAccount:
        """Where the ballots of a type are."""
        if ballot_id not in self._accounts:
            self._accounts[ballot_id] = ballots.account(self.work, ballot_id)
        return self._accounts[ballot_id]

    def codes(self, kind: ActKind) -> tuple[str, ...]:
        """Relations that an act of a kind answers."""
        return tuple(sorted(CODES.get(kind, ())))

    def figure(self, ballot: Ballot, cell: str) -> int | None:
        """A cell of a ballot's sheet on which both entries agree; None while it is not known."""
        found = self.sheet(ballot).get(cell)
        return None if found is None or found is NA else int(found)

    def sheet(self, ballot: Ballot) -> Mapping[str, Figure]:
        """The agreed figures of a ballot's sheet; none until both entries are finished."""
        if ballot.ballot_id not in self._sheets:
            self._sheets[ballot.ballot_id] = self._agreed(ballot)
        return self._sheets[ballot.ballot_id]

    def findings(self, ballot: Ballot) -> tuple[Finding, ...]:
        """What the check of a ballot's agreed sheet finds; nothing until both entries are finished."""
        if not self.sheet(ballot):
            return ()
        if ballot.ballot_id not in self._findings:
            report = report_of(self.workspace, self.work, ballot)
            self._findings[ballot.ballot_id] = report.findings
        return self._findings[ballot.ballot_id]

    def _agreed(self, ballot: Ballot) -> Mapping[str, Figure]:
        try:
            return agreed_sheet(self.workspace, self.work, ballot).figures
        except NotAllowedError:
            return {}

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Boxes with their seals."""
        return night.boxes(self.work)

    @property
    def trips(self) -> tuple[Trip, ...]:
        """Trips of the mobile boxes."""
        return home_trips.trips_in(self.work)

    def name(self, member_id: str) -> Wording:
        """A member's name as in the identity card."""
        return Wording.same(self.workspace.member(member_id).name)

    def names(self, member_ids: tuple[str, ...]) -> Wording:
        """Members' names in a row."""
        return Wording.same(", ".join(self.workspace.member(m).name for m in member_ids))

    def clock(self, moment: datetime) -> str:
        """A time of the station; with its date on any other day."""
        return clock(self.workspace, moment)

    def local(self, moment: datetime) -> datetime:
        """A moment in the station's own time."""
        return local(self.workspace, moment)


def column(key: str, share: int, *, figures: bool = False) -> Column:
    """A column of a listing with the head ``act.column.<key>``."""
    return Column(wording(f"act.column.{key}"), share, figures)


def same(value: str | int) -> Wording:
    """A cell that reads alike in both languages."""
    return Wording.same(str(value))


Build = Callable[[Scene, str], Draft | None]
"""Draws up an act about a thing; None where the registers hold nothing for it."""
Things = Callable[[Scene], list[str]]
"""What an act of a kind could be about today."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How acts of a kind are drawn up."""

    things: Things
    build: Build
    due: Callable[[Scene, str], bool] = field(default=lambda _scene, _thing: True)
    """Whether it must be made before the commission goes home; else it may."""


Recipes = Mapping[ActKind, Recipe]
