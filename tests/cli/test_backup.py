# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``backup`` and ``restore``: shown first, done with ``--yes`` by two, or as a drill."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.backups import ENDING
from precinct_app.domain.errors import PrecinctError
from tests.services.conftest import SECRET


class Said:
    """What a command said and how it ended."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def told(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))

    def call(*arguments: object, secrets: tuple[str, ...] = (SECRET,), **flags: bool) -> Said:
        words = [str(a) for a in arguments]
        for option, secret in zip(
            ("--passphrase-fd", "--second-passphrase-fd"), secrets, strict=False
        ):
            read, write = os.pipe()
            os.write(write, secret.encode() + b"\n")
            os.close(write)
            words += [option, str(read)]
        status = main([*words, *([] if flags.get("plain") else ["--json"])], Tools())
        told = capsys.readouterr()
        return Said(status, told.out, told.err)

    return call


def test_a_backup_is_made_shown_drilled_and_gone_on_from(
    run: Any, precinct: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    who = ("--user", "m1")
    made = run("backup", "--workspace", precinct, *who, "--to", stick)
    assert made.status == 0
    (file,) = stick.glob(f"*{ENDING}")
    assert made.told[0]["file"] == str(file)
    shown = run("restore", file, "--workspace", precinct, *who)
    assert shown.status == 0
    assert shown.told[0]["standing"] == "earlier"
    assert shown.told[0]["held"]["generation"] == 1
    for language in ("kk", "ru", "en"):
        plain = run(
            "restore", file, "--workspace", precinct, *who, "--language", language, plain=True
        )
        assert plain.status == 0
        assert "{" not in plain.out
        assert "restore." not in plain.out
    drilled = run("restore", file, "--workspace", tmp_path / "second", *who, "--drill")
    assert drilled.status == 0
    assert len(list(stick.glob("*.restore-drill"))) == 1
    alone = run("restore", file, "--workspace", tmp_path / "second", *who, "--yes")
    assert alone.status == 2
    assert alone.told[-1]["refused"][0]["key"] == "two_people.needed"
    assert not (tmp_path / "second").exists()
    wrong = run(
        "restore", file, "--workspace", tmp_path / "second", *who, "--yes", "--second", "m3",
        secrets=(SECRET, "0"),
    )  # fmt: skip
    assert wrong.told[-1]["refused"][0]["key"] == "signin.wrong"
    done = run(
        "restore", file, "--workspace", tmp_path / "second", *who, "--yes", "--second", "m3",
        secrets=(SECRET, SECRET),
    )  # fmt: skip
    assert done.status == 0
    assert done.told[-1]["generation"] == 2
    assert done.told[-1]["taken_over"] is True
    journal = run("journal", "verify", "--workspace", tmp_path / "second", *who)
    assert journal.status == 0
    here = run("restore", file, "--workspace", precinct, *who, "--yes", "--alone", "nobody else")
    assert here.status == 0
    assert here.told[-1] | {"instance_id": ""} == {
        "instance_id": "", "generation": 2, "taken_over": False,
    }  # fmt: skip


def test_a_missing_stick_ends_with_a_sentence(run: Any, precinct: Path, tmp_path: Path) -> None:
    said = run("backup", "--workspace", precinct, "--user", "m1", "--to", tmp_path / "no")
    assert said.status == 2
    assert said.told[0]["refused"][0]["key"] == "backup.no_folder"
    said = run("restore", tmp_path / "x", "--workspace", precinct, "--user", "m1")
    assert said.status == 2
    assert said.told[0]["refused"][0]["key"] == "backup.not_read"


@pytest.mark.parametrize("content", [None, b"", b"{}"])
def test_a_lost_card_is_made_anew_from_the_database(
    run: Any, precinct: Path, content: bytes | None
) -> None:
    card = precinct / "workspace.json"
    whole = json.loads(card.read_bytes())
    card.unlink()
    if content is not None:
        card.write_bytes(content)
    with pytest.raises(PrecinctError) as caught:
        Tools().describe(precinct)
    assert caught.value.reasons[0].key == "storage.card"
    assert run("workspace", "mend", precinct, "--user", "m1").status == 0
    assert json.loads(card.read_bytes()) == whole
    assert card.stat().st_mode & 0o077 == 0
