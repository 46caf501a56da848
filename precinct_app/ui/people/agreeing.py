# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who may be the second person of a step or unlock the screen, and knowing them by PIN or pass phrase."""

from precinct_app.domain.commission import Actor, Right, may
from precinct_app.domain.night import Step
from precinct_app.domain.pins import LENGTH
from precinct_app.services import keyboard
from precinct_app.services.registers import steps
from precinct_app.services.two_people import Agreed
from precinct_app.services.users import User, users
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place

UNUSED = "unused"
"""The unused ballots are counted and cancelled."""


def others(session: Session) -> list[User]:
    """Members who may say yes beside whoever signed in: those with a PIN or a pass phrase first."""
    everybody = users(session.workspace, session.actor, session.folder, session.tools)
    found = [
        user for user in everybody
        if user.member_id != session.actor.member_id and may(user.actor, Right.SIGN)
    ]  # fmt: skip
    return sorted(found, key=lambda user: not (user.has_pin or user.opens))


def done_by_two(session: Session, place: Place, agreed: Agreed) -> Place:
    """Take the step that a place of the page names; where one goes on."""
    workspace, actor = session.workspace, session.actor
    if place.detail == UNUSED:
        steps.take_step(workspace, actor, Step.UNUSED_CANCELLED, agreed=agreed)
        return Place("before_boxes")
    session.freeze(place.subject, agreed)
    return Place("preview", place.subject)


def agreed_by(session: Session, member_id: str, secret: str) -> Agreed:
    """The second person, known by what is typed."""
    return Agreed(known(session, member_id, secret))


def known(session: Session, member_id: str, secret: str) -> Actor:
    """Somebody by six digits of a PIN, or by a pass phrase, which is longer; the keyboard stays."""
    workspace, actor, tools = session.workspace, session.actor, session.tools
    digits = "".join(secret.split())
    if len(digits) <= LENGTH:
        return keyboard.confirm_pin(workspace, actor, member_id, digits, tools)
    return keyboard.confirm_passphrase(workspace, actor, session.folder, member_id, secret, tools)


def who_may_unlock(session: Session) -> list[User]:
    """Everybody who can name himself here; whoever was at the keyboard first."""
    everybody = users(session.workspace, session.actor, session.folder, session.tools)
    found = [user for user in everybody if user.has_pin or user.opens]
    return sorted(found, key=lambda user: user.member_id != session.actor.member_id)


def named(session: Session, member_id: str, secret: str) -> Actor:
    """Who takes the keyboard, by six digits of a PIN or by a pass phrase; the journal tells of it."""
    workspace, actor, tools = session.workspace, session.actor, session.tools
    digits = "".join(secret.split())
    if len(digits) <= LENGTH:
        return keyboard.act_as(workspace, actor, member_id, digits, tools)
    return keyboard.act_by_passphrase(workspace, actor, session.folder, member_id, secret, tools)
