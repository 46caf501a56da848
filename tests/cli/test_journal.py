# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``journal verify`` and ``journal export``: where it breaks and how; the fields of the specification."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.storage.workspace import open_workspace
from tests.services.conftest import SECRET


def journal(
    capsys: pytest.CaptureFixture[str], precinct: Path, action: str, *more: str
) -> tuple[int, dict[str, Any]]:
    """A journal command by the chair; its status and what it told."""
    reader, writer = os.pipe()
    os.write(writer, SECRET.encode())
    os.close(writer)
    call = ["journal", action, "--workspace", str(precinct), "--user", "m1", *more]
    status = main([*call, "--passphrase-fd", str(reader), "--json"], Tools())
    os.close(reader)
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return status, told


def behind(precinct: Path, statement: str) -> None:
    """Something done to the database with its key."""
    store = open_workspace(precinct, "m1", SECRET)
    with store._engine.begin() as connection:
        assert connection.execute(text(statement)).rowcount == 1
    store.close()


def test_a_whole_journal_is_good(capsys: pytest.CaptureFixture[str], precinct: Path) -> None:
    status, told = journal(capsys, precinct, "verify")
    assert status == 0
    assert told["events"] > 2
    assert (told["first_break"], told["fault"], told["unknown_heads"]) == (None, None, [])


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE journal SET subject = 'x' WHERE sequence = 2", "changed"),
        ("UPDATE journal SET details = 'x' WHERE sequence = 2", "unreadable"),
        ("DELETE FROM journal WHERE sequence = 2", "removed"),
    ],
)
def test_a_break_is_placed_and_written_out_too(
    capsys: pytest.CaptureFixture[str], precinct: Path, tmp_path: Path, statement: str, fault: str
) -> None:
    behind(precinct, statement)
    status, told = journal(capsys, precinct, "verify")
    assert (status, told["first_break"], told["fault"]) == (1, 2, fault)
    out = tmp_path / "j.jsonl"
    assert journal(capsys, precinct, "extract", "--out", str(out))[0] == 1
    assert out.stat().st_size > 0


def test_the_export_has_every_event_with_its_hash(
    capsys: pytest.CaptureFixture[str], precinct: Path, tmp_path: Path
) -> None:
    out = tmp_path / "log.json"
    status, told = journal(capsys, precinct, "export", "--out", str(out))
    log = json.loads(out.read_text(encoding="utf-8"))
    (device,) = log["Device"]
    assert status == 0
    assert len(device["Event"]) == told["events"]
    assert device["Event"][-1]["Hash"] == told["head"]
    assert log["ElectionId"]
