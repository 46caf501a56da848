# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Package signatures of an XLSX by several signers, as Office makes them, and their strict judge.

Judging takes time, certificates and signature value out of each signature, writes the signature
and the whole package again from what they must cover, and demands the same bytes.
"""

from base64 import b64decode
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import PrecinctError, Reason, SignatureError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.services.ports import Check, PaperFindings, SignedBy, Signer
from precinct_app.signing import raw_signature
from precinct_app.signing.trust import PROTOCOL_SIGNERS, Verifier
from precinct_app.signing.xlsx_container import ROOT_RELATIONS, read, read_strictly, write
from precinct_app.signing.xlsx_parts import (
    ORIGIN,
    SIGNATURES,
    SignedContent,
    assemble,
    collect,
    parse,
)
from precinct_app.signing.xlsx_xml import DS, XADES, signature_xml

_MOST_SIGNERS: Final = 32


@dataclass(frozen=True, slots=True)
class _Found:
    """What a signature part says of itself."""

    certificates: tuple[bytes, ...]
    claimed: datetime
    value: bytes


def sign(xlsx: bytes, signer: Signer, when: datetime) -> bytes:
    """Add a signature over all parts; the first signer's call brings the file into signed form.

    SignatureError ``xlsx.*`` when the file is not an XLSX whose every part can be covered, or was
    changed since it was signed; ``xlsx.signed_already`` for a second signature by one key.
    """
    content, earlier = _take_apart(xlsx)
    for xml in earlier:
        if _read(xml).certificates[0] == signer.certificate:
            raise SignatureError.of("xlsx.signed_already")
    certificates = (signer.certificate, *signer.chain)

    def sign_raw(data: bytes) -> bytes:
        return raw_signature.with_lower_s(signer.sign(data))

    return write(
        assemble(content, [*earlier, signature_xml(content, certificates, when, sign_raw)])
    )


def verify(
    xlsx: bytes,
    verifier: Verifier,
    expected: Sequence[ExpectedSigner] | None = None,
    roles: Collection[Role] = PROTOCOL_SIGNERS,
) -> PaperFindings:
    """Judge all package signatures; never raises for what the file holds.

    Checks: ``xlsx_container`` (one form, every part covered), ``xlsx_signatures`` (values, digests,
    certificates, roles) and, where signers are expected, ``xlsx_signers`` (exactly those).
    """
    try:
        content, signatures = _take_apart(xlsx)
    except PrecinctError as error:
        return PaperFindings((Check("xlsx_container", False, error.reasons[0]),), ())
    if not signatures:
        reason = Reason("xlsx.not_signed")
        return PaperFindings((Check("xlsx_signatures", False, reason),), ())
    signed_by: list[SignedBy] = []
    faults: list[Reason] = []
    for xml in signatures:
        try:
            signed_by.append(_judge(xml, content, verifier, roles))
        except PrecinctError as error:
            faults += error.reasons
    checks = [
        Check("xlsx_container", True),
        Check("xlsx_signatures", not faults, faults[0] if faults else None),
    ]
    if expected is not None:
        checks.append(_signers_check(signed_by, expected))
    return PaperFindings(tuple(checks), tuple(signed_by))


def differing_parts(unsigned: bytes, signed: bytes) -> list[str]:
    """Parts of a signed file that differ from those of our own making; empty when none does.

    Never raises for what the signed file holds.
    """
    ours, _ = _take_apart(unsigned)
    try:
        theirs, _ = _take_apart(signed)
    except PrecinctError:
        return ["container"]
    names = {*ours.parts, *theirs.parts}
    differing = sorted(n for n in names if ours.parts.get(n) != theirs.parts.get(n))
    if (ours.types, ours.relations) != (theirs.types, theirs.relations):
        differing.append(ROOT_RELATIONS)
    return differing


def _signers_check(signed_by: Sequence[SignedBy], expected: Sequence[ExpectedSigner]) -> Check:
    found = sorted((signer.member_id, signer.role.value) for signer in signed_by)
    wanted = sorted((signer.member_id, signer.role.value) for signer in expected)
    return Check("xlsx_signers", found == wanted, None if found == wanted else _other_signers())


def _other_signers() -> Reason:
    return Reason("xlsx.other_signers")


def _take_apart(xlsx: bytes) -> tuple[SignedContent, list[bytes]]:
    """Parts and signatures; a signed file must have the exact bytes of the one accepted form."""
    package = read(xlsx)
    try:
        content = collect(package)
    except PrecinctError:
        raise
    except Exception as error:  # hostile XML: whatever the parser says
        raise SignatureError.of("xlsx.parts") from error
    if not any(name.startswith(SIGNATURES) for name in package):
        return content, []
    strict = read_strictly(xlsx)
    names = [f"{SIGNATURES}sig{number}.xml" for number in range(1, _MOST_SIGNERS + 1)]
    signatures = [strict[name] for name in names if name in strict]
    if ORIGIN not in strict or assemble(content, signatures) != strict:
        raise SignatureError.of("xlsx.parts")
    return content, signatures


def _judge(
    xml: bytes, content: SignedContent, verifier: Verifier, roles: Collection[Role]
) -> SignedBy:
    found = _read(xml)
    signer = verifier.signer(found.certificates[0])
    signed_info: list[bytes] = []

    def remember(data: bytes) -> bytes:
        signed_info.append(data)
        return found.value

    if signature_xml(content, found.certificates, found.claimed, remember) != xml:
        raise SignatureError.of("xlsx.content", name=signer.subject.name)
    if found.certificates[1:] != (signer.issuer.der,):
        raise SignatureError.of("xlsx.content", name=signer.subject.name)
    if not raw_signature.is_good(signer.public_key, found.value, signed_info[0]):
        raise SignatureError.of("cms.signature", name=signer.subject.name)
    return verifier.judge(signer.der, found.claimed, roles)


def _read(xml: bytes) -> _Found:
    """Read what only the signature itself knows; the rest is written again and compared."""
    try:
        root = parse(xml)
        certificates = [
            e.text or "" for e in root.iterfind(f"{{{DS}}}KeyInfo//{{{DS}}}X509Certificate")
        ]
        value = root.findtext(f"{{{DS}}}SignatureValue", "")
        moment = root.findtext(f".//{{{XADES}}}SigningTime", "")
        found = _Found(
            certificates=tuple(b64decode(text, validate=True) for text in certificates),
            claimed=datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
            value=b64decode(value, validate=True),
        )
    except PrecinctError:
        raise
    except Exception as error:  # hostile XML: whatever the parser says
        raise SignatureError.of("xlsx.signature_form") from error
    if not found.certificates:
        raise SignatureError.of("xlsx.signature_form")
    return found
