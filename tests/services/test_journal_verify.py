# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A journal changed behind the program's back: found and placed here, and by the independent verifier."""

import importlib.util
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Connection, text

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.journal import START, Break, Fault, chain, extract
from precinct_app.services.journal_reading import JournalCheck, read_journal, verify_journal
from precinct_app.services.workspace import record_event
from precinct_app.storage.journal import _to_row
from precinct_app.storage.store import DatabaseStore
from precinct_app.storage.tables import metadata
from tests.services.conftest import Station
from tests.services.sheets import LIST, truth, type_twice
from tests.services.test_recounts import final

VERIFIER = Path(__file__).parents[2] / "installer" / "verify" / "precinct_verify.py"
EVENTS = 8


@pytest.fixture
def told(station: Station) -> Station:
    """A journal of a few events more than the opening."""
    with station.workspace.store.begin() as work:
        start = len(list(work.journal.all()))
        for number in range(EVENTS - start):
            actor = station.actor()
            record_event(station.workspace, work, actor, "entry.first_finished", LIST, n=number)
    return station


def behind(station: Station, act: Callable[[Connection], object]) -> None:
    """Something done to the database by whoever has its key, and not by the program."""
    store = station.workspace.store
    assert isinstance(store, DatabaseStore)
    with store._engine.begin() as connection:
        act(connection)


def verified(station: Station) -> JournalCheck:
    return verify_journal(station.workspace, station.actor(Role.CHAIR))


def sql(*statements: str) -> Callable[[Connection], object]:
    return lambda connection: [connection.execute(text(s)) for s in statements]


def shifted(place: int, by: int) -> tuple[str, str]:
    """Every number from a place on, moved; twice, for the numbers are a key."""
    away = "UPDATE journal SET sequence = sequence + 1000 WHERE sequence >= {place}"
    back = "UPDATE journal SET sequence = sequence - {by} WHERE sequence >= 1000"
    return away.format(place=place), back.format(by=1000 - by)


COPIED = (
    "INSERT INTO journal SELECT {place}, happened, recorded, member_id, role, 'protocol.frozen', "
    "subject, details, previous, hash FROM journal WHERE sequence = {source}"
)
TAMPERED = [
    (sql("UPDATE journal SET member_id = 'm9' WHERE sequence = 3"), Break(3, Fault.CHANGED)),
    (sql("UPDATE journal SET details = '{\"n\": 9}' WHERE sequence = 7"), Break(7, Fault.CHANGED)),
    (sql("UPDATE journal SET details = 'x' WHERE sequence = 4"), Break(4, Fault.UNREADABLE)),
    (sql("DELETE FROM journal WHERE sequence = 5"), Break(5, Fault.REMOVED)),
    (sql("DELETE FROM journal WHERE sequence = 5", *shifted(6, -1)), Break(5, Fault.REMOVED)),
    (sql("UPDATE journal SET sequence = 99 WHERE sequence = 2",
         "UPDATE journal SET sequence = 2 WHERE sequence = 6",
         "UPDATE journal SET sequence = 6 WHERE sequence = 99"), Break(2, Fault.MOVED)),
    (sql(*shifted(4, 1), COPIED.format(place=4, source=3)), Break(4, Fault.CHANGED)),
    (sql(COPIED.format(place=9, source=8)), Break(9, Fault.CHANGED)),
]  # fmt: skip


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    """The independent verifier, which shares no code with the program."""
    spec = importlib.util.spec_from_file_location("precinct_verify", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def refused_outside(station: Station, judge: ModuleType) -> str:
    """What the independent verifier says of the journal's extract."""
    found = verified(station)
    data = extract(found.events, "KZ-KOS-9001", "i")
    with pytest.raises(judge.Bad) as caught:
        judge.check_journal(data)
    return str(caught.value)


@pytest.mark.parametrize(("act", "expected"), TAMPERED)
def test_what_is_done_behind_the_programs_back_is_found_and_placed(
    told: Station, judge: ModuleType, act: Callable[[Connection], object], expected: Break
) -> None:
    assert verified(told).is_whole
    judge.check_journal(extract(verified(told).events, "KZ-KOS-9001", "i"))
    behind(told, act)
    found = verified(told)
    assert found.broken == expected
    assert not found.is_whole
    if expected.fault is not Fault.UNREADABLE:
        assert f"event {expected.sequence} " in refused_outside(told, judge)


def test_an_event_added_with_a_good_hash_is_placed(told: Station, judge: ModuleType) -> None:
    events = verified(told).events
    forged = chain(replace(events[2], kind="protocol.frozen"), events[1].hash)

    def act(connection: Connection) -> None:
        sql(*shifted(3, 1))(connection)
        row = _to_row(forged).model_dump()
        connection.execute(metadata.tables["journal"].insert().values(row))

    behind(told, act)
    assert verified(told).broken == Break(3, Fault.ADDED)
    assert "event 4 " in refused_outside(told, judge)


def test_a_journal_made_anew_from_the_first_event_on_has_no_break_and_no_known_head(
    told: Station,
) -> None:
    """Whoever has the data key can do it: then only what has left the laptop tells."""
    kept, anew, previous = verified(told).head, [], START
    for event in verified(told).events:
        anew.append(chain(replace(event, member_id="m9"), previous))
        previous = anew[-1].hash

    def act(connection: Connection) -> None:
        table = metadata.tables["journal"]
        connection.execute(table.delete())
        connection.execute(table.insert(), [_to_row(event).model_dump() for event in anew])

    behind(told, act)
    assert verified(told).broken is None
    chair = told.actor(Role.CHAIR)
    assert verify_journal(told.workspace, chair, {"a.zip": kept}).unknown == ("a.zip",)


def test_a_journal_cut_off_or_made_anew_is_told_by_a_final_protocol(station: Station) -> None:
    station.level(Level.COUNT_ONLY)
    station.at(20, 30)
    type_twice(station, LIST, truth(station, LIST))
    final(station)
    assert verified(station).is_whole
    before = read_journal(station.workspace, station.actor(Role.CHAIR))
    cut = text("DELETE FROM journal WHERE sequence > :last").bindparams(last=len(before) - 3)
    behind(station, lambda connection: connection.execute(cut))
    found = verified(station)
    assert found.broken is None
    assert found.unknown == (f"{LIST} v1",)
    assert not found.is_whole


def test_every_head_that_others_name_is_looked_for(told: Station) -> None:
    chair = told.actor(Role.CHAIR)
    known = verified(told).head
    assert verify_journal(told.workspace, chair, {"a.zip": known}).is_whole
    found = verify_journal(told.workspace, chair, {"a.zip": known, "b.zip": "1" * 64})
    assert found.unknown == ("b.zip",)
