# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``readiness``: what is wanting, the page and the emergency pack."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.runtime.clock import SetClock
from precinct_app.services.toolbox import Toolbox
from tests.services.conftest import PRECINCT, SECRET, Made


def told_by(secret: str) -> str:
    """A descriptor that tells a pass phrase."""
    read, write = os.pipe()
    os.write(write, secret.encode() + b"\n")
    os.close(write)
    return str(read)


def the_day_before() -> Toolbox:
    return Tools().with_clock(SetClock(datetime.fromisoformat("2023-03-18T17:00:00+06:00")))


def test_the_day_before(
    made: Made, precinct: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    stick, out, key = tmp_path / "stick", tmp_path / "out", tmp_path / "m1.p12"
    stick.mkdir()
    key.write_bytes(made.keys.of("m1", PRECINCT).data)
    status = main(
        ["readiness", "--workspace", str(precinct), "--user", "m1", "--stick", str(stick),
         "--key", str(key), "--out", str(out), "--pack", "--json",
         "--passphrase-fd", told_by(SECRET), "--key-passphrase-fd", told_by(SECRET)],
        the_day_before(),
    )  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    assert status == 1
    assert told["ready"] is False
    found = [(f["subject"], f["state"]) for f in told["findings"]]
    assert ("keys", "good") in found
    assert ("stick", "good") in found
    assert ("emergency_pack", "by_hand") in found
    assert [subject for subject, state in found if state == "missing"] == ["second_laptop"]
    assert (out / "readiness.pdf").read_bytes().startswith(b"%PDF")
    assert len(list(out.glob("emergency-*.pdf"))) == 10


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_it_is_said_in_every_language(
    precinct: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["--workspace", str(precinct), "--user", "m1", "--language", language]
    assert main(["readiness", *line, "--passphrase-fd", told_by(SECRET)], the_day_before()) == 1
    said = capsys.readouterr().out
    assert len(said.splitlines()) == 13
    assert "readiness." not in said
    assert "{" not in said
