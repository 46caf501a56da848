# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A precinct and a district set up and served by commands alone."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.services.ports import OpenedPackage

pytestmark = pytest.mark.journey


def run(
    capsys: pytest.CaptureFixture[str], *arguments: str, secret: str = ""
) -> tuple[int, list[Any]]:
    extra: list[str] = []
    reader = -1
    if secret:
        reader, writer = os.pipe()
        os.write(writer, secret.encode() + b"\n")
        os.close(writer)
        extra = ["--passphrase-fd", str(reader)]
    status = main([*arguments, *extra, "--json"], Tools())
    if reader >= 0:
        os.close(reader)
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def made(
    capsys: pytest.CaptureFixture[str], folder: Path, day: Path, package: OpenedPackage, *kind: str
) -> dict[str, Any]:
    status, (told,) = run(
        capsys, "workspace", "make", str(folder), "--package", str(day / "package.zip"),
        "--fingerprint", package.fingerprint, *kind,
    )  # fmt: skip
    assert status == 0
    return dict(told)


def the_list_answers(capsys: pytest.CaptureFixture[str], here: list[str], secret: str) -> None:
    """By number, by the name found so, by an address of another station; and that it knows nobody."""
    status, (found,) = run(capsys, "voters", "search", "7", *here, secret=secret)
    assert status == 0
    seventh = next(v for v in found["voters"] if v["list_number"] == 7)
    person = ["--person", seventh["name"], "--address", "Достык 80"]
    status, (told,) = run(capsys, "voters", "where", *person, *here, secret=secret)
    assert status == 0
    assert seventh in told["voters"]
    assert {station["number"] for station in told["stations"]} == {9002}
    assert not any("iin" in voter for voter in told["voters"])
    status, (nobody,) = run(capsys, "voters", "search", "zzz", *here, secret=secret)
    assert (status, nobody) == (1, {"voters": [], "stations": []})


def test_a_precinct_takes_in_its_list_once(
    day: Path, package: OpenedPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "w"
    told = made(capsys, folder, day, package, "--precinct", "KZ-KOS-9001")
    chair = told["users"][0]
    here = ["--workspace", str(folder), "--user", chair["member_id"]]
    file = str(day / "voters" / "KZ-KOS-9001.xlsx")
    status, (kept,) = run(capsys, "voters", "import", file, *here, secret=chair["passphrase"])
    assert status == 0
    assert kept["kept"] > 1000
    assert kept["doubtful"]
    status, (refused,) = run(capsys, "voters", "import", file, *here, secret=chair["passphrase"])
    assert status == 2
    assert refused["refused"][0]["key"] == "voters.list_present"
    the_list_answers(capsys, here, chair["passphrase"])
    status, (journal,) = run(capsys, "journal", "verify", *here, secret=chair["passphrase"])
    assert status == 0
    assert journal["first_break"] is None
    status, (wrong,) = run(capsys, "journal", "verify", *here, secret="1 2 3")
    assert status == 2
    assert wrong["refused"][0]["key"] == "signin.wrong"
    paper = ["--workspace", str(folder), "--user", "paper-code"]
    assert run(capsys, "journal", "verify", *paper, secret=told["paper_code"])[0] == 0
    again = run(
        capsys, "workspace", "make", str(folder), "--package", str(day / "package.zip"),
        "--fingerprint", package.fingerprint, "--precinct", "KZ-KOS-9001",
    )  # fmt: skip
    assert again[0] == 2


def test_a_district_takes_in_a_folder_and_publishes(
    day: Path, package: OpenedPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "d", tmp_path / "out"
    operator = made(capsys, folder, day, package, "--district")["users"][0]
    here = ["--workspace", str(folder), "--user", operator["member_id"]]
    bundles = tmp_path / "bundles"
    bundles.mkdir()
    for path in (day / "bundles").glob("*.zip"):
        (bundles / path.name).write_bytes(path.read_bytes())
    (bundles / "autorun.lnk").write_bytes(b"virus")
    (bundles / "letter.txt").write_text("not a bundle")
    secret = operator["passphrase"]
    status, told = run(capsys, "district", "import", str(bundles), *here, secret=secret)
    assert status == 1
    outcomes = {line["file"]: line["acceptance"] for line in told}
    assert outcomes.pop("letter.txt") == "refused"
    assert "autorun.lnk" not in outcomes
    assert set(outcomes.values()) == {"accepted"}
    status, told = run(capsys, "district", "import", str(bundles), *here, secret=secret)
    assert {line["acceptance"] for line in told} == {"known", "refused"}
    status, (tables,) = run(capsys, "district", "report", "--out", str(out), *here, secret=secret)
    assert status == 0
    assert {p.name for p in out.iterdir()} == {
        f"consolidated.{e}" for e in ("pdf", "xlsx", "csv", "json")
    }
    published = json.loads((day / "district" / "consolidated.json").read_text(encoding="utf-8"))
    again = json.loads((out / "consolidated.json").read_text(encoding="utf-8"))
    assert again["rows"] == published["rows"]
    assert len(tables) == 5


def test_a_workspace_needs_the_number_from_paper_and_a_precinct_of_the_package(
    day: Path, package: OpenedPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ["workspace", "make", str(tmp_path / "x"), "--package", str(day / "package.zip")]
    wrong = run(capsys, *base, "--fingerprint", "0" * 36, "--precinct", "KZ-KOS-9001")
    assert wrong[1][0]["refused"][0]["key"] == "package.fingerprint"
    stranger = run(capsys, *base, "--fingerprint", package.fingerprint, "--precinct", "KZ-AKT-9901")
    assert stranger[1][0]["refused"][0]["key"] == "package.precinct_unknown"
    assert not (tmp_path / "x").exists()
