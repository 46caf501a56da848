# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The seal: a protocol's figures under the certifier's signature, small enough for a QR code.

``protocol.seal`` is CBOR (RFC 8949) ``[body, key id, r||s]``; the body is CBOR too: schema,
election, precinct, ballot, form, version, time, printed figures, box totals, votes, and the first
16 bytes of the record's SHA-256.  Names are not in it; the order is the form's and the ballot's.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import base45
import cbor2
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from precinct_app.domain.commission import CERTIFIERS
from precinct_app.domain.errors import PrecinctError, SignatureError
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import NA, Figure, NotApplicable
from precinct_app.services.ports import SignedBy, Signer
from precinct_app.signing import raw_signature
from precinct_app.signing.printed_figures import PrintedFigures, printed_figures
from precinct_app.signing.trust import KEY_ID_SIZE, Verifier, key_id

PREFIX: Final = "KZ1:"
SCHEMA: Final = 1
DIGEST_SIZE: Final = 16
LARGEST: Final = 2000
"""Bytes of a seal; a QR code holds fewer."""

_OUTER: Final = 3
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class SealedFigures:
    """What a seal says."""

    election_id: str
    precinct_id: str
    ballot_id: str
    form_id: str
    version: int
    made: datetime
    """When the protocol was made, UTC, to the second."""
    printed: PrintedFigures
    record_digest: bytes
    """First 16 bytes of the SHA-256 of ``protocol.json``."""


@dataclass(frozen=True, slots=True)
class VerifiedSeal:
    """A good seal: what it says and whose it is."""

    figures: SealedFigures
    signed_by: SignedBy


def make_seal(record: ProtocolRecord, record_json: bytes, form: Form, signer: Signer) -> bytes:
    """Seal a frozen record; the same record and key give the same bytes.

    SignatureError ``seal.role`` for anybody but chair, deputy or secretary, ``seal.key_kind`` for a
    key that is not EC P-256, ``seal.record`` when record, JSON and form do not belong together.
    """
    if signer.role not in CERTIFIERS:
        raise SignatureError.of("seal.role")
    key = x509.load_der_x509_certificate(signer.certificate).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not raw_signature.is_usable(key):
        raise SignatureError.of("seal.key_kind")
    if record_json != record.to_json() or record.form_sha256 != form.sha256:
        raise SignatureError.of("seal.record")
    body = _encode_body(_sealed(record, record_json, form))
    signature = raw_signature.with_lower_s(signer.sign(body))
    return _encode([body, key_id(signer.certificate), signature])


def qr_text(seal: bytes) -> str:
    """The text of the sealed QR code: ``KZ1:`` and base45 (RFC 9285)."""
    return PREFIX + str(base45.b45encode(seal).decode("ascii"))


def read_qr(text: str) -> bytes:
    """Read a sealed QR code's text back; SignatureError ``seal.unreadable`` on anything odd."""
    if not text.startswith(PREFIX) or len(text) > 2 * LARGEST:
        raise SignatureError.of("seal.unreadable")
    try:
        seal: bytes = base45.b45decode(text[len(PREFIX) :])
    except ValueError as error:
        raise SignatureError.of("seal.unreadable") from error
    if qr_text(seal) != text:
        raise SignatureError.of("seal.unreadable")
    read_seal(seal)
    return seal


def read_seal(seal: bytes) -> SealedFigures:
    """Read what a seal says without judging it; SignatureError ``seal.unreadable``."""
    return _decode_body(_parts(seal)[0])


def verify_seal(
    seal: bytes,
    verifier: Verifier,
    record_json: bytes | None = None,
    form: Form | None = None,
) -> VerifiedSeal:
    """Judge a seal by the signers' certificates of the package, and by its record where given.

    With the record alone, identity, hash, votes and box totals are compared; with its form too,
    every figure.  SignatureError ``seal.*`` or ``signer.*``.
    """
    body, short, signature = _parts(seal)
    figures = _decode_body(body)
    der = verifier.by_key_id(short)
    if der is None:
        raise SignatureError.of("seal.unknown_signer")
    signer = verifier.signer(der)
    is_p256 = isinstance(signer.public_key, ec.EllipticCurvePublicKey)
    if not is_p256 or not raw_signature.is_good(signer.public_key, signature, body):
        raise SignatureError.of("seal.signature")
    signed_by = verifier.judge(der, figures.made, CERTIFIERS)
    own = (signer.subject.election_id, signer.subject.unit)
    if own != (figures.election_id, figures.precinct_id):
        raise SignatureError.of("seal.other_precinct", precinct=figures.precinct_id)
    if record_json is not None:
        _compare(figures, record_json, form)
    return VerifiedSeal(figures, signed_by)


def _compare(figures: SealedFigures, record_json: bytes, form: Form | None) -> None:
    try:
        record = ProtocolRecord.from_json(record_json)
    except PrecinctError as error:
        raise SignatureError.of("seal.record") from error
    if form is not None and form.sha256 != record.form_sha256:
        raise SignatureError.of("seal.record")
    expected = _sealed(record, record_json, form)
    if form is None:
        expected = _without_lines(expected, figures.printed.lines)
    if figures != expected:
        raise SignatureError.of("seal.differs", precinct=figures.precinct_id)


def _without_lines(figures: SealedFigures, lines: tuple[Figure | None, ...]) -> SealedFigures:
    """Expect whatever lines the seal has: only a form says which are printed."""
    return SealedFigures(
        election_id=figures.election_id,
        precinct_id=figures.precinct_id,
        ballot_id=figures.ballot_id,
        form_id=figures.form_id,
        version=figures.version,
        made=figures.made,
        printed=PrintedFigures(lines, figures.printed.boxes, figures.printed.votes),
        record_digest=figures.record_digest,
    )


def _sealed(record: ProtocolRecord, record_json: bytes, form: Form | None) -> SealedFigures:
    return SealedFigures(
        election_id=record.election_id,
        precinct_id=record.precinct_id,
        ballot_id=record.ballot_id,
        form_id=record.form_id,
        version=record.version,
        made=record.times.protocol_made.astimezone(UTC).replace(microsecond=0),
        printed=printed_figures(record, form),
        record_digest=hashlib.sha256(record_json).digest()[:DIGEST_SIZE],
    )


def _encode_body(figures: SealedFigures) -> bytes:
    return _encode(
        [
            SCHEMA,
            figures.election_id,
            figures.precinct_id,
            figures.ballot_id,
            figures.form_id,
            figures.version,
            int(figures.made.timestamp()),
            _to_cbor(figures.printed.lines),
            _to_cbor(figures.printed.boxes),
            _to_cbor(figures.printed.votes),
            figures.record_digest,
        ]
    )


def _decode_body(body: bytes) -> SealedFigures:
    try:
        schema, election, precinct, ballot, form, version, made, lines, boxes, votes, digest = (
            _decode(body)
        )
        figures = SealedFigures(
            election_id=election,
            precinct_id=precinct,
            ballot_id=ballot,
            form_id=form,
            version=version,
            made=datetime.fromtimestamp(made, UTC),
            printed=PrintedFigures(_from_cbor(lines), _from_cbor(boxes), _from_cbor(votes)),
            record_digest=digest,
        )
        exact = schema == SCHEMA and _encode_body(figures) == body
    except Exception as error:  # hostile bytes: whatever is wrong, it is not a seal's body
        raise SignatureError.of("seal.unreadable") from error
    texts = (election, precinct, ballot, form)
    if not exact or not all(type(text) is str for text in texts) or type(version) is not int:
        raise SignatureError.of("seal.unreadable")
    if type(digest) is not bytes or len(digest) != DIGEST_SIZE:
        raise SignatureError.of("seal.unreadable")
    return figures


def _parts(seal: bytes) -> tuple[bytes, bytes, bytes]:
    if len(seal) > LARGEST:
        raise SignatureError.of("seal.unreadable")
    try:
        parts = _decode(seal)
        exact = _encode(parts) == seal
    except Exception as error:
        raise SignatureError.of("seal.unreadable") from error
    sizes = [len(part) for part in parts if type(part) is bytes]
    if not exact or len(parts) != _OUTER or sizes[1:] != [KEY_ID_SIZE, raw_signature.SIZE]:
        raise SignatureError.of("seal.unreadable")
    return parts[0], parts[1], parts[2]


def _encode(value: object) -> bytes:
    encoded: bytes = cbor2.dumps(value, canonical=True)
    return encoded


def _decode(data: bytes) -> list[Any]:
    value = cbor2.loads(data, allow_indefinite=False, max_depth=_DEEPEST)
    if type(value) is not list:
        raise ValueError(data)
    return value


def _to_cbor(figures: Sequence[Figure | None]) -> list[object]:
    """In CBOR "not applicable" is null and "not filled" is undefined, which no number is."""
    plain: list[object] = []
    for figure in figures:
        if figure is None:
            plain.append(cbor2.undefined)
        else:
            plain.append(None if isinstance(figure, NotApplicable) else figure)
    return plain


def _from_cbor(plain: object) -> tuple[Figure | None, ...]:
    if type(plain) is not list:
        raise ValueError(plain)
    return tuple(_figure(item) for item in plain)


def _figure(item: object) -> Figure | None:
    if item is None:
        return NA
    if item is cbor2.undefined:
        return None
    if type(item) is not int or item < 0:
        raise ValueError(item)
    return item
