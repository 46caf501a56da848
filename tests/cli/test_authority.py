# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``authority``: a life of an election's keys by commands alone; secrets only in sealed letters."""

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.errors import SignatureError
from precinct_app.services.authority import read_trust
from precinct_app.services.mock_election import mock_spec

SECRET = "1234 5678"
Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def made(base: Path, tmp_path: Path) -> Path:
    """A folder with a description and the keys made from it."""
    return Path(shutil.copytree(base, tmp_path / "made"))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("authority")
    spec = mock_spec("city", 1, 1)
    (folder / "spec.toml").write_text(spec, encoding="utf-8")
    call = ["authority", "make", str(folder / "spec.toml"), "--out", str(folder / "keys")]
    assert _with_secret(call, SECRET) == 0
    return folder


def _with_secret(call: list[str], secret: str) -> int:
    reader, writer = os.pipe()
    os.write(writer, secret.encode() + b"\n")
    os.close(writer)
    try:
        return main([*call, "--passphrase-fd", str(reader)], Tools())
    finally:
        os.close(reader)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str | Path, secret: str = "") -> tuple[int, Any]:
        line = ["authority", *map(str, arguments), "--json"]
        capsys.readouterr()
        status = _with_secret(line, secret) if secret else main(line, Tools())
        return status, json.loads(capsys.readouterr().out)

    return call


def passphrases(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(BytesIO(pdf.read_bytes()))
    try:
        pages = [page.get_textpage().get_text_bounded().replace("\r", "") for page in document]
    finally:
        document.close()
    found = [re.findall(r"(?<![\d ])\d{4}(?: \d{4}){4}(?![\d ])", page) for page in pages]
    assert all(len(one) == 1 for one in found)
    return [one[0] for one in found]


def test_letters_open_the_keys_and_nothing_else_tells_them(made: Path) -> None:
    keys = made / "keys"
    letters = passphrases(keys / "letters.pdf")
    people = sorted((keys / "keys").rglob("*.p12"))
    assert len(letters) == len(set(letters)) == len(people)
    opened = {Tools().open_key(people[0].read_bytes(), one).member_id
              for one in letters if _opens(people[0], one)}  # fmt: skip
    assert len(opened) == 1
    for path in keys.rglob("*"):
        if path.is_file() and path.name != "letters.pdf":
            data = path.read_bytes()
            assert not any(one.encode() in data for one in letters), path.name
    secret = [*people, keys / "letters.pdf", keys / "root.p12", keys / "package-signer.p12"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in secret)


def _opens(path: Path, passphrase: str) -> bool:
    try:
        Tools().open_key(path.read_bytes(), passphrase)
    except SignatureError:
        return False
    return True


def test_list_names_all_and_show_tells_one(made: Path, run: Run) -> None:
    status, told = run("list", made / "keys")
    assert status == 0
    roles = [one["role"] for one in told]
    assert roles[:3] == ["root", "authority", "package-signer"]
    assert {"chair", "deputy", "secretary", "member", "district-chair", "district-receipt"} <= set(
        roles
    )
    assert all(one["revoked"] is None and one["key"] == "EC P-256" for one in told)
    first = next(one for one in told if one["role"] == "chair")
    assert first["begins"] == "2023-01-01T00:00:00+00:00"
    status, shown = run("show", made / "keys" / "signers" / "0001.pem")
    assert status == 0
    assert shown == {k: v for k, v in first.items() if k != "revoked"}
    assert main(["authority", "show", str(made / "keys" / "root.pem")], Tools()) == 0


def test_revoked_is_in_the_next_list_and_issued_anew(made: Path, run: Run) -> None:
    keys = made / "keys"
    chair = next(one for one in run("list", keys)[1] if one["role"] == "chair")
    call = ["revoke", keys, "--serial", chair["serial"].lower(), "--reason", "lost",
            "--at", "2023-03-10T10:00:00+06:00"]  # fmt: skip
    status, told = run(*call, secret=SECRET)
    assert (status, told["number"]) == (0, 2)
    assert told["entries"] == [
        {"serial": chair["serial"], "at": "2023-03-10T04:00:00+00:00", "reason": "keyCompromise"}
    ]
    assert run(*call, secret=SECRET)[1]["refused"][0]["key"] == "revocation.already"
    status, shown = run("show", Path(told["file"]))
    assert (status, shown["number"], len(shown["entries"])) == (0, 2, 1)
    status, issued = run("issue", keys, "--spec", made / "spec.toml", "--precinct", chair["unit"],
                         "--member", chair["member"], secret=SECRET)  # fmt: skip
    assert status == 0
    certificate, key_file, letter = (Path(name) for name in issued["files"])
    assert key_file.name == f"{chair['member']}-2.p12"
    (passphrase,) = passphrases(letter)
    signer = Tools().open_key(key_file.read_bytes(), passphrase)
    trust = read_trust(keys)
    assert signer.certificate in trust.signers
    listed = {one["serial"]: one["revoked"] for one in run("list", keys)[1]}
    assert listed[issued["serial"]] is None
    assert listed[chair["serial"]]["reason"] == "keyCompromise"
    assert certificate.is_file()


def test_root_revokes_the_territory_and_the_territory_the_package_signer(
    made: Path, run: Run, tmp_path: Path
) -> None:
    call = ["authority", "make", str(made / "spec.toml"), "--out", str(tmp_path / "k")]
    assert _with_secret(call, SECRET) == 0
    keys = tmp_path / "k"
    told = {one["role"]: one for one in run("list", keys)[1]}
    for role in ("authority", "package-signer"):
        asked = ["revoke", str(keys), "--serial", told[role]["serial"], "--reason", "ceased"]
        status, revoked = run(*asked, secret=SECRET)
        assert status == 0
        assert revoked["issuer"] == told[role]["issuer"]
    again = {one["role"]: one["revoked"] for one in run("list", keys)[1]}
    assert again["authority"]["reason"] == again["package-signer"]["reason"]
    assert again["chair"] is None
    root = ["revoke", keys, "--serial", told["root"]["serial"], "--reason", "lost"]
    assert run(*root, secret=SECRET)[1]["refused"][0]["key"] == "authority.serial_unknown"


def test_an_outside_rsa_key_is_requested_certified_and_joined(
    made: Path, run: Run, tmp_path: Path
) -> None:
    outside, request, joined = (tmp_path / name for name in ("own.p12", "own.csr", "joined.p12"))
    outside.write_bytes(_rsa_file())
    assert run("request", "--key", outside, "--out", request, secret="abc")[0] == 0
    keys, spec = made / "keys", made / "spec.toml"
    member = next(one for one in run("list", keys)[1] if one["role"] == "secretary")
    status, issued = run(
        "issue", keys, "--spec", spec, "--precinct", member["unit"], "--member", member["member"],
        "--request", request, secret=SECRET,
    )  # fmt: skip
    assert status == 0
    (certificate,) = issued["files"]
    call: list[str | Path] = [
        "join",
        outside,
        certificate,
        keys / "authority-1.pem",
        "--out",
        joined,
    ]
    assert run(*call, secret="abc")[0] == 0
    signer = Tools().open_key(joined.read_bytes(), "abc")
    assert (signer.member_id, signer.role.value) == (member["member"], "secretary")
    assert joined.stat().st_mode & 0o077 == 0
    assert run(*call, secret="abc")[1]["refused"][0]["key"] == "authority.file_there"
    wrong: list[str | Path] = ["join", outside, keys / "root.pem", "--out", tmp_path / "x.p12"]
    assert run(*wrong, secret="abc")[1]["refused"][0]["key"] == "key.other_certificate"


def _rsa_file() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "ИВАНОВ ИВАН")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1)
    whole = made.public_key(key.public_key()).not_valid_before(_DAY).not_valid_after(_DAY)
    return pkcs12.serialize_key_and_certificates(
        b"k", key, whole.sign(key, hashes.SHA256()), None, BestAvailableEncryption(b"abc")
    )


_DAY = datetime(2023, 3, 19, tzinfo=UTC)


def test_refusals(made: Path, run: Run, tmp_path: Path) -> None:
    keys, spec = made / "keys", made / "spec.toml"
    bad = tmp_path / "bad"
    bad.write_bytes(b"\x30\x84\xff\xff\xff\xff" + bytes(50))

    def key_of(*arguments: str | Path, secret: str = "") -> str:
        status, told = run(*arguments, secret=secret)
        assert status == 2
        return str(told["refused"][0]["key"])

    assert key_of("show", bad) == "signer.unreadable"
    bad.rename(tmp_path / "bad.crl")
    assert key_of("show", tmp_path / "bad.crl") == "revocation.unreadable"
    assert key_of("tokens", tmp_path / "bad.crl") == "token.module"
    stranger: list[str | Path] = [
        "issue",
        keys,
        "--spec",
        spec,
        "--precinct",
        "KZ-ALA-1",
        "--member",
        "m1",
    ]
    assert key_of(*stranger, secret=SECRET) == "authority.member_unknown"
    chair = next(one for one in run("list", keys)[1] if one["role"] == "deputy")
    own: list[str | Path] = [
        "issue",
        keys,
        "--spec",
        spec,
        "--precinct",
        chair["unit"],
        "--member",
        chair["member"],
    ]
    before = sorted(keys.rglob("*"))
    assert key_of(*own, secret="wrong") == "key.passphrase"
    assert key_of(*own, "--request", tmp_path / "bad.crl", secret=SECRET) == "request.unreadable"
    revoke: list[str | Path] = ["revoke", keys, "--reason", "left", "--serial"]
    assert key_of(*revoke, "12", secret=SECRET) == "authority.serial_unknown"
    assert key_of(*revoke, chair["serial"], secret="wrong") == "key.passphrase"
    assert sorted(keys.rglob("*")) == before
    make: list[str | Path] = ["make", spec, "--out", keys]
    assert key_of(*make, secret=SECRET) == "authority.folder_used"
    with pytest.raises(SystemExit):
        run(*revoke, chair["serial"], "--at", "2023-03-10T10:00:00")
