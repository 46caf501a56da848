# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signatures of other programs over a protocol's data (CMS, as NCALayer makes it): not verified here.

Only what can be told without their algorithms is told: who is named as the signer, by which algorithm,
and whether content or SHA-256 inside the message is plainly that of something else.
"""

import hashlib
from typing import Final

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509

from precinct_app.domain.errors import Reason, SignatureError
from precinct_app.services.ports import Check

LARGEST: Final = 128 * 1024
"""Bytes of a message; one with its content inside and a national chain has about 16,000."""
CHECK: Final = "outside_signature"
NOT_VERIFIED: Final = "outside.not_verified"
OTHER_CONTENT: Final = "outside.other_content"
UNREADABLE: Final = "outside.unreadable"
_LONGEST: Final = 60
_ALGORITHMS: Final = {
    "1.2.398.3.10.1.1.1.2": "34.310-2004", "1.2.398.3.10.1.1.2.3.1": "34.310-2015 (256)",
    "1.2.398.3.10.1.1.2.3.2": "34.310-2015 (512)", "1.2.643.7.1.1.1.1": "34.10-2012 (256)",
    "1.2.643.7.1.1.1.2": "34.10-2012 (512)", "1.2.643.7.1.1.3.2": "34.10-2012 (256)",
    "1.2.643.7.1.1.3.3": "34.10-2012 (512)",
}  # fmt: skip
"""GOST by the numbers of Kazakhstan (1.2.398) and Russia (1.2.643)."""


def look(message: bytes, content: bytes) -> Check:
    """What can be told of a foreign signature over the content; never good nor bad, never raises.

    The reason: ``outside.not_verified``, or why it is of no use, which refuses nobody's bundle.
    """
    try:
        signed = _signed_data(message)
        info = signed["signer_infos"][0]
        values = {"name": _name(signed, info), "algorithm": _algorithm(info)}
        is_other = _is_over_other(signed, info, content)
    except Exception:  # whatever another program wrote, or somebody who means harm
        return Check(CHECK, None, Reason(UNREADABLE))
    return Check(CHECK, None, Reason(OTHER_CONTENT if is_other else NOT_VERIFIED, values))


def demand_usable(message: bytes, content: bytes) -> None:
    """Refuse to attach what is of no use; SignatureError with the reason."""
    reason = look(message, content).reason
    if reason is not None and reason.key != NOT_VERIFIED:
        raise SignatureError(reason)


def _signed_data(message: bytes) -> cms.SignedData:
    if not message or len(message) > LARGEST:
        raise ValueError("size")
    found = cms.ContentInfo.load(message, strict=True)
    if found["content_type"].native != "signed_data" or not len(found["content"]["signer_infos"]):
        raise ValueError("not signed data")
    return found["content"]


def _is_over_other(signed: cms.SignedData, info: cms.SignerInfo, content: bytes) -> bool:
    inside = signed["encap_content_info"]["content"].native
    if inside is not None and inside != content:
        return True
    if info["digest_algorithm"]["algorithm"].native != "sha256":
        return False
    digests = [
        value.native
        for attribute in info["signed_attrs"]
        if attribute["type"].native == "message_digest"
        for value in attribute["values"]
    ]
    return bool(digests) and digests != [hashlib.sha256(content).digest()]


def _name(signed: cms.SignedData, info: cms.SignerInfo) -> str:
    """The common name in the certificate that the signer's number points to."""
    wanted = info["sid"].chosen
    for choice in signed["certificates"]:
        certificate = choice.chosen
        if not isinstance(certificate, asn1_x509.Certificate):
            continue
        if info["sid"].name != "issuer_and_serial_number" or (
            certificate.serial_number == wanted["serial_number"].native
        ):
            return _shown(str(certificate.subject.native.get("common_name", "?")))
    return "?"


def _algorithm(info: cms.SignerInfo) -> str:
    kind = str(info["signature_algorithm"]["algorithm"].dotted)
    native = str(info["signature_algorithm"]["algorithm"].native)
    return _ALGORITHMS.get(kind, native)[:_LONGEST]


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)[:_LONGEST]
