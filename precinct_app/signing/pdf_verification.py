# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Judging a signed PDF by our own rule, on top of pyHanko's validation.

A library's "valid" leaves open what matters here: whose signatures must be there, whether anything
stands after the last one, and whether padding and certificates can be altered unseen.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from asn1crypto import crl as asn1_crl
from asn1crypto import parser
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.services.ports import Check, PaperFindings, SignedBy
from precinct_app.signing import cms
from precinct_app.signing.pdf_signature import field_name
from precinct_app.signing.trust import Verifier

LARGEST: Final = 4 * 1024 * 1024
"""Bytes of a protocol's PDF; a larger file is not parsed."""

_RANGE: Final = 4
_HEX: Final = frozenset(b"0123456789ABCDEF")


@dataclass(frozen=True, slots=True)
class _Found:
    """A signature as it stands in the file."""

    name: str
    embedded: EmbeddedPdfSignature
    claimed: datetime
    message: bytes
    digest: bytes
    end: int
    """Where the signed revision ends."""


def verify(pdf: bytes, verifier: Verifier, expected: Sequence[ExpectedSigner]) -> PaperFindings:
    """Judge all signatures of a PDF; the first expected signer is the certifier.

    Never raises for what the file holds.  Checks: ``pdf_fields`` (exactly the expected signers),
    ``pdf_bytes`` (nothing uncovered, strict form), ``pdf_signatures`` (certificates, roles,
    digests), ``pdf_changes`` (pyHanko: nothing but filled fields since each signature).
    """
    if len(pdf) > LARGEST:
        return _unreadable("too large")
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        found = sorted(_signatures(pdf, reader), key=lambda f: f.end)
        names = [name for name, _, _ in enumerate_sig_fields(reader)]
        signed_by, faults = _judged(found, verifier, expected)
        checks = (
            _check("pdf_fields", _field_faults(names, found, expected)),
            _check("pdf_bytes", _byte_faults(pdf, found)),
            _check("pdf_signatures", faults),
            _check("pdf_changes", _library_faults(found, verifier)),
        )
    except (
        Exception
    ) as error:  # ValueError, zlib.error, PdfReadError and more were seen: all mean no
        return _unreadable(type(error).__name__)
    return PaperFindings(checks, tuple(signed_by))


def _unreadable(what: str) -> PaperFindings:
    reason = Reason("pdf.unreadable_signature", {"what": what})
    return PaperFindings((Check("pdf_bytes", False, reason),), ())


def _check(name: str, faults: Sequence[Reason]) -> Check:
    return Check(name, not faults, faults[0] if faults else None)


def _signatures(pdf: bytes, reader: PdfFileReader) -> Iterator[_Found]:
    for name, value, reference in enumerate_sig_fields(reader, filled_status=True):
        if value is None:
            continue
        embedded = EmbeddedPdfSignature(reader, reference.get_object(), name)
        start, first, second, rest = (int(number) for number in embedded.byte_range)
        if start != 0 or not 0 < first < second or second + rest > len(pdf):
            raise ValueError("byte range")
        yield _Found(
            name=name,
            embedded=embedded,
            claimed=parse_pdf_date(embedded.sig_object["/M"], strict=True),
            message=_message(pdf[first:second]),
            digest=hashlib.sha256(pdf[:first] + pdf[second : second + rest]).digest(),
            end=second + rest,
        )


def _message(gap: bytes) -> bytes:
    """The CMS out of the gap: ``<``, upper-case hex, zero padding to the end, ``>``."""
    digits = gap[1:-1]
    if gap[:1] != b"<" or gap[-1:] != b">" or not _HEX.issuperset(digits) or len(digits) % 2:
        raise ValueError("contents are not strict hex")
    padded = bytes.fromhex(digits.decode("ascii"))
    length = parser.peek(padded)
    if padded[length:].strip(b"\0"):
        raise ValueError("padding is not zero")
    return padded[:length]


def _field_faults(
    names: Sequence[str], found: Sequence[_Found], expected: Sequence[ExpectedSigner]
) -> list[Reason]:
    wanted = [field_name(signer.member_id) for signer in expected]
    faults = [Reason("pdf.stranger_field", {"field": n}) for n in names if n not in wanted]
    signed = {one.name for one in found}
    faults += [Reason("pdf.not_signed", {"field": n}) for n in wanted if n not in signed]
    if len(set(names)) != len(names):
        faults.append(Reason("pdf.stranger_field", {"field": names[0]}))
    if found and wanted and found[0].name != wanted[0]:
        faults.append(Reason("pdf.not_certified", {"field": wanted[0]}))
    return faults


def _byte_faults(pdf: bytes, found: Sequence[_Found]) -> list[Reason]:
    faults = []
    if not found or found[-1].end != len(pdf):
        faults.append(Reason("pdf.not_covered"))
    for one in found:
        if not pdf[: one.end].endswith((b"%%EOF", b"%%EOF\n", b"%%EOF\r\n")):
            faults.append(Reason("pdf.not_covered"))
    return faults


def _judged(
    found: Sequence[_Found], verifier: Verifier, expected: Sequence[ExpectedSigner]
) -> tuple[list[SignedBy], list[Reason]]:
    roles = {field_name(signer.member_id): signer for signer in expected}
    signed_by: list[SignedBy] = []
    faults: list[Reason] = []
    for one in found:
        try:
            signer = cms.verify_digest(one.message, one.digest, verifier, one.claimed)
        except PrecinctError as error:
            faults += error.reasons
            continue
        wanted = roles.get(one.name)
        if wanted is None or (signer.member_id, signer.role) != (wanted.member_id, wanted.role):
            faults.append(Reason("pdf.other_signer", {"field": one.name, "name": signer.name}))
        else:
            signed_by.append(signer)
    return signed_by, faults


def _library_faults(found: Sequence[_Found], verifier: Verifier) -> list[Reason]:
    faults = []
    for number, one in enumerate(found):
        status = validate_pdf_signature(one.embedded, _context(verifier, one.claimed))
        is_last = number == len(found) - 1
        covered = status.coverage is SignatureCoverageLevel.ENTIRE_FILE or not is_last
        level = one.embedded.docmdp_level
        rights = level is (MDPPerm.FILL_FORMS if number == 0 else None)
        if not (status.bottom_line and covered and rights):
            faults.append(Reason("pdf.changed", {"field": one.name}))
    return faults


def _context(verifier: Verifier, at: datetime) -> ValidationContext:
    trust = verifier.trust
    load: Any = asn1_x509.Certificate.load
    return ValidationContext(
        trust_roots=[load(trust.root)],
        other_certs=[load(der) for der in trust.authorities],
        crls=[asn1_crl.CertificateList.load(der) for der in trust.revocation_lists],
        allow_fetching=False,
        revocation_mode="require",
        moment=at,
        retroactive_revinfo=True,
    )
