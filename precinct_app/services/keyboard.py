# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who is at the keyboard: inside an open workspace members take it over by a PIN (field: M9).

A leader, who opens the workspace, may name himself by his pass phrase as well, and nobody else sets his
PIN: with it somebody could say yes as the second person.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from precinct_app.domain.attempts import Attempts
from precinct_app.domain.commission import CERTIFIERS, OF_A_DISTRICT, Actor, Right, Role
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.pins import Pin, refuse_pin
from precinct_app.services.opening import PRECINCT, actor_of
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, record_event, require


def choose_pin(
    workspace: Workspace, actor: Actor, pin: str, tools: Toolbox, name: str = ""
) -> None:
    """Set one's own PIN; in a district the first one takes the `name` that is given.

    InputError ``pin.form``, ``pin.easy``, ``pin.unknown`` for who is in no package.
    """
    require(actor, Right.SIT_DOWN)
    refuse_pin(pin)
    person = _person(workspace, actor, actor.member_id, name)
    _keep(workspace, actor, person, pin, tools)


def give_pin(
    workspace: Workspace, actor: Actor, member_id: str, pin: str, tools: Toolbox, name: str = ""
) -> None:
    """Set the PIN of a member who has none or has forgotten it; a leader's is set by the leader alone.

    InputError as `choose_pin`; NotAllowedError ``pin.own_only``.
    """
    require(actor, Right.MANAGE_PEOPLE)
    refuse_pin(pin)
    person = _person(workspace, actor, member_id, name)
    if person.role in CERTIFIERS:
        raise NotAllowedError.of("pin.own_only", name=person.name)
    _keep(workspace, actor, person, pin, tools)


def act_as(workspace: Workspace, actor: Actor, member_id: str, pin: str, tools: Toolbox) -> Actor:
    """Let a member take the keyboard by his PIN; the actor of whatever follows.

    NotAllowedError ``pin.none`` for who has none, ``pin.wrong``, ``pin.wait`` with the seconds.
    """
    named = confirm_pin(workspace, actor, member_id, pin, tools)
    _tell_taken(workspace, named, actor)
    return named


def confirm_pin(
    workspace: Workspace, actor: Actor, member_id: str, pin: str, tools: Toolbox
) -> Actor:
    """Know a member by his PIN without giving him the keyboard: the second person of a step.

    NotAllowedError as `act_as`.
    """
    require(actor, Right.SIT_DOWN)
    now = workspace.clock.now()
    with workspace.store.begin() as work:
        kept = work.pins.get(member_id)
    if kept is None:
        raise NotAllowedError.of("pin.none")
    if seconds := kept.attempts.wait(now):
        raise NotAllowedError.of("pin.wait", seconds=seconds)
    if not tools.locks.pin_fits(kept.hash, pin):
        with workspace.store.begin() as work:
            work.pins.save(replace(kept, attempts=kept.attempts.failed(now)))
            record_event(workspace, work, actor, "pin.failed", member_id)
        raise NotAllowedError.of("pin.wrong")
    if kept.attempts.count:
        with workspace.store.begin() as work:
            work.pins.save(replace(kept, attempts=Attempts()))
            record_event(
                workspace, work, actor, "pin.fits", member_id, failures=kept.attempts.count
            )
    return Actor(member_id, _role(workspace, kept))


def act_by_passphrase(
    workspace: Workspace, actor: Actor, folder: Path, member_id: str, secret: str, tools: Toolbox
) -> Actor:
    """Let somebody who may open the workspace take the keyboard by his pass phrase.

    NotAllowedError ``signin.wrong``, ``signin.unknown``, ``signin.wait``.
    """
    named = confirm_passphrase(workspace, actor, folder, member_id, secret, tools)
    _tell_taken(workspace, named, actor)
    return named


def confirm_passphrase(
    workspace: Workspace, actor: Actor, folder: Path, member_id: str, secret: str, tools: Toolbox
) -> Actor:
    """Know somebody by his pass phrase: the second person of a step.  NotAllowedError as above."""
    require(actor, Right.SIT_DOWN)
    tools.locks.demand(folder, member_id, secret)
    return actor_of(workspace, folder, member_id, tools)


def seconds_to_wait(workspace: Workspace, actor: Actor) -> Mapping[str, int]:
    """How long each person must wait before the next PIN; those alone who must."""
    require(actor, Right.SIT_DOWN)
    now = workspace.clock.now()
    with workspace.store.begin() as work:
        waits = {pin.member_id: pin.attempts.wait(now) for pin in work.pins.all()}
    return {member_id: seconds for member_id, seconds in waits.items() if seconds}


def _tell_taken(workspace: Workspace, named: Actor, former: Actor) -> None:
    """Who took the keyboard from whom; a workspace that can only be read is read by whoever is known."""
    try:
        with workspace.store.begin() as work:
            record_event(
                workspace, work, named, "keyboard.taken", named.member_id, after=former.member_id
            )
    except NotAllowedError as error:
        if error.reasons[0].key != "workspace.superseded":
            raise


def _keep(workspace: Workspace, actor: Actor, person: Pin, pin: str, tools: Toolbox) -> None:
    kept = replace(person, hash=tools.locks.hash_pin(pin))
    with workspace.store.begin() as work:
        work.pins.save(kept)
        record_event(workspace, work, actor, "pin.set", person.member_id)


def _person(workspace: Workspace, actor: Actor, member_id: str, name: str) -> Pin:
    """Whose PIN it would be: in a precinct a member of the package, in a district an operator."""
    if workspace.info.kind == PRECINCT:
        try:
            member = workspace.member(member_id)
        except KeyError as error:
            raise InputError.of("pin.unknown", member=member_id) from error
        return Pin(member_id, member.name, member.role, "", actor.member_id)
    with workspace.store.begin() as work:
        known = work.pins.get(member_id)
    if known is not None:
        return replace(known, set_by=actor.member_id, attempts=Attempts())
    own = actor.member_id == member_id and actor.role in OF_A_DISTRICT
    role = actor.role if own else Role.DISTRICT_OPERATOR
    return Pin(member_id, name.strip() or member_id, role, "", actor.member_id)


def _role(workspace: Workspace, kept: Pin) -> Role:
    """In a precinct the package's word counts, whatever was kept."""
    if workspace.info.kind == PRECINCT:
        return workspace.member(kept.member_id).role
    return kept.role
