# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An election as its signed package tells it: places, contests, ballots, deadlines, certificates."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar

from precinct_app.domain.commission import Member
from precinct_app.domain.wording import Wording

_T = TypeVar("_T")


class Mode(StrEnum):
    """Real election or training; training has keys of its own and is marked on every page."""

    REAL = "real"
    TRAINING = "training"


class Distance(StrEnum):
    """Where a certificate was issued, seen from the receiving precinct (certificate matrix)."""

    SAME_SETTLEMENT = "same_settlement"
    SAME_DISTRICT = "same_district"
    SAME_REGION = "same_region"
    ELSEWHERE = "elsewhere"


class Level(StrEnum):
    """How much of a register the program keeps (level of use); ordered from least to most."""

    COUNT_ONLY = "count_only"
    REGISTERS = "registers"
    MARKS = "marks"

    @property
    def rank(self) -> int:
        """0 for count only, 1 for registers, 2 for marks."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Option:
    """What can be marked on a ballot: a party list, a candidate, an answer."""

    option_id: str
    name: Wording
    struck: bool = False
    """Withdrawn after printing: the row stays, closed, and must hold 0 (E601)."""


@dataclass(frozen=True, slots=True)
class Contest:
    """Something decided by votes; its options stand in lot order ("against all" is not an option)."""

    contest_id: str
    name: Wording
    mandates: int
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Receiver:
    """The commission to which a precinct hands a ballot's protocol."""

    receiver_id: str
    name: Wording


@dataclass(frozen=True, slots=True)
class Colour:
    """The colour of a ballot's paper: its name for people, sRGB as ``RRGGBB`` for screens."""

    name: Wording
    rgb: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """One kind of ballot paper of the day; a precinct has one protocol a ballot."""

    ballot_id: str
    kind: str
    """What the certificate matrix speaks of, for instance ``mazhilis_list``."""
    number: int
    """Its place in the day's order, 1 to 5."""
    contest_id: str
    form_id: str
    name: Wording
    short_name: Wording
    colour: Colour
    receiver_id: str
    circle: str = "all"
    """Ballots whose delivered list is the same people share a circle (W401, W402)."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region or a city of republican significance."""

    region_id: str
    name: Wording
    is_city: bool


@dataclass(frozen=True, slots=True)
class Precinct:
    """A precinct of the country's directory; ballots and members only inside the own territory."""

    precinct_id: str
    """``KZ-<region>-<number>``, unique in the package; numbers repeat between regions."""
    number: int
    region_id: str
    district_id: str
    settlement_id: str
    district: Wording
    settlement: Wording
    address: Wording
    timezone: str
    serves: tuple[str, ...] = ()
    """Streets it serves, perhaps with houses: ``Абай көшесі, 1-35``."""
    ballot_ids: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    special: bool = False
    """A hospital, barracks, ship …: may close once everybody on the list has voted (Art. 38(3))."""


@dataclass(frozen=True, slots=True)
class CertificateKind:
    """A kind of absentee certificate and the ballot kinds it gives, by distance.

    A distance that is not listed is refused (same settlement: law on elections, Art. 41).
    """

    kind_id: str
    name: Wording
    gives: tuple[tuple[Distance, tuple[str, ...]], ...]

    def ballot_kinds(self, distance: Distance) -> tuple[str, ...] | None:
        """Ballot kinds given at this distance; None when the certificate is refused."""
        return dict(self.gives).get(distance)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Local wall times computed from the polling day; the zone is the precinct's."""

    certificates_from: datetime
    certificates_until: datetime
    home_applications_until: datetime
    voting_opens: datetime
    voting_closes: datetime
    count_ends: datetime


@dataclass(frozen=True, slots=True)
class FormText:
    """A form file as it travels in the package: its id and its TOML text."""

    form_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Election:
    """One election day in one territory, as its signed package says."""

    election_id: str
    sequence: int
    """Package number, 1 upward; a later package of the same election replaces an earlier one."""
    previous: str
    """SHA-256 of the previous package's manifest, or an empty string."""
    mode: Mode
    name: Wording
    day: date
    opens: time
    closes: time
    turnout_hours: tuple[time, ...]
    deadlines: Deadlines
    territory: Wording
    regions: tuple[Region, ...]
    receivers: tuple[Receiver, ...]
    contests: tuple[Contest, ...]
    ballots: tuple[Ballot, ...]
    certificate_kinds: tuple[CertificateKind, ...]
    precincts: tuple[Precinct, ...]

    def precinct(self, precinct_id: str) -> Precinct:
        """Find a precinct; KeyError when the package does not know it."""
        return _find(self.precincts, "precinct_id", precinct_id)

    def ballot(self, ballot_id: str) -> Ballot:
        """Find a ballot; KeyError when the package does not know it."""
        return _find(self.ballots, "ballot_id", ballot_id)

    def contest(self, contest_id: str) -> Contest:
        """Find a contest; KeyError when the package does not know it."""
        return _find(self.contests, "contest_id", contest_id)

    def region(self, region_id: str) -> Region:
        """Find a region; KeyError when the package does not know it."""
        return _find(self.regions, "region_id", region_id)

    def receiver(self, receiver_id: str) -> Receiver:
        """Find a receiver; KeyError when the package does not know it."""
        return _find(self.receivers, "receiver_id", receiver_id)

    def ballots_of(self, precinct_id: str) -> tuple[Ballot, ...]:
        """Ballots handed out in a precinct, in the day's order."""
        ids = self.precinct(precinct_id).ballot_ids
        return tuple(sorted((self.ballot(i) for i in ids), key=lambda b: b.number))

    def distance(self, issued_at: Precinct, received_at: Precinct) -> Distance:
        """How far apart two precincts are for the certificate matrix."""
        if issued_at.region_id != received_at.region_id:
            return Distance.ELSEWHERE
        if issued_at.settlement_id == received_at.settlement_id:
            return Distance.SAME_SETTLEMENT
        if issued_at.district_id == received_at.district_id:
            return Distance.SAME_DISTRICT
        return Distance.SAME_REGION


def _find(things: tuple[_T, ...], name: str, wanted: str) -> _T:
    for thing in things:
        if getattr(thing, name) == wanted:
            return thing
    raise KeyError(wanted)
