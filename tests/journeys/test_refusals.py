# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What is refused changes nothing but one row of the journal, and says why in three languages."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.acceptance import Acceptance
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.errors import PrecinctError, Reason, VoterFileError
from precinct_app.domain.wording import Language
from precinct_app.exchange.container import write_container
from precinct_app.runtime.texts import sentence
from precinct_app.services import voter_list
from precinct_app.services.district_import import import_bundle
from precinct_app.services.mock_day import OPERATOR, PASSPHRASE
from precinct_app.services.opening import open_workspace
from precinct_app.services.packages import trust_by_fingerprint
from precinct_app.services.ports import OpenedPackage
from precinct_app.storage.store import DatabaseStore

pytestmark = pytest.mark.journey
DISTRICT = Actor(OPERATOR, Role.DISTRICT_OPERATOR)


def assert_said(reasons: tuple[Reason, ...]) -> None:
    assert reasons
    for reason in reasons:
        for language in Language:
            told = sentence(reason, language)
            assert told != f"refusal.{reason.key}"
            assert not re.search(r"\{[a-z_]+\}", told), told


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def bundles(day: Path) -> list[Path]:
    return sorted((day / "bundles").glob("*.zip"))


def altered(day: Path) -> dict[str, bytes]:
    first, other = bundles(day)[0], bundles(day)[4]
    one, two = parts_of(first), parts_of(other)
    data = first.read_bytes()
    flipped = bytearray(data)
    flipped[len(data) // 2] ^= 1
    json_name = next(n for n in one if n.endswith(".json") and n != "manifest.json")
    return {
        "cut": data[:-10],
        "byte": bytes(flipped),
        "trailing": data + b"\0",
        "manifest": write_container(
            {
                **one,
                "manifest.json": one["manifest.json"].replace(b'"generation":1', b'"generation":2'),
            }
        ),
        "signature of another": write_container({**one, "manifest.p7s": two["manifest.p7s"]}),
        "figures of another": write_container({**one, json_name: two[json_name]}),
        "file missing": write_container({k: v for k, v in one.items() if k != json_name}),
        "file added": write_container({**one, "extra.pdf": b"%PDF"}),
        "no bundle": b"PK nothing",
        "empty": b"",
    }


@pytest.mark.parametrize(
    "name",
    ["cut", "byte", "trailing", "manifest", "signature of another", "figures of another",
     "file missing", "file added", "no bundle", "empty"],
)  # fmt: skip
def test_a_changed_bundle_is_refused_and_leaves_no_trace(day: Path, name: str) -> None:
    workspace = open_workspace(day / "workspaces" / "district", OPERATOR, PASSPHRASE, Tools())
    assert isinstance(workspace.store, DatabaseStore)
    before = workspace.store.dump()
    judge = Tools().judge(workspace.package.trust)
    examination = import_bundle(workspace, DISTRICT, altered(day)[name], Tools(), judge)
    assert examination.acceptance is Acceptance.REFUSED
    assert_said(examination.reasons)
    assert workspace.store.dump() == before
    with workspace.store.begin() as work:
        assert list(work.journal.all())[-1].kind == "bundle.refused"
    workspace.store.close()


def test_the_same_bundle_again_changes_nothing(day: Path) -> None:
    workspace = open_workspace(day / "workspaces" / "district", OPERATOR, PASSPHRASE, Tools())
    assert isinstance(workspace.store, DatabaseStore)
    before = workspace.store.dump()
    judge = Tools().judge(workspace.package.trust)
    data = bundles(day)[0].read_bytes()
    examination = import_bundle(workspace, DISTRICT, data, Tools(), judge)
    assert examination.acceptance is Acceptance.KNOWN
    assert workspace.store.dump() == before
    workspace.store.close()


def test_a_changed_or_untrusted_package_is_refused(day: Path, package: OpenedPackage) -> None:
    data = package.raw
    parts = parts_of(day / "package.zip")
    cases = {
        "byte": data[:900] + bytes([data[900] ^ 1]) + data[901:],
        "unsigned": write_container({**parts, "manifest.p7s": b""}),
        "election": write_container(
            {**parts, "election.json": parts["election.json"].replace(b"training", b"realreal", 1)}
        ),
        "form": write_container(
            {**parts, "form-common_sheet.toml": parts["form-common_sheet.toml"] + b"\n"}
        ),
    }
    for changed in cases.values():
        with pytest.raises(PrecinctError) as caught:
            Tools().open_package(changed)
        assert_said(caught.value.reasons)
    with pytest.raises(PrecinctError) as caught:
        trust_by_fingerprint(package, "0" * 36)
    assert_said(caught.value.reasons)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 500),
        ("b.xlsx", b"PK\x03\x04 broken"),
        ("c.csv", b""),
        ("d.csv", "бір ғана сөз".encode()),
        ("e.html", b"<html><table><tr><td>1</td></tr></table>"),
        ("f.csv", b"x;y\n1;2\n"),
        ("g.bin", bytes(range(256)) * 10),
    ],
)
def test_a_refused_voter_file_leaves_no_trace(day: Path, name: str, data: bytes) -> None:
    folder = day / "workspaces" / "KZ-KOS-9002"
    workspace = open_workspace(folder, "m1", PASSPHRASE, Tools())
    assert isinstance(workspace.store, DatabaseStore)
    before = workspace.store.dump()
    with pytest.raises(VoterFileError) as caught:
        Tools().read_voters(data, name)
    voter_list.refuse_list(workspace, Actor("m1", Role.CHAIR), data, caught.value.reasons[0].key)
    assert_said(caught.value.reasons)
    assert workspace.store.dump() == before
    workspace.store.close()


def test_verify_says_what_a_file_is_worth(
    day: Path, package: OpenedPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trusted = ["--package", str(day / "package.zip"), "--fingerprint", package.fingerprint]
    files = [bundles(day)[0], *sorted((day / "documents").glob("*9001_mazhilis_list*"))]
    for path in files:
        if path.suffix == ".json":
            continue
        assert main(["verify", str(path), *trusted], Tools()) == 0, path.name
        assert main(["verify", str(path)], Tools()) == 1, path.name
    changed = tmp_path / "x.pdf"
    data = bytearray(next((day / "documents").glob("*.pdf")).read_bytes())
    data[len(data) // 3] ^= 1
    changed.write_bytes(bytes(data))
    assert main(["verify", str(changed), *trusted], Tools()) in {1, 2}
    nothing = tmp_path / "x.txt"
    nothing.write_text("nothing")
    assert main(["verify", str(nothing), *trusted], Tools()) == 2
    wrong = ["--package", str(day / "package.zip"), "--fingerprint", "1" * 36]
    assert main(["verify", str(files[0]), *wrong], Tools()) == 2
    assert capsys.readouterr().out


def test_a_page_photographed_is_checked_by_its_code(day: Path, package: OpenedPackage,
                                                    tmp_path: Path) -> None:  # fmt: skip
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(next((day / "documents").glob("*.pdf")))
    picture = io.BytesIO()
    document[0].render(scale=200 / 72).to_pil().save(picture, "PNG")
    document.close()
    path = tmp_path / "page.png"
    path.write_bytes(picture.getvalue())
    trusted = ["--package", str(day / "package.zip"), "--fingerprint", package.fingerprint]
    assert main(["verify", str(path), *trusted], Tools()) == 0
