# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An outside key, RSA or EC, adds its signature to PDF and XLSX after the certifier; OpenSSL agrees."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from precinct_app.services.ports import Signer
from precinct_app.signing import cms, pdf_signature, pdf_verification, xlsx_signature
from precinct_app.signing.keys import open_key_file, write_key_file
from precinct_app.signing.registrar import KeyRegistrar
from precinct_app.signing.trust import Verifier
from tests.signing.pki import CHAIR, PRECINCT, SECRETARY, SIGNED, Pki
from tests.signing.test_outside_keys import outside
from tests.signing.test_pdf_signature import EXPECTED, SLOTS, a_page
from tests.signing.test_xlsx_signature import a_book

LATER = SIGNED + timedelta(minutes=3)


@pytest.fixture(scope="module", params=["rsa", "ec"])
def signer(request: pytest.FixtureRequest, pki: Pki) -> Signer:
    """The secretary with a key from outside and the election's certificate for it."""
    registrar, person = KeyRegistrar(rounds=10), outside(str(request.param))
    asked = registrar.request(person.file, "1234", "secretary")
    file = write_key_file(pki.territory, "x", 10)
    certificate = registrar.certify(file, "x", SECRETARY, PRECINCT, asked)
    return open_key_file(person.file, "1234", (certificate, pki.territory.certificate))


def test_pdf(pki: Pki, verifier: Verifier, signer: Signer) -> None:
    empty = pdf_signature.prepare(a_page(), SLOTS)
    first = pdf_signature.sign(empty, pki.signer(CHAIR), SLOTS[0].field_name, SIGNED, certify=True)
    whole = pdf_signature.sign(first, signer, SLOTS[1].field_name, LATER, certify=False)
    findings = pdf_verification.verify(whole, verifier, EXPECTED)
    assert findings.good
    assert [s.member_id for s in findings.signed_by] == ["m1", "m3"]
    changed = bytearray(whole)
    changed[len(first) - 300] ^= 1
    assert not pdf_verification.verify(bytes(changed), verifier, EXPECTED).good


def test_xlsx(pki: Pki, verifier: Verifier, signer: Signer) -> None:
    first = xlsx_signature.sign(a_book(), pki.signer(CHAIR), SIGNED)
    whole = xlsx_signature.sign(first, signer, LATER)
    findings = xlsx_signature.verify(whole, verifier, EXPECTED)
    assert findings.good
    assert {s.member_id for s in findings.signed_by} == {"m1", "m3"}


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_agrees(pki: Pki, signer: Signer, tmp_path: Path) -> None:
    first = cms.sign(b"data", pki.signer(CHAIR), SIGNED)
    pki.save(tmp_path)
    (tmp_path / "data").write_bytes(b"data")
    (tmp_path / "p7s").write_bytes(cms.add_signer(first, b"data", signer, LATER))
    call = "openssl cms -verify -binary -inform DER -in p7s -content data -CAfile all.pem"
    command = f"{call} -crl_check_all -purpose any -out out".split()
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (tmp_path / "data").write_bytes(b"date")
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert again.returncode != 0
