# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The level of use, registers on paper and rows of sheets, by commands."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from tests.services.conftest import PRECINCT, SECRET, Made


def level(
    capsys: pytest.CaptureFixture[str], made: Made, folder: Path, *words: str
) -> tuple[int, dict[str, Any]]:
    chair = made.election.precinct(PRECINCT).members[0].member_id
    reader, writer = os.pipe()
    os.write(writer, SECRET.encode() + b"\n")
    os.close(writer)
    status = main(
        ["level", *words, "--workspace", str(folder), "--user", chair, "--passphrase-fd",
         str(reader), "--json"], Tools(),
    )  # fmt: skip
    os.close(reader)
    return status, json.loads(capsys.readouterr().out)


def test_level_registers_and_rows_are_chosen_and_kept(
    precinct: Path, made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*words: str) -> dict[str, Any]:
        status, told = level(capsys, made, precinct, *words)
        assert status == 0
        return told

    before = {"level": "registers", "on_paper": [], "boxes": 1, "issuers": []}
    assert said("show") == before
    assert said("set", "count_only") == before | {"level": "count_only"}
    assert said("rows", "--boxes", "3", "--issuers", "m1, m3")["boxes"] == 3
    on_paper = said("paper", "home_voting", "--reason", "no power")["on_paper"]
    assert on_paper == [{"register": "home_voting", "reason": "no power"}]
    after = said("here", "home_voting", "--reason", "typed in")
    assert after == {"level": "count_only", "on_paper": [], "boxes": 3, "issuers": ["m1", "m3"]}
    assert said("show") == after


@pytest.mark.parametrize(
    ("words", "key"),
    [(("rows", "--boxes", "-1"), "paper.boxes"),
     (("rows", "--boxes", "1", "--issuers", "m99"), "ballots.member_unknown"),
     (("paper", "ballots", "--reason", " "), "register.no_reason")],
)  # fmt: skip
def test_what_cannot_be_is_a_sentence(
    precinct: Path, made: Made, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], key: str
) -> None:
    status, told = level(capsys, made, precinct, *words)
    assert (status, told["refused"][0]["key"]) == (2, key)
