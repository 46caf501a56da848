# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Detached signatures: several signers, one accepted form, nothing altered unseen."""

import hashlib
import random
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import core
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import SignatureError
from precinct_app.signing import cms, der, raw_signature
from precinct_app.signing.authority import certify, make_leaf
from precinct_app.signing.keys import KeyFileSigner, signer_of
from precinct_app.signing.subject import read_signer
from precinct_app.signing.trust import Verifier
from tests.signing.pki import CHAIR, PRECINCT, SECRETARY, SIGNED, VALID, Pki, flipped

DATA = '{"сайлау":"үлгі"}'.encode()


@pytest.fixture(scope="module")
def message(pki: Pki) -> bytes:
    first = cms.sign(DATA, pki.signer(CHAIR), SIGNED)
    return cms.add_signer(first, DATA, pki.signer(SECRETARY), SIGNED + timedelta(minutes=2))


def refused(message: bytes, verifier: Verifier, data: bytes = DATA) -> list[str]:
    with pytest.raises(SignatureError) as error:
        cms.verify(message, data, verifier)
    return [reason.key for reason in error.value.reasons]


def test_all_signers_are_told_in_order_of_time(message: bytes, verifier: Verifier) -> None:
    signers = cms.verify(message, DATA, verifier)
    assert [(s.member_id, s.role) for s in signers] == [
        ("m1", Role.CHAIR), ("m3", Role.SECRETARY),
    ]  # fmt: skip
    assert [s.claimed for s in signers] == [SIGNED, SIGNED + timedelta(minutes=2)]
    assert {s.precinct_id for s in signers} == {PRECINCT}


def test_signing_again_gives_the_same_bytes_in_any_order(pki: Pki, message: bytes) -> None:
    other = cms.sign(DATA, pki.signer(SECRETARY), SIGNED + timedelta(minutes=2))
    assert cms.add_signer(other, DATA, pki.signer(CHAIR), SIGNED) == message


@pytest.mark.parametrize("seed", range(4))
def test_no_flipped_bit_passes(message: bytes, verifier: Verifier, seed: int) -> None:
    for copy in flipped(message, 300, seed):
        assert refused(copy, verifier) != []


def test_cut_or_lengthened_is_refused(message: bytes, verifier: Verifier) -> None:
    chance = random.Random(3)
    for end in chance.sample(range(len(message)), 40):
        assert refused(message[:end], verifier) in (["cms.unreadable"], ["cms.form"])
    assert refused(message + b"\0", verifier) != []
    assert refused(b"", verifier) == ["cms.unreadable"]
    assert refused(b"\x30" * (cms.LARGEST + 1), verifier) == ["cms.unreadable"]


def test_changed_content_is_told(message: bytes, verifier: Verifier) -> None:
    assert refused(message, verifier, DATA + b" ") == ["cms.content"] * 2


def test_forger_with_the_same_names(pki: Pki, other_pki: Pki, verifier: Verifier) -> None:
    forged = cms.sign(DATA, other_pki.signer(CHAIR), SIGNED)
    assert refused(forged, verifier) == ["signer.unknown_issuer"]
    mixed = cms.add_signer(cms.sign(DATA, pki.signer(CHAIR), SIGNED), DATA,
                           other_pki.signer(SECRETARY), SIGNED)  # fmt: skip
    assert refused(mixed, verifier) == ["signer.unknown_issuer"]


def test_package_signer_signs_no_handover(pki: Pki, verifier: Verifier) -> None:
    signed = cms.sign(DATA, signer_of(pki.leaves["pack"]), SIGNED)
    assert refused(signed, verifier) == ["signer.role"]
    allowed = cms.verify(signed, DATA, verifier, frozenset({Role.PACKAGE_SIGNER}))
    assert [s.member_id for s in allowed] == ["pack"]


def test_claimed_time_outside_the_certificate(pki: Pki, verifier: Verifier) -> None:
    signed = cms.sign(DATA, pki.signer(CHAIR), datetime(2022, 12, 31, tzinfo=UTC))
    assert refused(signed, verifier)[0] == "signer.outside"


def test_same_signer_twice_is_refused(pki: Pki, message: bytes) -> None:
    with pytest.raises(SignatureError, match=r"cms\.signed_already"):
        cms.add_signer(message, DATA, pki.signer(CHAIR), SIGNED)
    with pytest.raises(SignatureError, match=r"cms\.content"):
        cms.add_signer(message, b"other", signer_of(pki.leaves["stranger"]), SIGNED)


def test_higher_of_the_two_equal_signatures_is_refused(pki: Pki, verifier: Verifier) -> None:
    """(r, n-s) is as good a signature as (r, s): without one form a byte could change unseen."""
    good = cms.sign(DATA, pki.signer(CHAIR), SIGNED)
    info = asn1_cms.ContentInfo.load(good)["content"]["signer_infos"][0]
    low = info["signature"].native
    raw = raw_signature.from_der(low)
    order = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
    high_s = order - int.from_bytes(raw[32:], "big")
    high = raw_signature.to_der(raw[:32] + high_s.to_bytes(32, "big"))
    attributes = der.set_of(info["signed_attrs"].contents)
    public = pki.leaves["m1"].key.public_key()
    public.verify(high, attributes, ec.ECDSA(hashes.SHA256()))
    part = cms._take_apart(good)[0][0]
    other = cms._build(
        [cms._Part(part.certificate, attributes, high, part.digest, part.claimed)],
        set(pki.leaves["m1"].chain),
    )
    assert refused(other, verifier) == ["cms.signature"]


def test_rsa_signer(pki: Pki, verifier: Verifier) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = certify(pki.territory, key.public_key(), CHAIR, PRECINCT, VALID)
    subject = read_signer(x509.load_der_x509_certificate(certificate).subject)
    signer = KeyFileSigner(certificate, pki.territory.chain, subject, key)
    message = cms.sign(DATA, signer, SIGNED)
    assert [s.member_id for s in cms.verify(message, DATA, verifier)] == ["m1"]
    for copy in flipped(message, 150):
        assert refused(copy, verifier) != []


def foreign_messages(pki: Pki) -> Iterator[tuple[bytes, str]]:
    leaf = pki.leaves["m1"]
    own = x509.load_der_x509_certificate(leaf.certificate)
    base = pkcs7.PKCS7SignatureBuilder().set_data(DATA).add_signer(own, leaf.key, hashes.SHA256())
    weak = pkcs7.PKCS7SignatureBuilder().set_data(DATA).add_signer(own, leaf.key, hashes.SHA512())
    binary, detached = pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.DetachedSignature
    encoding = serialization.Encoding.DER
    yield base.sign(encoding, [binary]), "cms.attached"
    yield base.sign(encoding, [binary, detached]), "cms.attributes"
    yield weak.sign(encoding, [binary, detached]), "cms.weak_hash"
    bare = pkcs7.PKCS7Options.NoAttributes
    yield base.sign(encoding, [binary, detached, bare]), "cms.attributes"


def test_what_other_programs_make_is_refused_by_name(pki: Pki, verifier: Verifier) -> None:
    for message, key in foreign_messages(pki):
        assert refused(message, verifier) == [key]


def test_unsigned_attribute_extra_certificate_and_missing_ones(
    pki: Pki, verifier: Verifier
) -> None:
    good = cms.sign(DATA, pki.signer(CHAIR), SIGNED)
    part, above = cms._take_apart(good)[0][0], set(pki.leaves["m1"].chain)
    extra = cms._build([part], {*above, pki.leaves["m3"].certificate})
    assert refused(extra, verifier) == ["cms.form"]
    assert refused(cms._build([part], set()), verifier) == ["cms.form"]
    assert refused(cms._build([part, part], above), verifier) == ["cms.form"]
    assert refused(cms._build([], above), verifier) == ["cms.no_signer"]
    loaded = asn1_cms.ContentInfo.load(good)
    loaded["content"]["signer_infos"][0]["unsigned_attrs"] = asn1_cms.CMSAttributes(
        [{"type": "1.2.3.4", "values": [core.Null()]}]
    )
    assert refused(loaded.dump(force=True), verifier) == ["cms.unsigned_attributes"]


def test_doubled_attribute_is_refused(pki: Pki, verifier: Verifier) -> None:
    good = cms.sign(DATA, pki.signer(CHAIR), SIGNED)
    part = cms._take_apart(good)[0][0]
    attributes = [a.dump() for a in asn1_cms.CMSAttributes.load(part.attributes)]
    doubled = der.set_of(*attributes, attributes[0])
    signature = raw_signature.to_der(pki.signer(CHAIR).sign(doubled))
    again = cms._Part(part.certificate, doubled, signature, part.digest, part.claimed)
    message = cms._build([again], set(pki.leaves["m1"].chain))
    assert refused(message, verifier) == ["cms.attributes"]


def test_missing_authority_is_refused(pki: Pki, verifier: Verifier) -> None:
    leaf = make_leaf(pki.territory, CHAIR, PRECINCT, VALID)
    signer = signer_of(leaf)
    message = cms.sign(
        DATA, KeyFileSigner(signer.certificate, (), signer.subject, signer.key), SIGNED
    )
    assert refused(message, verifier) == ["cms.form"]


def test_digest_for_a_pdf_has_no_time_of_its_own(pki: Pki, verifier: Verifier) -> None:
    digest = hashlib.sha256(DATA).digest()
    message = cms.sign_digest(digest, pki.signer(CHAIR))
    assert cms.verify_digest(message, digest, verifier, SIGNED).claimed == SIGNED
    assert refused(message, verifier) == ["cms.attributes"]
    timed = cms.sign(DATA, pki.signer(CHAIR), SIGNED)
    with pytest.raises(SignatureError, match=r"cms\.attributes"):
        cms.verify_digest(timed, digest, verifier, SIGNED)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_agrees(pki: Pki, message: bytes, tmp_path: Path) -> None:
    pki.save(tmp_path)
    (tmp_path / "manifest.json").write_bytes(DATA)
    (tmp_path / "manifest.p7s").write_bytes(message)
    call = "openssl cms -verify -binary -inform DER -in manifest.p7s -content manifest.json"
    command = f"{call} -CAfile all.pem -crl_check_all -purpose any -out out".split()
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (tmp_path / "manifest.json").write_bytes(DATA + b" ")
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert again.returncode != 0
