# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Revoking: the next list holds all before it; highest number wins; what is revoked stays so."""

from datetime import timedelta

import pytest

from precinct_app.domain.errors import SignatureError
from precinct_app.services.registrar import RevocationReason
from precinct_app.signing.authority import make_revocation_list, revoke
from precinct_app.signing.keys import write_key_file
from precinct_app.signing.registrar import KeyRegistrar
from precinct_app.signing.trust import Verifier
from tests.signing.pki import BUILT, SECRETARY, SIGNED, VALID, Pki, serial

LOST = RevocationReason.LOST.value
EARLY = SIGNED - timedelta(hours=5)


def reasons(verifier: Verifier, pki: Pki, member: str) -> list[str]:
    try:
        signed = verifier.judge(pki.leaves[member].certificate, SIGNED)
    except SignatureError as error:
        return [reason.key for reason in error.reasons]
    return [signed.doubt.key] if signed.doubt else []


def test_next_list_holds_all_before_it(pki: Pki) -> None:
    lists = pki.trust.revocation_lists
    second = revoke(pki.territory, lists, serial(pki.leaves["m1"]), EARLY, LOST, BUILT)
    later = SIGNED + timedelta(days=1)
    third = revoke(
        pki.territory, (*lists, second), serial(pki.leaves["m3"]), later, "superseded", BUILT
    )
    card = KeyRegistrar().revocations(third)
    assert card.number == 3
    told = {entry.serial: (entry.at, entry.reason) for entry in card.entries}
    assert told == {
        f"{serial(pki.leaves['m1']):016X}": (EARLY.replace(microsecond=0), "keyCompromise"),
        f"{serial(pki.leaves['m3']):016X}": (later.replace(microsecond=0), "superseded"),
    }
    verifier = pki.verifier(revocation_lists=(lists[0], third))
    assert reasons(verifier, pki, "m1") == ["signer.revoked"]
    assert reasons(verifier, pki, "m3") == ["signer.revoked_later"]
    assert reasons(verifier, pki, "m4") == []


def test_lists_in_any_order_and_number_give_the_same(pki: Pki) -> None:
    lists = pki.trust.revocation_lists
    second = revoke(pki.territory, lists, serial(pki.leaves["m1"]), EARLY, LOST, BUILT)
    for held in ((*lists, second), (second, *reversed(lists))):
        assert reasons(pki.verifier(revocation_lists=held), pki, "m1") == ["signer.revoked"]


def test_a_higher_list_that_forgets_takes_nothing_back(pki: Pki) -> None:
    lists = pki.trust.revocation_lists
    second = revoke(pki.territory, lists, serial(pki.leaves["m1"]), EARLY, LOST, BUILT)
    forgetful = make_revocation_list(pki.territory, 9, {}, BUILT, VALID)
    verifier = pki.verifier(revocation_lists=(*lists, second, forgetful))
    assert reasons(verifier, pki, "m1") == ["signer.revoked"]


def test_the_highest_number_s_time_of_revocation_stands(pki: Pki) -> None:
    number = serial(pki.leaves["m1"])
    root = pki.trust.revocation_lists[0]
    after, before = SIGNED + timedelta(hours=1), SIGNED - timedelta(hours=1)
    early = make_revocation_list(pki.territory, 2, {number: before}, BUILT, VALID)
    late = make_revocation_list(pki.territory, 3, {number: after}, BUILT, VALID)
    assert reasons(pki.verifier(revocation_lists=(root, late, early)), pki, "m1") == [
        "signer.revoked_later"
    ]


def test_a_list_of_another_authority_of_the_same_name_revokes_nobody(
    pki: Pki, other_pki: Pki
) -> None:
    forged = revoke(
        other_pki.territory, other_pki.trust.revocation_lists, serial(pki.leaves["m1"]), EARLY,
        LOST, BUILT,
    )  # fmt: skip
    verifier = pki.verifier(revocation_lists=(*pki.trust.revocation_lists, forged))
    assert reasons(verifier, pki, "m1") == []


def test_revoked_twice_or_without_the_former_list_is_refused(pki: Pki, other_pki: Pki) -> None:
    number = serial(pki.leaves["m3"])
    second = revoke(pki.territory, pki.trust.revocation_lists, number, EARLY, LOST, BUILT)
    for lists, key in (((second,), "revocation.already"), ((), "revocation.no_list"),
                       (other_pki.trust.revocation_lists, "revocation.no_list")):  # fmt: skip
        with pytest.raises(SignatureError) as caught:
            revoke(pki.territory, lists, number, EARLY, LOST, BUILT)
        assert caught.value.reasons[0].key == key


def test_a_number_that_is_none_is_told(pki: Pki) -> None:
    file = write_key_file(pki.territory, "x", 10)
    with pytest.raises(SignatureError) as caught:
        KeyRegistrar().revoke(file, "x", pki.trust.revocation_lists, "zz", EARLY,
                              RevocationReason.LEFT, BUILT)  # fmt: skip
    assert caught.value.reasons[0].key == "revocation.serial"
    assert SECRETARY.member_id == "m3"
