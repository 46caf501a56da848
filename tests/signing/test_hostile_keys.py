# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Hostile certificates, revocation lists and key files: each ends in its sentence."""

import random
from contextlib import suppress
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from precinct_app.domain.errors import PrecinctError, SignatureError
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence
from precinct_app.signing.keys import open_authority, open_key_file, write_key_file
from precinct_app.signing.registrar import KeyRegistrar
from precinct_app.signing.request import read_request
from tests.signing.hostile import certificates, key_file_around, nested, revocation_lists
from tests.signing.pki import SIGNED, Pki, flipped

CERTIFICATES = [
    ("wrong curve", "signer.form"), ("rsa of 1024 bits", "signer.form"), ("sha-1", "signer.form"),
    ("may certify", "signer.form"), ("no basic constraints", "signer.form"),
    ("no key usage", "signer.form"), ("unknown extension", "signer.form"),
    ("unknown critical extension", "signer.form"), ("name constraints", "signer.form"),
    ("subject without a role", "signer.subject"), ("every name twice", "signer.subject"),
    ("extension twice", "signer.unreadable"), ("cut", "signer.unreadable"),
    ("lengthened", "signer.unreadable"), ("huge", "signer.unreadable"),
    ("nested", "signer.unreadable"), ("empty", "signer.unreadable"), ("pem", "signer.unreadable"),
]  # fmt: skip


@pytest.fixture(scope="module")
def made(pki: Pki) -> dict[str, bytes]:
    return dict(certificates(pki))


def assert_said(error: PrecinctError) -> None:
    for reason in error.reasons:
        for language in Language:
            told = sentence(reason, language)
            assert told != f"refusal.{reason.key}"
            assert "{" not in told


def test_every_hostile_certificate_is_a_case(made: dict[str, bytes]) -> None:
    assert sorted(made) == sorted(name for name, _ in CERTIFICATES)


@pytest.mark.parametrize(("name", "key"), CERTIFICATES)
def test_hostile_certificate(pki: Pki, made: dict[str, bytes], name: str, key: str) -> None:
    verifier = pki.verifier()
    with pytest.raises(SignatureError) as caught:
        verifier.judge(made[name], SIGNED)
    assert [reason.key for reason in caught.value.reasons] == [key]
    assert_said(caught.value)
    with pytest.raises(SignatureError):
        pki.verifier(authorities=(made[name],))
    with pytest.raises(SignatureError):
        pki.verifier(root=made[name])


def test_hostile_revocation_lists_spoil_the_trust(pki: Pki) -> None:
    for name, data in revocation_lists(pki):
        with pytest.raises(SignatureError) as caught:
            pki.verifier(revocation_lists=(*pki.trust.revocation_lists, data))
        assert [r.key for r in caught.value.reasons] == ["trust.revocation_list"], name


def test_no_flipped_bit_of_a_revocation_list_passes(pki: Pki) -> None:
    """It is refused, or it is no longer this authority's: then the authority has no list."""
    root, territory = pki.lists(5)
    for copy in flipped(territory, 150):
        with pytest.raises(SignatureError):
            pki.verifier(revocation_lists=(root, copy)).judge(pki.leaves["m1"].certificate, SIGNED)


@pytest.mark.parametrize(
    "data",
    [b"", b"\0", b"\x30\x80", nested(2000), b"\x30\x84\xff\xff\xff\xff", b"\x30" * 90_000,
     b"-----BEGIN PRIVATE KEY-----\n" * 2000, b"PK\x03\x04", b"\x30\x82" + bytes(60_000)],
)  # fmt: skip
def test_hostile_key_files_are_unreadable(data: bytes) -> None:
    for opener in (open_key_file, open_authority):
        with pytest.raises(SignatureError) as caught:
            opener(data, "x")
        assert caught.value.reasons[0].key == "key.unreadable"
    with pytest.raises(SignatureError):
        read_request(data)
    registrar = KeyRegistrar()
    for look in (registrar.certificate, registrar.revocations):
        with pytest.raises(SignatureError) as caught:
            look(data)
        assert_said(caught.value)


def test_two_thousand_million_rounds_are_not_run(pki: Pki) -> None:
    leaf = pki.leaves["m1"]
    plain = leaf.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    assert open_key_file(key_file_around(plain, leaf.certificate, "x"), "x").member_id == "m1"
    for rounds in (2**31 - 1, 2**62):
        heavy = key_file_around(plain, leaf.certificate, "x", rounds)
        with pytest.raises(SignatureError) as caught:
            open_key_file(heavy, "x")
        assert caught.value.reasons[0].key == "key.heavy"
        assert_said(caught.value)


def test_mutants_of_a_key_file_open_to_its_own_key_or_not_at_all(pki: Pki) -> None:
    data = write_key_file(pki.leaves["m1"], "x", 10)
    chance = random.Random(5)
    own = pki.leaves["m1"].certificate
    for number in range(300):
        mutant = bytearray(data)
        for _ in range(chance.randrange(1, 4)):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        if number % 3 == 0:
            mutant = mutant[: chance.randrange(len(mutant))]
        with suppress(SignatureError):
            assert open_key_file(bytes(mutant), "x").certificate == own


def test_certificate_of_another_key_in_the_file_is_refused(pki: Pki) -> None:
    chair, secretary = pki.leaves["m1"], pki.leaves["m3"]
    mixed = replace(chair, certificate=secretary.certificate)
    plain = mixed.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(SignatureError) as caught:
        open_key_file(key_file_around(plain, mixed.certificate, "x"), "x")
    assert caught.value.reasons[0].key == "key.unreadable"


def test_what_a_certificate_says_is_told_without_judging(pki: Pki, made: dict[str, bytes]) -> None:
    registrar = KeyRegistrar()
    card = registrar.certificate(made["pem"])
    assert (card.member_id, card.role, card.key) == ("m1", "chair", "EC P-256")
    assert registrar.certificate(made["wrong curve"]).key == "EC secp384r1"
    assert registrar.certificate(made["rsa of 1024 bits"]).key == "RSA 1024"
    root = registrar.certificate(pki.root.certificate)
    assert (root.role, root.member_id) == ("root", "")
    assert registrar.certificate(pki.territory.certificate).role == "authority"
    pem = x509.load_der_x509_crl(pki.lists(5)[1]).public_bytes(Encoding.PEM)
    assert [e.serial for e in registrar.revocations(pem).entries] == ["0000000000000005"]
