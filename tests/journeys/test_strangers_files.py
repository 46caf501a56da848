# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Whatever anybody brings to ``verify``: its exit status, its reason, a whole sentence."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.cli.output import NOT_GOOD, UNUSABLE
from precinct_app.domain.wording import Language
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import ElectionKeys
from tests.journeys.conftest import RecordingTools
from tests.journeys.corpora import pdf_cases
from tests.journeys.corpora.case import WHEN, Stuff
from tests.journeys.tampering import bundles

pytestmark = pytest.mark.journey
Make = Callable[[Path], bytes]


def protocol(day: Path, ending: str) -> bytes:
    return next((day / "documents").glob(f"*9001_mazhilis_single*{ending}")).read_bytes()


def zip_of(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


def white(day: Path) -> bytes:
    target = io.BytesIO()
    Image.new("L", (600, 400), 255).save(target, "PNG")
    return target.getvalue()


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


BROUGHT: dict[str, tuple[Make, int, str, str]] = {
    "empty.zip": (lambda day: b"", UNUSABLE, "unknown", "check.empty_file"),
    "letter.txt": (lambda day: "Хат".encode(), UNUSABLE, "unknown", "check.unknown_kind"),
    "letter.docx": (lambda day: zip_of("[Content_Types].xml", "word/document.xml"),
                    UNUSABLE, "unknown", "check.unknown_kind"),
    "photos.zip": (lambda day: zip_of("a.jpg", "b.jpg"), UNUSABLE, "unknown", "check.unknown_kind"),
    "no files.zip": (lambda day: zip_of(), UNUSABLE, "unknown", "check.unknown_kind"),
    "program.exe": (lambda day: b"MZ" + bytes(300), UNUSABLE, "unknown", "check.unknown_kind"),
    "data alone.json": (lambda day: protocol(day, ".json"), UNUSABLE, "unknown",
                        "check.unknown_kind"),
    "root.pem": (lambda day: (day / "trust" / "root.pem").read_bytes(), UNUSABLE, "unknown",
                 "check.unknown_kind"),
    "list.crl": (lambda day: (day / "trust" / "revocations-1.crl").read_bytes(), UNUSABLE,
                 "unknown", "check.unknown_kind"),
    "half.zip": (lambda day: half(bundles(day)[0].read_bytes()), NOT_GOOD, "bundle",
                 "container.unreadable"),
    "half.pdf": (lambda day: half(protocol(day, ".pdf")), UNUSABLE, "unknown", "pdf.unreadable"),
    "half.png": (lambda day: half(white(day)), UNUSABLE, "unknown", "picture.unreadable"),
    "white.png": (white, UNUSABLE, "unknown", "check.nothing_known"),
    "table.pdf": (lambda day: (day / "district" / "consolidated.pdf").read_bytes(), UNUSABLE,
                  "unknown", "check.nothing_known"),
    "voters.xlsx": (lambda day: (day / "voters" / "KZ-KOS-9001.xlsx").read_bytes(), NOT_GOOD,
                    "xlsx", "xlsx.not_signed"),
    "longer.pdf": (lambda day: protocol(day, ".pdf") + b"\n%\n", NOT_GOOD, "pdf", "pdf.not_covered"),
    "receipt.zip": (lambda day: zip_of("receipt.json"), NOT_GOOD, "receipt", "receipt.unreadable"),
    "package.zip": (lambda day: half((day / "package.zip").read_bytes()), NOT_GOOD, "bundle",
                    "container.unreadable"),
}  # fmt: skip


def told(
    capsys: pytest.CaptureFixture[str], path: Path, day: Path, package: OpenedPackage, *more: str
) -> tuple[int, dict[str, Any]]:
    call = ["verify", str(path), "--package", str(day / "package.zip"),
            "--fingerprint", package.fingerprint, "--json", *more]  # fmt: skip
    status = main(call, Tools())
    (line,) = capsys.readouterr().out.splitlines()
    return status, json.loads(line)


@pytest.mark.parametrize("name", BROUGHT)
def test_each_is_told_as_what_it_is(
    name: str, day: Path, package: OpenedPackage, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    make, expected, kind, key = BROUGHT[name]
    path = tmp_path / name
    path.write_bytes(make(day))
    language = list(Language)[len(name) % 3].value
    status, one = told(capsys, path, day, package, "--language", language)
    assert (status, one["kind"], one["outcome"]) == (expected, kind, "bad")
    calls = {call["key"]: call for call in one["calls"]}
    assert calls[key]["number"] != 999
    for call in calls.values():
        assert "{" not in call["spoken"]
        assert ": ." not in call["spoken"]


def test_a_file_of_other_keys_is_told_whole(
    day: Path, day_keys: ElectionKeys, package: OpenedPackage, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Neither its seal nor its signatures are of this election: both are said, and its digits."""
    forger = RecordingTools().with_clock(Tools().clock)
    forged = forger.make_keys(package.election, WHEN, lambda precinct, member: PASSPHRASE)
    stuff = Stuff(day, package, day_keys, forged)
    chair, secretary = (stuff.signer(member, keys=forged) for member in ("m1", "m3"))
    press = Tools().press
    seal = press.seal(stuff.record, stuff.form, chair)
    path = tmp_path / "forged.pdf"
    drawn = press.pdf(stuff.record, stuff.form, seal, pdf_cases.SET).pdf
    path.write_bytes(pdf_cases.signed(drawn, chair, secretary))
    status, one = told(capsys, path, day, package)
    assert (status, one["kind"]) == (NOT_GOOD, "pdf")
    assert {"seal.unknown_signer", "signer.unknown_issuer"} <= {c["key"] for c in one["calls"]}
    assert len(one["protocols"][0]["control_number"]) == 36


@pytest.mark.parametrize("brought", ["letter.txt", "half.zip", "photos.zip"])
def test_what_is_given_as_the_package_is_told_as_none(
    brought: str, day: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / brought
    other.write_bytes(BROUGHT[brought][0](day))
    call = ["verify", str(bundles(day)[0]), "--package", str(other), "--fingerprint", "1", "--json"]
    assert main(call, Tools()) == UNUSABLE
    (refused,) = json.loads(capsys.readouterr().out)["refused"]
    assert refused["key"] == "package.manifest"


def test_a_folder_is_no_file(
    day: Path, package: OpenedPackage, capsys: pytest.CaptureFixture[str]
) -> None:
    status, one = told(capsys, day, day, package)
    assert (status, one["refused"][0]["key"]) == (UNUSABLE, "file.folder")
