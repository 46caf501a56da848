# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A damaged, foreign, newer, incomplete or locked workspace: said to the point, and left as it is."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.errors import Reason
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence
from precinct_app.storage import cipher
from precinct_app.storage.backup_file import CARD, DATABASE, KEYRING
from precinct_app.storage.cipher import connect
from precinct_app.storage.keyring import read_keyring
from tests.services.conftest import SECRET


def key_of(folder: Path) -> bytes:
    return read_keyring(folder / KEYRING).open("m1", SECRET)


def flipped(folder: Path) -> None:
    data = bytearray((folder / DATABASE).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / DATABASE).write_bytes(data)


def newer(folder: Path) -> None:
    with closing(connect(folder / DATABASE, key_of(folder))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")


def cleared(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


STATES: list[tuple[str, Callable[[Path], object], Reason]] = [
    ("damaged", flipped, Reason("storage.damaged")),
    ("cut", lambda f: os.truncate(f / DATABASE, 5000), Reason("storage.damaged")),
    ("foreign", lambda f: (f / DATABASE).write_bytes(b"SQLite format 3\0" + bytes(8000)),
     Reason("storage.foreign", {"name": DATABASE})),
    ("another's", lambda f: (f / DATABASE).write_bytes(os.urandom(8192)), Reason("storage.wrong_key")),
    ("newer", newer, Reason("storage.newer", {"version": "0099"})),
    ("no database", lambda f: (f / DATABASE).unlink(),
     Reason("storage.file_missing", {"name": DATABASE})),
    ("no keys", lambda f: (f / KEYRING).unlink(), Reason("storage.file_missing", {"name": KEYRING})),
    ("damaged keys", lambda f: (f / KEYRING).write_text("{"), Reason("storage.keyring")),
    ("nothing", cleared, Reason("storage.not_workspace")),
]  # fmt: skip


def said_of(
    folder: Path, language: Language, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    read, write = os.pipe()
    os.write(write, SECRET.encode() + b"\n")
    os.close(write)
    line = ["journal", "verify", "--workspace", str(folder), "--user", "m1"]
    status = main([*line, "--language", language, "--passphrase-fd", str(read)], Tools())
    os.close(read)
    return status, capsys.readouterr().err.strip()


@pytest.mark.parametrize(("name", "spoil", "reason"), STATES, ids=[s[0] for s in STATES])
def test_what_is_the_matter_is_said(
    precinct: Path, name: str, spoil: Callable[[Path], object], reason: Reason,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    spoil(precinct)
    before = {
        path.name: path.read_bytes() for path in precinct.iterdir() if path.suffix != ".db-shm"
    }
    language = list(Language)[len(name) % 3]
    assert said_of(precinct, language, capsys) == (2, sentence(reason, language))
    for file, content in before.items():
        assert (precinct / file).read_bytes() == content


def test_a_card_that_is_gone_keeps_nobody_out(
    precinct: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (precinct / CARD).unlink()
    assert said_of(precinct, Language.KK, capsys) == (0, "")


def test_a_workspace_that_another_window_writes(
    precinct: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cipher, "PATIENCE", 0.05)
    with closing(connect(precinct / DATABASE, key_of(precinct))) as other:
        other.execute("BEGIN IMMEDIATE")
        locked = sentence(Reason("storage.locked"), Language.RU)
        assert said_of(precinct, Language.RU, capsys) == (2, locked)
