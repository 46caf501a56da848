# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who is there: members by the hour and their quorum, observers, proxies and media, copies given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.protocol.outside import Quorum
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.registers.entry import Entry


@dataclass(frozen=True, slots=True)
class Attendance:
    """A member came or left."""

    register_name: ClassVar[str] = "attendance"
    member_id: str
    there: bool

    @property
    def subject(self) -> str:
        """The member."""
        return self.member_id


@dataclass(frozen=True, slots=True)
class IssuersNamed:
    """The members whom the chair named to issue ballots (law on elections, Art. 40)."""

    register_name: ClassVar[str] = "issuers_named"
    member_ids: tuple[str, ...]

    @property
    def subject(self) -> str:
        """There is one naming that counts, the last."""
        return "issuers"


class GuestKind(StrEnum):
    """Who else may be present lawfully."""

    OBSERVER = "observer"
    FOREIGN_OBSERVER = "foreign_observer"
    PROXY = "proxy"
    MEDIA = "media"


@dataclass(frozen=True, slots=True)
class Guest:
    """An observer, a candidate's proxy or a representative of the media came."""

    register_name: ClassVar[str] = "guest"
    kind: GuestKind
    name: str
    organisation: str

    @property
    def subject(self) -> str:
        """The kind; the name stays in the register."""
        return self.kind.value


@dataclass(frozen=True, slots=True)
class GuestLeft:
    """A guest left."""

    register_name: ClassVar[str] = "guest_left"
    guest: str
    """Entry id of the guest."""

    @property
    def subject(self) -> str:
        """The guest's entry."""
        return self.guest


class Recipient(StrEnum):
    """What kind of recipient has a copy."""

    OBSERVER = "observer"
    FOREIGN_OBSERVER = "foreign_observer"
    PROXY = "proxy"
    MEDIA = "media"
    MEMBER = "member"
    HIGHER_COMMISSION = "higher_commission"
    POSTED = "posted"
    """Hung out at the station (Art. 43(8))."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CopyGiven:
    """A certified copy of a protocol was given (law on elections, Art. 43(8))."""

    register_name: ClassVar[str] = "copy_given"
    number: int
    """Runs through the day, 1 upward."""
    ballot_id: str
    version: int
    recipient: Recipient
    given_to: str
    """Entry id of the guest, or a name typed; stays in the register."""

    @property
    def subject(self) -> str:
        """The ballot."""
        return self.ballot_id


def there_at(entries: Iterable[Entry[Attendance]], moment: datetime) -> frozenset[str]:
    """Members who are there at a moment; before a member's first entry he is not."""
    there: dict[str, tuple[datetime, bool]] = {}
    for entry in entries:
        member_id = entry.content.member_id
        last = there.get(member_id)
        if (
            entry.stands
            and entry.happened <= moment
            and (last is None or entry.happened >= last[0])
        ):
            there[member_id] = (entry.happened, entry.content.there)
    return frozenset(member_id for member_id, (_, is_there) in there.items() if is_there)


@dataclass(frozen=True, slots=True)
class HourThere:
    """Who of the commission was there at an hour, and whether that was a quorum."""

    moment: datetime
    member_ids: frozenset[str]
    quorum: Quorum

    @property
    def enough(self) -> bool:
        """Two thirds were there."""
        return self.quorum.present >= self.quorum.needed


def by_hour(
    entries: Sequence[Entry[Attendance]], moments: Iterable[datetime], members: int
) -> tuple[HourThere, ...]:
    """The attendance at each of the moments."""
    return tuple(
        HourThere(moment, there_at(entries, moment), quorum_at(entries, moment, members))
        for moment in moments
    )


def quorum_at(entries: Iterable[Entry[Attendance]], moment: datetime, members: int) -> Quorum:
    """The quorum at a moment (Art. 20(4))."""
    return Quorum(len(there_at(entries, moment)), members)


def guests_at(
    guests: Iterable[Entry[Guest]], left: Iterable[Entry[GuestLeft]], moment: datetime
) -> tuple[Entry[Guest], ...]:
    """Guests who are there at a moment."""
    gone = {e.content.guest for e in left if e.stands and e.happened <= moment}
    return tuple(e for e in guests if e.stands and e.happened <= moment and e.entry_id not in gone)


def presence(quorum: Quorum, guests: Iterable[Entry[Guest]]) -> Presence:
    """Who was present as numbers, as the protocol prints them."""
    kinds = [guest.content.kind for guest in guests]
    return Presence(
        quorum.present, quorum.members, kinds.count(GuestKind.OBSERVER),
        kinds.count(GuestKind.FOREIGN_OBSERVER), kinds.count(GuestKind.PROXY),
        kinds.count(GuestKind.MEDIA),
    )  # fmt: skip


def unreplaced_copies(
    copies: Iterable[Entry[CopyGiven]], ballot_id: str, version: int
) -> tuple[Entry[CopyGiven], ...]:
    """Copies of former versions whose holder has no copy of this one yet, each holder once."""
    held = list(copies)
    has = {
        (e.content.recipient, e.content.given_to)
        for e in held
        if e.stands and (e.content.ballot_id, e.content.version) == (ballot_id, version)
    }
    latest = {
        (e.content.recipient, e.content.given_to): e for e in stale_copies(held, ballot_id, version)
    }
    return tuple(entry for holder, entry in latest.items() if holder not in has)


def stale_copies(
    copies: Iterable[Entry[CopyGiven]], ballot_id: str, version: int
) -> tuple[Entry[CopyGiven], ...]:
    """Copies of former versions: whoever has one must be told of the correction."""
    return tuple(
        e for e in copies
        if e.stands and e.content.ballot_id == ballot_id and e.content.version < version
    )  # fmt: skip
