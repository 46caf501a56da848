# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Files that are not as they should be: each is refused by its own reason, and not touched."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from precinct_app.domain.errors import StorageError
from precinct_app.domain.protocol.sheet import Source
from precinct_app.services.ports import StoredValue
from precinct_app.storage import cipher
from precinct_app.storage.cipher import PAGE_BYTES, connect, make_private, set_aside
from precinct_app.storage.database import open_database
from precinct_app.storage.keyring import read_keyring
from precinct_app.storage.refusals import told
from precinct_app.storage.store import DatabaseStore
from precinct_app.storage.workspace import open_workspace
from precinct_app.storage.workspace_card import DATABASE, KEYRING
from tests.builders import a_moment
from tests.storage.content import CHAIR, a_voter, a_workspace, journalled

ROOT = Path(__file__).parents[2]
OPENS_WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from precinct_app.domain.errors import PrecinctError
from precinct_app.storage.workspace import open_workspace
folder, warm, secret = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
open_workspace(warm, "m1", secret).close()  # everything is imported before rights are given up
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    open_workspace(folder, "m1", secret)
except PrecinctError as error:
    print(error.reasons[0].key)
"""


def refusal(folder: Path) -> str:
    """The reason why a workspace does not open."""
    with pytest.raises(StorageError) as caught:
        open_workspace(folder, CHAIR.member_id, CHAIR.passphrase).close()
    return caught.value.reasons[0].key


def key_of(folder: Path) -> bytes:
    return read_keyring(folder / KEYRING).open(CHAIR.member_id, CHAIR.passphrase)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "storage.damaged"),
        (b"hello", "storage.damaged"),
        (b"hello world " * 1000, "storage.wrong_key"),
        (b"SQLite format 3\0" + bytes(8000), "storage.foreign"),
    ],
    ids=["empty", "short", "text", "plain sqlite"],
)
def test_a_foreign_file_is_refused_and_left_as_it_is(
    folder: Path, content: bytes, reason: str
) -> None:
    (folder / DATABASE).write_bytes(content)
    assert refusal(folder) == reason
    assert (folder / DATABASE).read_bytes() == content


def test_a_missing_database_is_not_made_anew(folder: Path) -> None:
    (folder / DATABASE).unlink()
    assert refusal(folder) == "storage.file_missing"
    assert not (folder / DATABASE).exists()


def test_a_missing_keyring_beside_a_database_is_named(folder: Path) -> None:
    (folder / KEYRING).unlink()
    assert refusal(folder) == "storage.file_missing"
    (folder / DATABASE).unlink()
    assert refusal(folder) == "storage.not_workspace"


def test_another_workspaces_database_does_not_open(folder: Path, tmp_path: Path) -> None:
    a_workspace(tmp_path / "other")
    shutil.copy2(tmp_path / "other" / DATABASE, folder / DATABASE)
    assert refusal(folder) == "storage.wrong_key"


def test_a_wrong_key_is_not_told_on_stderr(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / DATABASE).write_bytes(os.urandom(PAGE_BYTES * 2))
    assert refusal(folder) == "storage.wrong_key"
    assert capfd.readouterr().err == ""


def test_a_database_of_something_else_under_this_key(folder: Path) -> None:
    key, file = key_of(folder), folder / DATABASE
    file.unlink()
    make_private(file)
    with closing(connect(file, key)) as connection:
        connection.execute("CREATE TABLE t (a)")
    assert refusal(folder) == "storage.not_workspace"


@pytest.mark.parametrize("left", [0.3, 0.9])
def test_a_truncated_file_is_damaged(folder: Path, left: float) -> None:
    file = folder / DATABASE
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * left)])
    assert refusal(folder) == "storage.damaged"


def test_a_flipped_bit_in_any_page_is_found_at_opening(folder: Path) -> None:
    file = folder / DATABASE
    whole = file.read_bytes()
    pages = len(whole) // PAGE_BYTES
    assert pages > 20
    for page in range(pages):
        changed = bytearray(whole)
        changed[page * PAGE_BYTES + (page * 131) % PAGE_BYTES] ^= 0x10
        file.write_bytes(changed)
        expected = "storage.damaged" if page else "storage.wrong_key"
        assert (page, refusal(folder)) == (page, expected)
    file.write_bytes(whole)
    open_workspace(folder, CHAIR.member_id, CHAIR.passphrase).close()


def test_a_page_torn_by_a_power_cut_comes_back_from_the_wal(folder: Path, tmp_path: Path) -> None:
    store = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    with store.begin() as work:
        work.voters.add_all([a_voter(n, "Қасымов") for n in range(1, 200)])
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*-shm"))
    # A checkpoint writes pages from the WAL over older ones; the cut comes in the middle of one.
    with closing(connect(folder / DATABASE, key_of(folder))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    older, newer = (copy / DATABASE).read_bytes(), (folder / DATABASE).read_bytes()
    starts = range(PAGE_BYTES, len(older), PAGE_BYTES)
    cut = next(s for s in starts if older[s : s + PAGE_BYTES] != newer[s : s + PAGE_BYTES]) + 512
    torn = newer[:cut] + older[cut:]
    (copy / DATABASE).write_bytes(torn)
    opened = open_workspace(copy, CHAIR.member_id, CHAIR.passphrase)
    with opened.begin() as work:
        assert work.voters.count() == 199
    opened.close()


def test_the_same_tear_without_its_wal_is_damage(folder: Path) -> None:
    older = (folder / DATABASE).read_bytes()
    store = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    with store.begin() as work:
        work.voters.add_all([a_voter(n, "Қасымов") for n in range(1, 200)])
    store.close()
    newer = (folder / DATABASE).read_bytes()
    starts = range(PAGE_BYTES, len(older), PAGE_BYTES)
    cut = next(s for s in starts if older[s : s + PAGE_BYTES] != newer[s : s + PAGE_BYTES]) + 512
    (folder / DATABASE).write_bytes(newer[:cut] + older[cut : cut + PAGE_BYTES - 512]
                                    + newer[cut + PAGE_BYTES - 512 :])  # fmt: skip
    assert refusal(folder) == "storage.damaged"


def test_a_copy_set_aside_holds_what_only_the_wal_has(folder: Path, tmp_path: Path) -> None:
    store = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    with store.begin() as work:
        work.voters.add_all([a_voter(n, "Қасымов") for n in range(1, 200)])
    assert (folder / f"{DATABASE}-wal").stat().st_size > 0
    set_aside(folder / DATABASE, key_of(folder), tmp_path / "aside.db")
    dump = store.dump()
    store.close()
    aside = DatabaseStore(open_database(tmp_path / "aside.db", key_of(folder)))
    assert aside.dump() == dump
    aside.close()
    assert stat.S_IMODE((tmp_path / "aside.db").stat().st_mode) & 0o077 == 0
    assert not (tmp_path / "aside.db.part").exists()


def test_damage_that_comes_while_the_workspace_is_open_is_told(folder: Path) -> None:
    store = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    with store.begin() as work:
        work.voters.add_all([a_voter(n, "Қасымов") for n in range(1, 2000)])
    store.close()
    store = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    size = (folder / DATABASE).stat().st_size
    with (folder / DATABASE).open("rb+") as file:
        file.seek(size // 4)
        file.write(os.urandom(size // 2))
    with pytest.raises(StorageError) as caught, store.begin() as work:
        list(work.voters.all())
    assert caught.value.reasons[0].key == "storage.damaged"
    store.close()


def test_another_windows_transaction_is_waited_for_and_then_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cipher, "PATIENCE", 0.05)
    store = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    with closing(connect(folder / DATABASE, key_of(folder))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError) as caught, store.begin() as work:
            work.voters.count()
        assert caught.value.reasons[0].key == "storage.locked"
        assert refusal(folder) == "storage.locked"
        other.execute("ROLLBACK")
    with store.begin() as work:
        journalled(work.journal, 1)
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are told by the owner's list there")
def test_a_folder_that_cannot_be_written_is_told() -> None:
    place = Path(tempfile.mkdtemp())
    try:
        a_workspace(place / "w")
        a_workspace(place / "warm")
        place.chmod(0o755)
        for path in (place / "w").iterdir():
            path.chmod(0o444)
        (place / "w").chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", OPENS_WITHOUT_RIGHTS, place / "w", place / "warm",
             CHAIR.passphrase],
            cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        assert done.stdout.strip() == "storage.read_only"
    finally:
        (place / "w").chmod(0o755)
        shutil.rmtree(place)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_only_the_owner_may_read_and_the_wal_is_no_exception(folder: Path) -> None:
    old = os.umask(0)
    try:
        store = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
        with store.begin() as work:
            journalled(work.journal, 1)
        rights = {f.name: stat.S_IMODE(f.stat().st_mode) for f in folder.iterdir()}
        store.close()
    finally:
        os.umask(old)
    assert {f"{DATABASE}-wal", f"{DATABASE}-shm", DATABASE, KEYRING} <= set(rights)
    assert set(rights.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_file_of_the_folder_holds_a_name_in_the_clear(folder: Path) -> None:
    store = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    voter = a_voter(1, "Құпиясұлтанов", iin="800229301234", address="Жасырын көшесі")
    with store.begin() as work:
        work.voters.add_all([voter])
        assert work.voters.search("купиясул") == [voter]
    telling = ("құпиясұлтанов", "купиясултанов", "800229301234", "жасырын", "432103922008")
    for _ in ("open", "closed"):
        for file in folder.iterdir():
            content = file.read_bytes()
            for word in telling:
                for form in (word, word.capitalize(), word.upper()):
                    for encoding in ("utf-8", "utf-16-le"):
                        assert form.encode(encoding) not in content, (file.name, form)
        store.close()


def test_safe_settings_are_on(cipher_store: DatabaseStore) -> None:
    wanted = {
        "foreign_keys": 1, "secure_delete": 1, "journal_mode": "wal", "synchronous": 2,
        "temp_store": 2, "cipher_integrity_check": None,
    }  # fmt: skip
    with cipher_store._engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted


def test_a_fault_of_the_program_is_no_reason_for_the_user() -> None:
    assert told(IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE locked"))) is None
    assert told(sqlite3.OperationalError("no such column: x")) is None


def test_a_value_without_its_entry_is_refused(cipher_store: DatabaseStore) -> None:
    value = StoredValue("votes.p1", 1, Source.COUNTED, a_moment())
    with pytest.raises(IntegrityError), cipher_store.begin() as work:
        work.protocols.save_value("nobody's", value)
