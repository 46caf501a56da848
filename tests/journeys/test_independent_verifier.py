# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The independent verifier and the program agree: on all of a day, and on everything tampered with."""

import ast
import importlib.util
import io
import json
import os
import random
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.canonical import control_number
from precinct_app.services.file_check import check_file
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import ElectionKeys
from precinct_app.services.workspace import forms_of
from tests.journeys.fuzz import MUTATIONS
from tests.journeys.tampering import (
    ONLY_ON_PAPER,
    Insider,
    bundles,
    insiders_changes,
    insiders_records,
    parts_of,
    strangers_changes,
    strangers_containers,
)

pytestmark = pytest.mark.journey
SCRIPT = Path(__file__).parents[2] / "installer" / "verify" / "precinct_verify.py"
ALLOWED = {"cryptography", "asn1crypto"}
MUTANTS = 300


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    return load()


def load() -> ModuleType:
    """The script as a module, from its file."""
    spec = importlib.util.spec_from_file_location("precinct_verify", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Judge:
    """The verifier's command, in this process, with the day's package."""

    def __init__(self, verifier: ModuleType, day: Path, folder: Path) -> None:
        self.verifier, self.folder = verifier, folder
        number = (day / "package.fingerprint").read_text(encoding="ascii")
        self.trusted = ["--package", str(day / "package.zip"), "--fingerprint", number]

    def files(self, *paths: Path | str, trusted: bool = True) -> tuple[int, list[Any]]:
        out = io.StringIO()
        arguments = [*map(str, paths), *(self.trusted if trusted else []), "--json"]
        with redirect_stdout(out):
            status = self.verifier.main(arguments)
        return status, [json.loads(line) for line in out.getvalue().splitlines()]

    def data(self, data: bytes, name: str = "file", *more: str) -> tuple[int, list[Any]]:
        path = self.folder / name
        path.write_bytes(data)
        return self.files(path, *more)


@pytest.fixture
def judge(verifier: ModuleType, day: Path, tmp_path: Path) -> Judge:
    return Judge(verifier, day, tmp_path)


def test_it_needs_nothing_of_the_program() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(str(node.module).partition(".")[0])
    assert names <= ALLOWED | sys.stdlib_module_names
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) < 1000


def test_it_agrees_on_all_of_a_day(day: Path, package: OpenedPackage, judge: Judge) -> None:
    for path in bundles(day):
        found = check_file(path.read_bytes(), path.name, Tools(), package, trusted=True)
        corrects = any(one.record.version > 1 for one in found.protocols)
        assert found.outcome == ("doubt" if corrects else "good")
        status, told = judge.files(path)
        assert status == 0, told
        assert judge.files(path, trusted=False)[0] == 1
        for name, content in parts_of(path.read_bytes()).items():
            if name.endswith(".json") and name != "manifest.json":
                seal = judge.folder / "s.seal"
                seal.write_bytes(parts_of(path.read_bytes())[name.replace(".json", ".seal")])
                assert judge.data(content, "p.json", "--seal", str(seal))[0] == 0
                assert judge.data(content, "p.json")[0] == 1
                assert judge.data(seal.read_bytes(), "s")[0] == 0
    assert judge.files(day / "package.zip")[0] == 0


def test_without_a_key_it_sends_to_the_paper_and_refuses_a_claim_of_more(
    day: Path, day_keys: ElectionKeys, judge: Judge
) -> None:
    files = parts_of(bundles(day)[1].read_bytes())
    manifest = json.loads(files.pop("manifest.json"))
    (handed,) = manifest["protocols"]
    keep = {n: d for n, d in files.items() if n == f"{handed['ballot_id']}.json"}
    manifest["files"] = [f for f in manifest["files"] if f["path"] in keep]
    insider = Insider(day_keys, "KZ-KOS-9001")
    for rungs in ([3], [1]):
        handed["rungs"] = rungs
        status, (_, told) = judge.data(insider.unsigned(keep, manifest))
        assert status == 1
        assert any(check["good"] is False for check in told["checks"]) == (rungs == [1])
        vouches = [c for c in told["checks"] if "signed in ink" in c["reason"]]
        assert len(vouches) == (rungs == [3])


def test_it_reads_the_code_of_every_page(day: Path, judge: Judge) -> None:
    seen = set()
    for path in sorted((day / "documents").glob("*.pdf")):
        pages = Tools().read_pages(path.read_bytes(), path.name)
        seen |= {text for page in pages for text in page.sealed}
    assert len(seen) == len(list((day / "documents").glob("*.pdf")))
    for text in seen:
        status, told = judge.data(text.encode() + b"\n")
        assert status == 0, told
        changed = text[:-1] + ("0" if text[-1] != "0" else "1")
        assert judge.data(changed.encode())[0] != 0


def test_it_prints_the_control_number_of_the_paper(day: Path, judge: Judge) -> None:
    summary = json.loads((day / "summary.json").read_text(encoding="utf-8"))
    wanted = {p["control_number"].replace(" ", "") for precinct in summary["precincts"]
              for p in precinct["protocols"]}  # fmt: skip
    _, told = judge.files(*bundles(day))
    names = [check["name"] for one in told for check in one["checks"]]
    found = {n.partition("control number ")[2].replace(" ", "") for n in names if "control" in n}
    (replaced,) = found - wanted
    corrected = summary["precincts"][1]
    former = f"{corrected['precinct_id']}_{corrected['correction']['ballot_id']}_v1.json"
    assert replaced == control_number((day / "documents" / former).read_bytes())
    assert wanted < found


def tampered(day: Path, package: OpenedPackage, keys: ElectionKeys) -> list[tuple[str, bytes]]:
    first, other = (bundles(day)[place].read_bytes() for place in (0, 4))
    insider = Insider(keys, "KZ-KOS-9001", forms_of(package))
    return [
        *strangers_containers(first), *strangers_changes(first, other),
        *insiders_changes(first, other, insider), *insiders_records(first, insider),
    ]  # fmt: skip


def test_what_an_insider_signs_unchanged_is_good(
    day: Path, package: OpenedPackage, day_keys: ElectionKeys, judge: Judge
) -> None:
    """The tampering below fails for its own reason, not for the way in which it is put together."""
    files = parts_of(bundles(day)[0].read_bytes())
    manifest = json.loads(files.pop("manifest.json"))
    del files["manifest.p7s"]
    again = Insider(day_keys, "KZ-KOS-9001").packed(files, manifest)
    assert check_file(again, "b.zip", Tools(), package, trusted=True).good
    assert judge.data(again, "b.zip")[0] == 0


def test_both_refuse_everything_tampered_with(
    day: Path, package: OpenedPackage, day_keys: ElectionKeys, judge: Judge
) -> None:
    cases = tampered(day, package, day_keys)
    assert len(cases) >= 85
    accepted = {}
    for name, data in cases:
        if name in ONLY_ON_PAPER:
            continue
        ours = check_file(data, "b.zip", Tools(), package, trusted=True).good
        status, told = judge.data(data, "b.zip")
        if ours or status == 0:
            accepted[name] = (ours, status)
        else:
            checks = [check for one in told for check in one["checks"]]
            assert any(check["good"] is False and check["reason"] for check in checks), name
    assert accepted == {}


def test_what_only_the_papers_show_is_said_to_be_unchecked(
    day: Path, package: OpenedPackage, day_keys: ElectionKeys, judge: Judge
) -> None:
    """The script reads no PDF: what it does not judge, it names; the program compares them too."""
    cases = {n: d for n, d in tampered(day, package, day_keys) if n in ONLY_ON_PAPER}
    assert set(cases) == ONLY_ON_PAPER
    for data in cases.values():
        assert not check_file(data, "b.zip", Tools(), package, trusted=True).good
        status, told = judge.data(data, "b.zip")
        unchecked = [c for one in told for c in one["checks"] if c["good"] is None]
        assert status == 0
        assert any(c["name"].startswith("PDF and XLSX") for c in unchecked)


@pytest.mark.parametrize("number", ["", "0" * 36, "12"])
def test_a_wrong_number_from_paper_trusts_nothing(day: Path, judge: Judge, number: str) -> None:
    judge.trusted[-1] = number
    assert judge.files(bundles(day)[0])[0] == 1


def test_a_changed_package_is_no_package(day: Path, judge: Judge) -> None:
    data = (day / "package.zip").read_bytes()
    chance = random.Random(3)
    changed = judge.folder / "package.zip"
    judge.trusted[1] = str(changed)
    for _ in range(20):
        copy = bytearray(data)
        copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(8)
        changed.write_bytes(bytes(copy))
        assert judge.files(bundles(day)[0])[0] == 2


@pytest.fixture(scope="module")
def journal(day: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What the command writes out of a precinct's workspace."""
    reader, writer = os.pipe()
    os.write(writer, PASSPHRASE.encode() + b"\n")
    os.close(writer)
    path = tmp_path_factory.mktemp("journal") / "j.jsonl"
    folder = str(day / "workspaces" / "KZ-KOS-9001")
    call = ["journal", "extract", "--workspace", folder, "--user", "m1", "--out", str(path)]
    assert main([*call, "--passphrase-fd", str(reader)], Tools()) == 0
    os.close(reader)
    return path.read_bytes()


def test_the_journal_is_whole_and_holds_what_the_bundles_name(
    day: Path, judge: Judge, journal: bytes
) -> None:
    own = [path for path in bundles(day) if "9001" in path.name]
    path = judge.folder / "j.jsonl"
    path.write_bytes(journal)
    status, told = judge.files(path, *own)
    assert status == 0
    assert [check["good"] for check in told[-1]["checks"]] == [True] * len(own)


def test_the_program_looks_for_the_heads_of_bundles_too(
    day: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reader, writer = os.pipe()
    os.write(writer, PASSPHRASE.encode())
    os.close(writer)
    call = ["journal", "verify", "--workspace", str(day / "workspaces" / "KZ-KOS-9001"),
            "--user", "m1", "--json", "--passphrase-fd", str(reader)]  # fmt: skip
    assert main([*call, "--bundle", *map(str, bundles(day))], Tools()) == 0
    os.close(reader)
    assert json.loads(capsys.readouterr().out)["unknown_heads"] == []


def test_a_changed_journal_is_refused(day: Path, judge: Judge, journal: bytes) -> None:
    lines = journal.splitlines(keepends=True)
    head = json.loads(lines[0])
    short = {**head, "events": head["events"] - 1}
    cases: dict[str, Sequence[bytes]] = {
        "an event left out": [*lines[:5], *lines[6:]],
        "two exchanged": [*lines[:5], lines[6], lines[5], *lines[7:]],
        "the last ones left out": lines[:-3],
        "the last one left out and not counted": [_line(short), *lines[1:-1]],
        "an event twice": [*lines[:5], lines[4], *lines[5:]],
        "a name changed": [lines[0], lines[1].replace(b'"m1"', b'"m3"'), *lines[2:]],
        "another head": [_line({**head, "head": "0" * 64}), *lines[1:]],
        "cut": [*lines[:-1], lines[-1][:-1]],
        "spaces": [*lines[:3], lines[3].replace(b'":', b'": '), *lines[4:]],
    }
    for name, changed in cases.items():
        assert b"".join(changed) != journal, name
        assert judge.data(b"".join(changed), "j.jsonl")[0] == 1, name
    foreign = [path for path in bundles(day) if "9002" in path.name]
    path = judge.folder / "j.jsonl"
    path.write_bytes(journal)
    assert judge.files(path, *foreign)[0] == 0


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def test_a_journal_that_another_has_is_told(day: Path, judge: Judge, journal: bytes) -> None:
    """The chain was made anew after something was taken out of it: only the bundle shows it."""
    lines = journal.splitlines()
    events = [json.loads(line) for line in lines[1:]]
    del events[10]
    previous, made = "0" * 64, []
    for number, event in enumerate(events, start=1):
        event.update(sequence=number, previous=previous)
        event.pop("hash")
        previous = judge.verifier.sha256(judge.verifier.canonical_json(event))
        made.append({**event, "hash": previous})
    head = {**json.loads(lines[0]), "events": len(made), "head": previous}
    path = judge.folder / "j.jsonl"
    text = b"".join(judge.verifier.canonical_json(one) + b"\n" for one in (head, *made))
    path.write_bytes(text)
    assert judge.files(path)[0] == 0
    own = [path for path in bundles(day) if "9001" in path.name]
    assert judge.files(path, *own)[0] == 1


def test_no_mutant_is_accepted_and_none_raises(day: Path, judge: Judge, journal: bytes) -> None:
    files = parts_of(bundles(day)[0].read_bytes())
    name = next(name for name in files if name.endswith(".seal"))
    sources = [bundles(day)[0].read_bytes(), (day / "package.zip").read_bytes(), files[name],
               files[name.replace(".seal", ".json")], journal]  # fmt: skip
    chance = random.Random(17)
    for number in range(MUTANTS):
        source = sources[number % len(sources)]
        mutant = chance.choice(MUTATIONS)(source, chance)
        if mutant == source:
            continue
        status, _ = judge.data(mutant, "mutant")
        assert status in {1, 2}, number


@pytest.mark.parametrize(
    "data",
    [b"", b"\0", b"PK", b"%PDF-1.7", b"{}", b'{"acts":', b'{"events":1}\n', b"KZ1:", b"KZ1:!!",
     b"\x83" * 50, b'{"acts":' + b"[" * 5000, b"KZ1:" + b"0" * 5000, b"\x83\x9f\xff",
     b'{"acts":' + b"9" * 6000 + b"}"],
)  # fmt: skip
def test_hostile_files_end_in_a_check(judge: Judge, data: bytes) -> None:
    status, told = judge.data(data)
    assert status in {1, 2}
    assert any(check["good"] is False for one in told for check in one["checks"])


def test_a_hostile_name_moves_no_cursor(
    judge: Judge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a\x1b[2J.zip"
    path.write_bytes(b"PK\x03\x04")
    judge.verifier.main([str(path)])
    assert "\x1b" not in capsys.readouterr().out
