# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificates are judged by the election's root, as of the claimed time, with revocation."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import SignatureError
from precinct_app.signing.authority import (
    Authority,
    Validity,
    make_leaf,
    make_revocation_list,
    make_territorial,
)
from precinct_app.signing.subject import Subject, signer_name
from precinct_app.signing.trust import Verifier, judge_chain, key_id
from tests.signing.pki import (
    BUILT,
    CHAIR,
    ELECTION,
    PRECINCT,
    SIGNED,
    VALID,
    Pki,
    flipped,
    serial,
)


def keys_of(verifier: Verifier, der: bytes, at: datetime = SIGNED) -> list[str]:
    with pytest.raises(SignatureError) as error:
        verifier.judge(der, at)
    return [reason.key for reason in error.value.reasons]


def test_good_certificate_says_who(pki: Pki) -> None:
    signed = judge_chain(pki.leaves["m1"].certificate, pki.trust, SIGNED)
    assert (signed.member_id, signed.name, signed.role) == ("m1", CHAIR.name, Role.CHAIR)
    assert (signed.precinct_id, signed.claimed) == (PRECINCT, SIGNED)
    assert signed.serial == f"{serial(pki.leaves['m1']):016X}"
    assert len(signed.serial) == 16


def test_same_names_of_another_authority_are_strangers(pki: Pki, other_pki: Pki) -> None:
    forged = other_pki.leaves["m1"].certificate
    assert keys_of(pki.verifier(), forged) == ["signer.unknown_issuer"]


def test_revoked_before_and_after_the_claimed_time(pki: Pki) -> None:
    leaf = pki.leaves["m1"]
    early = pki.lists(serial(leaf), number=2, at=SIGNED - timedelta(days=1))
    late = pki.lists(serial(leaf), number=2, at=SIGNED + timedelta(days=1))
    before = pki.verifier(revocation_lists=early)
    after = pki.verifier(revocation_lists=late)
    assert keys_of(before, leaf.certificate) == ["signer.revoked"]
    doubt = after.judge(leaf.certificate, SIGNED).doubt
    assert doubt is not None
    assert doubt.key == "signer.revoked_later"
    assert after.judge(pki.leaves["m3"].certificate, SIGNED).doubt is None
    assert before.judge(pki.leaves["m3"].certificate, SIGNED).member_id == "m3"


@pytest.mark.parametrize("latest_first", [True, False])
def test_highest_list_number_wins(pki: Pki, latest_first: bool) -> None:
    leaf = pki.leaves["m1"]
    lists = [*pki.lists(), *pki.lists(serial(leaf), number=10, at=VALID.begins)]
    ordered = tuple(reversed(lists) if latest_first else lists)
    assert keys_of(pki.verifier(revocation_lists=ordered), leaf.certificate) != []


def test_revoked_territory_takes_its_signers_along(pki: Pki) -> None:
    revoked = {x509.load_der_x509_certificate(pki.territory.certificate).serial_number: BUILT}
    lists = (make_revocation_list(pki.root, 3, revoked, BUILT, VALID), pki.lists()[1])
    verifier = pki.verifier(revocation_lists=lists)
    assert keys_of(verifier, pki.leaves["m1"].certificate) == ["signer.authority_revoked"]


@pytest.mark.parametrize("kept", [0, 1])
def test_lists_of_both_levels_are_required(pki: Pki, kept: int) -> None:
    verifier = pki.verifier(revocation_lists=(pki.lists()[kept],))
    assert keys_of(verifier, pki.leaves["m1"].certificate) == ["signer.no_revocation_list"]


def test_list_signed_by_a_forger_does_not_count(pki: Pki, other_pki: Pki) -> None:
    verifier = pki.verifier(revocation_lists=(pki.lists()[0], other_pki.lists()[1]))
    assert keys_of(verifier, pki.leaves["m1"].certificate) == ["signer.no_revocation_list"]


def test_old_list_is_not_enough(pki: Pki) -> None:
    short = Validity(VALID.begins, SIGNED - timedelta(hours=1))
    made = VALID.begins
    lists = tuple(make_revocation_list(a, 1, {}, made, short) for a in (pki.root, pki.territory))
    verifier = pki.verifier(revocation_lists=lists)
    found = keys_of(verifier, pki.leaves["m1"].certificate)
    assert found == ["signer.old_revocation_list"] * 2


@pytest.mark.parametrize(
    "at",
    [VALID.begins - timedelta(seconds=1), VALID.ends + timedelta(seconds=1)],
)
def test_outside_its_validity(pki: Pki, at: datetime) -> None:
    found = keys_of(pki.verifier(), pki.leaves["m1"].certificate, at)
    assert found[0] == "signer.outside"
    assert "signer.authority_outside" in found


def test_edges_of_validity_are_inside(pki: Pki) -> None:
    for at in (VALID.begins, VALID.ends):
        assert pki.verifier().judge(pki.leaves["m1"].certificate, at).member_id == "m1"


def test_wrong_role_for_the_use(pki: Pki) -> None:
    leaf = pki.leaves["pack"].certificate
    assert keys_of(pki.verifier(), leaf) == ["signer.role"]
    allowed = frozenset({Role.PACKAGE_SIGNER})
    assert pki.verifier().judge(leaf, SIGNED, allowed).role is Role.PACKAGE_SIGNER


def test_all_reasons_are_told_at_once(pki: Pki) -> None:
    leaf = pki.leaves["pack"]
    verifier = pki.verifier(revocation_lists=(pki.lists(serial(leaf), at=VALID.begins)[1],))
    found = keys_of(verifier, leaf.certificate)
    expected = {"signer.revoked", "signer.no_revocation_list", "signer.role"}
    assert set(found) == expected


def test_authority_is_no_signer_and_a_signer_no_authority(pki: Pki) -> None:
    verifier = pki.verifier()
    assert keys_of(verifier, pki.territory.certificate) == ["signer.form"]
    leaf = pki.leaves["m1"]
    misused = Authority(leaf.certificate, leaf.key, leaf.chain)
    below = make_leaf(misused, CHAIR, PRECINCT, VALID)
    assert keys_of(verifier, below.certificate) == ["signer.unknown_issuer"]
    with pytest.raises(SignatureError, match=r"trust\.authority"):
        pki.verifier(authorities=(leaf.certificate,))


def test_leaf_straight_from_the_root_is_refused(pki: Pki) -> None:
    leaf = make_leaf(pki.root, CHAIR, PRECINCT, VALID)
    assert keys_of(pki.verifier(), leaf.certificate) == ["signer.unknown_issuer"]


def test_territory_of_another_root_spoils_the_trust(pki: Pki, other_pki: Pki) -> None:
    with pytest.raises(SignatureError, match=r"trust\.authority"):
        pki.verifier(authorities=(other_pki.territory.certificate,))
    with pytest.raises(SignatureError, match=r"trust\.root"):
        pki.verifier(root=pki.territory.certificate)
    with pytest.raises(SignatureError, match=r"trust\.root"):
        pki.verifier(root=b"nothing")
    with pytest.raises(SignatureError, match=r"trust\.revocation_list"):
        pki.verifier(revocation_lists=(b"nothing",))


def test_weak_hash_and_missing_key_usage_are_refused(pki: Pki) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = Subject(ELECTION, PRECINCT, Role.CHAIR, CHAIR.name, "m1")
    parent = x509.load_der_x509_certificate(pki.territory.certificate)
    plain = (
        x509.CertificateBuilder()
        .subject_name(signer_name(subject))
        .issuer_name(parent.subject)
        .public_key(key.public_key())
        .serial_number(77)
        .not_valid_before(VALID.begins)
        .not_valid_after(VALID.ends)
    )
    der = plain.sign(pki.territory.key, hashes.SHA256()).public_bytes(Encoding.DER)
    assert keys_of(pki.verifier(), der) == ["signer.form"]
    weak = plain.sign(pki.territory.key, hashes.SHA224()).public_bytes(Encoding.DER)
    assert keys_of(pki.verifier(), weak) == ["signer.form"]


def test_other_election_of_the_same_authority(pki: Pki) -> None:
    other = make_territorial(pki.root, "KOS", "Қостанай облысы", VALID)
    assert pki.verifier(authorities=(other.certificate,)).knows_authority(other.certificate)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = Subject("another", PRECINCT, Role.CHAIR, CHAIR.name, "m1")
    good = x509.load_der_x509_certificate(pki.leaves["m1"].certificate)
    builder = (
        x509.CertificateBuilder()
        .subject_name(signer_name(subject))
        .issuer_name(good.issuer)
        .public_key(key.public_key())
        .serial_number(78)
        .not_valid_before(VALID.begins)
        .not_valid_after(VALID.ends)
    )
    for extension in good.extensions:
        builder = builder.add_extension(extension.value, extension.critical)
    der = builder.sign(pki.territory.key, hashes.SHA256()).public_bytes(Encoding.DER)
    assert keys_of(pki.verifier(), der) == ["signer.other_election"]


def test_no_flipped_bit_of_a_certificate_passes(pki: Pki) -> None:
    verifier = pki.verifier()
    for copy in flipped(pki.leaves["m1"].certificate, 200):
        with pytest.raises(SignatureError):
            verifier.judge(copy, SIGNED)


def test_cache_stays_within_its_bounds(pki: Pki) -> None:
    verifier = Verifier(pki.trust, kept=2)
    for _ in range(2):
        for leaf in pki.leaves.values():
            assert verifier.signer(leaf.certificate).der == leaf.certificate
    assert len(verifier._signers) == 2


def test_signers_are_found_by_their_short_name(pki: Pki) -> None:
    der = pki.leaves["m1"].certificate
    assert pki.verifier().by_key_id(key_id(der)) == der
    assert pki.verifier(signers=()).by_key_id(key_id(der)) is None


def test_validity_spans_from_new_year_to_ten_years_after_the_later_day() -> None:
    early = Validity.of_election(date(2026, 3, 1), datetime(2026, 2, 1, tzinfo=UTC))
    assert early.begins == datetime(2026, 1, 1, tzinfo=UTC)
    assert early.ends == datetime(2036, 3, 1, tzinfo=UTC)
    leap = Validity.of_election(date(2023, 3, 19), datetime(2028, 2, 29, 5, tzinfo=UTC))
    assert leap.ends == datetime(2038, 2, 28, 5, tzinfo=UTC)
    assert replace(leap) == leap
