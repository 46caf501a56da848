# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``people``: the workspace's users by the command line; secrets are made by the program, told once."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from tests.services.conftest import SECRET


class People:
    """The command on one workspace."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def __call__(
        self, action: str, *more: str, user: str = "m1", secret: str = SECRET
    ) -> tuple[int, Any]:
        reader, writer = os.pipe()
        os.write(writer, secret.encode())
        os.close(writer)
        call = ["people", action, *more, "--workspace", str(self.folder), "--user", user]
        status = main([*call, "--passphrase-fd", str(reader), "--json"], Tools())
        os.close(reader)
        return status, json.loads(self.capsys.readouterr().out)


@pytest.fixture
def people(precinct: Path, capsys: pytest.CaptureFixture[str]) -> People:
    return People(precinct, capsys)


def test_somebody_is_added_listed_given_another_pass_phrase_and_taken_away(people: People) -> None:
    status, told = people("add", "tech", "--name", "Техник", "--role", "technician")
    assert status == 0
    first = told["passphrase"]
    status, told = people("passphrase", user="tech", secret=first)
    assert status == 0
    second = told["passphrase"]
    assert people("list", user="tech", secret=first)[0] == 2
    status, told = people("list", user="tech", secret=second)
    assert status == 0
    assert told[-1] == {
        "member_id": "tech", "name": "Техник", "role": "technician", "opens": True, "pin": False,
    }  # fmt: skip
    assert people("remove", "tech", user="tech", secret=second)[0] == 2
    assert people("remove", "tech")[0] == 0
    assert people("list", user="tech", secret=second)[0] == 2


def test_a_pin_is_made_and_shown_once(people: People) -> None:
    status, told = people("pin", "m4")
    assert status == 0
    assert len(told["pin"]) == 6
    listed = people("list")[1]
    assert [one["member_id"] for one in listed if one["pin"]] == ["m4"]
    assert people("pin", "m3")[0] == 2
    assert people("pin", "m3", user="m3")[0] == 0


def test_a_lost_pass_phrase_is_recovered_by_the_paper_code(people: People) -> None:
    code = people("code")[1]["paper_code"]
    assert people("recover", user="m3", secret="0000 0000")[0] == 2
    status, told = people("recover", user="m3", secret=code)
    assert status == 0
    assert people("list", user="m3")[0] == 2
    assert people("list", user="m3", secret=told["passphrase"])[0] == 0
