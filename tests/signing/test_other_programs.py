# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Other programs sign with the election's own keys: each verifies there, none is in our form."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from precinct_app.domain.errors import SignatureError
from precinct_app.signing import cms, pdf_signature, pdf_verification
from precinct_app.signing.keys import write_key_file
from precinct_app.signing.registrar import KeyRegistrar
from tests.signing.pki import CHAIR, PRECINCT, SECRETARY, SIGNED, Pki
from tests.signing.test_outside_keys import outside
from tests.signing.test_pdf_signature import EXPECTED, SLOTS, a_page

FIELDS = tuple(slot.field_name for slot in SLOTS)
POPPLER = all(map(shutil.which, ("pdfsig", "certutil", "pk12util")))


def call(folder: Path, command: str) -> str:
    done = subprocess.run(command.split(), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
@pytest.mark.parametrize("option", ["", "-cades"])
def test_a_manifest_signed_by_openssl(pki: Pki, tmp_path: Path, option: str) -> None:
    leaf = pki.leaves[CHAIR.member_id]
    plain = leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pki.save(tmp_path)
    (tmp_path / "key.pem").write_bytes(plain)
    (tmp_path / "chair.pem").write_bytes(
        x509.load_der_x509_certificate(leaf.certificate).public_bytes(Encoding.PEM)
    )
    (tmp_path / "data").write_bytes(b"data")
    call(tmp_path, f"openssl cms -sign -binary -in data -signer chair.pem -inkey key.pem {option}"
                   " -certfile territory.pem -md sha256 -outform DER -out data.p7s")  # fmt: skip
    call(tmp_path, "openssl cms -verify -binary -inform DER -in data.p7s -content data"
                   " -CAfile all.pem -crl_check_all -purpose any -out out")  # fmt: skip
    with pytest.raises(SignatureError) as caught:
        cms.verify((tmp_path / "data.p7s").read_bytes(), b"data", pki.verifier())
    assert caught.value.reasons[0].key in {"cms.attributes", "cms.form"}


@dataclass(frozen=True)
class Poppler:
    """A folder with poppler's store of keys, and papers of ours for it to sign."""

    folder: Path
    pki: Pki

    def judged(self, arguments: str, source: str) -> pdf_verification.PdfFindings:
        call(self.folder, f"pdfsig -nssdir sql:. {arguments} {source} signed.pdf")
        told = call(self.folder, "pdfsig -nocert signed.pdf")
        assert "Signature is Valid" in told
        assert "Mismatch" not in told
        data = (self.folder / "signed.pdf").read_bytes()
        return pdf_verification.verify(data, self.pki.verifier(), EXPECTED)


@pytest.fixture(scope="module")
def poppler(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Poppler:
    """Chair and secretary with RSA keys that the election certified: poppler signs with no other."""
    folder = tmp_path_factory.mktemp("poppler")
    call(folder, "certutil -N -d sql:. --empty-password")
    registrar, authority = KeyRegistrar(rounds=10), write_key_file(pki.territory, "x", 10)
    above = [
        x509.load_der_x509_certificate(c) for c in (pki.territory.certificate, pki.root.certificate)
    ]
    for member in (CHAIR, SECRETARY):
        person = outside("rsa")
        asked = registrar.request(person.file, "1234", member.role.value)
        made = registrar.certify(authority, "x", member, PRECINCT, asked)
        own = x509.load_der_x509_certificate(made)
        name, lock = member.member_id, BestAvailableEncryption(b"x")
        file = pkcs12.serialize_key_and_certificates(
            name.encode(), person.key, own, above, lock
        )  # fmt: skip
        (folder / "key.p12").write_bytes(file)
        call(folder, "pk12util -i key.p12 -d sql:. -W x")
    empty = pdf_signature.prepare(a_page(), SLOTS)
    first = pdf_signature.sign(empty, pki.signer(CHAIR), FIELDS[0], SIGNED, certify=True)
    whole = pdf_signature.sign(first, pki.signer(SECRETARY), FIELDS[1], SIGNED, certify=False)
    for name, data in (("empty", empty), ("first", first), ("whole", whole)):
        (folder / f"{name}.pdf").write_bytes(data)
    assert pdf_verification.verify(whole, pki.verifier(), EXPECTED).good
    return Poppler(folder, pki)


@pytest.mark.skipif(not POPPLER, reason="poppler-utils or libnss3-tools are not installed")
@pytest.mark.parametrize(
    ("arguments", "source"),
    [
        (f"-etsi -sign {FIELDS[0]} -nick m1", "empty.pdf"),
        (f"-etsi -sign {FIELDS[1]} -nick m3", "first.pdf"),
        ("-add-signature -nick m1", "whole.pdf"),
    ],
)
def test_a_page_signed_by_poppler(poppler: Poppler, arguments: str, source: str) -> None:
    """In the certifier's field, after him, or a third beside: valid there, not accepted here."""
    findings = poppler.judged(arguments, source)
    keys = {check.reason.key for check in findings.checks if check.reason}
    assert not findings.good
    assert [check for check in findings.checks if check.good is False]
    assert keys & {"pdf.unreadable_signature", "pdf.stranger_field", "pdf.not_certified"}
