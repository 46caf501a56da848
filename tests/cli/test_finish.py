# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""From final figures to the district's receipt by commands alone, over two machines and a stick."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.canonical import groups_of_four
from precinct_app.domain.commission import Role
from precinct_app.services.opening import set_up_district
from precinct_app.services.toolbox import WorkspaceUser
from tests.services.conftest import PRECINCT, SECRET, Made, Station, made
from tests.services.sheets import LIST
from tests.services.test_signing import final, paper

__all__ = ["made", "paper"]
Run = Callable[..., tuple[int, list[Any]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """A command with as many pass phrases as it has keys and workspaces."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))

    def call(*arguments: object, keys: int = 0, plain: bool = False) -> tuple[int, list[Any]]:
        words = [str(argument) for argument in arguments]
        options = ["--key-passphrase-fd"] * keys
        options += ["--passphrase-fd"] if "--workspace" in words else []
        for option in options:
            read, write = os.pipe()
            os.write(write, SECRET.encode() + b"\n")
            os.close(write)
            words += [option, str(read)]
        words += ["--language", "ru"] if plain else ["--json"]
        status, out = main(words, Tools()), capsys.readouterr().out
        return status, [out] if plain else [json.loads(line) for line in out.splitlines()]

    return call


@pytest.fixture
def key_files(made: Made, tmp_path: Path) -> dict[Role, Path]:
    """Key files of the precinct's leaders and the district's receipt key."""
    found = {}
    for file in made.keys.files:
        if file.precinct_id in {PRECINCT, ""} and file.role not in found:
            found[file.role] = tmp_path / f"{file.role.value}.p12"
            found[file.role].write_bytes(file.data)
    return found


def test_two_machines_a_stick_and_a_district(
    paper: Station, made: Made, key_files: dict[Role, Path], run: Run, tmp_path: Path
) -> None:
    frozen = final(paper)
    folder = tmp_path / PRECINCT
    package = tmp_path / "package.zip"
    package.write_bytes(made.package.raw)
    paper.workspace.store.close()
    here = ("--workspace", folder, "--user", "m1")
    stick = tmp_path / "stick"
    status, (told,) = run("protocol", "state", *here)
    assert (status, told[0]["next"], told[0]["rungs"]) == (1, "signatures", [])
    status, (told,) = run("protocol", "carry", LIST, "--out", stick, *here)
    assert status == 0
    (carried,) = told["files"]
    trusted = ("--package", package, "--fingerprint", made.package.fingerprint)
    assert run("sign", carried, *trusted, "--key", key_files[Role.CHAIR], keys=1)[0] == 0
    status, (told,) = run("protocol", "take-back", carried, *here)
    assert (status, told["status"], told["signed_by"]) == (0, "partly_signed", ["m1"])
    secretary = ("--key", key_files[Role.SECRETARY])
    status, (told,) = run("protocol", "sign", LIST, *secretary, *here, keys=1)
    assert (status, told["status"]) == (0, "signed")
    status, (told,) = run("protocol", "sign", LIST, *secretary, *here, keys=1)
    assert (status, told["refused"][0]["key"]) == (2, "sign.twice")
    no_key(run, here, package)
    papers(run, here, tmp_path / "papers")
    both = ("--key", key_files[Role.CHAIR], *secretary)
    receiver = paper.workspace.election.ballot(LIST).receiver_id
    status, (told,) = run(
        "handover", "write", stick, "--receiver", receiver, *both, *here, keys=2
    )  # fmt: skip
    assert (status, told["protocols"]) == (0, {LIST: [1]})
    bundle = Path(told["file"])
    assert run("handover", "check", stick, *here)[0] == 0
    figures = {v.cell: v.figure for v in frozen.record.values} if frozen.record else {}
    receipt = at_the_desk(run, made, bundle, key_files, tmp_path, figures)
    status, (told,) = run("handover", "receipt", receipt, *here)
    assert (status, told["protocols"]) == (0, {LIST: "accepted"})
    status, (told,) = run("protocol", "state", *here)
    assert (told[0]["next"], told[0]["received"]) == (None, "accepted")
    said = run("protocol", "state", *here, plain=True)[1][0]
    assert "Ступень 1: председатель и секретарь подписали." in said
    a_stick_spoiled(run, here, bundle)


def a_stick_spoiled(run: Run, here: tuple[object, ...], bundle: Path) -> None:
    bundle.write_bytes(bundle.read_bytes()[:-1])
    status, (told,) = run("handover", "check", bundle.parent, *here)
    assert status == 1
    assert {one["lies"] for one in told} >= {"changed", "missing"}


def test_a_refusal_its_act_and_the_page_drawn_anew(
    paper: Station, key_files: dict[Role, Path], run: Run, tmp_path: Path
) -> None:
    final(paper)
    paper.workspace.store.close()
    here = ("--workspace", tmp_path / PRECINCT, "--user", "m1")
    chair = ("--key", key_files[Role.CHAIR])
    assert run("protocol", "sign", LIST, *chair, *here, keys=1)[0] == 0
    refusal = ("--member", "m3", "--why", "refuses")
    assert run("protocol", "not-signing", LIST, *refusal, *here)[0] == 0
    status, (told,) = run("protocol", "draw-anew", LIST, *here)
    assert (status, told["signers"]) == (0, ["m1"])
    status, (told,) = run("protocol", "sign", LIST, *chair, *here, keys=1)
    assert "sign.act_not_made" in [reason["key"] for reason in told["refused"]]
    act = ("--member", "m3", "--in-favour", 6, "--out", tmp_path)
    status, (told,) = run("protocol", "refusal-act", *act, *here)
    assert (status, Path(told["files"][0]).read_bytes()[:5]) == (0, b"%PDF-")
    status, (told,) = run("protocol", "sign", LIST, *chair, *here, keys=1)
    assert (status, told["status"]) == (0, "signed")
    status, (told,) = run("protocol", "state", *here)
    assert (told[0]["rungs"], told[0]["at_district"]) == ([2], "compares")
    assert [reason["key"] for reason in told[0]["why"]] == ["finish.refuses"]


def no_key(run: Run, here: tuple[object, ...], package: Path) -> None:
    """What is named is no key, no token, no signature."""
    status, (told,) = run("protocol", "sign", LIST, *here)
    assert (status, told["refused"][0]["key"]) == (2, "key.none")
    status, (told,) = run("protocol", "sign", LIST, "--library", "/no/such.so", *here)
    assert (status, told["refused"][0]["key"].split(".")[0]) == (2, "token")
    status, (told,) = run("protocol", "attach", LIST, package, *here)
    assert (status, told["refused"][0]["key"].split(".")[0]) == (2, "outside")


def papers(run: Run, here: tuple[object, ...], folder: Path) -> None:
    """Everything that is printed of a protocol, and what is recorded beside it."""
    for action, more in (
        ("papers", ()), ("copying-sheet", ()), ("copy", ("--for", "posted")),
        ("copy", ("--for", "observer", "--name", "Ким")),
    ):  # fmt: skip
        status, (told,) = run("protocol", action, LIST, "--out", folder, *more, *here)
        assert status == 0
        assert all(Path(file).read_bytes() for file in told["files"])
    assert run("protocol", "original", LIST, "--signed", "m1", "m3", "--count", 3, *here)[0] == 0
    assert run("protocol", "changes", LIST, "--out", folder, *here)[0] == 2
    assert run("protocol", "without", "no_printer", *here)[0] == 0
    assert run("protocol", "without", "no_printer", "--again", "repaired", *here)[0] == 0
    status, (told,) = run("protocol", "not-signing", LIST, "--member", "m1", "--why", "ill", *here)
    assert (status, told["refused"][0]["key"]) == (2, "signing.has_signed")
    assert run("protocol", "draw-anew", LIST, *here)[0] == 2


def at_the_desk(
    run: Run, made: Made, bundle: Path, keys: dict[Role, Path], tmp: Path, figures: dict[str, Any]
) -> str:
    """Received, receipted, compared, found to differ, decided; the receipt's file."""
    user = WorkspaceUser("operator", "Оператор", Role.DISTRICT_OPERATOR, SECRET)
    set_up_district(tmp / "district", made.package, [user], Tools().with_clock(Tools().clock))
    desk = ("--workspace", tmp / "district", "--user", "operator")
    receipt_key = ("--key", keys[Role.DISTRICT_RECEIPT])
    status, (told, receipt) = run("district", "receive", bundle, *receipt_key, *desk, keys=1)
    assert (status, told["ballots"][0]["verdict"]) == (0, "accepted")
    cells = told["ballots"][0]["compare"]
    status, (state,) = run("protocol", "state", "--workspace", tmp / PRECINCT, "--user", "m1")
    groups = groups_of_four(state[0]["control_number"])
    digits = ("--digits", f"1:{groups[0]}", f"9:{groups[8]}")
    right = [f"{cell}={figures[cell]}" for cell in cells]
    place = (PRECINCT, LIST)
    assert run("district", "compare", *place, "--figure", *right, *digits, *desk)[0] == 0
    wrong = [*right[:-1], f"{cells[-1]}={figures[cells[-1]] + 1}"]
    status, (told,) = run("district", "compare", *place, "--figure", *wrong, *digits, *desk)
    assert (status, told["differing"]) == (1, [cells[-1]])
    decision = ("--number", "5", "--date", "2023-03-20", "--stands", "file")
    assert run("district", "decide", *place, *decision, *desk)[0] == 0
    status, (told,) = run(
        "district", "vouch", bundle, LIST, "--figure", *right, *digits, *desk
    )  # fmt: skip
    assert (status, told["refused"][0]["key"]) == (2, "reception.not_unsigned")
    return str(receipt["receipt"])
