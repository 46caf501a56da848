# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Every call of the services asks for a right before it looks at anything, for every role."""

import inspect
from contextlib import suppress
from dataclasses import replace
from typing import NoReturn

import pytest

from precinct_app.domain.commission import RIGHTS, Actor, Right, Role, may
from precinct_app.domain.errors import NotAllowedError, PrecinctError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.entries import Demander
from precinct_app.domain.wording import Wording
from precinct_app.services.ports import StoredProtocol
from precinct_app.services.protocol_notes import Asked
from precinct_app.services.protocol_record import Night
from precinct_app.services.reopening import Decision
from precinct_app.storage.store import DatabaseStore
from tests.builders import a_record
from tests.services.conftest import Station
from tests.services.entry_points import EntryPoint, entry_points, without_actor
from tests.services.sheets import LIST, WITH_MEMBER

POINTS = entry_points()
NAMELESS = {
    "registers.night.steps": "closed steps and their times, on the wall for observers",
    "registers.turnout.turnout": "announced counts, on the wall for observers",
    "handover.signed_for": "a part of hand_over",
    "handover.act_papers": "a part of hand_over and hand_in",
}
"""Calls that begin a transaction and know nobody's name, and why they may."""


class Touched(BaseException):
    """Something was looked at: nothing in the services may catch this by accident."""


class Untouchable:
    """Stands for a workspace and for every argument; to look at it is to go past the right."""

    def _touch(self, *_: object) -> NoReturn:
        raise Touched

    __getattr__ = __bool__ = __iter__ = __len__ = __eq__ = __hash__ = __str__ = _touch
    __contains__ = __lt__ = __le__ = __gt__ = __ge__ = __getitem__ = __call__ = __format__ = _touch


def goes_on(point: EntryPoint, role: Role) -> bool:
    """Say whether a role comes past the right of a call; nothing was looked at where it does not."""
    nothing = Untouchable()
    try:
        done = point.call(**point.arguments(nothing, Actor("m1", role), nothing))
        if inspect.isgenerator(done):
            next(done)
    except NotAllowedError as error:
        if [reason.key for reason in error.reasons] == ["not_allowed.role"]:
            return False
        raise
    except Touched:
        return True
    raise AssertionError(point.name)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Right]:
    """The rights that were asked for, in their order."""
    rights: list[Right] = []

    def listening(actor: Actor, right: Right) -> bool:
        rights.append(right)
        return may(actor, right)

    monkeypatch.setattr("precinct_app.services.workspace.may", listening)
    return rights


@pytest.mark.parametrize("point", POINTS, ids=str)
def test_a_call_is_open_to_the_roles_of_its_right_alone(
    point: EntryPoint, asked: list[Right]
) -> None:
    opened = {role for role in Role if goes_on(point, role)}
    assert asked, f"{point} asks for no right"
    assert opened == RIGHTS[asked[0]]


def test_the_calls_are_found_by_looking() -> None:
    names = {point.name for point in POINTS}
    assert len(names) > 150
    assert {
        "protocol_freezing.freeze",
        "registers.steps.take_step",
        "journal_reading.read_journal",
    } <= names


def test_nobody_reads_or_writes_without_a_name() -> None:
    assert without_actor() == set(NAMELESS)


# --- the same whatever stands in the workspace -----------------------------------------------------


def standing(status: Status, version: int = 1) -> StoredProtocol:
    """A protocol in a status; from *checked* on its data are final, then it bears signatures."""
    protocol = StoredProtocol(LIST, version, status)
    if status in {Status.DRAFT, Status.ENTERED_TWICE}:
        return protocol
    record = a_record(ballot_id=LIST, contest_id=LIST, version=version)
    signers = (ExpectedSigner("m1", Role.CHAIR), ExpectedSigner("m3", Role.SECRETARY))
    frozen = replace(protocol, record=record, record_json=record.to_json(), signers=signers)
    if status is Status.CHECKED:
        return frozen
    return replace(frozen, seal=b"seal", pdf=b"%PDF", xlsx=b"PK", signed_by=("m1",))


def stand(station: Station, status: Status) -> StoredProtocol:
    protocol = standing(status)
    with station.workspace.store.begin() as work:
        work.protocols.save(protocol)
    return protocol


def everything(station: Station) -> object:
    """All rows of the workspace, and the head of its journal."""
    store = station.workspace.store
    assert isinstance(store, DatabaseStore)
    with store.begin() as work:
        head = work.journal.head()
    return store.dump(), head


def test_whoever_is_refused_writes_nothing_whatever_the_protocols_status(station: Station) -> None:
    for status in Status:
        stand(station, status)
        before = everything(station)
        for point in POINTS:
            for role in refused_by(point):
                given = point.arguments(station.workspace, Actor("m1", role), Untouchable())
                with pytest.raises(NotAllowedError):
                    run(point, given)
        assert everything(station) == before


@pytest.mark.parametrize(
    "status", [Status.PARTLY_SIGNED, Status.SIGNED, Status.HANDED_OVER, Status.SUPERSEDED]
)
def test_no_call_of_whoever_may_changes_what_is_signed(station: Station, status: Status) -> None:
    """Whatever it does to the ballot: the data, the seal, the papers of that version stay."""
    signed = stand(station, status)
    called = []
    for point in POINTS:
        given = known_arguments(point, station)
        if given is None:
            continue
        called.append(point.name)
        with suppress(PrecinctError):
            run(point, given)
        with station.workspace.store.begin() as work:
            held, begun = work.protocols.version(LIST, 1), work.protocols.entries(LIST, 1)
        assert held is not None
        assert replace(held, status=status) == signed, point.name
        assert held.status in {status, Status.CORRECTING}, point.name
        assert begun == [], point.name
    assert {"reopening.reopen_by_decision", "protocol_entry.reopen", "recounts.recount",
            "protocol_freezing.freeze", "entry_differences.enter_again"} <= set(called)  # fmt: skip


def refused_by(point: EntryPoint) -> list[Role]:
    return [role for role in Role if not goes_on(point, role)]


def run(point: EntryPoint, given: dict[str, object]) -> None:
    done = point.call(**given)
    if inspect.isgenerator(done):
        list(done)


def known_arguments(point: EntryPoint, station: Station) -> dict[str, object] | None:
    """What a call about a ballot asks for, by name; None where it wants something else besides."""
    presence, now = Presence(7, 7, 0, 0, 0, 0), station.clock.now()
    decision = Decision("7", now.date(), ("m1", "m2", "m3", "m4", "m5"), "x")
    known: dict[str, object] = {
        "workspace": station.workspace, "actor": station.actor(Role.CHAIR), "ballot_id": LIST,
        "kind": "first", "cell": "ballots_lost", "figure": 5, "reason": "x", "alone": "x",
        "night": Night(presence, now, now), "signers": (), "press": station.tools.press,
        "given_to": "somebody", "decision": decision, "demanded_by": Demander.PROXY,
        "agreed": WITH_MEMBER,
        "other_id": "region_list", "text": Wording.same("x"), "asked": [Asked(LIST, "A202")],
    }  # fmt: skip
    wanted = inspect.signature(point.call).parameters
    needed = {name for name, p in wanted.items() if p.default is p.empty}
    if not needed <= set(known) or not {"ballot_id", "asked"} & set(wanted):
        return None
    return {name: known[name] for name in wanted if name in known}
