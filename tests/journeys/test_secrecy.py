# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""No voter leaves but in the voter list, no vote is told finer than by precinct and ballot."""

import csv
import io
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import cell_parts
from precinct_app.domain.voters import Voter
from precinct_app.services.bench import list_paper
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.opening import open_workspace
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import ElectionKeys
from precinct_app.ui import application
from tests.journeys.conftest import Day
from tests.journeys.corpora.case import Stuff
from tests.journeys.corpora.paper_cases import a_receipt
from tests.journeys.personal_data import People, people

pytestmark = pytest.mark.journey
PRECINCTS = ("KZ-KOS-9001", "KZ-KOS-9002")
NAME, IIN = "Қасымов Әли", "800229301234"


@pytest.fixture(scope="module")
def voters(day: Path, package: OpenedPackage) -> People:
    """Everybody on the lists of the day; commissions and candidates stand on papers by right."""
    everybody: list[Voter] = []
    for precinct in PRECINCTS:
        workspace = open_workspace(day / "workspaces" / precinct, "m1", PASSPHRASE, Tools())
        with workspace.store.begin() as work:
            everybody += work.voters.all()
        workspace.store.close()
    election = package.election
    known = [m.name for p in election.precincts for m in p.members]
    known += [o.name.kk for contest in election.contests for o in contest.options]
    found = people(everybody, known)
    assert len(found.numbers) > 2000
    assert len(found.pairs) > 1000
    return found


def outputs(day: Path) -> list[Path]:
    """All that the day left: not what an akimat sent, nor again what stands in the bundles."""
    passed_over = {"voters", "documents", PRECINCTS[1]}
    return [
        p for p in sorted(day.rglob("*"))
        if p.is_file() and not passed_over & {*p.relative_to(day).parts[:-1]}
    ]  # fmt: skip


def test_nothing_that_the_day_left_names_a_voter(day: Path, voters: People) -> None:
    seen = outputs(day)
    assert {p.suffix for p in seen} >= {".zip", ".pdf", ".xlsx", ".json", ".csv", ".db", ".crl"}
    naming = {str(p.relative_to(day)): voters.found_in(p.name, p.read_bytes()) for p in seen}
    assert {name: found for name, found in naming.items() if found} == {}


def test_nothing_that_is_said_or_written_out_later_names_a_voter(
    whole_day: Day, day_keys: ElectionKeys, package: OpenedPackage, voters: People, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """What the demo said, the journal written out, a receipt, codes on a page, a verdict."""
    folder = whole_day.folder
    journal = tmp_path / "journal.jsonl"
    monkeypatch.setattr("precinct_app.cli.passphrase.read_passphrase", lambda *_: PASSPHRASE)
    for precinct in PRECINCTS:
        call = ["journal", "extract", "--workspace", str(folder / "workspaces" / precinct),
                "--user", "m1", "--out", str(journal)]  # fmt: skip
        assert main(call, Tools()) == 0
        assert voters.found_in(precinct, journal.read_bytes()) == set()
        assert journal.read_text(encoding="utf-8").count("\n") > 20
    pdf = next((folder / "documents").glob("*9001_mazhilis_single*.pdf"))
    package_file = str(folder / "package.zip")
    assert main(["verify", str(pdf), "--package", package_file, "--json"], Tools()) == 1
    codes = [code for page in Tools().read_pages(pdf.read_bytes(), "x")
             for code in (*page.sealed, *page.plain)]  # fmt: skip
    assert codes
    receipt = a_receipt(Stuff(folder, package, day_keys, day_keys))
    said = {"demo": whole_day.said.encode(), "commands": capsys.readouterr().out.encode(),
            "codes": "\n".join(codes).encode(), "receipt": receipt}  # fmt: skip
    naming = {name: voters.found_in(name, data) for name, data in said.items()}
    assert {name: found for name, found in naming.items() if found} == {}


def test_a_crash_note_keeps_no_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("precinct_app.runtime.paths.data_folder", lambda: tmp_path)
    shown: list[tuple[Any, ...]] = []
    monkeypatch.setattr(QMessageBox, "critical", lambda *told: shown.append(told))

    def fails(voter: str, votes: int) -> None:
        raise KeyError(voter, votes)

    try:
        fails(NAME, 417)
    except KeyError as error:
        application._crash_hook(type(error), error, error.__traceback__)
    note = (tmp_path / "crash.txt").read_text(encoding="utf-8")
    assert "KeyError" in note
    assert "fails" in note
    for hidden in (*NAME.split(), "417"):
        assert hidden not in note
        assert not any(hidden in str(part) for told in shown for part in told)


# --- the finder finds ----------------------------------------------------------------------------


def zipped(name: str, data: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return target.getvalue()


HIDDEN: dict[str, Callable[[str], bytes]] = {
    "plain": lambda t: t.encode(),
    "capitals": lambda t: t.upper().encode(),
    "utf-16": lambda t: b"\0" + t.encode("utf-16-le"),
    "windows": lambda t: t.replace("Қ", "К").replace("Ә", "А").encode("cp1251"),
    "json": lambda t: json.dumps({"x": t}).encode(),
    "xml": lambda t: "".join(f"&#{ord(c)};" for c in t).encode(),
    "compressed": lambda t: zlib.compress(t.encode()),
    "zip in a zip": lambda t: zipped("a.zip", zipped("b.txt", t.encode())),
    "a name in a zip": lambda t: zipped(f"{t}.txt", b""),
    "over two lines": lambda t: t.replace(" ", "\n").encode(),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_the_finder_finds(how: str) -> None:
    looked_for = People(frozenset({IIN}), frozenset({("қасымов", "әли"), ("касымов", "али")}))
    assert looked_for.found_in("x", HIDDEN[how](NAME))
    assert looked_for.found_in("x", HIDDEN[how](f"№ {IIN}.".replace("№", "N"))) == {IIN}
    assert looked_for.found_in("x", HIDDEN[how]("Қасымов Бекзат 123456789012")) == set()


def test_the_finder_finds_those_on_the_lists(day: Path, voters: People) -> None:
    """The same look at the files that do name them, by columns; some numbers lost their zeros there."""
    found: set[str] = set()
    for path in (day / "voters").iterdir():
        found |= voters.found_in(path.name, path.read_bytes())
    assert len(found & voters.numbers) > len(voters.numbers) * 0.9
    assert len(found - voters.numbers) > len(voters.pairs) * 0.45


def test_the_finder_reads_pages() -> None:
    """A list drawn for paper: the page's text, whatever its fonts."""
    paper = list_paper._paper(5)
    surname, given, *_ = paper.rows[0].name.casefold().split()
    looked_for = People(frozenset(), frozenset({(surname, given)}))
    pdf = Tools().press.voter_list(paper).pdf
    assert looked_for.found_in("list", pdf) == {f"{surname} {given}"}


# --- votes ---------------------------------------------------------------------------------------


def test_votes_are_told_by_precinct_and_ballot_alone(day: Path) -> None:
    """No row of boxes, hours, members or certificates holds a vote, on a sheet or in a table."""
    for path in (day / "documents").glob("*.json"):
        record = ProtocolRecord.from_json(path.read_bytes())
        options = {option.option_id for option in record.options}
        cells = [cell_parts(value.cell) for value in record.values]
        votes = [row for line, row in cells if line == "votes"]
        assert sorted(votes) == sorted(options)
        others = [
            line for line, row in cells if line != "votes" and ("vote" in line or row in options)
        ]
        assert {line for line in others if not line.startswith("voters_")} <= {"against_all"}
    with (day / "district" / "consolidated.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [
            row for row in csv.DictReader(file, delimiter=";") if row["line"].startswith("votes")
        ]
    places = Counter((row["precinct_id"], row["ballot_id"], row["line"]) for row in rows)
    assert places
    assert set(places.values()) == {1}
