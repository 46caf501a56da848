# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A refined list and a list on paper alone, by commands."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.election import Level
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.voters import Voter
from precinct_app.runtime.clock import SetClock
from precinct_app.services.opening import open_workspace
from precinct_app.services.registers import home_voting
from tests.exchange.voter_files import KK, book
from tests.services.conftest import PRECINCT, SECRET, VOTERS, Made, set_up

Command = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def command(made: Made, capsys: pytest.CaptureFixture[str]) -> Command:
    def run(action: str, folder: Path, *more: str) -> tuple[int, dict[str, Any]]:
        chair = made.election.precinct(PRECINCT).members[0].member_id
        reader, writer = os.pipe()
        os.write(writer, SECRET.encode() + b"\n")
        os.close(writer)
        try:
            status = main(
                ["voters", action, *more, "--workspace", str(folder), "--user", chair,
                 "--passphrase-fd", str(reader), "--json"],
                Tools().with_clock(SetClock(made.election.deadlines.certificates_from.astimezone())),
            )  # fmt: skip
        finally:
            os.close(reader)
        out = capsys.readouterr()
        assert "Traceback" not in out.err
        return status, json.loads(out.out)

    return run


def voters_of(folder: Path, made: Made) -> list[Voter]:
    """The list; the third has applied to vote at home."""
    chair = made.election.precinct(PRECINCT).members[0].member_id
    tools = Tools().with_clock(SetClock(made.election.deadlines.certificates_from.astimezone()))
    workspace = open_workspace(folder, chair, SECRET, tools)
    with workspace.store.begin() as work:
        voters = sorted(work.voters.all(), key=lambda voter: voter.list_number)
    home_voting.apply(
        workspace, Actor(chair, Role.CHAIR), voters[2].voter_id, Ground.HEALTH, written=True
    )
    workspace.store.close()
    return voters


def as_book(voters: list[Voter]) -> bytes:
    rows: list[list[Any]] = [
        [n, v.surname, v.given_name, v.patronymic, v.birth, v.iin, v.address]
        for n, v in enumerate(voters, start=1)
    ]
    return book([KK, *rows])


def test_a_refined_list_is_shown_first_and_taken_in_when_told(
    precinct: Path, made: Made, tmp_path: Path, command: Command
) -> None:
    voters = voters_of(precinct, made)
    file = tmp_path / "later.xlsx"
    file.write_bytes(as_book([*voters[:2], *voters[3:-1]]))
    status, shown = command("later", precinct, str(file))
    assert (status, shown["accepted"], len(shown["gone"])) == (0, False, 2)
    assert [row["bound"] for row in shown["gone"]] == [True, False]
    assert all(set(row["fields"]) == {"list_number"} for row in shown["changed"])
    assert command("later", precinct, str(file))[1] == shown
    status, told = command("later", precinct, str(file), "--accept", "--act", "15")
    assert (status, told["refused"][0]["key"]) == (2, "later.undecided")
    assert told["refused"][0]["values"] == {"numbers": "3"}
    status, told = command("later", precinct, str(file), "--accept", "--let-go", "3")
    assert (status, told["refused"][0]["key"]) == (2, "list.no_document")
    status, told = command("later", precinct, str(file), "--accept", "--act", "15", "--keep", "3")
    assert (status, told["accepted"]) == (0, True)
    status, after = command("later", precinct, str(file))
    assert (status, len(after["gone"]), after["new"]) == (0, 1, [])
    assert after["same"] == VOTERS - 2


@pytest.mark.parametrize(
    ("more", "key"),
    [(["--keep", "x"], "later.numbers_form"), (["--let-go", "9999"], "later.number_unknown")],
)
def test_numbers_that_mean_nobody_are_refused(
    precinct: Path, made: Made, tmp_path: Path, command: Command, more: list[str], key: str
) -> None:
    file = tmp_path / "later.xlsx"
    file.write_bytes(as_book(voters_of(precinct, made)[1:]))
    status, told = command("later", precinct, str(file), "--accept", "--act", "1", *more)
    assert (status, told["refused"][0]["key"]) == (2, key)


def test_a_list_on_paper_alone_is_told_by_its_act(
    made: Made, tmp_path: Path, command: Command
) -> None:
    folder = tmp_path / "w"
    set_up(folder, made.package, Level.REGISTERS, Tools())
    status, told = command("paper", folder, "--rows", "1187", "--act", "3")
    assert (status, told) == (0, {"rows": 1187, "act": "3"})
    status, told = command("paper", folder, "--rows", "1187", "--act", "3")
    assert (status, told["refused"][0]["key"]) == (2, "voters.list_present")
