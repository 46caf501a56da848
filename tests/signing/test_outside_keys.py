# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Keys brought from outside: RSA and EC are certified by request; national ones are told apart."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from precinct_app.domain.errors import SignatureError
from precinct_app.signing import cms, raw_signature, seal
from precinct_app.signing.keys import open_key_file, write_key_file
from precinct_app.signing.registrar import KeyRegistrar
from precinct_app.signing.request import make_request, read_request
from precinct_app.signing.trust import Verifier
from tests.builders import a_record
from tests.signing.forms import a_form
from tests.signing.hostile import key_file_around
from tests.signing.pki import CHAIR, PRECINCT, SIGNED, Pki, flipped

OUTSIDE = Path(__file__).parent / "outside"
KAZAKH_KEYS = ("1.2.398.3.10.1.1.1.1", "1.2.398.3.10.1.1.2.2", "1.2.398.3.10.1.1.2.3")
REGISTRAR = KeyRegistrar(rounds=10)


def key_of(data: bytes, passphrase: str) -> str:
    with pytest.raises(SignatureError) as caught:
        open_key_file(data, passphrase)
    return caught.value.reasons[0].key


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("gost.p12", "key.unsupported", "key.passphrase"),
        ("gost_gost_mac.p12", "key.strange", "key.strange"),
        ("rsa_old.p12", "key.not_of_an_election", "key.passphrase"),
    ],
)
def test_key_files_of_other_programs(name: str, right: str, wrong: str) -> None:
    data = (OUTSIDE / name).read_bytes()
    assert (key_of(data, "1234"), key_of(data, "12345")) == (right, wrong)


@pytest.mark.parametrize("kind", KAZAKH_KEYS)
def test_a_key_under_a_kazakh_identifier_is_no_wrong_pass_phrase(pki: Pki, kind: str) -> None:
    leaf = pki.leaves["m1"]
    plain = leaf.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    info = asn1_keys.PrivateKeyInfo.load(plain)
    renamed = plain.replace(
        asn1_keys.PrivateKeyAlgorithmId("ec").dump(), asn1_keys.PrivateKeyAlgorithmId(kind).dump()
    )
    assert info["version"].native == "v1" or info["version"].native == 0
    data = key_file_around(renamed, leaf.certificate, "1234")
    assert (key_of(data, "1234"), key_of(data, "4321")) == ("key.unsupported", "key.passphrase")


@dataclass(frozen=True)
class _Outside:
    key: raw_signature.PrivateKey
    file: bytes


def outside(kind: str) -> _Outside:
    """A key with a certificate of somebody else's, as a person brings it."""
    key: raw_signature.PrivateKey = (
        rsa.generate_private_key(public_exponent=65537, key_size=2048)
        if kind == "rsa"
        else ec.generate_private_key(ec.SECP256R1())
    )
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "ИВАНОВ ИВАН")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(key.public_key()).serial_number(1)
    made = builder.not_valid_before(SIGNED).not_valid_after(SIGNED).sign(key, hashes.SHA256())
    file = pkcs12.serialize_key_and_certificates(
        b"k", key, made, None, BestAvailableEncryption(b"1234")
    )
    return _Outside(key, file)


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_outside_key_is_certified_by_request_and_signs(
    pki: Pki, verifier: Verifier, kind: str
) -> None:
    person, authority = outside(kind), write_key_file(pki.territory, "x", 10)
    request = REGISTRAR.request(person.file, "1234", "chair")
    certificate = REGISTRAR.certify(authority, "x", CHAIR, PRECINCT, request)
    assert key_of(person.file, "1234") == "key.not_of_an_election"
    given = (certificate, pki.territory.certificate)
    joined = REGISTRAR.with_certificate(person.file, "1234", given)
    for signer in (open_key_file(person.file, "1234", given), open_key_file(joined, "1234")):
        assert (signer.certificate, signer.chain) == (certificate, (pki.territory.certificate,))
        message = cms.sign(b"data", signer, SIGNED)
        assert [s.member_id for s in cms.verify(message, b"data", verifier)] == ["m1"]


def test_rsa_never_seals(pki: Pki) -> None:
    person = outside("rsa")
    request = REGISTRAR.request(person.file, "1234", "chair")
    file = write_key_file(pki.territory, "x", 10)
    certificate = REGISTRAR.certify(file, "x", CHAIR, PRECINCT, request)
    signer = open_key_file(person.file, "1234", (certificate, pki.territory.certificate))
    record, form = a_record(), a_form()
    with pytest.raises(SignatureError) as caught:
        seal.make_seal(record, record.to_json(), form, signer)
    assert caught.value.reasons[0].key == "seal.key_kind"


def test_certificate_of_another_key_is_not_joined(pki: Pki) -> None:
    person = outside("ec")
    for given in ((pki.leaves["m1"].certificate,), (pki.territory.certificate,), (b"nothing",)):
        with pytest.raises(SignatureError) as caught:
            REGISTRAR.with_certificate(person.file, "1234", given)
        assert caught.value.reasons[0].key == "key.other_certificate"


def test_request_needs_the_private_key() -> None:
    own, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    forged = make_request(own.public_key(), lambda data: raw_signature.sign(other, data), "x")
    with pytest.raises(SignatureError) as caught:
        read_request(forged)
    assert caught.value.reasons[0].key == "request.signature"
    good = make_request(own.public_key(), lambda data: raw_signature.sign(own, data), "x")
    assert read_request(good) == own.public_key()
    for copy in flipped(good, 120):
        with suppress(SignatureError):
            assert read_request(copy) == own.public_key()


def test_request_for_a_curve_of_no_use_here() -> None:
    key = ec.generate_private_key(ec.SECP384R1())
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    strong, weak = (builder.sign(key, h) for h in (hashes.SHA256(), hashes.SHA224()))
    for request, reason in ((strong, "key.unsupported"), (weak, "request.signature")):
        with pytest.raises(SignatureError) as caught:
            read_request(request.public_bytes(Encoding.PEM))
        assert caught.value.reasons[0].key == reason


def test_digits_may_be_typed_without_their_spaces(pki: Pki) -> None:
    data = write_key_file(pki.leaves["m1"], "1234 5678 9012", 10)
    for typed in ("1234 5678 9012", "123456789012", "1234-5678-9012", " 1234 56789012"):
        assert open_key_file(data, typed).member_id == "m1"
    assert key_of(data, "1234 5678 9013") == "key.passphrase"
