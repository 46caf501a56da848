# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who may take the keyboard for what comes next, what that asks of them, and taking it (field: M9)."""

from dataclasses import dataclass

from precinct_app.domain.commission import CERTIFIERS, Actor, Right, may
from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import InputError
from precinct_app.services import keyboard, protocol_entry
from precinct_app.services.ballot_states import BallotState
from precinct_app.services.users import User, users
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.people.agreeing import known, named

SHEET = "sheet"
LEADER, LEADER_SECRET, REASON, SECRET, PIN, AGAIN = FIELDS = (
    "leader", "leader_secret", "reason", "secret", "pin", "again",
)  # fmt: skip
"""What may be asked of somebody who sits down, in the order of asking."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who may sit down, and what it would mean."""

    user: User
    here: bool
    """At the keyboard already."""
    began: bool
    """Began this entry."""
    other: bool
    """Typed the other entry: one person would type both (W702)."""
    anew: bool
    """Somebody else began this entry: it would be set aside."""

    @property
    def makes_pin(self) -> bool:
        """Whether a PIN is chosen here and now."""
        return not (self.here or self.user.has_pin or self.user.opens)

    def asks(self, *, led: bool) -> tuple[str, ...]:
        """Fields to fill in; `led` is whether a leader is at the keyboard."""
        leader = (self.anew or self.makes_pin) and not led
        named = not self.here and not self.makes_pin
        wanted = {
            LEADER: leader, LEADER_SECRET: leader, REASON: self.other or self.anew,
            SECRET: named, PIN: self.makes_pin, AGAIN: self.makes_pin,
        }  # fmt: skip
        return tuple(field for field in FIELDS if wanted[field])


@dataclass(frozen=True, slots=True)
class Seating:
    """Everybody who may sit down for a place."""

    seats: tuple[Seat, ...]
    usual: int
    leaders: tuple[tuple[str, str], ...]
    led: bool
    """Whether a leader is at the keyboard."""
    ballot: Ballot | None
    began: str
    """Name of whoever began the entry; empty when nobody did."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who sits down for what, and what was filled in."""

    seat: Seat
    wanted: Place | None
    leader: str
    leader_secret: str
    reason: str
    secret: str
    pin: str
    again: str


def kind_of(place: Place) -> str:
    """Which entry a place of a sheet is about."""
    return place.detail or "first"


def asks_who(session: Session, place: Place) -> bool:
    """Whether it must be asked who types an entry: once, and again when it is another's turn."""
    state = _state(session, place.subject)
    kind = kind_of(place)
    if state is None or state.step != kind:
        return False
    own, other = _typists(state, kind)
    here = session.actor.member_id
    if own:
        return own != here
    return other == here or not session.seated


def seating(session: Session, wanted: Place | None) -> Seating:
    """Everybody who may sit down for a place, the usual one chosen."""
    everybody = users(session.workspace, session.actor, session.folder, session.tools)
    state = _state(session, wanted.subject) if wanted else None
    entry = wanted is not None and wanted.page_id == SHEET and state is not None
    own, other = _typists(state, kind_of(wanted)) if entry and state and wanted else ("", "")
    seats = [_seat(session, user, own, other) for user in everybody if _fits(user, wanted)]
    names = {user.member_id: user.name for user in everybody}
    leaders = [u for u in everybody if u.role in CERTIFIERS and (u.has_pin or u.opens)]
    return Seating(
        tuple(seats), _usual(session, seats, wanted if entry else None),
        tuple((leader.member_id, leader.name) for leader in leaders),
        may(session.actor, Right.LEAD_DAY), state.ballot if state else None, names.get(own, ""),
    )  # fmt: skip


def sit_down(session: Session, asked: Asked) -> Actor:
    """Take the keyboard, with whatever that means for the entry; who is there now.

    InputError ``pin.differ``, ``entry.no_reason``, else what the services refuse.
    """
    seat, member_id = asked.seat, asked.seat.user.member_id
    if (seat.other or seat.anew) and not asked.reason:
        raise InputError.of("entry.no_reason")
    leader = known(session, asked.leader, asked.leader_secret) if asked.leader else session.actor
    if seat.makes_pin:
        _refuse_unlike(asked.pin, asked.again)
        keyboard.give_pin(session.workspace, leader, member_id, asked.pin, session.tools)
    secret = asked.pin if seat.makes_pin else asked.secret
    actor = session.actor if seat.here else named(session, member_id, secret)
    _begin(session, actor, leader, asked)
    return actor


def give_or_choose(session: Session, member_id: str, pin: str, again: str) -> None:
    """Set a PIN typed twice: one's own, or a member's where a leader is at the keyboard."""
    _refuse_unlike(pin, again)
    workspace, actor, tools = session.workspace, session.actor, session.tools
    if member_id == actor.member_id:
        keyboard.choose_pin(workspace, actor, pin, tools)
    else:
        keyboard.give_pin(workspace, actor, member_id, pin, tools)


def named_by(user: User) -> str:
    """How somebody names himself at the keyboard: ``pin``, ``opens`` by a pass phrase, ``no_pin``."""
    return "pin" if user.has_pin else "opens" if user.opens else "no_pin"


def _refuse_unlike(pin: str, again: str) -> None:
    if pin != again:
        raise InputError.of("pin.differ")


def _begin(session: Session, actor: Actor, leader: Actor, asked: Asked) -> None:
    """What a reason was given for."""
    seat, wanted, workspace = asked.seat, asked.wanted, session.workspace
    if wanted is None or not (seat.other or seat.anew):
        return
    ballot_id, kind = wanted.subject, kind_of(wanted)
    if seat.anew:
        protocol_entry.begin_anew(workspace, leader, ballot_id, kind, asked.reason)
    alone = asked.reason if seat.other else ""
    protocol_entry.open_entry(workspace, actor, ballot_id, kind, alone=alone)


def _seat(session: Session, user: User, own: str, other: str) -> Seat:
    who = user.member_id
    here = who == session.actor.member_id
    return Seat(user, here, who == own, who == other, bool(own) and who != own)


def _fits(user: User, wanted: Place | None) -> bool:
    if wanted is None:
        return may(user.actor, Right.SIT_DOWN)
    return may(user.actor, Right.ENTER_COUNTS if wanted.page_id == SHEET else Right.LEAD_DAY)


def _usual(session: Session, seats: list[Seat], entry: Place | None) -> int:
    """Whoever began, else whoever typed such entries before, else whoever is there."""
    who = [seat.user.member_id for seat in seats]
    free = [place for place, seat in enumerate(seats) if not seat.other]
    began = [place for place, seat in enumerate(seats) if seat.began]
    before = [_typists(state, kind_of(entry))[0] for state in session.ballots()] if entry else []
    usual = [who.index(one) for one in reversed(before) if one in who]
    here = [place for place in free if seats[place].here]
    found = [*began, *(place for place in usual if place in free), *here, *free]
    return found[0] if found else 0


def _typists(state: BallotState, kind: str) -> tuple[str, str]:
    """Who typed an entry of a kind, and who the other one."""
    pair = (state.first_member, state.second_member)
    return pair if kind == "first" else (pair[1], pair[0])


def _state(session: Session, ballot_id: str) -> BallotState | None:
    return next((s for s in session.ballots() if s.ballot.ballot_id == ballot_id), None)
