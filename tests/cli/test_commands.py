# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The command line: exit statuses, JSON, and another country's form written from the help page."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from tests.domain.protocol.shipped import quiet

FOREIGN = Path(__file__).parents[1] / "exchange" / "forms" / "poland_like.toml"
NAMES = [
    "id", "electors", "received", "unused", "issued", "by_proxy", "by_certificate", "taken_out",
    "invalid_papers", "valid_papers", "invalid_votes", "valid_votes", "votes.1", "votes.2",
]  # fmt: skip
GOOD = ["P1", 1000, 900, 300, 600, 1, 5, 600, 2, 598, 8, 590, 400, 190]
BAD = ["P2", 1000, 900, 300, 600, 1, 5, 600, 2, 598, 8, 590, 400, 109]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[Any]]:
    status = main([*arguments, "--json"], Tools())
    out = capsys.readouterr().out
    return status, [json.loads(line) for line in out.splitlines()]


def files(folder: Path) -> list[Path]:
    rows = [dict(zip(NAMES, row, strict=True)) for row in (GOOD, BAD)]
    csv = folder / "a.csv"
    csv.write_text("\n".join(",".join(map(str, r)) for r in (NAMES, GOOD, BAD)), encoding="utf-8")
    array, lines = folder / "a.json", folder / "a.jsonl"
    array.write_text(json.dumps(rows), encoding="utf-8")
    lines.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    book = Workbook()
    for values in (NAMES, GOOD, BAD):
        book.active.append(values)  # type: ignore[union-attr]
    xlsx = folder / "a.xlsx"
    book.save(xlsx)
    return [csv, array, lines, xlsx]


def test_another_country_s_protocols_are_checked_by_its_own_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "forms", "check", str(FOREIGN)) == (0, [[]])
    for path in files(tmp_path):
        status, told = run(capsys, "check", str(path), "--form", str(FOREIGN), "--slips")
        assert status == 1, path.name
        good, bad = told
        assert good["id"] == "P1"
        assert good["findings"] == []
        assert bad["id"] == "P2"
        (finding,) = bad["findings"]
        assert (finding["code"], finding["left"], finding["right"], finding["gap"]) == (
            "E008", 590, 509, 81,
        )  # fmt: skip
        assert finding["sentence"]
        assert finding["cells"] == ["valid_votes", "votes.1", "votes.2"]
        assert [190] in [slip["to"] for slip in bad["slips"]]


def test_a_shipped_form_checks_a_bare_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = {c: v for c, v in quiet().items() if "box" not in c}
    path = tmp_path / "s.csv"
    path.write_text(";".join(figures) + "\n" + ";".join(str(v) for v in figures.values()) + "\n")
    status, told = run(capsys, "check", str(path), "--form", "mazhilis_list_2023")
    assert status in {0, 1}
    assert told[0]["id"] == "1"
    assert "E119" in told[0]["not_checked"]
    assert "E306" not in [f["code"] for f in told[0]["findings"]]


@pytest.mark.parametrize(
    "content",
    [b"", b"x,y\n1,2\n", b"issued,issued\n1,2\n", b"issued\nabc\n", b"issued\n1.5\n", b"\xff\xfe\x00",
     b"issued\n99999999999\n", b"issued\n-5\n"],
)  # fmt: skip
def test_files_that_are_no_sheets_are_told_so(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    status = main(["check", str(path), "--form", str(FOREIGN)], Tools())
    told = capsys.readouterr()
    assert status in {0, 2}
    if content:
        assert status == 2
        assert told.err.strip()
        assert "refusal." not in told.err


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.xlsx"])
@pytest.mark.parametrize("content", [b"[", b"[1]", b"PK broken", b"{}", b"null"])
def test_broken_files_of_other_kinds_too(
    name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["check", str(path), "--form", str(FOREIGN)], Tools()) == 2
    assert "refusal." not in capsys.readouterr().err


def test_missing_files_and_forms_are_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere.csv", "--form", "mazhilis_list_2023"], Tools()) == 2
    assert main(["forms", "show", "no_such_form"], Tools()) == 2
    assert main(["package", "show", "nowhere.zip"], Tools()) == 2
    told = capsys.readouterr().err
    assert "refusal." not in told
    assert "Traceback" not in told


def test_forms_show_lists_lines_and_relations(capsys: pytest.CaptureFixture[str]) -> None:
    status, (told,) = run(capsys, "forms", "show", "mazhilis_list_2023")
    assert status == 0
    assert {"E102", "A202", "W303", "N304"} <= {r["code"] for r in told["relations"]}
    assert [line["official"] for line in told["lines"]][:3] == ["1", "2", "3"]


def test_keys_and_package_are_made_from_a_description(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import os  # noqa: PLC0415

    from precinct_app.services.mock_election import mock_spec  # noqa: PLC0415

    spec, keys, out = tmp_path / "spec.toml", tmp_path / "keys", tmp_path / "p.zip"
    spec.write_text(mock_spec("city", 1, 1), encoding="utf-8")

    def with_secret(*arguments: str) -> tuple[int, list[Any]]:
        reader, writer = os.pipe()
        os.write(writer, b"1234 5678\n")
        os.close(writer)
        try:
            return run(capsys, *arguments, "--passphrase-fd", str(reader))
        finally:
            os.close(reader)

    status, (made,) = with_secret("authority", "make", str(spec), "--out", str(keys))
    assert status == 0
    assert made["keys"] > 5
    assert (keys / "letters.pdf").stat().st_mode & 0o077 == 0
    status, (built,) = with_secret(
        "package", "build", str(spec), "--keys", str(keys), "--out", str(out)
    )
    assert status == 0
    assert run(capsys, "package", "show", str(out)) == (0, [built])
    young = spec.read_text(encoding="utf-8").replace("born = 19", "born = 20")
    spec.write_text(young, encoding="utf-8")
    status, (told,) = with_secret("authority", "make", str(spec), "--out", str(tmp_path / "k2"))
    assert status == 2
    assert {r["key"] for r in told["refused"]} <= {"candidate.age"}
