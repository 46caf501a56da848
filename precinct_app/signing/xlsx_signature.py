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

from precinct_app.domain.commission import CERTIFIERS, Role
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
_FEWEST_ALONE: Final = 2


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
    certificates, roles; None for a doubt) and ``xlsx_signers`` (the expected ones; None when others
    than the certifier have not signed).  Without expected signers it takes two of one commission,
    a certifier among them: alone, a file does not say how many should have signed.
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
    doubts = [signer.doubt for signer in signed_by if signer.doubt]
    signatures_check = Check("xlsx_signatures", None if doubts else True, next(iter(doubts), None))
    if faults:
        signatures_check = Check("xlsx_signatures", False, faults[0])
    checks = (Check("xlsx_container", True), signatures_check, _signers(signed_by, expected))
    return PaperFindings(checks, tuple(signed_by))


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


def _signers(signed_by: Sequence[SignedBy], expected: Sequence[ExpectedSigner] | None) -> Check:
    """A signature copied beside itself makes nobody two, whoever else is expected."""
    people = {(signer.precinct_id, signer.member_id) for signer in signed_by}
    if len(people) < len(signed_by):
        return Check("xlsx_signers", False, Reason("xlsx.signed_twice"))
    return _few(signed_by) if expected is None else _all_expected(signed_by, expected)


def _all_expected(signed_by: Sequence[SignedBy], expected: Sequence[ExpectedSigner]) -> Check:
    found = [(signer.member_id, signer.role) for signer in signed_by]
    wanted = [(signer.member_id, signer.role) for signer in expected]
    if not set(found) <= set(wanted) or found[:1] != wanted[:1]:
        return Check("xlsx_signers", False, Reason("xlsx.other_signers"))
    missing = len(wanted) - len(found)
    reason = Reason("xlsx.not_all_signed", {"count": missing}) if missing else None
    return Check("xlsx_signers", None if missing else True, reason)


def _few(signed_by: Sequence[SignedBy]) -> Check:
    """A file alone: signed by one commission, a certifier among them, and by more than one."""
    if len({signer.precinct_id for signer in signed_by}) > 1:
        return Check("xlsx_signers", False, Reason("xlsx.other_signers"))
    if not any(signer.role in CERTIFIERS for signer in signed_by):
        return Check("xlsx_signers", False, Reason("xlsx.other_signers"))
    if len(signed_by) < _FEWEST_ALONE:
        return Check("xlsx_signers", None, Reason("xlsx.not_all_signed", {"count": 1}))
    if signed_by != sorted(signed_by, key=_in_order):
        return Check("xlsx_signers", None, Reason("xlsx.order"))
    return Check("xlsx_signers", True)


def _in_order(signer: SignedBy) -> tuple[float, int]:
    """By claimed time, the chair first of those of one second."""
    return signer.claimed.timestamp() if signer.claimed else 0.0, list(Role).index(signer.role)


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
