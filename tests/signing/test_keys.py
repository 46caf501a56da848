# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Key files open with their pass phrase, and say plainly why they do not."""

import hmac
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from asn1crypto import pkcs12 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, pkcs12

from precinct_app.domain.commission import Member, Role
from precinct_app.domain.errors import SignatureError
from precinct_app.signing import pkcs12_mac, raw_signature
from precinct_app.signing.authority import certify, make_leaf, make_territorial
from precinct_app.signing.keys import open_authority, open_key_file, write_key_file
from precinct_app.signing.pkcs12_mac import Fit
from tests.signing.pki import CHAIR, PRECINCT, VALID, Pki

QUICK = 100


def key_of(error: pytest.ExceptionInfo[SignatureError]) -> str:
    return error.value.reasons[0].key


def test_key_file_comes_back_with_everything(pki: Pki) -> None:
    leaf = pki.leaves["m1"]
    signer = open_key_file(write_key_file(leaf, "құпия сөз", QUICK), "құпия сөз")
    assert (signer.certificate, signer.chain) == (leaf.certificate, leaf.chain)
    assert (signer.member_id, signer.role) == ("m1", Role.CHAIR)
    assert raw_signature.is_good(leaf.key.public_key(), signer.sign(b"x"), b"x")
    assert signer.sign(b"x") == signer.sign(b"x")
    assert "key=" not in repr(signer)


def test_authority_comes_back_and_still_certifies(pki: Pki) -> None:
    for authority in (pki.root, pki.territory):
        opened = open_authority(write_key_file(authority, "x", QUICK), "x")
        assert (opened.certificate, opened.chain) == (authority.certificate, authority.chain)
    territory = open_authority(write_key_file(pki.territory, "x", QUICK), "x")
    leaf = make_leaf(territory, CHAIR, PRECINCT, VALID)
    assert pki.verifier().signer(leaf.certificate).subject.name == CHAIR.name


def test_wrong_passphrase_is_told(pki: Pki) -> None:
    data = write_key_file(pki.leaves["m1"], "right", QUICK)
    with pytest.raises(SignatureError) as error:
        open_key_file(data, "wrong")
    assert key_of(error) == "key.passphrase"
    assert pkcs12_mac.judge(data, "right") is Fit.RIGHT
    assert pkcs12_mac.judge(data, "wrong") is Fit.WRONG


def test_key_file_without_passphrase_is_not_written(pki: Pki) -> None:
    with pytest.raises(SignatureError) as error:
        write_key_file(pki.leaves["m1"], "")
    assert key_of(error) == "key.no_passphrase"


def test_right_passphrase_of_an_unusable_key_is_not_called_wrong(pki: Pki) -> None:
    strange = ed25519.Ed25519PrivateKey.generate()
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(x509.Name([]))
        .public_key(strange.public_key())
        .serial_number(5)
        .not_valid_before(VALID.begins)
        .not_valid_after(VALID.ends)
    )
    data = pkcs12.serialize_key_and_certificates(
        b"k", strange, builder.sign(strange, None), None,
        serialization.BestAvailableEncryption(b"x"),
    )  # fmt: skip
    with pytest.raises(SignatureError) as error:
        open_key_file(data, "x")
    assert key_of(error) == "key.unsupported"


def test_file_whose_key_the_library_cannot_read_is_told_apart(pki: Pki) -> None:
    """What a GOST key does: the integrity code fits, the library says "invalid password"."""
    data = write_key_file(pki.leaves["m1"], "x", QUICK)
    broken = _with_unknown_key_kind(data, "x")
    assert pkcs12_mac.judge(broken, "x") is Fit.RIGHT
    with pytest.raises(SignatureError) as right:
        open_key_file(broken, "x")
    with pytest.raises(SignatureError) as wrong:
        open_key_file(broken, "y")
    assert (key_of(right), key_of(wrong)) == ("key.unsupported", "key.passphrase")


def _with_unknown_key_kind(data: bytes, passphrase: str) -> bytes:
    """Put bags into the file that no library opens, and make its integrity code fit again."""
    file = asn1.Pfx.load(data)
    content = bytearray(file["auth_safe"]["content"].native)
    content[len(content) // 2] ^= 0xFF
    mac = file["mac_data"]
    key = pkcs12_mac._derive("sha256", passphrase, mac["mac_salt"].native, mac["iterations"].native)
    code = hmac.digest(key, bytes(content), "sha256")
    old = file["auth_safe"]["content"].native
    return data.replace(old, bytes(content)).replace(mac["mac"]["digest"].native, code)


def test_pem_with_an_encrypted_key_opens(pki: Pki) -> None:
    leaf = pki.leaves["m1"]
    data = _pem(leaf.certificate) + leaf.key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"x")
    ) + _pem(leaf.chain[0])  # fmt: skip
    signer = open_key_file(data, "x")
    assert (signer.certificate, signer.chain) == (leaf.certificate, leaf.chain)
    with pytest.raises(SignatureError) as error:
        open_key_file(data, "y")
    assert key_of(error) == "key.passphrase"


def test_pem_with_an_open_key_is_refused(pki: Pki) -> None:
    leaf = pki.leaves["m1"]
    plain = leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, serialization.NoEncryption())
    with pytest.raises(SignatureError) as error:
        open_key_file(_pem(leaf.certificate) + plain, "x")
    assert key_of(error) == "key.not_protected"


def test_rsa_key_signs_too(pki: Pki) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    der = certify(pki.territory, key.public_key(), CHAIR, PRECINCT, VALID)
    data = pkcs12.serialize_key_and_certificates(
        b"k", key, x509.load_der_x509_certificate(der), None,
        serialization.BestAvailableEncryption(b"x"),
    )  # fmt: skip
    signer = open_key_file(data, "x")
    assert raw_signature.is_good(key.public_key(), signer.sign(b"data"), b"data")
    assert not raw_signature.is_good(key.public_key(), signer.sign(b"data"), b"other")


def test_key_of_no_election_is_refused() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "Somebody")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2023, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2033, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    data = pkcs12.serialize_key_and_certificates(
        b"k", key, certificate, None, serialization.BestAvailableEncryption(b"x")
    )
    with pytest.raises(SignatureError) as error:
        open_key_file(data, "x")
    assert key_of(error) == "key.not_of_an_election"
    with pytest.raises(SignatureError) as error:
        open_authority(data, "x")
    assert key_of(error) == "key.not_an_authority"


@pytest.mark.parametrize("data", [b"", b"PK", b"-----BEGIN CERTIFICATE-----", b"\x30" * 200_000])
def test_anything_else_is_unreadable(data: bytes) -> None:
    with pytest.raises(SignatureError) as error:
        open_key_file(data, "x")
    assert key_of(error) == "key.unreadable"


def test_name_beyond_the_bounds_is_refused_not_cut(pki: Pki) -> None:
    with pytest.raises(SignatureError) as error:
        make_leaf(pki.territory, Member("m9", "Ә" * 201, Role.MEMBER), PRECINCT, VALID)
    assert key_of(error) == "signer.subject"
    with pytest.raises(SignatureError):
        make_territorial(pki.root, "KOS", "", VALID)
    with pytest.raises(SignatureError):
        make_leaf(pki.territory, replace(CHAIR, member_id="m" * 65), PRECINCT, VALID)


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("Қожахметова-Нұрмағамбетова Гүлбаршын Әбдіғаппарқызы", "Қожахметова-Нұрмағамбетова Г. Ә."),
        ("Ә" * 200, "Ә" * 30 + "…"),
        ("Әбдірахманова Гүлнәр Қайратқызы", "Әбдірахманова Гүлнәр Қайратқызы"),
    ],
)
def test_long_name_comes_back_whole(pki: Pki, name: str, common: str) -> None:
    leaf = make_leaf(pki.territory, replace(CHAIR, name=name), PRECINCT, VALID)
    certificate = x509.load_der_x509_certificate(leaf.certificate)
    shown = certificate.subject.get_attributes_for_oid(x509.oid.NameOID.COMMON_NAME)
    assert [attribute.value for attribute in shown] == [common]
    assert pki.verifier().signer(leaf.certificate).subject.name == name


def _pem(der: bytes) -> bytes:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)
