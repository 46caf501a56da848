# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Transactions: all or nothing, one at a time, from any thread, through kill -9."""

import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import InputError, StorageError
from precinct_app.domain.journal import first_break
from precinct_app.domain.pins import Pin
from precinct_app.domain.protocol.sheet import Source
from precinct_app.services.ports import Store, StoredValue, Work
from precinct_app.storage.store import DatabaseStore
from precinct_app.storage.workspace import open_workspace
from tests.builders import a_moment
from tests.storage.content import (
    CHAIR,
    a_certificate,
    a_received,
    a_register_entry,
    a_signed_protocol,
    a_voter,
    an_entry,
    an_info,
    journalled,
)

ROOT = Path(__file__).parents[2]
COMMITS_UNTIL_KILLED = """
import sys
from pathlib import Path
from precinct_app.storage.workspace import open_workspace
from tests.storage.content import CHAIR, a_voter, journalled
store = open_workspace(Path(sys.argv[1]), CHAIR.member_id, CHAIR.passphrase)
number = 0
while True:
    number += 1
    with store.begin() as work:
        journalled(work.journal, number)
        work.voters.add_all([a_voter(number, "Surname")])
    print(number, flush=True)
"""


def everything(work: Work, error: BaseException | None = None) -> None:
    """Something in every table, and then perhaps an error."""
    work.workspace.save_info(an_info("district"))
    work.workspace.save_package(b"other")
    work.pins.save(Pin("m4", "Өтеген Дана", Role.MEMBER, "hash", "m1"))
    work.voters.add_all([a_voter(1, "Қасымов")])
    work.certificates.add(a_certificate())
    work.registers.add(a_register_entry())
    work.protocols.save(a_signed_protocol())
    work.protocols.start_entry(an_entry())
    work.protocols.save_value("e-first", StoredValue("a", 1, Source.COUNTED, a_moment()))
    protocol = a_signed_protocol()
    for message in (b"first", b"second"):
        work.protocols.add_outside(protocol.ballot_id, protocol.version, message)
        work.workspace.add_revocation_list(message)
    assert work.protocols.outside(protocol.ballot_id, protocol.version) == [b"first", b"second"]
    assert work.workspace.revocation_lists() == (b"first", b"second")
    work.received.add(a_received())
    journalled(work.journal, 1)
    if error is not None:
        raise error


def head(store: Store) -> str:
    with store.begin() as work:
        return work.journal.head()


@pytest.mark.parametrize("error", [InputError.of("x"), RuntimeError("bug"), KeyboardInterrupt()])
@pytest.mark.parametrize("kind", ["cipher", "server"])
def test_a_refused_step_leaves_nothing(
    kind: str, error: BaseException, request: pytest.FixtureRequest
) -> None:
    store: DatabaseStore = request.getfixturevalue(f"{kind}_store")
    before, head_before = store.dump(), head(store)
    with pytest.raises(type(error)), store.begin() as work:
        everything(work, error)
    assert (store.dump(), head(store)) == (before, head_before)
    with store.begin() as work:
        everything(work)
    after = store.dump()
    assert {name for name in after if after[name] == before[name]} == set()
    assert head(store) != head_before


def test_what_is_kept_is_there_after_opening_again(folder: Path) -> None:
    store = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    with store.begin() as work:
        everything(work)
    dump = store.dump()
    store.close()
    again = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    assert again.dump() == dump
    again.close()


def test_a_transaction_inside_a_transaction_is_a_fault(cipher_store: DatabaseStore) -> None:
    with cipher_store.begin() as work:
        with pytest.raises(RuntimeError), cipher_store.begin():
            pass
        journalled(work.journal, 1)
    with cipher_store.begin() as work:
        assert len(list(work.journal.all())) == 1


def test_a_closed_workspace_is_not_opened_by_a_late_worker(cipher_store: DatabaseStore) -> None:
    cipher_store.close()
    with pytest.raises(StorageError) as caught, cipher_store.begin():
        pass
    assert caught.value.reasons[0].key == "storage.closed"
    with pytest.raises(StorageError):
        cipher_store.dump()


def test_a_row_fetched_too_late_begins_nothing(cipher_store: DatabaseStore) -> None:
    with cipher_store.begin() as work:
        work.voters.add_all([a_voter(1, "Қасымов")])
        late = work.voters.all()
    with pytest.raises(Exception, match="closed"):
        next(iter(late))
    with cipher_store.begin() as work:
        assert work.voters.count() == 1


@pytest.mark.parametrize("kind", ["cipher", "server"])
def test_threads_take_turns(kind: str, request: pytest.FixtureRequest) -> None:
    store: DatabaseStore = request.getfixturevalue(f"{kind}_store")
    failures: list[BaseException] = []

    def work_on(first: int) -> None:
        try:
            for number in range(first, first + 15):
                with store.begin() as work:
                    journalled(work.journal, number)
                    work.voters.add_all([a_voter(number, "Қасымов")])
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=work_on, args=(n * 100,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with store.begin() as work:
        assert work.voters.count() == 60
        assert len(list(work.journal.all())) == 60
    with store.begin() as work:
        assert first_break(work.journal.all()) is None


def test_what_was_acknowledged_outlives_kill_9(folder: Path) -> None:
    command = [sys.executable, "-c", COMMITS_UNTIL_KILLED, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(31)]
        child.kill()
        said += child.stdout.readlines()
    acknowledged = {int(line) for line in said if line.endswith("\n")}
    assert len(acknowledged) >= 31
    assert child.returncode != 0
    store = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    with store.begin() as work:
        numbers = {voter.list_number for voter in work.voters.all()}
        events = list(work.journal.all())
    assert acknowledged <= numbers
    # The journal's row and the voter's row are of one transaction: both or neither.
    assert {event.details["number"] for event in events} == numbers
    assert first_break(events) is None
    with store.begin() as work:
        journalled(work.journal, 0)
        assert first_break(work.journal.all()) is None
    store.close()
