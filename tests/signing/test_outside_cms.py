# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signatures of other programs are named and never counted, whatever is in them."""

import random
from pathlib import Path

import pytest

from precinct_app.domain.errors import SignatureError
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence
from precinct_app.signing import cms
from precinct_app.signing.outside_cms import LARGEST, demand_usable, look
from tests.journeys.fuzz import MUTATIONS
from tests.signing.hostile import nested
from tests.signing.pki import CHAIR, SIGNED, Pki

OUTSIDE = Path(__file__).parent / "outside"
CONTENT = b'{"record":"sample"}'


@pytest.mark.parametrize(
    ("name", "signer", "algorithm"),
    [
        ("gost_detached.p7s", "ТЕСТ ГОСТ", "34.10-2012 (512)"),
        ("gost_attached.p7s", "ТЕСТ ГОСТ", "34.10-2012 (512)"),
        ("rsa_detached.p7s", "ИВАНОВ ИВАН", "rsassa_pkcs1v15"),
    ],
)
def test_signer_and_algorithm_are_told(name: str, signer: str, algorithm: str) -> None:
    message = (OUTSIDE / name).read_bytes()
    check = look(message, CONTENT)
    assert check.good is None
    assert check.reason is not None
    assert check.reason.key == "outside.not_verified"
    assert check.reason.values == {"name": signer, "algorithm": algorithm}
    for language in Language:
        assert signer in sentence(check.reason, language)
    demand_usable(message, CONTENT)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("gost_attached.p7s", "outside.other_content"),
        ("rsa_detached.p7s", "outside.other_content"),
        # Its digest is one that nobody here can compute: only its own program can tell.
        ("gost_detached.p7s", "outside.not_verified"),
    ],
)
def test_over_something_else(name: str, key: str) -> None:
    message = (OUTSIDE / name).read_bytes()
    reason = look(message, CONTENT + b" ").reason
    assert reason is not None
    assert reason.key == key
    if key == "outside.other_content":
        with pytest.raises(SignatureError, match=r"outside\.other_content"):
            demand_usable(message, CONTENT + b" ")


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"PK\x03\x04", nested(2000), b"\x30\x80", b"\x30" * (LARGEST + 1)]
)
def test_no_signature_at_all(data: bytes) -> None:
    with pytest.raises(SignatureError, match=r"outside\.unreadable"):
        demand_usable(data, CONTENT)


def test_a_signature_of_our_own_is_not_verified_by_this_way(pki: Pki) -> None:
    message = cms.sign(CONTENT, pki.signer(CHAIR), SIGNED)
    check = look(message, CONTENT)
    assert check.good is None
    assert check.reason is not None
    assert check.reason.values["name"] == CHAIR.name


def test_no_mutant_is_ever_good() -> None:
    chance = random.Random(11)
    for path in sorted(OUTSIDE.glob("*.p7s")):
        for _ in range(100):
            mutant = chance.choice(MUTATIONS)(path.read_bytes(), chance)
            check = look(mutant, CONTENT)
            assert check.good is None
            assert check.reason is not None
            assert all(str(value).isprintable() for value in check.reason.values.values())
