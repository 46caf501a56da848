# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``hand-in`` and ``destroy``: shown first, done with ``--yes``."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from tests.services.conftest import SECRET, VOTERS


def told_by(secret: str) -> str:
    """A descriptor that tells a pass phrase."""
    read, write = os.pipe()
    os.write(write, secret.encode() + b"\n")
    os.close(write)
    return str(read)


def test_the_life_of_a_workspace_ends(
    precinct: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: object) -> tuple[int, Any]:
        opening = ["--workspace", str(precinct), "--user", "m1", "--passphrase-fd", told_by(SECRET)]
        status = main([*map(str, words), *opening, "--json"], Tools())
        return status, json.loads(capsys.readouterr().out)

    out = tmp_path / "archive"
    assert run("hand-in", out) == (0, {"voters": VOTERS, "certificates": 0, "entries": 1})
    assert not out.exists()
    status, told = run("hand-in", out, "--yes")
    assert (status, told["refused"][0]["key"]) == (2, "hand_in.not_handed_over")
    status, told = run("hand-in", out, "--yes", "--reason", "no election")
    assert (status, told["voters"], told["backups_removed"]) == (0, VOTERS, 0)
    assert (tmp_path / "archive_act.pdf").read_bytes().startswith(b"%PDF")
    stick = tmp_path / "stick"
    stick.mkdir()
    status, again = run("hand-in", out, "--yes", "--stick", stick)
    assert (status, again["sums_sha256"]) == (0, told["sums_sha256"])
    assert run("destroy") == (0, {"destroyed": False})
    assert precinct.exists()
    status, told = run("destroy", "--yes")
    assert (status, told["refused"][0]["key"]) == (2, "two_people.needed")
    second = ("--second", "m3", "--second-passphrase-fd", told_by(SECRET))
    assert run("destroy", "--yes", *second) == (0, {"destroyed": True})
    assert not precinct.exists()
