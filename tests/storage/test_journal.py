# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The journal: a chain that an outsider can follow, and that shows what was done behind its back."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import text

from precinct_app.domain.errors import InputError, StorageError
from precinct_app.domain.journal import START, first_break
from precinct_app.services.ports import JournalRepository, Store
from precinct_app.storage.journal import JournalTable
from precinct_app.storage.store import DatabaseStore
from tests.builders import a_moment
from tests.storage.content import journalled


def test_events_are_chained_and_come_back(store: Store) -> None:
    with store.begin() as work:
        assert work.journal.head() == START
        assert list(work.journal.all()) == []
    for number in range(1, 6):
        with store.begin() as work:
            journalled(work.journal, number)
    with store.begin() as work:
        events = list(work.journal.all())
        assert work.journal.head() == events[-1].hash
    assert [event.sequence for event in events] == [1, 2, 3, 4, 5]
    assert [event.details["number"] for event in events] == [1, 2, 3, 4, 5]
    assert events[0].previous == START
    assert first_break(events) is None


def test_the_last_event_of_a_kind_is_found(store: Store) -> None:
    with store.begin() as work:
        for number in range(1, 4):
            journalled(work.journal, number)
        assert work.journal.last_of("never") is None
    with store.begin() as work:
        last = work.journal.last_of("entry.finished")
        assert last == [e for e in work.journal.all() if e.kind == "entry.finished"][-1]


def test_an_event_comes_back_as_it_was_told(store: Store) -> None:
    almaty = timezone(timedelta(hours=6))
    happened = datetime(2023, 3, 20, 0, 30, 5, 123456, tzinfo=almaty)
    with store.begin() as work:
        told = work.journal.append(
            happened=happened, recorded=a_moment(19), member_id="m1", role="chair", kind="act",
            subject="2-жол\u0438\u0306", details={"text": "е\u0308лка «№ 3»", "count": 0},
        )  # fmt: skip
    with store.begin() as work:
        (event,) = work.journal.all()
    assert event == told
    assert event.happened == happened
    assert event.happened.tzinfo is UTC
    assert (event.subject, event.details) == ("2-жолй", {"text": "ёлка «№ 3»", "count": 0})


@pytest.mark.parametrize("details", [{"Name": 1}, {"n": -1}, {"n": 2**60}, {"n": 1.5}, {"n": None}])
def test_what_cannot_be_chained_is_not_kept(store: Store, details: dict[str, Any]) -> None:
    with pytest.raises(InputError), store.begin() as work:
        _append_two(work.journal, details)
    with store.begin() as work:
        assert work.journal.head() == START


def test_there_is_no_way_to_change_a_row() -> None:
    public = {name for name in vars(JournalTable) if not name.startswith("_")}
    assert public == {"append", "head", "last", "last_of", "all"}


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE journal SET member_id = 'm9' WHERE sequence = 3", 3),
        ("UPDATE journal SET details = '{\"number\": 9}' WHERE sequence = 1", 1),
        ("UPDATE journal SET happened = '2023-03-19T15:00:01+00:00' WHERE sequence = 2", 2),
        ("DELETE FROM journal WHERE sequence = 4", 4),
        ("UPDATE journal SET sequence = 7 WHERE sequence = 5", 5),
        ("UPDATE journal SET hash = previous WHERE sequence = 2", 2),
    ],
)
def test_what_is_done_behind_its_back_is_found(
    cipher_store: DatabaseStore, statement: str, broken: int
) -> None:
    with cipher_store.begin() as work:
        for number in range(1, 6):
            journalled(work.journal, number)
    with cipher_store.begin() as work:
        assert first_break(work.journal.all()) is None
    with cipher_store._engine.begin() as connection:
        assert connection.execute(text(statement)).rowcount == 1
    with cipher_store.begin() as work:
        assert first_break(work.journal.all()) == broken


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET details = 'x' WHERE sequence = 2",
        "UPDATE journal SET happened = 'noon' WHERE sequence = 2",
        "UPDATE journal SET recorded = '2023-03-19T15:00:00' WHERE sequence = 2",
    ],
)
def test_a_row_that_nobody_can_read_is_named(cipher_store: DatabaseStore, statement: str) -> None:
    with cipher_store.begin() as work:
        for number in range(1, 4):
            journalled(work.journal, number)
    with cipher_store._engine.begin() as connection:
        connection.execute(text(statement))
    with pytest.raises(StorageError) as caught, cipher_store.begin() as work:
        list(work.journal.all())
    assert [(r.key, dict(r.values)) for r in caught.value.reasons] == [
        ("storage.journal", {"sequence": 2})
    ]


def _append_two(journal: JournalRepository, details: dict[str, Any]) -> None:
    journalled(journal, 1)
    journal.append(
        happened=a_moment(), recorded=a_moment(), member_id="m1", role="chair", kind="x",
        subject="", details=details,
    )  # fmt: skip
