# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What may still be mended about a ballot's figures: counted again, exchanged, opened by a decision."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.entries import Demander
from precinct_app.services.ballot_states import BallotState
from precinct_app.services.recounts import exchange, recount
from precinct_app.services.reopening import Decision, reopen_by_decision
from precinct_app.services.two_people import Agreed
from precinct_app.ui.desk import Session
from precinct_app.ui.people.agreeing import agreed_by, others


class Way(StrEnum):
    """A way to mend; each asks for its own fields."""

    RECOUNT = "recount"
    EXCHANGE = "exchange"
    REOPEN = "reopen"


FIELDS = {
    Way.RECOUNT: ("demander",),
    Way.EXCHANGE: ("other", "reason"),
    Way.REOPEN: ("number", "date", "present", "reason", "second", "secret", "alone"),
}
"""What each way asks for, beside the ballot."""


@dataclass(frozen=True, slots=True)
class Mending:
    """Ballots as they stand, who decides, and who may be the second person of a decision."""

    ballots: tuple[BallotState, ...]
    second: tuple[tuple[str, str], ...]
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What was filled in."""

    way: Way
    ballot_id: str
    demander: str
    other_id: str
    reason: str
    number: str
    day: date | None
    present: tuple[str, ...]
    second: str
    secret: str
    alone: str


def mending_of(session: Session) -> Mending:
    """Ask how the ballots stand."""
    people = tuple((user.member_id, user.name) for user in others(session))
    members = tuple((member.member_id, member.short_name) for member in session.members())
    return Mending(tuple(session.ballots()), people, members)


def mend(session: Session, asked: Asked) -> Mending:
    """Do it; every fault is the services' own refusal."""
    workspace, actor = session.workspace, session.actor
    if asked.way is Way.RECOUNT:
        recount(workspace, actor, asked.ballot_id, Demander(asked.demander))
    elif asked.way is Way.EXCHANGE:
        exchange(workspace, actor, asked.ballot_id, asked.other_id, reason=asked.reason)
    else:
        day = asked.day or session.now().date()
        decision = Decision(asked.number, day, asked.present, asked.reason)
        second = agreed_by(session, asked.second, asked.secret) if asked.second else None
        agreed = second or Agreed(alone=asked.alone)
        reopen_by_decision(workspace, actor, asked.ballot_id, decision, agreed=agreed)
    return mending_of(session)


_SIGNED = {Status.PARTLY_SIGNED: "partly", Status.SIGNED: "signed", Status.HANDED_OVER: "handed"}


def step_of(state: BallotState) -> str:
    """How far a ballot is, for the list."""
    status = state.protocol.status if state.protocol else Status.DRAFT
    return _SIGNED.get(status, state.step)


def ways_of(state: BallotState) -> tuple[Way, ...]:
    """What may be done: what somebody has signed is opened by a decision alone."""
    return (Way.REOPEN,) if step_of(state) in _SIGNED.values() else tuple(Way)
