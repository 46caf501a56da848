# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A district on a server: several operators at once, and addresses that are none."""

from threading import Event, Thread

import pytest
from sqlalchemy import create_engine, text

from precinct_app.domain.errors import InputError, StorageError
from precinct_app.domain.journal import first_break
from precinct_app.storage.postgres import create_postgres, open_postgres
from precinct_app.storage.store import DatabaseStore
from tests.storage.content import PACKAGE, a_received, an_info, journalled


def test_two_operators_write_one_chain(server_store: DatabaseStore, address: str) -> None:
    failures: list[BaseException] = []

    def write(first: int) -> None:
        store = open_postgres(address)
        try:
            for number in range(first, first + 25):
                with store.begin() as work:
                    journalled(work.journal, number)
        except BaseException as error:
            failures.append(error)
        finally:
            store.close()

    threads = [Thread(target=write, args=(n * 100,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with server_store.begin() as work:
        events = list(work.journal.all())
    assert len(events) == 75
    assert first_break(events) is None


def test_two_operators_take_in_one_bundle_once(server_store: DatabaseStore, address: str) -> None:
    other = open_postgres(address)
    taken_in, told = Event(), []

    def take_in_later() -> None:
        taken_in.wait(10)
        try:
            with other.begin() as work:
                work.received.add(a_received())
        except InputError as error:
            told.append(error.reasons[0].key)

    thread = Thread(target=take_in_later)
    thread.start()
    with server_store.begin() as work:
        work.received.add(a_received())
        taken_in.set()
        thread.join(0.3)  # the other one is waiting for this transaction by now
        assert told == []
    thread.join(10)
    other.close()
    assert told == ["received.twice"]
    with server_store.begin() as work:
        assert list(work.received.all()) == [a_received()]


def test_a_workspace_is_made_once(server_store: DatabaseStore, address: str) -> None:
    with pytest.raises(StorageError) as caught:
        create_postgres(address, an_info("district"), b"another")
    assert caught.value.reasons[0].key == "storage.server_used"
    with server_store.begin() as work:
        assert work.workspace.package() == PACKAGE


def test_an_empty_database_is_no_workspace_yet(address: str) -> None:
    store = open_postgres(address)
    with pytest.raises(StorageError) as caught, store.begin() as work:
        work.workspace.info()
    assert caught.value.reasons[0].key == "storage.not_workspace"
    store.close()


def test_a_newer_schema_is_told(server_store: DatabaseStore, address: str) -> None:
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(StorageError) as caught:
            open_postgres(address)
        assert caught.value.reasons[0].key == "storage.newer"
    finally:
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
        engine.dispose()


@pytest.mark.parametrize(
    "url", ["", "x", "sqlite:///plain.db", "mysql://a@b/c", "postgresql://a@b:port/c", "://", "\0"]
)
def test_what_is_no_address_of_a_server_is_told(url: str) -> None:
    with pytest.raises(StorageError) as caught:
        open_postgres(url)
    assert caught.value.reasons[0].key == "storage.server_address"


@pytest.mark.parametrize("query", ["host=/nowhere", "host=/nowhere&nonsense=1"])
def test_a_server_that_does_not_answer_is_told_without_its_password(query: str) -> None:
    with pytest.raises(StorageError) as caught:
        open_postgres(f"postgresql://operator:secret@/district?{query}")
    assert caught.value.reasons[0].key == "storage.server"
    assert "secret" not in str(caught.value)
