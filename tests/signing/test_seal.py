# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The seal says the printed figures, and nobody but the certifier can have said them."""

from dataclasses import replace

import cbor2
import pytest
import zxingcpp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from precinct_app.domain.canonical import control_number
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import SignatureError
from precinct_app.domain.protocol.sheet import NA
from precinct_app.signing.authority import certify
from precinct_app.signing.keys import KeyFileSigner, signer_of
from precinct_app.signing.printed_figures import TRAINING, plain_text
from precinct_app.signing.seal import make_seal, qr_text, read_qr, read_seal, verify_seal
from precinct_app.signing.subject import read_signer
from precinct_app.signing.trust import Verifier
from tests.signing.forms import a_filled_record, a_form
from tests.signing.pki import CHAIR, MEMBER, PRECINCT, VALID, Pki, flipped, serial

FORM = a_form()
RECORD = a_filled_record()
JSON = RECORD.to_json()


@pytest.fixture(scope="module")
def seal(pki: Pki) -> bytes:
    return make_seal(RECORD, JSON, FORM, pki.signer(CHAIR))


def refused(seal: bytes, verifier: Verifier, record_json: bytes | None = JSON) -> str:
    with pytest.raises(SignatureError) as error:
        verify_seal(seal, verifier, record_json, FORM)
    return error.value.reasons[0].key


def test_seal_holds_printed_lines_boxes_and_votes(seal: bytes, verifier: Verifier) -> None:
    verified = verify_seal(seal, verifier, JSON, FORM)
    figures = verified.figures
    assert figures.printed.lines == (1202, NA, 28)
    assert figures.printed.boxes == (28, 3)
    assert figures.printed.votes == (500, 501)
    assert (figures.precinct_id, figures.ballot_id, figures.version) == (PRECINCT, "list", 1)
    assert verified.signed_by.member_id == "m1"


def test_seal_alone_is_enough_for_a_phone(seal: bytes, verifier: Verifier) -> None:
    verified = verify_seal(read_qr(qr_text(seal)), verifier)
    assert verified.figures == read_seal(seal)
    assert verified.figures.made == RECORD.times.protocol_made


def test_same_record_same_seal(pki: Pki, seal: bytes) -> None:
    assert make_seal(RECORD, JSON, FORM, pki.signer(CHAIR)) == seal


def test_code_is_read_back_by_a_reader(seal: bytes) -> None:
    text = qr_text(seal)
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    found = zxingcpp.read_barcodes(zxingcpp.write_barcode_to_image(code, scale=3))
    assert [result.text for result in found] == [text]


def test_forty_names_fit_the_place_on_paper(pki: Pki) -> None:
    record = a_filled_record(40)
    seal = make_seal(record, record.to_json(), FORM, pki.signer(CHAIR))
    assert len(seal) <= 350
    assert len(plain_text(record, FORM)) <= 321


@pytest.mark.parametrize("seed", range(3))
def test_no_flipped_bit_passes(seal: bytes, verifier: Verifier, seed: int) -> None:
    for copy in flipped(seal, len(seal), seed):
        assert refused(copy, verifier, None).split(".")[0] in {"seal", "signer"}


def test_text_is_read_strictly(seal: bytes) -> None:
    text = qr_text(seal)
    odd = ["", "KZ1:", text.lower(), text + "\n", text + " ", text[:-1], " " + text,
           text.replace("KZ1", "KZ2"), "KZ1:" + "0" * 5000, "KZ1:Ә"]  # fmt: skip
    for other in odd:
        with pytest.raises(SignatureError, match=r"seal\.unreadable"):
            read_qr(other)


def test_other_ways_to_write_the_same_are_refused(seal: bytes, verifier: Verifier) -> None:
    body, short, signature = cbor2.loads(seal)
    odd = [
        cbor2.dumps([body, short, signature], indefinite_containers=True),
        cbor2.dumps((body, short, signature, 0)),
        cbor2.dumps({"body": body}),
        cbor2.dumps([body.decode("latin-1"), short, signature]),
        seal + b"\0",
        b"",
        cbor2.dumps([cbor2.dumps([1, 2]), short, signature]),
        cbor2.dumps([body, short, signature + b"0"]),
    ]
    for other in odd:
        assert refused(other, verifier) == "seal.unreadable"


def test_other_figures_under_a_good_signature_are_told(pki: Pki, verifier: Verifier) -> None:
    """An insider with the chair's key seals other figures than the record's."""
    other = a_filled_record(values=(*RECORD.values[:-1], replace(RECORD.values[-1], figure=29)))
    seal = make_seal(other, other.to_json(), FORM, pki.signer(CHAIR))
    assert refused(seal, verifier) == "seal.differs"
    with pytest.raises(SignatureError, match=r"seal\.differs"):
        verify_seal(seal, verifier, JSON)
    assert verify_seal(seal, verifier, other.to_json(), FORM).signed_by.member_id == "m1"


def test_chair_of_another_precinct_cannot_seal(pki: Pki, verifier: Verifier) -> None:
    seal = make_seal(RECORD, JSON, FORM, signer_of(pki.leaves["stranger"]))
    assert refused(seal, verifier) == "seal.other_precinct"


def test_revoked_and_unknown_signers(pki: Pki, seal: bytes, other_pki: Pki) -> None:
    early = pki.lists(serial(pki.leaves["m1"]), number=2, at=VALID.begins)
    assert refused(seal, pki.verifier(revocation_lists=early)) == "signer.revoked"
    late = pki.verifier(revocation_lists=pki.lists(serial(pki.leaves["m1"]), number=2))
    doubt = verify_seal(seal, late, JSON, FORM).signed_by.doubt
    assert doubt is not None
    assert doubt.key == "signer.revoked_later"
    assert refused(seal, other_pki.verifier()) == "seal.unknown_signer"
    assert refused(seal, pki.verifier(signers=())) == "seal.unknown_signer"


def test_only_certifiers_seal_and_only_with_an_election_key(pki: Pki) -> None:
    with pytest.raises(SignatureError, match=r"seal\.role"):
        make_seal(RECORD, JSON, FORM, pki.signer(MEMBER))
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    der = certify(pki.territory, key.public_key(), CHAIR, PRECINCT, VALID)
    subject = read_signer(x509.load_der_x509_certificate(der).subject)
    with pytest.raises(SignatureError, match=r"seal\.key_kind"):
        make_seal(RECORD, JSON, FORM, KeyFileSigner(der, (), subject, key))


def test_record_and_form_must_belong_together(pki: Pki, seal: bytes, verifier: Verifier) -> None:
    with pytest.raises(SignatureError, match=r"seal\.record"):
        make_seal(RECORD, JSON + b" ", FORM, pki.signer(CHAIR))
    with pytest.raises(SignatureError, match=r"seal\.record"):
        make_seal(RECORD, JSON, replace(FORM, sha256="0" * 64), pki.signer(CHAIR))
    with pytest.raises(SignatureError, match=r"seal\.record"):
        verify_seal(seal, verifier, b"{}", FORM)


def test_line_that_nobody_filled_does_not_stop_the_night(pki: Pki, verifier: Verifier) -> None:
    record = a_filled_record(values=RECORD.values[1:])
    seal = make_seal(record, record.to_json(), FORM, pki.signer(CHAIR))
    lines = verify_seal(seal, verifier, record.to_json(), FORM).figures.printed.lines
    assert lines == (None, NA, 28)


def test_plain_text_for_any_phone() -> None:
    record = a_filled_record(mode=Mode.REAL)
    number = control_number(record.to_json())
    groups = " ".join(number[i : i + 4] for i in range(0, 36, 4))
    assert plain_text(record, FORM).split("\n") == [
        "KZ 2023-03-19 kz-2023-03-19-mock list",
        "KZ-KOS-9001 v1",
        "1=1202 2=n/a",
        "16.1=500 16.2=501 17=28",
        groups,
    ]
    assert plain_text(record, FORM).isascii()


def test_many_options_stand_as_one_list() -> None:
    lines = plain_text(a_filled_record(13), FORM).split("\n")
    assert lines[0] == TRAINING
    assert lines[4] == "16.1-16.13: 500 501 502 503 504 505 506 507 508 509 510 511 512"
    assert lines[5] == "17=28"
    assert plain_text(a_filled_record(12), FORM).split("\n")[4].startswith("16.1=500 ")
