# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Detached signatures in CMS (RFC 5652) with one SignerInfo a signer, in one form only.

Verifying takes the message apart, judges each piece, builds it again from the pieces and demands
the same bytes: so no byte can be altered, added or left out unseen.  Signed attributes are content
type, message digest, signing time and the signer's certificate (ESS, RFC 5035); inside a PDF the
time stands in the PDF (ETSI EN 319 142-1).
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import rsa

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import PrecinctError, Reason, SignatureError
from precinct_app.services.ports import SignedBy, Signer
from precinct_app.signing import der, raw_signature
from precinct_app.signing.trust import PROTOCOL_SIGNERS, Verifier

LARGEST: Final = 64 * 1024
"""Bytes of a message with a whole commission's signatures; a larger one is not parsed."""

_CONTENT_TYPE: Final = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
_SIGNING_TIME: Final = "1.2.840.113549.1.9.5"
_SIGNING_CERTIFICATE: Final = "1.2.840.113549.1.9.16.2.47"
_ATTRIBUTES: Final = sorted([_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_CERTIFICATE])
_TIMED_ATTRIBUTES: Final = sorted([*_ATTRIBUTES, _SIGNING_TIME])
_DATA: Final = "1.2.840.113549.1.7.1"
_SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
_SHA256: Final[bytes] = algos.DigestAlgorithm({"algorithm": "sha256"}).dump()
_ECDSA: Final[bytes] = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}).dump()
_RSA: Final[bytes] = algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}).dump()


@dataclass(frozen=True, slots=True)
class _Part:
    """One signer's share of a message."""

    certificate: bytes
    attributes: bytes
    """The signed attributes as they are hashed: DER of a SET OF."""
    signature: bytes
    """As it stands in CMS: DER for P-256."""
    digest: bytes
    """The message digest that the attributes name."""
    claimed: datetime | None
    """The signing time that the attributes claim."""


def sign(data: bytes, signer: Signer, when: datetime) -> bytes:
    """Sign the data as the first: a detached CMS, DER."""
    part = _sign(hashlib.sha256(data).digest(), signer, when)
    return _build([part], set(signer.chain))


def sign_digest(digest: bytes, signer: Signer) -> bytes:
    """Sign a SHA-256 as a PDF wants it: without a signing time of its own."""
    return _build([_sign(digest, signer, None)], set(signer.chain))


def add_signer(message: bytes, data: bytes, signer: Signer, when: datetime) -> bytes:
    """Add one more signature to a message over the same data.

    SignatureError ``cms.*`` when the message is not in our form, not over this data, or already
    bears this signer's signature.  Certificates are not judged here.
    """
    parts, above = _take_apart(message)
    if any(part.certificate == signer.certificate for part in parts):
        raise SignatureError.of("cms.signed_already")
    digest = hashlib.sha256(data).digest()
    if any(part.digest != digest for part in parts):
        raise SignatureError.of("cms.content")
    return _build([*parts, _sign(digest, signer, when)], {*above, *signer.chain})


def verify(
    message: bytes, data: bytes, verifier: Verifier, roles: Collection[Role] = PROTOCOL_SIGNERS
) -> tuple[SignedBy, ...]:
    """Judge a detached CMS over the data: all its signers in order of claimed time.

    SignatureError with every reason; one signature that is not good refuses the whole message.
    """
    return _verify(message, hashlib.sha256(data).digest(), verifier, roles, None)


def verify_digest(
    message: bytes,
    digest: bytes,
    verifier: Verifier,
    at: datetime,
    roles: Collection[Role] = PROTOCOL_SIGNERS,
) -> SignedBy:
    """Judge the single signature of a PDF's CMS over a SHA-256, claimed at the PDF's time."""
    signers = _verify(message, digest, verifier, roles, at)
    if len(signers) != 1:
        raise SignatureError.of("cms.form")
    return signers[0]


def _verify(
    message: bytes,
    digest: bytes,
    verifier: Verifier,
    roles: Collection[Role],
    at: datetime | None,
) -> tuple[SignedBy, ...]:
    parts, above = _take_apart(message)
    reasons: list[Reason] = []
    signers: list[SignedBy] = []
    issuers: set[bytes] = set()
    for part in parts:
        try:
            signers.append(_judge(part, digest, verifier, roles, at))
            issuers.add(verifier.signer(part.certificate).issuer.der)
        except SignatureError as error:
            reasons += error.reasons
    if not reasons and above != issuers:
        reasons.append(Reason("cms.form"))
    if reasons:
        raise SignatureError(*reasons)
    return tuple(sorted(signers, key=_in_time))


def _in_time(signed: SignedBy) -> tuple[float, str]:
    return (signed.claimed.timestamp() if signed.claimed else 0.0, signed.member_id)


def _judge(
    part: _Part,
    digest: bytes,
    verifier: Verifier,
    roles: Collection[Role],
    at: datetime | None,
) -> SignedBy:
    moment = part.claimed if at is None else at
    if part.digest != digest:
        raise SignatureError.of("cms.content")
    if moment is None or (at is not None and part.claimed is not None):
        raise SignatureError.of("cms.attributes")
    if _attributes(digest, part.certificate, part.claimed) != part.attributes:
        raise SignatureError.of("cms.form")
    key = verifier.signer(part.certificate).public_key
    if not _is_good(key, part):
        raise SignatureError.of(
            "cms.signature", name=verifier.signer(part.certificate).subject.name
        )
    return verifier.judge(part.certificate, moment, roles)


def _is_good(key: raw_signature.PublicKey, part: _Part) -> bool:
    if isinstance(key, rsa.RSAPublicKey):
        return raw_signature.is_good(key, part.signature, part.attributes)
    try:
        raw = raw_signature.from_der(part.signature)
    except (ValueError, OverflowError):
        return False
    same = raw_signature.to_der(raw) == part.signature
    return same and raw_signature.is_good(key, raw, part.attributes)


def _sign(digest: bytes, signer: Signer, when: datetime | None) -> _Part:
    attributes = _attributes(digest, signer.certificate, when)
    signature = signer.sign(attributes)
    if not _is_rsa(signer.certificate):
        signature = raw_signature.to_der(raw_signature.with_lower_s(signature))
    return _Part(signer.certificate, attributes, signature, digest, when)


def _is_rsa(certificate: bytes) -> bool:
    return bool(asn1_x509.Certificate.load(certificate).public_key.algorithm == "rsa")


def _attributes(digest: bytes, certificate: bytes, when: datetime | None) -> bytes:
    reference = der.sequence(der.octets(hashlib.sha256(certificate).digest()))
    attributes = [
        _attribute(_CONTENT_TYPE, core.ObjectIdentifier(_DATA).dump()),
        _attribute(_MESSAGE_DIGEST, der.octets(digest)),
        _attribute(_SIGNING_CERTIFICATE, der.sequence(der.sequence(reference))),
    ]
    if when is not None:
        moment = core.UTCTime(when.astimezone(UTC).replace(microsecond=0))
        attributes.append(_attribute(_SIGNING_TIME, moment.dump()))
    return der.set_of(*attributes)


def _attribute(kind: str, value: bytes) -> bytes:
    return der.sequence(core.ObjectIdentifier(kind).dump(), der.set_of(value))


def _build(parts: Sequence[_Part], above: Collection[bytes]) -> bytes:
    """Encode a message; the DER of its sets puts certificates and signers in one fixed order."""
    certificates = {part.certificate for part in parts} | set(above)
    signed = der.sequence(
        core.Integer(1).dump(),
        der.set_of(_SHA256),
        der.sequence(core.ObjectIdentifier(_DATA).dump()),
        der.tagged(0, b"".join(sorted(certificates))),
        der.set_of(*(_signer_info(part) for part in parts)),
    )
    return der.sequence(core.ObjectIdentifier(_SIGNED_DATA).dump(), der.tagged(0, signed))


def _signer_info(part: _Part) -> bytes:
    certificate = asn1_x509.Certificate.load(part.certificate)["tbs_certificate"]
    return der.sequence(
        core.Integer(1).dump(),
        der.sequence(certificate["issuer"].dump(), certificate["serial_number"].dump()),
        _SHA256,
        der.tagged(0, der.content_of(part.attributes)),
        _RSA if _is_rsa(part.certificate) else _ECDSA,
        der.octets(part.signature),
    )


def _take_apart(message: bytes) -> tuple[list[_Part], set[bytes]]:
    """Take a message apart; SignatureError ``cms.*`` when building it again gives other bytes."""
    if not message or len(message) > LARGEST:
        raise SignatureError.of("cms.unreadable")
    try:
        content = cms.ContentInfo.load(message, strict=True)
        if content["content_type"].native != "signed_data":
            raise SignatureError.of("cms.unreadable")
        signed = content["content"]
        _refuse_by_name(signed)
        certificates = [choice.chosen.dump() for choice in signed["certificates"]]
        parts = [_part(info, certificates) for info in signed["signer_infos"]]
        above = set(certificates) - {part.certificate for part in parts}
        rebuilt = _build(parts, above)
    except PrecinctError:
        raise
    except Exception as error:  # hostile bytes: whatever the parser says, it is not our form
        raise SignatureError.of("cms.unreadable") from error
    is_twice = len({part.certificate for part in parts}) != len(parts)
    if rebuilt != message or is_twice:
        raise SignatureError.of("cms.form")
    return parts, above


def _refuse_by_name(signed: cms.SignedData) -> None:
    """Tell the faults that people can do something about; the rest is told by the form."""
    if signed["encap_content_info"]["content"].native is not None:
        raise SignatureError.of("cms.attached")
    if len(signed["signer_infos"]) == 0:
        raise SignatureError.of("cms.no_signer")
    for info in signed["signer_infos"]:
        if info["digest_algorithm"]["algorithm"].native != "sha256":
            raise SignatureError.of("cms.weak_hash")
        if len(info["unsigned_attrs"]) > 0:
            raise SignatureError.of("cms.unsigned_attributes")
        kinds = sorted(str(attribute["type"].dotted) for attribute in info["signed_attrs"])
        if kinds not in (_ATTRIBUTES, _TIMED_ATTRIBUTES):
            raise SignatureError.of("cms.attributes")


def _part(info: cms.SignerInfo, certificates: Sequence[bytes]) -> _Part:
    wanted = info["sid"].chosen
    for encoded in certificates:
        certificate = asn1_x509.Certificate.load(encoded)
        same_number = certificate.serial_number == wanted["serial_number"].native
        if same_number and certificate.issuer.dump() == wanted["issuer"].dump():
            attributes = der.set_of(info["signed_attrs"].contents)
            return _Part(
                certificate=encoded,
                attributes=attributes,
                signature=info["signature"].native,
                digest=_digest_of(attributes),
                claimed=_claimed_time(attributes),
            )
    raise SignatureError.of("cms.no_certificate")


def _digest_of(attributes: bytes) -> bytes:
    digest = _value_of(attributes, _MESSAGE_DIGEST)
    return digest if isinstance(digest, bytes) else b""


def _claimed_time(attributes: bytes) -> datetime | None:
    moment = _value_of(attributes, _SIGNING_TIME)
    return moment if isinstance(moment, datetime) else None


def _value_of(attributes: bytes, kind: str) -> object:
    """The value of an attribute; None unless it is there once, with one value."""
    found = [a for a in cms.CMSAttributes.load(attributes) if a["type"].dotted == kind]
    if len(found) != 1 or len(found[0]["values"]) != 1:
        return None
    value: object = found[0]["values"][0].native
    return value
